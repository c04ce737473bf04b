"""Driving the screens of the method in tests, as somebody at the keys does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import WorkerCancelled

from qualcode.tui.app import QualcodeApp
from qualcode.tui.keys_in_turn import KeysInTurn
from qualcode.tui.screens.following import FollowingScreen
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.workflow import testing
from qualcode.workflow.studies import Study

Shows = TypeVar("Shows", bound=Screen[Any])


async def settled(pilot: Pilot[None]) -> None:
    """Until keys have had their effect, and a screen has got what it asked for, and shows it."""
    await obeyed(pilot)
    # What is asked for again before it has come is given up, and that ends the waiting.
    with suppress(WorkerCancelled):
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await laid_out(pilot)


async def obeyed(pilot: Pilot[None]) -> None:
    """Until no key waits for another. A busy machine takes its time."""
    await pilot.pause()
    while isinstance(pilot.app, KeysInTurn) and pilot.app.obeying:
        await asyncio.sleep(0.005)
    await pilot.pause()


async def laid_out(pilot: Pilot[None]) -> None:
    """Until nothing waits for the next layout of the screen; what moves all the time is not waited
    for."""
    for _ in range(100):
        screen = pilot.app.screen
        if not (screen._layout_required or screen._callbacks):
            return
        await asyncio.sleep(0.01)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for what comes by itself in a moment; it must come within some seconds."""
    for _ in range(200):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it has not come")


async def look_for_news(screen: FollowingScreen[None], pilot: Pilot[None]) -> None:
    """See what has been done elsewhere, as the screen does once in a while."""
    screen.look_for_news()
    await settled(pilot)
    # What it then asks for.
    await settled(pilot)


@asynccontextmanager
async def at_screen(
    study: Study,
    opens: Callable[[Study, str], Shows],
    *,
    coder: str = "siv",
    size: tuple[int, int] = (120, 40),
    language: str = "nb",
) -> AsyncIterator[tuple[Shows, Pilot[None]]]:
    """Opens a screen over the home screen: `async with at_screen(study, BoardScreen) as (board,
    pilot)`."""
    app = QualcodeApp(study, coder, language=language)
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = opens(study, coder)
        await app.push_screen(screen)
        await settled(pilot)
        yield screen, pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def answer(pilot: Pilot[None], text: str) -> None:
    """Write in the dialog that is open, and press Enter."""
    pilot.app.screen.query_one(Input).value = text
    await pilot.pause()
    await press(pilot, "enter")


def painted(widget: Widget) -> str:
    """What a widget paints, line by line."""
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


def said(screen: Screen[Any]) -> str:
    return str(screen.query_one("#say", Static).content)


def notices(pilot: Pilot[None]) -> str:
    return "\n".join(str(toast.render()) for toast in pilot.app.screen.query("Toast"))


def asked(pilot: Pilot[None]) -> str:
    """What the dialog that is open is about, and what it says."""
    dialog = pilot.app.screen
    lines = [str(dialog.query_one("#dialog").border_title or "")]
    return "\n".join([*lines, *(str(line.content) for line in dialog.query(Static))])


# The grouping board


def rows_of(study: Study, labels: Iterable[str]) -> list[int]:
    """The rows of codes, by their names."""
    rows = {standing.code.label: standing.code.id for standing in testing.ladder(study).codes}
    return [rows[label] for label in labels]


def row_of(study: Study, label: str) -> int:
    return rows_of(study, [label])[0]


def lies_in(study: Study, label: str) -> str:
    """The theme of a code, by name."""
    return next(s.code.theme for s in testing.ladder(study).codes if s.code.label == label)


async def go_to(board: BoardScreen, pilot: Pilot[None], label: str) -> None:
    """Put the cursor on a code."""
    assert board.board.go_to(row_of(board.study, label))
    await pilot.pause()
