"""A study speaks in the words of one edition of the method, on all screens and in its workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from textual.widgets import Markdown

from qualcode.locale.editions import in_edition
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.tui.screens.ladder.codes import CodesScreen
from qualcode.tui.screens.ladder.concepts import ConceptsScreen
from qualcode.tui.screens.ladder.questions import QuestionsScreen
from qualcode.tui.screens.ladder.rung import Rung
from qualcode.tui.screens.ladder.steps import StepsScreen
from qualcode.workflow import testing
from qualcode.workflow.handing_over import export_study
from qualcode.workflow.studies import Study
from tests.ladder_screens import at_screen, press, said, settled
from tests.ladder_study import GROUP_PASSED, Walker

SCREENS = (BoardScreen, CodesScreen, ConceptsScreen, QuestionsScreen, StepsScreen)
OWN = ("Kodegruppene viste at", "G1", "G2", "G3", "G4")
"""What somebody has written in the study, and what was asked in a test, stays as it was."""


@pytest.fixture
def study(walker: Walker) -> Study:
    return walker.study


def all_text(screen: Rung) -> str:
    """All that a screen shows, whatever its widgets are."""
    strips = screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def speaks_of_groups(text: str) -> bool:
    ours = text.replace(OWN[0], "").casefold().replace("kodegruppering", "")
    return "kodegruppe" in ours


@pytest.mark.parametrize("opens", SCREENS)
async def test_with_the_words_of_2012_no_screen_speaks_of_code_groups(
    study: Study, opens: type[Rung]
) -> None:
    testing.set_terms(study, "Siv", "2012")
    async with at_screen(study, opens, coder="Siv") as (screen, pilot):
        assert not speaks_of_groups(all_text(screen))

        await press(pilot, "question_mark")

        assert not speaks_of_groups(pilot.app.screen.query_one(Markdown).source)
        assert not speaks_of_groups(str(pilot.app.screen.query_one("#help-keys").render()))


async def test_words_that_are_changed_are_those_of_the_next_screen_and_of_what_was_done(
    walker: Walker,
) -> None:
    theme = next(iter(walker.themes.values()))
    async with at_screen(walker.study, StepsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "t")
        assert "Ordene fra 2012" in said(screen)
        concepts = ConceptsScreen(walker.study, "Siv")
        await pilot.app.push_screen(concepts)
        await settled(pilot)
        assert "2 kategorier" in all_text(concepts)
        testing.give_verdict(walker.study, "Siv", "grouping", theme, GROUP_PASSED, "passed")

        await press(pilot, "u")

        assert "testet kategorien" in said(concepts)


async def test_with_the_words_of_2017_they_are_as_they_were(study: Study) -> None:
    async with at_screen(study, ConceptsScreen, coder="Siv") as (screen, _):
        assert "2 kodegrupper" in all_text(screen)


def test_the_workbook_calls_groups_what_the_study_calls_them(study: Study, tmp_path: Path) -> None:
    testing.set_terms(study, "Siv", "2012")
    path = tmp_path / "ut.xlsx"

    export_study(study, path)

    book = load_workbook(path)
    told = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    assert "Kategori og kode" in told
    assert told.count("Kategori") >= 2
    ours = [text for text in told if not any(own in text for own in OWN)]
    assert [text for text in ours if speaks_of_groups(text)] == []


def test_each_form_is_exchanged_for_its_own_and_longer_words_are_left() -> None:
    text = "Kodegrupper: kodegruppen, kodegruppene og en kodegruppe; kodegruppering."

    assert in_edition(text, "nb", "2012") == (
        "Kategorier: kategorien, kategoriene og en kategori; kodegruppering."
    )
    assert in_edition("Themes without a theme", "en", "2012") == "Categories without a category"
    assert in_edition(text, "nb", "2017") == text
