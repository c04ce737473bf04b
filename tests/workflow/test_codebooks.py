"""Codebooks: what differs between two, and what loading one does to a study."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InvalidData, QualcodeError
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.workflow import codebooks
from qualcode.workflow.codebooks import Difference, diff
from qualcode.workflow.history import undo
from qualcode.workflow.importing import study_from_folder
from qualcode.workflow.studies import Study


@pytest.fixture
def study(study_folder: Path) -> Iterator[Study]:
    made, _ = study_from_folder(study_folder.with_suffix(".qualcode"), study_folder, coder="siv")
    yield made
    made.close()


def book(*codes: Code, theme: str = "Plan", exclusive: tuple[ExclusiveSet, ...] = ()) -> Codebook:
    return Codebook(themes=(Theme(name=theme, codes=codes),), exclusive=exclusive)


def test_a_codebook_does_not_differ_from_itself(study_folder: Path) -> None:
    read = codebooks.check(study_folder / "codebook.yaml")

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


@pytest.mark.parametrize("name", ["bok.yaml", "bok.csv"])
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
