"""A table of counts on screen: themes that fold, a bar beside each number, a cursor on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.color import Color
from textual.content import Content
from textual.message import Message
from textual.style import Style

from qualcode.locale import Translator
from qualcode.model.questions import Cell, Column, Row, SumLine, Table
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn
from qualcode.tui.words import bar, number, percent

OPEN, FOLDED = "▾", "▸"
NUMBER = 5
"""Cells for a number."""
BARS = range(3, 11)
"""How long a bar may be; where there is no room for the shortest, there is none."""
TOTALS = {"n": NUMBER, "of": 6, "percent": 5, "not_asked": NUMBER}
"""The columns for all units together, with their widths. They stand first, and stay in view."""
NARROW = 64
"""Below this width only the names stay in view."""


@dataclass(frozen=True, slots=True)
class SumRow:
    """A line under the rows: a sum of mentions, or how many are behind it."""

    label: str
    counts: tuple[int, ...]
    total: int


Line = Row | SumRow


class TallyTable(Grid):
    """Shows the table it is given. Opening a number posts `Asked`; opening a theme folds it."""

    HELP = "tui.help.tally"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "across(-1)", "tally.left", tip=False, show=False),
        key("right", "across(1)", "tally.right", tip=False, show=False),
        key("space", "fold", "tally.fold", show=False),
        key("z", "fold_all", "tally.fold_all", show=False),
        key("p", "toggle_shares", "tally.shares", show=False),
    ]

    @dataclass
    class Asked(Message):
        """Somebody wants to see what stands behind a number; `column` is None for all."""

        row: Row
        column: Column | None

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(fixed=1, by_cell=True, id=id)
        self._t = t
        self.table: Table | None = None
        self.folded: set[str] = set()
        self.shares = False
        self.lines: Sequence[Line] = ()
        self._places: list[str | int] = []
        """What stands in each column: `label`, one of `TOTALS`, or a column of the table."""
        self._bar = 0

    def show(self, table: Table) -> None:
        """Show this table; the cursor stays on the code or theme that it was on."""
        before = self.current
        first = self.table is None
        self.table = table
        self._fit()
        if first:
            self.move_to(0, 1)
        elif isinstance(before, Row):
            self._find(before.theme, before.code)

    @property
    def current(self) -> Line | None:
        row = self.cursor[0]
        return self.lines[row] if row < len(self.lines) else None

    def _find(self, theme: str, code: str = "") -> None:
        for at, line in enumerate(self.lines):
            if isinstance(line, Row) and (line.theme, line.code) == (theme, code):
                self.move_to(at)
                return

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    # Rows and columns

    def _fit(self) -> None:
        """Lay out the rows that are not folded away, in columns for the width there is."""
        table = self.table
        if table is None:
            return
        seen = [r for r in table.rows if r.depth == 0 or r.theme not in self.folded]
        self.lines = (*seen, *self._sums(table.sums))
        totals = self._totals(table)
        label = self._label_width()
        taken = label + GAP + sum(TOTALS[name] + GAP for name in totals)
        self._bar = self._bar_width(len(table.columns), self.size.width - GUTTER - taken)
        self._places = ["label", *totals, *range(len(table.columns))]
        self.fixed = 1 if self.size.width < NARROW else 1 + len(totals)
        columns = [GridColumn(("", self._t("tui.tally.code")), label)]
        columns += [self._total_column(name) for name in totals]
        self.lay_out([*columns, *map(self._value_column, table.columns)], len(self.lines))

    def _sums(self, sums: SumLine | None) -> tuple[SumRow, ...]:
        if sums is None:
            return ()
        return (
            SumRow(self._t("tui.tally.mentions"), sums.mentions, sums.mentions_total),
            SumRow(self._t("tui.tally.behind"), sums.units, sums.units_total),
        )

    def _totals(self, table: Table) -> list[str]:
        """Those of the columns for all together that this table has anything to say in."""
        based = any(row.total.base is not None for row in table.rows)
        missing = any(row.missing.not_asked is not None for row in table.rows)
        shown = {"n": True, "of": based, "percent": based, "not_asked": missing}
        return [name for name in TOTALS if shown[name]]

    def _label_width(self) -> int:
        """Wide enough for the names, and at most a third of the screen."""
        names = (plain(one_line(line.label)).cell_length + 6 for line in self.lines)
        return max(16, min(max(names, default=0), max(28, self.size.width // 3)))

    @staticmethod
    def _bar_width(columns: int, room: int) -> int:
        """What is left for each column when its number stands there."""
        left = room // max(1, columns) - NUMBER - 1 - GAP
        return min(left, BARS[-1]) if left >= BARS[0] else 0

    def _total_column(self, name: str) -> GridColumn:
        above, _, below = self._t(f"tui.tally.columns.{name}").rpartition(" ")
        return GridColumn((above, below), TOTALS[name], right=True)

    def _value_column(self, column: Column) -> GridColumn:
        label = one_line(column.label)
        size = "" if column.size is None else number(column.size)
        cells = plain(label).cell_length
        width = NUMBER + (self._bar and 1 + self._bar)
        width = max(width, min(cells, 12))
        return GridColumn((" " * (NUMBER - cells) + label, f"{size:>{NUMBER}}"), width)

    # Painting

    def row_class(self, row: int) -> str:
        line = self.lines[row] if row < len(self.lines) else None
        if isinstance(line, SumRow):
            return "grid--heading"
        return "grid--group" if line is not None and line.depth == 0 else ""

    def paint(self, row: int, column: int) -> Content:
        line = self.lines[row]
        place = self._places[column]
        if isinstance(line, SumRow):
            return plain(self._sum(line, place))
        if place == "label":
            return self._label(line)
        if isinstance(place, int):
            return self._value(line.cells[place])
        return plain(self._total(line, place))

    def _sum(self, line: SumRow, place: str | int) -> str:
        if isinstance(place, int):
            return f"{number(line.counts[place]):>{NUMBER}}"
        return {"label": f"  {line.label}", "n": number(line.total)}.get(place, "")

    def _label(self, row: Row) -> Content:
        name = one_line(row.label)
        if row.depth:
            square = Style(foreground=Color.parse(row.colour)) if row.colour else self._quiet
            mark = "■ " if row.colour else "· "
            return Content.assemble("  " * row.depth, (mark, square), plain(name))
        rest = self._t("tui.tally.residual")
        if row.residual and rest.casefold() not in name.casefold():
            name = f"{name} ({rest})"
        fold = FOLDED if row.theme in self.folded else OPEN
        return plain(f"{fold if self._has_codes(row) else ' '} {name}")

    @property
    def _quiet(self) -> Style:
        return self.get_visual_style("grid--quiet", partial=True)

    def _value(self, cell: Cell) -> Content:
        share = cell.percent
        shown = percent(share) if self.shares and share is not None else number(cell.n)
        if not cell.n:
            return Content.styled(f"{shown:>{NUMBER}}", self._quiet)
        if share is None or not self._bar:
            return plain(f"{shown:>{NUMBER}}")
        accent = self.get_visual_style("grid--accent", partial=True)
        return Content.assemble(f"{shown:>{NUMBER}} ", (bar(share, self._bar), accent))

    def _total(self, row: Row, name: str) -> str:
        if name == "n":
            return number(row.total.n)
        if name == "percent":
            return percent(row.total.percent)
        n = row.total.base if name == "of" else row.missing.not_asked
        if n is None:
            return ""
        return self._t("tui.tally.of_n", n=number(n)) if name == "of" else number(n)

    # Folding and opening

    def _has_codes(self, row: Row) -> bool:
        rows = self.table.rows if self.table else ()
        return any(other.theme == row.theme and other.depth for other in rows)

    def action_across(self, columns: int) -> None:
        self.move_to(self.cursor[0], self.cursor[1] + columns)

    def action_fold(self) -> None:
        """Fold the theme under the cursor, or that of the code under it; or unfold it."""
        line = self.current
        if isinstance(line, Row):
            self.folded ^= {line.theme}
            self._fit()
            self._find(line.theme)

    def action_fold_all(self) -> None:
        """Fold all themes; unfold them if all are."""
        rows = self.table.rows if self.table else ()
        themes = {row.theme for row in rows if row.depth == 0}
        self.folded = set() if self.folded >= themes else themes
        self._fit()

    def action_toggle_shares(self) -> None:
        self.shares = not self.shares
        self.refresh()

    def action_open(self) -> None:
        line = self.current
        if not isinstance(line, Row) or self.table is None:
            return
        place = self._places[self.cursor[1]]
        if place == "label" and line.depth == 0 and self._has_codes(line):
            self.action_fold()
        elif isinstance(place, int):
            self.post_message(self.Asked(line, self.table.columns[place]))
        elif place != "not_asked":
            self.post_message(self.Asked(line, None))
