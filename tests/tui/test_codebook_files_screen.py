"""Codebook files and moments on screen: a difference is shown first, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.model.spans import Span
from qualcode.readers.codebook import read_codebook
from qualcode.tui.screens.dialogs import AreYouSure, AskText
from qualcode.tui.screens.ladder import codes_saving
from qualcode.tui.screens.ladder.codes import CodesScreen
from qualcode.tui.screens.ladder.codes_cautions import CautionsScreen
from qualcode.tui.screens.ladder.codes_choosing import PickMoment
from qualcode.tui.screens.ladder.codes_difference import DifferenceScreen
from qualcode.tui.screens.ladder.codes_loading import LoadDialog, TemplateDialog
from qualcode.tui.screens.ladder.concepts import ConceptsScreen
from qualcode.tui.widgets.caution_list import Kind
from qualcode.tui.widgets.paragraphs import Paragraphs
from qualcode.workflow import codebooks, coding, describing, history, importing, recoding, testing
from qualcode.workflow.studies import Study, create_study
from tests.ladder_screens import answer, asked, at_screen, notices, painted, press, row_of, said
from tests.ladder_study import (
    ADVICE,
    HEARD,
    MAY_NOT,
    MONEY,
    SPENT,
    STARTS,
    STRANDED,
    Walker,
    copied,
)

ANOTHER = "Råd blir hørt og lagt bort"
TOPICS = """\
title: Emner
themes:
  - name: Emner
    codes:
      - {id: okonomi, name: Økonomi, origin: empirical}
      - {id: samarbeid, name: Samarbeid, origin: empirical}
