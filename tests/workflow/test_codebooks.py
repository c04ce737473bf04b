"""Codebooks: what differs between two, and what loading one does to a study."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import Conflict, InvalidData, NeedsReason, QualcodeError
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codebook_merge import Side
from qualcode.store import taking_in
from qualcode.workflow import codebooks, coding, recoding, tracing
from qualcode.workflow.codebooks import Difference, diff
from qualcode.workflow.history import history, undo
from qualcode.workflow.importing import study_from_folder
from qualcode.workflow.studies import Study, create_study


@pytest.fixture
def study(study_folder: Path) -> Iterator[Study]:
    made, _ = study_from_folder(study_folder.with_suffix(".qualcode"), study_folder, coder="siv")
    yield made
    made.close()


def book(*codes: Code, theme: str = "Plan", exclusive: tuple[ExclusiveSet, ...] = ()) -> Codebook:
    return Codebook(themes=(Theme(name=theme, codes=codes),), exclusive=exclusive)


def test_a_codebook_does_not_differ_from_itself(study_folder: Path) -> None:
    read = codebooks.check(study_folder / "codebook.yaml").codebook

    assert diff(read, read) == []


def test_codes_that_came_and_went_are_named_with_their_theme() -> None:
    before, after = book(Code(id="a"), Code(id="b")), book(Code(id="b"), Code(id="c"))

    assert diff(before, after) == [
        Difference("added", "code", "c", "theme", after="Plan"),
        Difference("removed", "code", "a", "theme", before="Plan"),
    ]


def test_a_code_that_was_renamed_is_the_same_code() -> None:
    before, after = book(Code(id="a", name="Plan")), book(Code(id="a", name="Planer"))

    assert diff(before, after) == [Difference("renamed", "code", "a", "name", "Plan", "Planer")]


def test_a_code_in_another_theme_has_moved() -> None:
    before, after = book(Code(id="a")), book(Code(id="a"), theme="Råd")

    assert Difference("moved", "code", "a", "theme", "Plan", "Råd") in diff(before, after)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("definition", "Om planer.", "Om planer."),
        ("parent", "b", "b"),
        ("state", "retired", "retired"),
        ("colour", "#ff0000", "#ff0000"),
    ],
)
def test_a_field_that_changed_is_told_from_and_to(field: str, value: str, shown: str) -> None:
    values = {"id": "a", field: value}
    before = book(Code(id="a"), Code(id="b"))
    after = book(Code(**values), Code(id="b"))  # type: ignore[arg-type]

    [difference] = diff(before, after)

    assert (difference.what, difference.field, difference.after) == ("changed", field, shown)


def test_exclusive_sets_are_compared_by_their_codes() -> None:
    codes = (Code(id="a"), Code(id="b"), Code(id="c"))
    one, other = (
        (ExclusiveSet(name="Rolle", codes=members),) for members in (("a", "b"), ("a", "c"))
    )

    found = diff(book(*codes, exclusive=one), book(*codes, exclusive=other))

    assert found == [Difference("changed", "exclusive", "Rolle", "codes", "a, b", "a, c")]


def test_loading_a_codebook_is_one_change(study: Study, tmp_path: Path) -> None:
    before = codebooks.of_study(study)
    path = tmp_path / "ny.csv"
    path.write_text("code,theme,name\nplan,Råd,Planer\nny,Råd,Ny\n", encoding="utf-8")

    loaded = codebooks.load(study, path, coder="siv", reason="prøve")

    assert (loaded.new, loaded.changed, loaded.kept) == (1, 1, 2)
    undo(study, "siv")
    assert codebooks.of_study(study) == before


def test_a_codebook_with_a_fault_changes_nothing(study: Study, tmp_path: Path) -> None:
    before = codebooks.of_study(study)
    path = tmp_path / "feil.csv"
    path.write_text("code,parent\nny,ukjent\n", encoding="utf-8")

    with pytest.raises(InvalidData, match=r"feil\.csv, line 2"):
        codebooks.load(study, path, coder="siv", reason="prøve")

    assert codebooks.of_study(study) == before


@pytest.mark.parametrize("name", ["bok.yaml", "bok.csv", "bok.xlsx", "bok.qdc"])
def test_a_saved_codebook_reads_back_without_difference(
    study: Study, tmp_path: Path, name: str
) -> None:
    codebooks.save(study, tmp_path / name, coder="siv")

    assert diff(codebooks.of_study(study), codebooks.read(tmp_path / name)) == []


def test_a_study_can_be_read_where_a_codebook_is_asked_for(study: Study) -> None:
    assert codebooks.read(study.path) == codebooks.of_study(study)


def test_a_codebook_is_not_saved_where_it_cannot_be(study: Study, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="there is no folder"):
        codebooks.save(study, tmp_path / "ingen" / "bok.yaml", coder="siv")


# Three ways


FILE = """\
themes:
- name: Forankring
  codes:
  # Den viktigste.
  - {id: plan, name: Står i planen, definition: Senteret er nevnt i en kommunal plan.}
  - {id: utvalg, name: Rapporterer til utvalg}
