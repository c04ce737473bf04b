"""The history on screen: who did what, and taking it back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from qualcode.model.spans import Span
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.history import HistoryScreen
from qualcode.workflow import coding
from qualcode.workflow.studies import Study, overview_of

Settle = Callable[[Pilot[None]], Awaitable[None]]
Shown = Callable[[Widget], str]


async def opened(app: QualcodeApp, pilot: Pilot[None], settle: Settle) -> HistoryScreen:
    await settle(pilot)
    screen = HistoryScreen(app.study, app.coder)
    await app.push_screen(screen)
    await settle(pilot)
    return screen


async def test_changes_stand_newest_first_in_words_and_as_people_wrote_them(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settle)

        lines = shown(screen.change_list).splitlines()
        assert "jonas      kodet              nytt" in lines[1]
        assert "tok inn intervjuer 4 intervjuer [alle]" in lines[8]


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (50, 10)])
async def test_the_list_keeps_within_any_screen(
    study: Study, settle: Settle, size: tuple[int, int]
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=size) as pilot:
        table = (await opened(app, pilot, settle)).change_list

        widths = {table.render_line(y).cell_length for y in range(table.size.height)}
        assert widths == {table.scrollable_size.width}


async def test_the_change_under_the_cursor_is_taken_back_and_done_again(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settle)
        screen.change_list.move_to(2)
        await pilot.press("u")
        await settle(pilot)

        assert overview_of(study).codings == 7
        lines = shown(screen.change_list).splitlines()
        assert "tok tilbake" in lines[1]
        assert "tatt tilbake" in lines[4]

        await pilot.press("r")
        await settle(pilot)

        assert overview_of(study).codings == 8


async def test_what_stands_in_the_way_is_said(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        screen = await opened(app, pilot, settle)
        screen.change_list.move_to(7)
        await pilot.press("u")
        await settle(pilot)

        assert overview_of(study).codings == 8
        assert [n.severity for n in app._notifications] == ["error"]


async def test_a_study_that_can_only_be_read_says_so(study: Study, settle: Settle) -> None:
    study.read_only = True
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await opened(app, pilot, settle)
        await pilot.press("u")
        await settle(pilot)

        assert any("kan bare leses" in n.message for n in app._notifications)


async def test_what_another_window_does_is_seen_in_the_history(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        screen = await opened(app, pilot, settle)
        coding.apply_codes(study, "jonas", 3, Span(0, 5), [1])
        screen.look_for_news()
        await settle(pilot)

        assert screen.change_list.current == study.history(1)[0]
