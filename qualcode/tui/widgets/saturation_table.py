"""The interviews in the order in which they were coded, with the new codes of each."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.saturation import SaturationStep
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn
from qualcode.tui.words import moment, number, title_of

COLUMNS = {"nr": 5, "interview": 0, "units": 0, "begun": 10, "codes": 6, "new": 5, "total": 6}
"""Widths in cells; the two without one share what is left."""
NUMBERS = {"nr", "codes", "new", "total"}
UNITS, BEGUN, CODES = 64, 52, 40
"""Below each of these widths there is no room for the units, the date, or what is not new."""
SCROLLBAR = 1


class SaturationTable(Grid):
    """Shows the steps it is given. Enter opens the new codes of the one under the cursor."""

    HELP = "saturation.help"
    DEFAULT_CSS = "SaturationTable { overflow-x: hidden; }"

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self._columns: list[str] = []
        self.steps: Sequence[SaturationStep] = ()

    def show(self, steps: Sequence[SaturationStep]) -> None:
        """Show these; the cursor stays on the interview that it was on."""
        before = self.current
        self.steps = steps
        self._fit()
        if before is not None:
            held = (n for n, s in enumerate(steps) if s.transcript_id == before.transcript_id)
            self.move_to(next(held, 0))

    @property
    def current(self) -> SaturationStep | None:
        row = self.cursor[0]
        return self.steps[row] if row < len(self.steps) else None

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        width = self.size.width
        limits = {"units": UNITS, "begun": BEGUN, "codes": CODES, "total": CODES}
        widths = {n: cells for n, cells in COLUMNS.items() if width >= limits.get(n, 0)}
        taken = GUTTER + SCROLLBAR + sum(cells + GAP for cells in widths.values())
        spare = max(6, width - taken)
        if "units" in widths:
            widths["units"] = spare // 2
        widths["interview"] = spare - widths.get("units", 0)
        self._columns = [*widths]
        columns = [
            GridColumn((self._t(f"saturation.columns.{name}"),), cells, name in NUMBERS)
            for name, cells in widths.items()
        ]
        self.lay_out(columns, len(self.steps))

    def paint(self, row: int, column: int) -> Content:
        step = self.steps[row]
        match self._columns[column]:
            case "nr":
                return plain(number(row + 1))
            case "interview":
                return plain(title_of(step.interview))
            case "units":
                return plain(", ".join(map(one_line, step.units)))
            case "begun":
                return plain(moment(step.at, self._t))
            case "codes":
                return plain(number(step.codes))
            case "new":
                return plain(number(step.new)).stylize("bold" if step.new else "")
            case _:
                return plain(number(step.total))

    def row_class(self, row: int) -> str:
        return "" if self.steps[row].new else "grid--quiet"