- name: Rammer
  codes:
  - {id: knapt, name: Knappe rammer}
"""


@pytest.fixture
def file(study: Study, tmp_path: Path) -> Path:
    """A file that the study has loaded, so that both are known to have been the same."""
    path = tmp_path / "kodebok.yaml"
    path.write_text(FILE, encoding="utf-8")
    codebooks.load(study, path, coder="siv")
    return path


def rewrite(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def rename(study: Study, ident: str, name: str) -> None:
    row = next(c.id for c in coding.codes(study) if c.code.id == ident)
    recoding.rename_code(study, "siv", row, name)


def labels(study: Study) -> dict[str, list[str]]:
    return {t.name: [c.label for c in t.codes] for t in codebooks.of_study(study).themes}


def test_what_each_side_has_changed_since_is_taken_from_it(study: Study, file: Path) -> None:
    rename(study, "plan", "Nevnt i planen")
    rewrite(file, "Knappe rammer", "Trange rammer")

    loaded = codebooks.load(study, file, coder="siv")

    assert (loaded.new, loaded.changed, loaded.kept) == (0, 1, 0)
    assert labels(study) == {
        "Forankring": ["Nevnt i planen", "Rapporterer til utvalg"],
        "Rammer": ["Trange rammer"],
    }


def test_what_both_have_changed_is_refused_and_nothing_is_written(study: Study, file: Path) -> None:
    rename(study, "plan", "Nevnt i planen")
    rewrite(file, "Står i planen", "Omtalt i planen")
    rewrite(file, "Knappe rammer", "Trange rammer")
    before = codebooks.of_study(study)
    made = codebooks.plan(study, file)

    assert [(c.name, c.base, c.study, c.file) for c in made.merged.clashes] == [
        ("plan", "Står i planen", "Nevnt i planen", "Omtalt i planen")
    ]
    with pytest.raises(Conflict, match="both changed the same: plan"):
        codebooks.rehearse(study, made)
    with pytest.raises(Conflict, match="both changed the same: plan"):
        codebooks.load(study, file, coder="siv")
    assert codebooks.of_study(study) == before


@pytest.mark.parametrize(
    ("prefer", "label"), [("study", "Nevnt i planen"), ("file", "Omtalt i planen")]
)
def test_the_side_preferred_settles_it_once_and_for_all(
    study: Study, file: Path, prefer: Side, label: str
) -> None:
    rename(study, "plan", "Nevnt i planen")
    rewrite(file, "Står i planen", "Omtalt i planen")

    codebooks.load(study, file, coder="siv", prefer=prefer)
    again = codebooks.load(study, file, coder="siv")

    assert labels(study)["Forankring"][0] == label
    assert again.changed == 0


def test_a_theme_that_the_file_renames_is_the_same_row_in_the_study(
    study: Study, file: Path
) -> None:
    rows = [theme.id for theme in coding.themes(study)]
    rewrite(file, "name: Forankring", "name: Planverk")

    codebooks.load(study, file, coder="siv")

    assert [theme.id for theme in coding.themes(study)] == rows
    assert list(labels(study)) == ["Planverk", "Rammer"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".qdc", ".yaml"])
def test_saving_and_loading_again_changes_nothing_whatever_the_format_can_hold(
    study: Study, file: Path, tmp_path: Path, suffix: str
) -> None:
    rewrite(file, "name: Rammer", "name: Rammer\n  definition: Det som holder igjen.")
    rewrite(file, "codes:\n  - {id: knapt", "residual: yes\n  codes:\n  - {id: knapt")
    codebooks.load(study, file, coder="siv")
    path = tmp_path / f"ut{suffix}"
    codebooks.save(study, path, coder="siv")
    before = codebooks.of_study(study)

    loaded = codebooks.load(study, path, coder="siv")

    assert (loaded.new, loaded.changed) == (0, 0)
    assert codebooks.of_study(study) == before


def test_saving_to_a_file_keeps_its_comments_and_what_it_says_of_itself(
    study: Study, file: Path
) -> None:
    file.write_text(f"title: Vår kodebok\nsource: Rapport\n{FILE}", encoding="utf-8")
    rename(study, "plan", "Nevnt i planen")

    codebooks.save(study, file, coder="siv")

    saved = file.read_text(encoding="utf-8")
    assert saved == f"title: Vår kodebok\nsource: Rapport\n{FILE}".replace(
        "name: Står i planen", "name: Nevnt i planen"
    )


def test_a_file_that_is_no_codebook_is_not_written_over(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text("title: Noe annet\nunits: {}\n", encoding="utf-8")

    with pytest.raises(QualcodeError, match=r"study\.yaml is there already"):
        codebooks.save(study, path, coder="siv")

    assert path.read_text(encoding="utf-8") == "title: Noe annet\nunits: {}\n"


@pytest.mark.parametrize("name", ["bok.yaml", "bok.csv"])
def test_a_codebook_that_nobody_could_load_again_is_not_saved(
    study: Study, file: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    codebooks.save(study, path, coder="siv")
    before, entries = path.read_bytes(), history(study)
    with study.change("siv", "fill") as change:
        twice = (Code(id="a", name="Tar tid"), Code(id="b", name="tar tid"))
        taking_in.take_in(change, book(*twice, theme="Tid"))

    with pytest.raises(Conflict, match=r"not saved.*: tar tid: it has the name of .*in the study"):
        codebooks.save(study, path, coder="siv")

    assert path.read_bytes() == before
    assert history(study)[1:] == entries


# A template is not taken for codes made of what was read


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Study]:
    made = create_study(tmp_path / "ny.qualcode", coder="siv")
    yield made
    made.close()


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "mal.csv"
    path.write_text("code,name\nplan,Plan\nrad,Råd\n", encoding="utf-8")
    return path


def test_codes_before_anybody_has_coded_need_a_reason(fresh: Study, template: Path) -> None:
    with pytest.raises(NeedsReason, match="does not say of 2 codes that they come from the guide"):
        codebooks.load(fresh, template, coder="siv")

    codebooks.load(fresh, template, coder="siv", reason="fra piloten")

    assert [code.origin for code in codebooks.of_study(fresh).codes()] == ["empirical"] * 2


def test_codes_that_are_there_already_need_no_reason_again(fresh: Study, template: Path) -> None:
    codebooks.load(fresh, template, coder="siv", reason="fra piloten")
    rewrite(template, "Råd", "Har et råd")

    assert codebooks.load(fresh, template, coder="siv").changed == 1


def test_codes_of_the_guide_are_what_they_are_said_to_be_and_stay_so(
    fresh: Study, template: Path
) -> None:
    codebooks.load(fresh, template, coder="siv", origin="guide")
    codebooks.load(fresh, template, coder="siv")

    assert [code.origin for code in codebooks.of_study(fresh).codes()] == ["guide"] * 2


def test_topics_can_be_kept_as_attributes_of_the_interviews(study: Study, template: Path) -> None:
    names = codebooks.names(codebooks.check(template))

    assert names == ["Plan", "Råd"]
    assert codebooks.keep_as_attributes(study, "siv", names) == 3


# A study as it was


@pytest.mark.parametrize("folder", ["vanlig", "hjem@kontor", "a.qualcode@b"])
def test_a_study_is_read_as_it_was_whatever_the_folder_is_called(
    study: Study, tmp_path: Path, folder: str
) -> None:
    before = codebooks.of_study(study)
    last = history(study)[0].id
    rename(study, "plan", "Nevnt i planen")
    (tmp_path / folder).mkdir()
    path = tmp_path / folder / "kopi.qualcode"
    shutil.copy(study.path, path)

    assert codebooks.read(Path(f"{path}@#{last}")) == before
    assert codebooks.read(path) == codebooks.of_study(study)
    assert codebooks.read(path.with_suffix("")) == codebooks.of_study(study)


def test_a_snapshot_may_have_any_name(study: Study) -> None:
    before = codebooks.of_study(study)
    tracing.name_moment(study, "siv", "før @møtet / mars")
    rename(study, "plan", "Nevnt i planen")

    assert codebooks.read(Path(f"{study.path}@før @møtet / mars")) == before


def test_a_file_with_an_at_in_its_name_is_a_file(study: Study, tmp_path: Path) -> None:
    path = study.path.with_name(f"{study.path.stem}@2026.yaml")
    codebooks.save(study, path, coder="siv")

    assert diff(codebooks.read(path), codebooks.of_study(study)) == []


def test_a_study_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match=r"borte\.qualcode"):
        codebooks.read(tmp_path / "borte.qualcode@2026-03-01")
