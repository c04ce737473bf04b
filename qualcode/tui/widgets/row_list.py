"""Rows of plain words in columns, each with what it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events
from textual.content import Content

from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn

Thing = TypeVar("Thing")
SCROLLBAR = 1
NARROW = 48
"""Below this width only the widest column is shown."""


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A heading, and a width in cells; 0 takes what the others leave."""

    heading: str
    width: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row(Generic[Thing]):
    """`key` tells it from the others; it is shown quietly if it does not ask to be looked at."""

    key: object
    thing: Thing
    cells: tuple[str, ...]
    warns: bool = False


class RowList(Grid, Generic[Thing]):
    """Shows the rows it is given; the cursor stays on the row that it was on."""

    DEFAULT_CSS = "RowList { overflow-x: hidden; }"

    def __init__(
        self,
        columns: Sequence[RowColumn],
        *,
        id: str | None = None,  # noqa: A002 - the name that Textual gives it
    ) -> None:
        super().__init__(id=id)
        self._all = columns
        self._shown: list[int] = []
        self.rows: Sequence[Row[Thing]] = ()

    def show(self, rows: Sequence[Row[Thing]]) -> None:
        before = self.rows[self.cursor[0]].key if self.current is not None else None
        self.rows = rows
        self._fit()
        places = (n for n, row in enumerate(rows) if row.key == before)
        self.move_to(next(places, self.cursor[0]))

    @property
    def current(self) -> Thing | None:
        at = self.cursor[0]
        return self.rows[at].thing if at < len(self.rows) else None

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        width = self.size.width - GUTTER - SCROLLBAR
        fits = width >= NARROW
        self._shown = [n for n, column in enumerate(self._all) if fits or not column.width]
        taken = sum(self._all[n].width + GAP for n in self._shown)
        columns = [
            GridColumn((c.heading,), c.width or max(8, width - taken), c.right)
            for c in (self._all[n] for n in self._shown)
        ]
        self.lay_out(columns, len(self.rows))

    def paint(self, row: int, column: int) -> Content:
        shown = self.rows[row]
        place = self._shown[column]
        said = plain(one_line(shown.cells[place]))
        return said.stylize("$warning") if shown.warns and self._all[place].width else said
