"""The coding screen without a terminal: how long a key takes until the screen is painted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, Limits
from benchmarks.harness import Inside, Stopwatch
from benchmarks.places import LONG, SHORT, Place

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp
    from qualcode.tui.screens.coding.screen import CodingScreen


def press(place: Place, stopwatch: Stopwatch, key: str) -> None:
    asyncio.run(_press(place, stopwatch, key))


def open_screen(place: Place, stopwatch: Stopwatch) -> None:
    asyncio.run(_open(place, stopwatch))


async def _press(place: Place, stopwatch: Stopwatch, key: str) -> None:
    from textual import events

    app = _app(place)
    async with app.run_test(size=(120, 40)):
        screen = _screen(app)
        await app.push_screen(screen)
        while not screen.view.landmarks.complete:
            await asyncio.sleep(0.05)
        await _painted(screen)
        for _ in stopwatch.rounds:
            with stopwatch:
                app.post_message(events.Key(key, None))
                await _painted(screen)


async def _open(place: Place, stopwatch: Stopwatch) -> None:
    for _ in stopwatch.rounds:
        app = _app(place)
        async with app.run_test(size=(120, 40)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            with stopwatch:
                screen = _screen(app)
                await app.push_screen(screen)
                await _painted(screen)
            await app.workers.wait_for_complete()


def _app(place: Place) -> QualcodeApp:
    # 300 ms: Textual; the other families, which load in the same process, need none of it.
    from qualcode.tui.app import QualcodeApp
    from qualcode.workflow.studies import open_study

    return QualcodeApp(open_study(place.study), "anna")


def _screen(app: QualcodeApp) -> CodingScreen:
    from qualcode.tui.screens.coding.screen import CodingScreen

    return CodingScreen(app.study, "anna", 1)


async def _painted(screen: CodingScreen) -> None:
    """Until nothing is left to lay out or to paint; waiting itself takes no processor time."""
    await asyncio.sleep(0.02)
    while screen._dirty_widgets or screen._layout_required:
        await asyncio.sleep(0.005)


FIGURES = [
    Figure(
        name=f"key {key} to painted screen, p95 of CPU",
        ours=Inside(press, (key,), rounds=80),
        limits=Limits(seconds=0.016, spread=1.5),
        sizes=(SHORT, LONG),
        pick="p95",
        clock="cpu",
    )
    for key in ("down", "right")
] + [
    Figure(
        name="open an interview on screen",
        ours=Inside(open_screen, rounds=1),
        limits=Limits(seconds=0.3),
        sizes=(SHORT, LONG),
    )
]
