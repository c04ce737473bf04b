"""Where things are on the grouping board: piles side by side, and the lines of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.tui.piles import Pile

LEAST = 38
"""Cells that a pile needs for its codes to be read; one more is shown where there are as many."""


@dataclass(frozen=True)
class Layout:
    """How the room is shared out among piles; `said` if it has been said of any what its codes
    share."""

    width: int
    height: int
    piles: int
    said: bool

    @classmethod
    def of(cls, piles: Sequence[Pile], width: int, height: int) -> Layout:
        return cls(width, height, len(piles), any(pile.sentence for pile in piles))

    @cached_property
    def shown(self) -> int:
        """How many piles stand side by side."""
        return max(1, min(self.width // LEAST, self.piles))

    @cached_property
    def ends(self) -> list[int]:
        """Where each pile that is shown ends."""
        return [self.width * (n + 1) // self.shown for n in range(self.shown)]

    @cached_property
    def head(self) -> int:
        """A line for all piles, if they cannot be seen side by side."""
        return int(self.piles > self.shown and self.height > 4)

    @cached_property
    def sentences(self) -> int:
        """Lines for what the codes of each pile share."""
        return (2 if self.height > 18 else 1 if self.height > 9 else 0) * self.said

    @cached_property
    def begin(self) -> int:
        """The line at which the codes begin."""
        return self.head + 1 + self.sentences

    @cached_property
    def foot(self) -> int:
        return int(self.height > 2)

    @cached_property
    def body(self) -> int:
        """So many lines of each pile can be seen."""
        return max(1, self.height - self.begin - self.foot)


def lines_of(pile: Pile) -> int:
    """The lines of a pile: its codes, and what parts those that may be placed from the others."""
    return len(pile.codes) + pile.parted


def line_of(pile: Pile, row: int) -> int:
    """The line of a code in its pile."""
    return row + (pile.parted and row >= pile.ready)


def row_at(pile: Pile, line: int) -> int | None:
    """The code at a line of a pile, if there is one."""
    row = line - (pile.parted and line > pile.ready)
    between = pile.parted and line == pile.ready
    return row if 0 <= row < len(pile.codes) and not between else None
