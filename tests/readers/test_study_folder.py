from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InvalidData, QualcodeError, UnreadableFile
from qualcode.model.studies import CodingRecord
from qualcode.readers.study_folder import read_study_folder

Write = Callable[[str, str | bytes], Path]

FILES = {
    "study.yaml": """
title: Utviklingssentre 2015
language: nb
units:
  centre: {}
  county: {of: centre, column: county, separator: "+"}
attributes:
  type: {kind: category, values: [USH, UHT]}
chapters:
  - {title: Organisering, themes: [Forankring], breakdown: [type, county, interview, region]}
""",
    "centres.csv": (
        "centre,name,type,county,region\nS01,Bø,USH,Troms+Finnmark,Nord\nS02,Vik,UHT,Oslo,Øst\n"
    ),
    "interviews.csv": "file,speaker,centre,role\nb.txt,,S01,leder\na.txt,Kari,S02,ansatt\n",
    "codebook.csv": "code,theme\ntid,Forankring\n",
    "codings.csv": "file,start,end,code,coder\nb.txt,0,5,tid,anna\n",
    "transcripts/b.txt": "Leder: Ja.",
    "transcripts/a.txt": "Kari: Nei.",
}


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Callable[..., Path]:
    """A whole study; each change replaces a file, or takes it away where it is None."""

    def make(**changes: str | None) -> Path:
        for name, usual in FILES.items():
            if (text := changes.get(name.rpartition(".")[0], usual)) is not None:
                write(f"studie/{name}", text)
        return tmp_path / "studie"

    return make


def refused(path: Path) -> list[str]:
    with pytest.raises(QualcodeError) as caught:
        read_study_folder(path)
    return str(caught.value).split("\n")


def test_a_whole_folder_is_read(folder: Callable[..., Path]) -> None:
    path = folder()

    study = read_study_folder(path)

    assert study.spec.title == "Utviklingssentre 2015"
    assert [attribute.name for attribute in study.spec.attributes] == ["type", "region"]
    assert [(unit.kind, unit.key) for unit in study.units] == [
        ("centre", "S01"),
        ("centre", "S02"),
        ("county", "Troms"),
        ("county", "Finnmark"),
        ("county", "Oslo"),
    ]
    assert [row.file for row in study.interviews] == ["b.txt", "a.txt"]
    assert [code.id for code in study.codebook.codes()] == ["tid"]
    assert [file.name for file in study.transcript_files] == ["a.txt", "b.txt"]
    assert study.codings_file == path / "codings.csv"
    assert list(study.codings) == [CodingRecord(2, "b.txt", 0, 5, "tid", "anna")]


def test_transcripts_alone_make_a_study_called_as_the_folder_is(
    write: Write, tmp_path: Path
) -> None:
    write("På øya/transcripts/a.txt", "Leder: Ja.")
    write("På øya/transcripts/b.md", "Leder: Ja.")
    for passed_over in (".skjult.txt", "~$a.docx", "bilde.png"):
        write(f"På øya/transcripts/{passed_over}", "x")

    study = read_study_folder(tmp_path / "På øya")

    assert study.spec.title == "På øya"
    assert [kind.name for kind in study.spec.kinds] == ["centre"]
    assert [file.name for file in study.transcript_files] == ["a.txt", "b.md"]
    assert (study.units, study.interviews, study.codings_file) == ((), (), None)
    assert list(study.codings) == []


def test_without_a_table_the_centres_are_those_that_the_interviews_name(
    folder: Callable[..., Path],
) -> None:
    study = read_study_folder(folder(centres=None, study=None))

    assert [(unit.kind, unit.key) for unit in study.units] == [("centre", "S01"), ("centre", "S02")]


