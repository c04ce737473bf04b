"""The attributes of an interview, filled in from the home screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.details import DetailRow, DetailsDialog, together
from qualcode.tui.screens.home import HomeScreen
from qualcode.workflow import describing, history
from qualcode.workflow.studies import Study
from tests.ladder_screens import notices, press, settled

FIRST, SECOND = 1, 2
KNOWN = {"Sted": "Fjord[vik] 🏥", "Runde": "1"}


@pytest.fixture
def described(study: Study) -> Study:
    """Something is known of the first interview."""
    describing.describe_interview(study, "siv", FIRST, KNOWN)
    return study


@asynccontextmanager
async def at_home(
    study: Study, transcript: int = FIRST, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[HomeScreen, Pilot[None]]]:
    """On the home screen, with the cursor on an interview."""
    app = QualcodeApp(study, "siv", language="nb")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        app.screen.interview_list.select(transcript)
        await pilot.pause()
        yield app.screen, pilot


def dialog(pilot: Pilot[None]) -> DetailsDialog:
    assert isinstance(pilot.app.screen, DetailsDialog)
    return pilot.app.screen


def rule(pilot: Pilot[None]) -> str:
    return str(dialog(pilot).query_one("#dialog-rule", Static).content)


async def fill_in(pilot: Pilot[None], row: int, value: str, name: str = "") -> None:
    """Write in a line of the dialog; a new attribute has a name to be written too."""
    line = list(dialog(pilot).query(DetailRow))[row]
    if name:
        line.query_one("Input.name", Input).value = name
    line.query_one("Input.value", Input).value = value
    await pilot.pause()


async def test_what_is_known_of_the_interview_under_the_cursor_is_shown(described: Study) -> None:
    async with at_home(described) as (_, pilot):
        await press(pilot, "i")

        assert dialog(pilot).written == KNOWN
        assert "01 Leder [S01]" in str(dialog(pilot).query_one("#dialog").border_title)
        assert len(dialog(pilot).query(DetailRow)) == len(KNOWN) + 1


async def test_another_interview_has_attributes_of_its_own(described: Study) -> None:
    async with at_home(described, SECOND) as (_, pilot):
        await press(pilot, "i")

        assert dialog(pilot).written == {}


async def test_an_attribute_is_typed_and_saved_and_can_be_taken_back(study: Study) -> None:
    async with at_home(study) as (home, pilot):
        await press(pilot, "i", "S", "tab", "B", "f2")

        assert describing.details_of(study, FIRST) == {"S": "B"}
        assert "Kjennetegnene er lagret." in notices(pilot)
        assert home.is_active
        await press(pilot, "h", "u")
        assert describing.details_of(study, FIRST) == {}


async def test_a_value_is_changed_and_the_others_stay(described: Study) -> None:
    async with at_home(described) as (_, pilot):
        await press(pilot, "i", "down", "end", "backspace", "2", "f2")

    assert describing.details_of(described, FIRST) == {**KNOWN, "Runde": "2"}


async def test_there_is_always_one_line_more(study: Study) -> None:
    async with at_home(study) as (_, pilot):
        await press(pilot, "i", "x", "enter", "y", "enter", *"ny")

        assert dialog(pilot).written == {"x": "y", "ny": ""}
        assert len(dialog(pilot).query(DetailRow)) == 3


async def test_an_attribute_is_removed_by_key(described: Study) -> None:
    async with at_home(described) as (_, pilot):
        await press(pilot, "i", "f8")
        assert dialog(pilot).written == {"Runde": "1"}
        await press(pilot, "f2")

    assert describing.details_of(described, FIRST) == {"Runde": "1"}


async def test_the_free_line_is_not_removed(study: Study) -> None:
    async with at_home(study) as (_, pilot):
        await press(pilot, "i", "f8", "f8")

        assert len(dialog(pilot).query(DetailRow)) == 1


async def test_a_value_without_a_name_is_not_saved(study: Study) -> None:
    async with at_home(study) as (_, pilot):
        await press(pilot, "i", "tab", "B", "f2")

        assert rule(pilot) == "Et kjennetegn trenger et navn. Hva er det?"
    assert describing.details_of(study, FIRST) == {}


async def test_two_of_one_name_are_not_saved(described: Study) -> None:
    async with at_home(described) as (_, pilot):
        await press(pilot, "i")
        await fill_in(pilot, -1, "By", name="sted")
        await press(pilot, "f2")

        assert "To har samme navn" in rule(pilot)
    assert describing.details_of(described, FIRST) == KNOWN


async def test_what_is_not_saved_goes_only_when_asked_for_twice(described: Study) -> None:
    seen = history.newest_change(described)
    async with at_home(described) as (home, pilot):
        await press(pilot, "i", "x", "escape")
        assert rule(pilot).startswith("Ikke lagret.")
        await press(pilot, "y", "escape", "escape")

        assert home.is_active
    assert history.newest_change(described) == seen


async def test_escape_closes_at_once_where_nothing_was_written(described: Study) -> None:
    async with at_home(described) as (home, pilot):
        await press(pilot, "i", "escape")

        assert home.is_active


async def test_what_another_has_changed_meanwhile_comes_along(described: Study) -> None:
    async with at_home(described) as (_, pilot):
        await press(pilot, "i")
        await fill_in(pilot, 1, "2")
        describing.describe_interview(described, "jonas", FIRST, {**KNOWN, "Sted": "Bygd"})
        await press(pilot, "f2")
        assert dialog(pilot).written == {"Sted": "Bygd", "Runde": "2"}
        assert "er endret" in notices(pilot)

        await press(pilot, "f2")

    assert describing.details_of(described, FIRST) == {"Sted": "Bygd", "Runde": "2"}


async def test_a_file_that_went_away_is_told_of_and_nothing_is_lost(
    study: Study, tmp_path: Path
) -> None:
    async with at_home(study) as (_, pilot):
        await press(pilot, "i", "S", "tab", "B")
        study.path.rename(tmp_path / "flyttet.qualcode")
        await press(pilot, "f2")

        assert notices(pilot)
        assert dialog(pilot).written == {"S": "B"}


async def test_without_interviews_there_is_nothing_to_describe(empty_study: Study) -> None:
    app = QualcodeApp(empty_study, "siv", language="nb")
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "i")

        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (20, 5)])
async def test_it_fits_a_small_window(described: Study, size: tuple[int, int]) -> None:
    async with at_home(described, size=size) as (home, pilot):
        await press(pilot, "i", "down", "down", "up", "escape")

        assert home.is_active


def test_own_changes_and_those_of_others_are_put_together() -> None:
    seen = {"a": "1", "b": "1", "c": "1", "d": "1"}
    written = {"a": "2", "b": "1", "d": "1", "e": "own"}
    stored = {"a": "1", "b": "3", "c": "1", "f": "theirs"}

    assert together(written, seen, stored) == {"a": "2", "b": "3", "e": "own", "f": "theirs"}
