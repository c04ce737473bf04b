"""The screens of the method: what a key costs until the screen is painted, on the grouping board
and in the queue of the code test.

There is no terminal, but all that would be written to one is made.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.coding_screen import PAINTED, SIZE, Press, painted, running
from benchmarks.figures import Figure
from benchmarks.harness import Inside, Stopwatch
from benchmarks.places import FEW_CODES, MANY_CODES, Place

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from qualcode.tui.app import QualcodeApp

CODER = "anna"
ABOUT = "down down right down left up pagedown right right down up left left pageup down".split()
"""A way over the board that ends near where it began."""
KEYS, QUICK_KEYS = 300, 60
PILES = 2
"""So many are beside what waits, where all see them."""
PLACED = 30
"""So many codes wait in the smaller study, too."""


def moved(keys: int) -> Iterator[Press]:
    return ((key, True) for key in islice(cycle(ABOUT), keys))


def placed(keys: int) -> Iterator[Press]:
    """Codes sent from those that wait to one pile after the other; then as many taken back, so
    that there are always some to send."""
    for first in range(0, keys, PLACED):
        sent = range(first, min(first + PLACED, keys))
        yield from ((str(n % PILES + 1), True) for n in sent)
        yield from (("u", False) for _ in sent)
        yield "home", False


def taken_back(keys: int) -> Iterator[Press]:
    for first in range(0, keys, PLACED):
        sent = range(first, min(first + PLACED, keys))
        yield from ((str(n % PILES + 1), False) for n in sent)
        yield from (("u", True) for _ in sent)
        yield "home", False


def tested(keys: int) -> Iterator[Press]:
    """Codes answered and passed, one after the other; then as many taken back."""
    keys_of_test = ("1", "1", "1", "p")
    for first in range(0, keys, 4 * PLACED):
        sent = range(first, min(first + 4 * PLACED, keys))
        yield from ((keys_of_test[n % 4], True) for n in sent)
        yield from (("u", False) for n in sent if n % 4 == 3)


ROUTES: dict[str, Callable[[int], Iterator[Press]]] = {
    "move": moved,
    "place": placed,
    "undo": taken_back,
    "test": tested,
}


def press(place: Place, stopwatch: Stopwatch, route: str) -> None:
    presses = list(ROUTES[route](len(stopwatch.rounds)))
    asyncio.run(_press(place.copy(place.study), stopwatch, route, presses))


async def _press(study: Path, stopwatch: Stopwatch, route: str, presses: Sequence[Press]) -> None:
    async with running(study) as app:
        screen = _screen(app, route)
        await app.push_screen(screen)
        await painted(screen)
        await app.workers.wait_for_complete()
        await painted(screen)
        await _pressed(app, screen, stopwatch, presses)


async def _pressed(
    app: App[Any], screen: Screen[Any], stopwatch: Stopwatch, presses: Sequence[Press]
) -> None:
    # 60 ms: Textual; the other families, which load in the same process, need none of it.
    from textual import events

    for key, timed in presses:
        with stopwatch if timed else nullcontext():
            app.post_message(events.Key(key, key if len(key) == 1 else None))
            await painted(screen)


def press_plain(place: Place, stopwatch: Stopwatch, route: str) -> None:
    presses = list(ROUTES[route](len(stopwatch.rounds)))
    asyncio.run(_press_plain(place.copy(place.study), stopwatch, presses))


async def _press_plain(study: Path, stopwatch: Stopwatch, presses: Sequence[Press]) -> None:
    from benchmarks.plain.board import PlainBoard  # 60 ms: Textual

    app = PlainBoard(str(study))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await _pressed(app, app.screen, stopwatch, presses)


def _screen(app: QualcodeApp, route: str) -> Screen[None]:
    from qualcode.tui.screens.ladder.board import BoardScreen
    from qualcode.tui.screens.ladder.verdicts import VerdictScreen

    if route == "test":
        return VerdictScreen(app.study, CODER)
    return BoardScreen(app.study, CODER)


BESIDE_PLAIN = replace(PAINTED, ratio=1)
"""No key may cost more than in a board that keeps no history and tests nothing."""


def _keys(name: str, route: str, *, plain: bool = True) -> Figure:
    return Figure(
        name=f"{name}, p95 of CPU",
        ours=Inside(press, (route,), rounds=KEYS),
        brief=Inside(press, (route,), rounds=QUICK_KEYS),
        plain=Inside(press_plain, (route,), rounds=QUICK_KEYS) if plain else None,
        limits=BESIDE_PLAIN if plain else PAINTED,
        sizes=(FEW_CODES, MANY_CODES),
        pick="p95",
        clock="cpu",
    )


FIGURES = [
    _keys("moving on the grouping board", "move"),
    _keys("placing a code by its digit", "place"),
    _keys("taking a placing back", "undo"),
    _keys("answering and passing in the code test", "test", plain=False),
]