def test_an_empty_folder_is_refused_with_what_it_needs(tmp_path: Path) -> None:
    assert refused(tmp_path)[0].startswith(f"{tmp_path.name} holds no study; it needs at least one")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "borte is not a folder" in refused(tmp_path / "borte")[0]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"interviews": "file,centre\na.txt,S09\n"},
            'interviews.csv, line 2, column "centre", value "S09": there is no centre of that name',
        ),
        (
            {"interviews": "file,county\na.txt,Trums\n"},
            'interviews.csv, line 2, column "county", value "Trums": there is no county of that',
        ),
        (
            {"interviews": "file\na.txt\nc.txt\n"},
            'interviews.csv, line 3, column "file", value "c.txt": the file is not in the folder',
        ),
        (
            {"interviews": "file\n../centres.csv\n"},
            'interviews.csv, line 2, column "file", value "../centres.csv": give the name of the',
        ),
        (
            {"centres": "centre,type,county\nS01,XXX,Oslo\nS02,,\n"},
            'centres.csv, line 2, column "type", value "XXX": it is none of USH, UHT',
        ),
        (
            {"centres": "centre,type\nS01,USH\nS02,UHT\n"},
            'centres.csv, line 1, column "county": the column is missing',
        ),
        (
            {"codebook": "code,theme\ntid,Økonomi\n"},
            'study.yaml, line 10, column "themes", value "Forankring": there is no theme of that',
        ),
        (
            {"centres": "centre,type,county\nS01,USH,Oslo\nS02,UHT,Oslo\n"},
            'study.yaml, line 10, column "breakdown", value "region": it is neither an attribute',
        ),
        (
            {"study": "title: x\nunits:\n  centre:\n    file: ../centres.csv\n"},
            'study.yaml, line 4, column "file", value "../centres.csv": give the name of a file',
        ),
        (
            {"study": "title: x\nunits:\n  centre: {file: sentre.csv}\n"},
            'study.yaml, line 3, column "file", value "sentre.csv": the file is not in the folder',
        ),
        ({"study": "title: x\nlanguage: norsk\n"}, 'study.yaml, line 2, column "language"'),
        ({"study": "- title\n"}, "study.yaml, line 1: the file must hold names with values"),
    ],
)
def test_what_does_not_hold_together_is_refused_with_its_place(
    folder: Callable[..., Path], changes: dict[str, str], fault: str
) -> None:
    assert refused(folder(**changes))[0].startswith(fault)


def test_two_codebooks_are_refused(folder: Callable[..., Path], write: Write) -> None:
    path = folder()
    write("studie/codebook.yaml", "title: x\n")

    assert "codebook.yaml and codebook.csv; keep the one that holds" in refused(path)[0]


def test_a_named_file_of_an_unknown_format_is_refused_with_those_that_are_known(
    folder: Callable[..., Path], write: Write
) -> None:
    path = folder(interviews="file\nc.pdf\n")
    write("studie/transcripts/c.pdf", "x")

    assert "its format cannot be read; save it as one of .txt, .md, .docx, .csv" in refused(path)[0]


def test_a_link_that_leads_out_of_the_folder_is_refused(
    folder: Callable[..., Path], write: Write
) -> None:
    path = folder()
    (path / "transcripts" / "c.txt").symlink_to(write("utenfor.txt", "hemmelig"))

    assert "c.txt is a link that leads out of the folder" in refused(path)[0]


def test_bad_codings_are_refused_when_they_are_read(folder: Callable[..., Path]) -> None:
    study = read_study_folder(folder(codings="file,start,end,code,coder\na.txt,5,2,tid,anna\n"))

    with pytest.raises(InvalidData, match=r"codings\.csv, line 2"):
        list(study.codings)


def test_a_respondent_of_a_survey_can_be_named(folder: Callable[..., Path], write: Write) -> None:
    path = folder(interviews="file,centre\nsvar.csv#1,S01\n")
    write("studie/transcripts/svar.csv", "id,mening\n1,Godt\n")

    assert read_study_folder(path).interviews[0].file == "svar.csv#1"


def test_names_in_parts_find_their_files(folder: Callable[..., Path], write: Write) -> None:
    path = folder(interviews="file,centre\npå.txt,S01\n")
    write(f"studie/transcripts/{unicodedata.normalize('NFD', 'på.txt')}", "Leder: Ja.")

    assert read_study_folder(path).interviews[0].file == "på.txt"


def test_a_folder_full_of_rubbish_is_refused_with_a_name(write: Write, tmp_path: Path) -> None:
    write("x/centres.csv", b"\x89PNG\r\n\x1a\n\x00\x00")

    with pytest.raises(UnreadableFile, match=r"centres\.csv is not text"):
        read_study_folder(tmp_path / "x")
