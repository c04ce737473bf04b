"""The coding screen: what a key costs until the screen is painted, how long an interview takes to
open, and the memory that it holds.

There is no terminal, but all that would be written to one is made.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Figure, Limits
from benchmarks.harness import Inside, Stopwatch
from benchmarks.places import LONG, SHORT, Place

if TYPE_CHECKING:
    from textual.screen import Screen

    from qualcode.tui.app import QualcodeApp
    from qualcode.tui.screens.coding.screen import CodingScreen

SIZE = (120, 40)
MIXED = (
    "down right shift+down down o right pagedown down right shift+down pageup up left shift+right"
).split()
"""A way of moving and marking that ends near where it began, so that a short interview does not
come to its end before a long one."""
KEYS, UNDO_KEYS, QUICK_KEYS = 500, 200, 60

Press = tuple[str, bool]
"""A key, and whether it is timed."""


def travelled(keys: int) -> Iterator[Press]:
    return ((key, True) for key in islice(cycle(MIXED), keys))


def given(keys: int) -> Iterator[Press]:
    """Two codes to one sentence after the other: so many sentences a short interview has, too."""
    yield "home", False
    for number in range(keys):
        if number % 2 == 0:
            yield "down", False
        yield str(number % 9 + 1), True


def undone(keys: int) -> Iterator[Press]:
    """What has been given, taken back again."""
    for key, _ in given(keys):
        yield key, False
    yield from (("u", True) for _ in range(keys))


ROUTES: dict[str, Callable[[int], Iterator[Press]]] = {
    "mixed": travelled,
    "give": given,
    "undo": undone,
}


def press(place: Place, stopwatch: Stopwatch, route: str) -> None:
    presses = list(ROUTES[route](len(stopwatch.rounds)))
    asyncio.run(_press(place.copy(place.study), stopwatch, presses))


def open_screen(place: Place, stopwatch: Stopwatch) -> None:
    asyncio.run(_open(place.study, stopwatch))


async def _press(study: Path, stopwatch: Stopwatch, presses: Sequence[Press]) -> None:
    # 60 ms: Textual; the other families, which load in the same process, need none of it.
    from textual import events

    async with running(study) as app:
        screen = await _opened(app)
        await app.workers.wait_for_complete()
        screen.view.jump(len(screen.view.scene.text) // 2)
        await painted(screen)
        for key, timed in presses:
            with stopwatch if timed else nullcontext():
                app.post_message(events.Key(key, key if len(key) == 1 else None))
                await painted(screen)


async def _open(study: Path, stopwatch: Stopwatch) -> None:
    for _ in stopwatch.rounds:
        async with running(study) as app:
            with stopwatch:
                await _opened(app)
            await app.workers.wait_for_complete()


@asynccontextmanager
async def running(study: Path) -> AsyncIterator[QualcodeApp]:
    # 300 ms: Textual and the database.
    from qualcode.tui import app as ours
    from qualcode.workflow.studies import open_study

    class Painted(ours.QualcodeApp):
        """Makes what a terminal would be sent; its driver throws it away."""

        CSS_PATH = str(Path(ours.__file__).with_name(ours.QualcodeApp.CSS_PATH))

        @property
        def is_headless(self) -> bool:
            return False

    os.environ["COLORTERM"] = "truecolor"
    app = Painted(open_study(study), "anna")
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield app


async def _opened(app: QualcodeApp) -> CodingScreen:
    from qualcode.tui.screens.coding.screen import CodingScreen

    screen = CodingScreen(app.study, "anna", 1)
    await app.push_screen(screen)
    await painted(screen)
    return screen


async def painted(screen: Screen[Any]) -> None:
    """Until nothing is left to lay out or to paint; waiting itself takes no processor time."""
    await asyncio.sleep(0.02)
    while screen._dirty_widgets or screen._layout_required:
        await asyncio.sleep(0.005)


def _keys(
    name: str, route: str, *, limits: Limits, median: bool = False, keys: int = KEYS
) -> Figure:
    return Figure(
        name=f"{name}, {'p50' if median else 'p95'} of CPU",
        ours=Inside(press, (route,), rounds=keys),
        brief=Inside(press, (route,), rounds=QUICK_KEYS // 3 if median else QUICK_KEYS),
        limits=limits,
        sizes=(SHORT, LONG),
        pick="median" if median else "p95",
        clock="cpu",
    )


PAINTED = Limits(seconds=0.016, spread=1.5)
FIGURES = [
    _keys("key to painted screen", "mixed", limits=PAINTED),
    _keys("key to painted screen", "mixed", limits=PAINTED, median=True),
    _keys("giving a code by its digit", "give", limits=PAINTED),
    _keys("taking a code back", "undo", limits=PAINTED, keys=UNDO_KEYS),
    Figure(
        name="open an interview on screen",
        ours=Inside(open_screen, rounds=1),
        limits=Limits(seconds=0.3),
        sizes=(SHORT, LONG),
    ),
]
