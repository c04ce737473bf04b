"""Files that go round: what each of several people has changed in her copy is taken in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import Conflict, NotFound
from qualcode.workflow import codebooks, coding, recoding
from qualcode.workflow.history import history, redo, undo
from qualcode.workflow.importing import study_from_folder
from qualcode.workflow.studies import Study


@pytest.fixture
def study(study_folder: Path) -> Iterator[Study]:
    made, _ = study_from_folder(study_folder.with_suffix(".qualcode"), study_folder, coder="siv")
    yield made
    made.close()


@pytest.fixture
def shared(study: Study, tmp_path: Path) -> Path:
    path = tmp_path / "felles.yaml"
    codebooks.save(study, path, coder="siv")
    return path


def copied(path: Path, name: str, *edits: tuple[str, str]) -> Path:
    text = path.read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    made = path.parent / name
    made.parent.mkdir(exist_ok=True)
    made.write_text(text, encoding="utf-8")
    return made


def names(study: Study) -> dict[str, str]:
    return {code.id: code.label for code in codebooks.of_study(study).codes()}


PLAN, TIGHT = "Står i planen", "Knappe rammer"


@pytest.mark.parametrize(
    "files", [("siv.yaml", "jonas.yaml"), ("siv/felles.yaml", "jonas/felles.yaml")]
)
def test_what_two_have_changed_in_their_copies_is_taken_of_both(
    study: Study, shared: Path, files: tuple[str, str]
) -> None:
    by_siv = copied(shared, files[0], (PLAN, "Nevnt i planen"))
    by_jonas = copied(shared, files[1], (TIGHT, "Trange rammer"))

    codebooks.load(study, by_siv, coder="siv")
    codebooks.load(study, by_jonas, coder="jonas")

    assert (names(study)["plan"], names(study)["knapt"]) == ("Nevnt i planen", "Trange rammer")


def test_what_both_have_changed_in_their_copies_is_asked_about(study: Study, shared: Path) -> None:
    codebooks.load(study, copied(shared, "siv.yaml", (PLAN, "Nevnt i planen")), coder="siv")

    with pytest.raises(Conflict, match="both changed the same: plan"):
        codebooks.load(study, copied(shared, "jonas.yaml", (PLAN, "I planen")), coder="jonas")


def test_a_definition_taken_away_in_a_copy_is_taken_away(study: Study, shared: Path) -> None:
    line = "    definition: Senteret er nevnt i en kommunal plan.\n"

    codebooks.load(study, copied(shared, "kopi.yaml", (line, "")), coder="siv")

    assert next(codebooks.of_study(study).codes()).definition == ""


def test_a_theme_renamed_in_a_copy_is_the_same_row(study: Study, shared: Path) -> None:
    rows = [theme.id for theme in coding.themes(study)]

    codebooks.load(
        study, copied(shared, "kopi.yaml", ("name: Forankring", "name: Plan")), coder="siv"
    )

    assert [theme.id for theme in coding.themes(study)] == rows
    assert "Plan" in {theme.name for theme in coding.themes(study)}


def test_an_old_copy_undoes_nothing_and_it_is_told_what_it_was_compared_with(
    study: Study, shared: Path
) -> None:
    old = copied(shared, "gammel.yaml")
    codebooks.load(study, copied(shared, "felles.yaml", (PLAN, "Nevnt i planen")), coder="siv")

    made = codebooks.plan(study, old)

    assert made.differences == ()
    assert made.base.older is not None
    assert made.base.older.name == "felles.yaml"


def test_a_file_set_back_to_an_older_version_counts_if_it_is_preferred(
    study: Study, shared: Path
) -> None:
    before = shared.read_text(encoding="utf-8")
    codebooks.load(study, copied(shared, "felles.yaml", (PLAN, "Nevnt i planen")), coder="siv")
    shared.write_text(before, encoding="utf-8")

    assert codebooks.load(study, shared, coder="siv").changed == 0
    codebooks.load(study, shared, coder="siv", prefer="file")

    assert names(study)["plan"] == PLAN


def test_a_file_whose_loading_was_taken_back_can_be_loaded_again(
    study: Study, shared: Path
) -> None:
    by_siv = copied(shared, "siv.yaml", (PLAN, "Nevnt i planen"))
    codebooks.load(study, by_siv, coder="siv")
    undo(study, "siv")

    codebooks.load(study, by_siv, coder="siv")

    assert names(study)["plan"] == "Nevnt i planen"


def test_what_the_study_has_changed_since_stays_whoever_brings_a_copy(
    study: Study, shared: Path
) -> None:
    row = next(c.id for c in coding.codes(study) if c.code.id == "plan")
    recoding.rename_code(study, "siv", row, "Nevnt i planen")
    codebooks.save(study, shared.with_name("ny.yaml"), coder="siv")

    codebooks.load(study, copied(shared, "kopi.yaml", (TIGHT, "Trange rammer")), coder="jonas")

    assert (names(study)["plan"], names(study)["knapt"]) == ("Nevnt i planen", "Trange rammer")


# What is told, and what is taken back


def test_a_renamed_theme_is_one_difference_and_is_counted(study: Study, shared: Path) -> None:
    other = copied(shared, "kopi.yaml", ("name: Forankring", "name: Plan"))

    [told] = codebooks.plan(study, other).differences
    loaded = codebooks.load(study, other, coder="siv")

    assert (told.what, told.thing, told.before, told.after) == (
        "renamed", "theme", "Forankring", "Plan",
    )  # fmt: skip
    assert (loaded.new, loaded.changed, loaded.themes) == (0, 0, 1)


def test_saving_and_loading_what_changes_nothing_stand_between_nobody_and_what_she_did(
    study: Study, shared: Path
) -> None:
    row = next(c.id for c in coding.codes(study) if c.code.id == "plan")
    recoding.rename_code(study, "siv", row, "Nevnt i planen")
    codebooks.save(study, shared, coder="siv")
    same = copied(shared, "lik.yaml", ("themes:\n", "source: Rapport\nthemes:\n"))
    codebooks.load(study, same, coder="siv")

    kept = [entry.action for entry in history(study, 2)]
    undone = undo(study, "siv")
    redone = redo(study, "siv", own=True)

    assert kept == ["load unchanged codebook", "save codebook"]
    assert (undone.action, redone.action) == ("rename code", "rename code")


def test_a_file_saved_after_taking_back_does_not_keep_it_from_being_done_again(
    study: Study, shared: Path
) -> None:
    row = next(c.id for c in coding.codes(study) if c.code.id == "plan")
    recoding.rename_code(study, "siv", row, "Nevnt i planen")
    undo(study, "siv")
    codebooks.save(study, shared.with_name("ny.csv"), coder="siv")

    assert redo(study, "siv").action == "rename code"


def test_a_file_that_was_saved_since_does_not_keep_its_loading_from_being_taken_back(
    study: Study, shared: Path
) -> None:
    copied(shared, shared.name, (PLAN, "Nevnt i planen"))
    codebooks.load(study, shared, coder="siv")
    row = next(c.id for c in coding.codes(study) if c.code.id == "knapt")
    recoding.redefine_code(study, "siv", row, definition="For lite penger.")
    codebooks.save(study, shared, coder="siv")

    undo(study, "siv")
    assert undo(study, "siv").action == "load codebook"
    assert names(study)["plan"] == PLAN

    redo(study, "siv")
    assert names(study)["plan"] == "Nevnt i planen"


def test_a_saving_that_another_came_after_is_not_taken_back(study: Study, shared: Path) -> None:
    first = history(study, 1)[0]
    row = next(c.id for c in coding.codes(study) if c.code.id == "plan")
    recoding.rename_code(study, "siv", row, "Nevnt i planen")
    codebooks.save(study, shared, coder="siv")

    with pytest.raises(Conflict, match="changed since"):
        undo(study, "siv", change_id=first.id)


def test_saving_can_be_taken_back_by_its_number(study: Study, shared: Path) -> None:
    saved = history(study, 1)[0]

    undo(study, "siv", change_id=saved.id)

    assert history(study)[1].undone
    with pytest.raises(NotFound):
        redo(study, "siv")
