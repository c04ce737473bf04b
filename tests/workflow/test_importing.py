"""Taking in transcripts and study folders: all that holds together, and nothing half."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InvalidData, QualcodeError, StudyError
from qualcode.model.studies import ImportReport
from qualcode.workflow.checking import check_study
from qualcode.workflow.history import history, undo
from qualcode.workflow.importing import import_files, study_from_folder
from qualcode.workflow.studies import Study, create_study, interviews, overview_of


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """An empty study."""
    made = create_study(tmp_path / "tom", coder="siv")
    yield made
    made.close()


def write(folder: Path, name: str, text: str = "Leder: Det går bra.\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def outcomes(report: ImportReport) -> dict[str, str]:
    return {file.name: file.outcome for file in report.files}


def messages(report: ImportReport) -> str:
    return "\n".join(file.message for file in report.files)


def make(folder: Path) -> tuple[Path, ImportReport]:
    """A study made of a folder and closed again."""
    path = folder.with_suffix(".qualcode")
    study, report = study_from_folder(path, folder, coder="siv")
    study.close()
    return path, report


def add_line(path: Path, line: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def refused(folder: Path) -> str:
    """The message with which a folder is refused; it must leave nothing behind."""
    before = set(folder.parent.iterdir())
    with pytest.raises(QualcodeError) as caught:
        make(folder)
    assert set(folder.parent.iterdir()) == before
    return str(caught.value)


def test_a_study_folder_becomes_a_study(study_folder: Path) -> None:
    study, report = study_from_folder(study_folder.with_suffix(".qualcode"), study_folder, coder="")

    size = overview_of(study)
    assert size.title == "Tre sentre"
    assert size.units == {"centre": 3, "county": 2}
    assert (size.interviews, size.codings) == (3, 5)
    assert outcomes(report) == {"01.txt": "taken", "02.txt": "taken", "03.txt": "taken"}
    assert check_study(study) == []
    study.close()


def test_each_stage_of_a_study_folder_is_a_change_of_its_own(study_folder: Path) -> None:
    study, _ = study_from_folder(study_folder.with_suffix(".qualcode"), study_folder, coder="siv")

    actions = [entry.action for entry in history(study)]
    while len(history(study)) < 2 * len(actions):
        undo(study, "siv")

    assert actions == ["load codings", "import transcripts", "load codebook", "set up study"]
    assert overview_of(study).units == {}
    assert interviews(study) == []
    study.close()


def test_a_study_may_bear_the_name_of_its_folder(study_folder: Path) -> None:
    study, _ = study_from_folder(study_folder, study_folder, coder="siv")

    assert study.path == study_folder.with_suffix(".qualcode")
    study.close()


def test_a_study_that_is_there_is_not_overwritten(study_folder: Path) -> None:
    path, _ = make(study_folder)
    before = path.read_bytes()

    with pytest.raises(StudyError, match="exists already"):
        make(study_folder)

    assert path.read_bytes() == before


def test_a_study_in_a_folder_that_is_not_there_is_refused(study_folder: Path) -> None:
    with pytest.raises(StudyError, match="Make that folder"):
        study_from_folder(study_folder / "ny" / "studie", study_folder, coder="siv")


def test_a_transcript_that_cannot_be_read_is_left_out_with_its_codings(study_folder: Path) -> None:
    (study_folder / "transcripts" / "03.txt").write_bytes(bytes(range(256)) * 40)

    path, report = make(study_folder)

    assert outcomes(report) == {"01.txt": "taken", "02.txt": "taken", "03.txt": "refused"}
    assert "03.txt" in messages(report)
    assert report.notes == ("3 codings were left out: they point to files that were not taken in.",)
    assert path.exists()


@pytest.mark.parametrize(
    ("file", "line", "found"),
    [
        ("codings.csv", "01.txt,5,999,plan,siv,", "codings.csv, line 7"),
        ("codings.csv", "01.txt,5,9,ukjent,siv,", '"ukjent"'),
        ("codings.csv", "09.txt,5,9,plan,siv,", '"09.txt"'),
        ("codings.csv", "01.txt,0,5,plan,siv,Feil", "codings.csv, line 7"),
        ("codings.csv", "01.txt,fem,9,plan,siv,", '"fem"'),
        ("interviews.csv", "01.txt,Nabo,S01,leder", '"Nabo"'),
        ("interviews.csv", "03.txt,Leder,S99,leder", '"S99"'),
        ("centres.csv", "S04,Elvebakken,ABC,Nordmark", '"ABC"'),
        ("study.yaml", "title: To ganger", "study.yaml, line"),
        ("codebook.yaml", "  - {navn: Feil}", "codebook.yaml, line"),
    ],
)
def test_a_fault_in_a_table_is_named_and_leaves_no_study(
    study_folder: Path, file: str, line: str, found: str
) -> None:
    add_line(study_folder / file, line)

    assert found in refused(study_folder)


def test_an_attribute_whose_classes_leave_a_gap_leaves_no_study(study_folder: Path) -> None:
    yaml = study_folder / "study.yaml"
    gap = 'type: {kind: number, classes: {liten: "<5", stor: ">=7"}}'
    text = yaml.read_text(encoding="utf-8")
    yaml.write_text(text.replace("type: {kind: category, values: [USH, UHT]}", gap), "utf-8")

    assert "gap" in refused(study_folder)


def test_files_are_taken_in_as_one_change(study: Study, tmp_path: Path) -> None:
    files = [write(tmp_path, f"{i}.txt", f"Leder: Nummer {i}.\n") for i in range(5)]

    report = import_files(study, files, coder="siv")

    assert len(interviews(study)) == 5
    assert sum(file.words for file in report.files) == 15
    assert history(study)[0].summary == "0.txt, 1.txt, 2.txt, … (5)"
    undo(study, "siv")
    assert interviews(study) == []


def test_the_same_file_is_known_and_not_doubled(study: Study, tmp_path: Path) -> None:
    first = write(tmp_path, "01.txt")
    copy = write(tmp_path, "kopi/01 (2).txt")

    import_files(study, [first], coder="siv")
    report = import_files(study, [first, copy], coder="siv")

    assert outcomes(report) == {"01.txt": "known", "01 (2).txt": "known"}
    assert "01 (2).txt is the same file as 01.txt" in messages(report)
    assert len(interviews(study)) == 1


def test_the_same_file_twice_in_one_import_is_taken_once(study: Study, tmp_path: Path) -> None:
    first, copy = write(tmp_path, "01.txt"), write(tmp_path, "02.txt")

    report = import_files(study, [first, copy, first], coder="siv")

    assert [file.outcome for file in report.files] == ["taken", "known", "known"]
    assert len(interviews(study)) == 1


def test_an_import_of_known_files_only_is_no_change(study: Study, tmp_path: Path) -> None:
    file = write(tmp_path, "01.txt")
    import_files(study, [file], coder="siv")
    before = history(study)

    import_files(study, [file], coder="siv")

    assert history(study) == before


def test_another_file_of_the_same_name_is_refused(study: Study, tmp_path: Path) -> None:
    one = write(tmp_path, "a/01.txt", "Leder: Ja.\n")
    other = write(tmp_path, "b/01.txt", "Leder: Nei.\n")

    report = import_files(study, [one, other], coder="siv")

    assert [file.outcome for file in report.files] == ["taken", "refused"]
    assert "Rename the file" in report.refused[0].message


def test_names_that_differ_in_their_unicode_form_only_are_one(study: Study, tmp_path: Path) -> None:
    composed = write(tmp_path, "a/på.txt", "Leder: Ja.\n")
    decomposed = write(tmp_path, "b/pa\u030a.txt", "Leder: Nei.\n")

    report = import_files(study, [composed, decomposed], coder="siv")

    assert [file.outcome for file in report.files] == ["taken", "refused"]


def test_the_others_are_taken_where_one_cannot_be_read(study: Study, tmp_path: Path) -> None:
    good, last = write(tmp_path, "01.txt"), write(tmp_path, "04.txt", "Leder: Sist.\n")
    empty = write(tmp_path, "02.txt", "")
    missing = tmp_path / "03.txt"
    strange = write(tmp_path, "bilde.png", "PNG")

    report = import_files(study, [good, empty, missing, strange, last], coder="siv")

    assert outcomes(report) == {
        "01.txt": "taken",
        "02.txt": "refused",
        "03.txt": "refused",
        "bilde.png": "refused",
        "04.txt": "taken",
    }
    assert all(file.name in file.message for file in report.refused)


def test_folders_are_searched_for_what_can_be_read(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "intervjuer"
    write(folder, "b/02.txt", "Leder: To.\n")
    write(folder, "01.md", "Leder: En.\n")
    write(folder, ".skjult.txt", "Leder: Skjult.\n")
    write(folder, "~$03.docx")
    write(folder, "bilde.png")
    table = write(folder, "intervjuer.csv", "file,role\n01.md,leder\n02.txt,leder\n")

    report = import_files(study, [folder], coder="siv", interviews=table)

    assert outcomes(report) == {"01.md": "taken", "02.txt": "taken"}


def test_a_folder_with_nothing_to_read_is_refused(study: Study, tmp_path: Path) -> None:
    write(tmp_path / "tom", "bilde.png")

    with pytest.raises(InvalidData, match="holds no file"):
        import_files(study, [tmp_path / "tom"], coder="siv")


def test_a_study_folder_is_not_taken_for_transcripts(study: Study, study_folder: Path) -> None:
    with pytest.raises(InvalidData, match="qualcode new STUDY --from"):
        import_files(study, [study_folder], coder="siv")


def test_interviews_say_who_speaks_for_which_unit(study_folder: Path, tmp_path: Path) -> None:
    path, _ = make(study_folder)
    study, _ = study_from_folder(tmp_path / "ny", study_folder, coder="siv")
    file = write(tmp_path, "04.txt", "Leder: Vi er flere.\n")
    table = write(tmp_path, "nye.csv", "file,centre,role\n04.txt,S02,leder\n05.txt,S01,leder\n")

    report = import_files(study, [file], coder="siv", interviews=table)

    newest = interviews(study)[-1]
    assert (newest.name, newest.units, newest.roles) == ("04.txt", ("S02",), ("leder",))
    assert report.notes == ("nye.csv names files that are not here: 05.txt.",)
    study.close()
    assert path.exists()


def test_an_unknown_centre_is_named_and_nothing_is_taken(
    study_folder: Path, tmp_path: Path
) -> None:
    study, _ = study_from_folder(tmp_path / "ny", study_folder, coder="siv")
    files = [write(tmp_path, f"{i}.txt", f"Leder: Nummer {i}.\n") for i in (4, 5)]
    table = write(tmp_path, "nye.csv", "file,centre\n4.txt,S01\n5.txt,S99\n")
    before = history(study)

    with pytest.raises(InvalidData, match=r'line 3, column "centre", value "S99"'):
        import_files(study, files, coder="siv", interviews=table)

    assert len(interviews(study)) == 3
    assert history(study) == before
    study.close()


def test_an_answer_for_an_unknown_centre_refuses_that_file_only(
    study_folder: Path, tmp_path: Path
) -> None:
    study, _ = study_from_folder(tmp_path / "ny", study_folder, coder="siv")
    answers = write(tmp_path, "svar.csv", "id,centre,Hva betyr mest?\n1,S01,Tid.\n2,S99,Folk.\n")
    other = write(tmp_path, "04.txt")

    report = import_files(study, [answers, other], coder="siv")

    assert outcomes(report) == {"svar.csv": "refused", "04.txt": "taken"}
    assert '"S99"' in messages(report)
    study.close()


def test_a_study_without_centres_gets_those_that_its_files_name(
    study: Study, tmp_path: Path
) -> None:
    answers = write(tmp_path, "svar.csv", "id,centre,Hva betyr mest?\n1,S01,Tid.\n2,S02,Folk.\n")
    file = write(tmp_path, "04.txt")
    table = write(tmp_path, "nye.csv", "file,centre\n04.txt,S03\n")

    import_files(study, [answers, file], coder="siv", interviews=table)

    assert [line.units for line in interviews(study)] == [("S01",), ("S02",), ("S03",)]
    undo(study, "siv")
    assert overview_of(study).units == {"centre": 0}