"""


@pytest.fixture
def study(climbed: Walker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    monkeypatch.setattr(codes_saving, "_paths", {})
    made = copied(climbed, tmp_path)
    yield made.study
    made.study.close()


@pytest.fixture
def unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """A study with an interview that nobody has coded."""
    monkeypatch.setattr(codes_saving, "_paths", {})
    made = create_study(tmp_path / "ulest.qualcode", coder="Siv")
    (tmp_path / "a.txt").write_text("Leder: Pengene tar slutt.\n", encoding="utf-8")
    importing.import_files(made, [tmp_path / "a.txt"], coder="Siv")
    (tmp_path / "emner.yaml").write_text(TOPICS, encoding="utf-8")
    yield made
    made.close()


@pytest.fixture
def file(study: Study, tmp_path: Path) -> Path:
    """The codebook of the study, as a file that it was just saved to."""
    path = tmp_path / "kodebok.yaml"
    codebooks.save(study, path, coder="Siv")
    return path


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def code_labels(study: Study) -> set[str]:
    return {code.label for code in coding.codes(study)}


def theme_row(study: Study, name: str) -> int:
    return next(s.theme.id for s in testing.ladder(study).themes if s.theme.name == name)


async def named(pilot: Pilot[None], key: str, path: Path) -> None:
    """Press the key that asks for a file, and name it."""
    await press(pilot, key)
    assert isinstance(pilot.app.screen, AskText)
    await answer(pilot, str(path))


def planned(pilot: Pilot[None]) -> str:
    """What the dialog says that a file would change."""
    assert isinstance(pilot.app.screen, LoadDialog)
    shown = pilot.app.screen.query_one(Paragraphs).paragraphs
    return "\n".join("".join(words for words, _ in one.parts) for one in shown)


def between(screen: DifferenceScreen) -> str:
    return str(screen.query_one("#between").render())


# Loading


async def test_a_file_is_shown_before_it_is_taken_in(study: Study, file: Path) -> None:
    edit(file, f"name: {HEARD}", f"name: {ANOTHER}")
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await named(pilot, "l", file)
        assert planned(pilot).startswith("1 forskjell:\n≈ nytt navn")
        assert f"{HEARD} → {ANOTHER}" in planned(pilot)
        assert HEARD in code_labels(study)

        await press(pilot, "enter")

        assert ANOTHER in code_labels(study)
        assert "kodebok.yaml er tatt inn: 0 nye, 1 endret" in said(screen)
        assert "må testes" in painted(screen.code_list)


async def test_a_file_that_is_left_changes_nothing(study: Study, file: Path) -> None:
    edit(file, f"name: {HEARD}", f"name: {ANOTHER}")
    seen = history.newest_change(study)
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await named(pilot, "l", file)
        await press(pilot, "escape")

        assert screen.is_active
    assert history.newest_change(study) == seen


async def test_a_file_like_the_study_would_change_nothing(study: Study, file: Path) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (_, pilot):
        await named(pilot, "l", file)

        assert planned(pilot) == "Ingenting ville endres."


async def test_a_file_with_a_fault_is_told_of_and_nothing_changes(study: Study, file: Path) -> None:
    edit(file, "origin: in_vivo", "origin: invivo")
    seen = history.newest_change(study)
    async with at_screen(study, CodesScreen, coder="Siv") as (_, pilot):
        await named(pilot, "l", file)

        assert "kodebok.yaml, linje" in notices(pilot)
        assert "invivo" in notices(pilot)
        assert isinstance(pilot.app.screen, AskText)
        assert pilot.app.screen.query_one(Input).value == str(file)
    assert history.newest_change(study) == seen


async def test_a_file_that_is_not_there_is_asked_for_again(study: Study, tmp_path: Path) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (_, pilot):
        await named(pilot, "l", tmp_path / "borte.yaml")

        assert "borte.yaml finnes ikke" in notices(pilot)
        assert isinstance(pilot.app.screen, AskText)


async def test_codes_that_a_file_lacks_stay_with_their_codings(study: Study, file: Path) -> None:
    before = sum(s.passages for s in testing.ladder(study).codes)
    file.write_text(TOPICS, encoding="utf-8")
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await named(pilot, "l", file)
        assert "ny  ■ Økonomi" in planned(pilot)
        await press(pilot, "enter")

        assert {"Økonomi", SPENT} <= code_labels(study)
        assert sum(s.passages for s in testing.ladder(study).codes) == before
        assert "2 nye" in said(screen)


async def test_where_both_have_changed_the_same_one_side_is_chosen(
    study: Study, file: Path
) -> None:
    edit(file, f"name: {HEARD}", "name: Filens navn på den")
    recoding.rename_code(study, "Siv", row_of(study, HEARD), "Mitt navn på den")
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await named(pilot, "l", file)
        assert "Både studien og filen har endret" in planned(pilot)
        for said_by in (f"var: {HEARD}", "studien: Mitt navn", "filen: Filens navn"):
            assert said_by in planned(pilot)
        await press(pilot, "enter")
        assert "Velg for alle" in notices(pilot)
        await press(pilot, "f")
        assert "Mitt navn på den → Filens navn på den" in planned(pilot)
        await press(pilot, "m")
        assert planned(pilot) == "Ingenting ville endres."
        await press(pilot, "f", "enter")

        assert screen.is_active
    assert "Filens navn på den" in code_labels(study)


async def test_what_was_taken_in_is_taken_back_in_the_history(study: Study, file: Path) -> None:
    edit(file, f"name: {HEARD}", f"name: {ANOTHER}")
    async with at_screen(study, CodesScreen, coder="Siv") as (_, pilot):
        await named(pilot, "l", file)
        await press(pilot, "enter", "H", "u", "escape")

    assert HEARD in code_labels(study)


# A template


async def test_a_list_before_anybody_has_coded_is_asked_about(unread: Study) -> None:
    async with at_screen(unread, CodesScreen, coder="Siv") as (_, pilot):
        await named(pilot, "l", unread.path.with_name("emner.yaml"))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TemplateDialog)
        assert "ingenting er kodet" in asked(pilot)
        await press(pilot, "enter")

    assert {code.code.origin for code in coding.codes(unread)} == {"guide"}


async def test_topics_become_attributes_of_the_interviews(unread: Study) -> None:
    async with at_screen(unread, CodesScreen, coder="Siv") as (screen, pilot):
        await named(pilot, "l", unread.path.with_name("emner.yaml"))
        await press(pilot, "enter", "down", "enter")

        assert "2 kjennetegn kan fylles ut for hvert intervju" in said(screen)
    assert coding.codes(unread) == []
    assert describing.details_of(unread, 1) == {"Økonomi": "", "Samarbeid": ""}


async def test_who_insists_says_why_and_it_is_kept(unread: Study) -> None:
    async with at_screen(unread, CodesScreen, coder="Siv") as (_, pilot):
        await named(pilot, "l", unread.path.with_name("emner.yaml"))
        await press(pilot, "enter", "down", "down", "enter")
        await answer(pilot, "De kommer fra en tidligere studie")

    assert history.history(unread, 1)[0].reason == "De kommer fra en tidligere studie"
    assert len(coding.codes(unread)) == 2


# Saving


async def test_the_codebook_is_saved_where_one_says(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "ut.csv"
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await named(pilot, "w", path)

        assert said(screen).startswith(f"Skrev {path}")
        await press(pilot, "w")
        assert pilot.app.screen.query_one(Input).value == str(path)
    assert {code.label for code in read_codebook(path).codes()} >= {SPENT, HEARD}


async def test_a_file_that_is_there_is_replaced_only_if_that_is_wanted(
    study: Study, file: Path
) -> None:
    file.write_text("# mitt\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    recoding.rename_code(study, "Siv", row_of(study, HEARD), "Et nytt navn på den")
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await named(pilot, "w", file)
        assert isinstance(pilot.app.screen, AreYouSure)
        await press(pilot, "escape", "escape")
        assert "Et nytt navn" not in file.read_text(encoding="utf-8")
        await named(pilot, "w", file)
        await press(pilot, "enter")

        assert "Skrev" in said(screen)
    written = file.read_text(encoding="utf-8")
    assert written.startswith("# mitt")
    assert "Et nytt navn på den" in written


async def test_a_name_without_a_format_is_told_of_and_asked_for_again(
    study: Study, tmp_path: Path
) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (_, pilot):
        await named(pilot, "w", tmp_path / "kodebok.odt")

        assert ".yaml" in notices(pilot)
        assert isinstance(pilot.app.screen, AskText)
        assert not (tmp_path / "kodebok.odt").exists()


# Moments


async def test_a_moment_gets_a_name_and_what_comes_after_it_is_the_difference(
    study: Study,
) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (_, pilot):
        await press(pilot, "n")
        await answer(pilot, "før juni")
        recoding.rename_code(study, "Jonas", row_of(study, HEARD), ANOTHER)
        recoding.move_code(study, "Jonas", row_of(study, MAY_NOT), theme_id=theme_row(study, MONEY))
        await press(pilot, "h")
        screen = pilot.app.screen
        assert isinstance(screen, DifferenceScreen)
        told = {(one.what, one.thing, one.words) for one in screen.difference_list.told}

        assert "fra: før juni" in between(screen)
        assert told == {
            (
                "≈ nytt navn",
                f"■ {ANOTHER}",
                f"{HEARD} → {ANOTHER}",
            ),
            ("→ flyttet", f"■ {MAY_NOT}", f"{ADVICE} → {MONEY}"),
        }


async def test_any_moment_can_be_compared_with_any_other(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (_, pilot):
        await press(pilot, "h", "f")
        assert isinstance(pilot.app.screen, PickMoment)
        await answer(pilot, "etter kodetest")
        screen = pilot.app.screen
        assert isinstance(screen, DifferenceScreen)
        assert "fra: etter kodetest 1 · " in between(screen)
        told = screen.difference_list.told
        assert any(STRANDED in one.thing and "ny" in one.what for one in told)
        await press(pilot, "t")
        await answer(pilot, "etter kodetest")

        assert screen.difference_list.told == []
        assert "Ingenting er forskjellig" in str(screen.query_one("#none").render())


async def test_a_moment_that_the_study_does_not_know_is_told_of_once(study: Study) -> None:
    async with at_screen(study, DifferenceScreen, coder="Siv") as (screen, pilot):
        before = between(screen)
        await press(pilot, "f")
        await answer(pilot, "i går en gang")

        assert notices(pilot).count("i går en gang") == 1
        assert between(screen) == before


async def test_enter_goes_to_the_code_that_differs(study: Study) -> None:
    recoding.rename_code(study, "Siv", row_of(study, HEARD), ANOTHER)
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "h", "enter")

        assert screen.is_active
        assert screen.code_list.thing == ("code", row_of(study, ANOTHER))


async def test_the_codebook_of_a_moment_is_written_to_a_file(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "da.yaml"
    async with at_screen(study, DifferenceScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "f")
        await answer(pilot, "etter kodetest")
        await named(pilot, "w", path)

        assert said(screen).startswith("Skrev")
    labels = {code.label for code in read_codebook(path).codes()}
    assert "Startpenger" in labels
    assert STARTS not in labels


# Cautions


async def test_cautions_stand_by_kind_and_lead_to_their_code(study: Study) -> None:
    transcript, span = 5, Span(47, 61)
    coding.create_and_apply(study, "Siv", transcript, span, "Prosjekter")
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "c")
        cautions = pilot.app.screen
        assert isinstance(cautions, CautionsScreen)
        kinds = [line.kind for line in cautions.caution_list.lines if isinstance(line, Kind)]
        assert kinds == ["short_label", "shares_word", "no_counter_example"]
        assert "! Ett eller to ord  1" in painted(cautions.caution_list)
        await press(pilot, "down", "enter")

        assert screen.code_list.thing == ("code", row_of(study, "Prosjekter"))


async def test_a_caution_on_a_concept_leads_to_the_concepts(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (_, pilot):
        await press(pilot, "c", "end", "enter")

        assert isinstance(pilot.app.screen, ConceptsScreen)


async def test_a_theme_named_as_a_question_has_a_caution(study: Study) -> None:
    recoding.rename_theme(study, "Siv", theme_row(study, MONEY), "Gode prosjekter og penger")
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, _):
        row = theme_row(study, "Gode prosjekter og penger")

        assert "theme_is_question" in {c.kind for c in screen.warned.by_thing["theme", row]}
        [line] = [x for x in painted(screen.code_list).splitlines() if "▾ Gode prosjekter" in x]
        assert "!" in line
