"""Saturation on screen: how many new codes each interview brought."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from qualcode.model.spans import Span
from qualcode.store import journal
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.ladder.saturation import SaturationScreen
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.workflow import coding, importing, tallying
from qualcode.workflow.studies import Study
from tests.clock import Clock
from tests.ladder_screens import at_screen, look_for_news, notices, painted, press
from tests.ladder_study import COFFEE, EASIER, SHARING, Walker, climb

NEW = "Snakker om været"


@pytest.fixture(scope="module")
def climbed(tmp_path_factory: pytest.TempPathFactory) -> Walker:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "datetime", Clock)
        walker = climb(tmp_path_factory.mktemp("stige"))
    walker.study.close()
    return walker


def rows(screen: SaturationScreen) -> list[tuple[str, int, int]]:
    """Interview, new codes, codes in all."""
    return [(step.interview[:3], step.new, step.total) for step in screen.table.steps]


def counted(screen: SaturationScreen) -> str:
    return str(screen.query_one("#counted", Static).content)


async def stand_on(screen: SaturationScreen, pilot: Pilot[None], interview: str) -> None:
    names = [step.interview[:3] for step in screen.table.steps]
    screen.table.move_to(names.index(interview))
    await pilot.pause()


async def test_interviews_stand_in_the_order_of_coding_with_their_new_codes(walked: Study) -> None:
    async with at_screen(walked, SaturationScreen, coder="Siv") as (screen, _):
        expected = tallying.saturation(walked)
        assert rows(screen) == [(s.interview[:3], s.new, s.total) for s in expected]
        assert rows(screen)[-1][2] == sum(new for _, new, _ in rows(screen)) == 15
        assert str(screen.title_line.right) == "5 intervjuer · 15 koder"
        # The first interview that was coded with such a code is the first line, whatever its name.
        assert rows(screen)[0][0] == "S03"
        assert "S03_solheim" in painted(screen.table)


async def test_they_are_drawn_as_bars_and_the_one_under_the_cursor_is_pointed_at(
    walked: Study,
) -> None:
    async with at_screen(walked, SaturationScreen, coder="Siv") as (screen, pilot):
        drawn = painted(screen.plot)
        assert "nye koder per intervju" in drawn
        assert "koder i alt" in drawn

        pointed = [painted(screen.plot)]
        for _ in range(4):
            await press(pilot, "down")
            pointed.append(painted(screen.plot))
        assert len(set(pointed)) == 5


async def test_a_click_on_a_bar_goes_to_its_interview(walked: Study) -> None:
    async with at_screen(walked, SaturationScreen, coder="Siv") as (screen, pilot):
        at = painted(screen.plot).splitlines()[-1].rindex("5")
        await pilot.click(screen.plot, offset=(at, screen.plot.size.height - 4))
        await press(pilot)

        assert screen.table.cursor[0] == 4
        assert screen.focused is screen.table


async def test_enter_opens_the_new_codes_with_their_passages(walked: Study) -> None:
    async with at_screen(walked, SaturationScreen, coder="Siv") as (screen, pilot):
        await stand_on(screen, pilot, "S05")
        await press(pilot, "enter")

        opened = pilot.app.screen
        assert isinstance(opened, QuotesScreen)
        assert {quote.code for quote in opened.quotes} >= {SHARING, COFFEE}
        assert EASIER not in {quote.code for quote in opened.quotes}
        await press(pilot, "enter")
        there = pilot.app.screen
        assert isinstance(there, CodingScreen)
        await press(pilot, "q", "escape")
        assert pilot.app.screen is screen
        assert screen.table.current is not None
        assert screen.table.current.interview.startswith("S05")


@pytest.fixture
def sixth(walker: Walker, tmp_path: Path) -> int:
    """One interview more, in which nobody says anything that is not said elsewhere."""
    (tmp_path / "S06_sandnes.txt").write_text("Leder: Kaffen er god.\n", encoding="utf-8")
    importing.import_files(walker.study, [tmp_path / "S06_sandnes.txt"], coder="Siv")
    return 6


async def test_an_interview_that_brought_nothing_new_says_so(walker: Walker, sixth: int) -> None:
    coding.apply_codes(walker.study, "Siv", sixth, Span(7, 21), [walker.codes[COFFEE]])

    async with at_screen(walker.study, SaturationScreen, coder="Siv") as (screen, pilot):
        assert rows(screen)[-1] == ("S06", 0, 15)
        assert "De siste 5 ga 12 nye koder." in counted(screen)
        await stand_on(screen, pilot, "S06")
        await press(pilot, "enter")

        assert pilot.app.screen is screen
        assert "Ingen koder er nye i S06_sandnes" in notices(pilot)


async def test_a_code_of_the_guide_counts_for_nothing(walker: Walker, sixth: int) -> None:
    coding.apply_codes(walker.study, "Siv", sixth, Span(7, 21), [walker.codes["Innføring"]])

    async with at_screen(walker.study, SaturationScreen, coder="Siv") as (screen, _):
        assert "S06" not in [interview for interview, *_ in rows(screen)]
        assert rows(screen)[-1][2] == 15
        assert "bare induktive koder" in counted(screen)


async def test_what_somebody_codes_meanwhile_shows_and_the_cursor_stays(walker: Walker) -> None:
    async with at_screen(walker.study, SaturationScreen, coder="Siv") as (screen, pilot):
        await stand_on(screen, pilot, "S04")
        transcript, span = walker.place("så snakker vi om været")
        coding.create_and_apply(walker.study, "Jonas", transcript, span, NEW)
        await look_for_news(screen, pilot)

        assert rows(screen)[-1][2] == 16
        assert screen.table.current is not None
        assert screen.table.current.interview.startswith("S04")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_table_and_drawing_stand_together(walked: Study, size: tuple[int, int]) -> None:
    async with at_screen(walked, SaturationScreen, coder="Siv", size=size) as (screen, _):
        assert "S01_fjordvik" in painted(screen.table)
        drawn = painted(screen.plot)
        assert "▲" in drawn
        assert all(len(line) <= size[0] for line in drawn.splitlines())


async def test_where_there_is_little_room_the_table_is_left(walked: Study) -> None:
    async with at_screen(walked, SaturationScreen, coder="Siv", size=(20, 5)) as (screen, pilot):
        assert not screen.plot.display
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, QuotesScreen)


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (200, 50)])
async def test_a_study_in_which_nothing_is_coded_says_so(
    empty_study: Study, size: tuple[int, int]
) -> None:
    async with at_screen(empty_study, SaturationScreen, size=size) as (screen, pilot):
        assert screen.has_class("-none")
        assert "Ingenting er kodet" in str(screen.query_one("#none", Static).content)
        await press(pilot, "enter", "down", "end")
        assert pilot.app.screen is screen
        await press(pilot, "escape")
        assert pilot.app.screen is not screen
