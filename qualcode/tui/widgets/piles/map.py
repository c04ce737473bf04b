"""All piles on one line, for a board that cannot show them side by side."""

from __future__ import annotations

from collections.abc import Container, Sequence

from rich.cells import set_cell_size
from rich.segment import Segment

from qualcode.locale import Translator
from qualcode.tui.piles import Pile
from qualcode.tui.widgets.piles.paint import Looks, name_of
from qualcode.tui.widgets.transcript.paint import short

LEAST_NAME = 3
"""A name of fewer cells says nothing."""


def segments(
    piles: Sequence[Pile], width: int, at: int, shown: Container[int], looks: Looks, t: Translator
) -> list[Segment]:
    """The number of each pile, its name as far as there is room, and how many codes it has. The
    one at the cursor is told from those that can be seen, and these from the others."""
    found = []
    for n, pile in enumerate(piles):
        look = looks.cursor if n == at else looks.name if n in shown else looks.quiet
        cells = _end(n, len(piles), width) - _end(n - 1, len(piles), width)
        found.append(Segment(_entry(pile, cells, t), look))
    return found


def pile_at(piles: Sequence[Pile], width: int, x: int) -> int | None:
    """Which pile stands at a column of that line."""
    return next((n for n in range(len(piles)) if x < _end(n, len(piles), width)), None)


def _end(n: int, count: int, width: int) -> int:
    return width * (n + 1) // count


def _entry(pile: Pile, cells: int, t: Translator) -> str:
    number, codes = str(pile.number or ""), str(len(pile.codes))
    room = cells - len(number) - len(codes) - 4
    if room >= LEAST_NAME:
        parts = (number, short(name_of(pile, t), room), codes)
        return set_cell_size(f" {' '.join(filter(None, parts))} ", cells)
    return set_cell_size((number or name_of(pile, t)[:1])[: max(1, cells - 1)], cells)
