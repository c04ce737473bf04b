"""Rows and columns that are painted only where they are seen, so that any number opens at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from qualcode.tui.keys import key
from qualcode.tui.safe import plain

GAP = 1
"""Cells between columns."""
GUTTER = 1
"""Cells to the left of all columns, where a mark shows the row of the cursor."""
MARK = "▌"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: the lines of its heading, from the top, and its width in cells."""

    heading: tuple[str, ...]
    width: int
    right: bool = False


class Grid(ScrollView, can_focus=True):
    """A table with a cursor. Subclasses say in `paint` what stands in a cell.

    The first `fixed` columns stay where they are when the others scroll. The cursor is a row,
    or with `by_cell` one cell.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--heading",
        "grid--cursor",
        "grid--cursor-row",
        "grid--group",
        "grid--quiet",
        "grid--accent",
    }
    DEFAULT_CSS = """
    Grid {
        height: 1fr;
        background: $background;
        color: $foreground;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
        & > .grid--heading { color: $foreground 65%; text-style: none; }
        & > .grid--cursor-row { background: $panel; text-style: bold; }
        &:focus > .grid--cursor-row { background: $primary 25%; }
        & > .grid--cursor { background: $primary 25%; text-style: bold; }
        &:focus > .grid--cursor { background: $primary; color: $background; text-style: bold; }
        & > .grid--group { text-style: bold; }
        & > .grid--quiet { color: $foreground 50%; }
        & > .grid--accent { color: $primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "open", "grid.open"),
        key("up,k", "move(-1)", "grid.up", tip=False, show=False),
        key("down,j", "move(1)", "grid.down", tip=False, show=False),
        key("pageup", "page(-1)", "grid.page_up", tip=False, show=False),
        key("pagedown", "page(1)", "grid.page_down", tip=False, show=False),
        key("home", "edge(-1)", "grid.top", tip=False, show=False),
        key("end", "edge(1)", "grid.bottom", tip=False, show=False),
    ]

    cursor: var[tuple[int, int]] = var((0, 0), init=False)
    """(row, column) of the cursor."""

    @dataclass
    class Opened(Message):
        """Somebody pressed Enter on a cell, or clicked on it while the cursor was there."""

        grid: Grid
        row: int
        column: int

        @property
        def control(self) -> Grid:
            return self.grid

    @dataclass
    class Moved(Message):
        """The cursor stands on another row or cell."""

        grid: Grid
        row: int
        column: int

        @property
        def control(self) -> Grid:
            return self.grid

    def __init__(
        self,
        *,
        fixed: int = 0,
        by_cell: bool = False,
        id: str | None = None,  # noqa: A002 - the name that Textual gives it
    ) -> None:
        super().__init__(id=id)
        self.fixed = fixed
        self.by_cell = by_cell
        self.columns: Sequence[GridColumn] = ()
        self.row_count = 0
        self._ends: list[int] = []

    def paint(self, row: int, column: int) -> Content:
        """What stands in a cell; the grid cuts it or fills it up to the column's width."""
        return plain("")

    def row_class(self, row: int) -> str:
        """The component class that a row is painted in; empty for none."""
        return ""

    def lay_out(self, columns: Sequence[GridColumn], row_count: int) -> None:
        """Show other columns and rows; the cursor stays where it is if it can."""
        self.columns = columns
        self.row_count = row_count
        self._ends = list(accumulate((c.width + GAP for c in columns), initial=GUTTER))[1:]
        width = self._ends[-1] if self._ends else 0
        self.virtual_size = Size(width, row_count + self.heading_height)
        self.cursor = self.clamped(*self.cursor)
        self.refresh()

    @property
    def heading_height(self) -> int:
        return max((len(c.heading) for c in self.columns), default=0)

    @property
    def fixed_width(self) -> int:
        return self._ends[self.fixed - 1] if self.fixed and self._ends else GUTTER

    def clamped(self, row: int, column: int) -> tuple[int, int]:
        """The nearest cell that there is."""
        return (
            max(0, min(row, self.row_count - 1)),
            max(0, min(column, len(self.columns) - 1)) if self.by_cell else 0,
        )

    # Moving

    def move_to(self, row: int, column: int | None = None) -> None:
        """Put the cursor on a cell and bring it into view."""
        self.cursor = self.clamped(row, self.cursor[1] if column is None else column)
        self.show_cursor()

    def watch_cursor(self, old: tuple[int, int], new: tuple[int, int]) -> None:
        for row in {old[0], new[0]}:
            self.refresh_line(row + self.heading_height)
        self.post_message(self.Moved(self, *new))

    def show_cursor(self) -> None:
        """Scroll no further than needed."""
        row, column = self.cursor
        x, width = self.fixed_width, 1
        if self.by_cell and self.columns and column >= self.fixed:
            width = self.columns[column].width + GAP
            x = self._ends[column] - width
        place = Region(x, row + self.heading_height, width, 1)
        room = Spacing(self.heading_height, 0, 0, self.fixed_width)
        self.scroll_to_region(place, spacing=room, animate=False, force=True)

    def action_move(self, rows: int) -> None:
        self.move_to(self.cursor[0] + rows)

    def action_page(self, pages: int) -> None:
        self.move_to(
            self.cursor[0] + pages * max(1, self.scrollable_size.height - self.heading_height)
        )

    def action_edge(self, direction: int) -> None:
        self.move_to(0 if direction < 0 else self.row_count - 1)

    def action_open(self) -> None:
        if self.row_count:
            self.post_message(self.Opened(self, *self.cursor))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        place = self.cell_at(event.x, event.y)
        if place is None:
            return
        if place == self.cursor:
            self.action_open()
        else:
            self.move_to(*place)

    def cell_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The cell under a place in the widget, or None."""
        row = y - self.heading_height + self.scroll_offset.y
        across = x if x < self.fixed_width else x + self.scroll_offset.x
        column = bisect_right(self._ends, across)
        if y < self.heading_height or row >= self.row_count or column >= len(self.columns):
            return None
        return row, column if self.by_cell else 0

    # Painting

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_size.width
        row = y - self.heading_height + self.scroll_offset.y
        if y < self.heading_height:
            strips = self._paint_columns(lambda c: self._heading(c, y))
        elif row < self.row_count:
            strips = self._paint_columns(lambda c: self._cell(row, c))
        else:
            strips = []
        shown = self.heading_height <= y and row < self.row_count
        base = self._row_style(row) if shown else self.visual_style
        gutter = self._gutter(row if y >= self.heading_height else -1, base)
        return Strip.join([gutter, *strips]).adjust_cell_length(width, base.rich_style)

    def _gutter(self, row: int, base: Style) -> Strip:
        """The mark that shows the row of the cursor, also where there are no colours."""
        mark = MARK if row == self.cursor[0] and row < self.row_count else " "
        accent = self.get_visual_style("grid--accent", partial=True)
        return Strip(Content.styled(mark, accent).render_segments(base), GUTTER)

    def _paint_columns(self, paint: Callable[[int], Strip]) -> list[Strip]:
        """The fixed columns, then those of the others that can be seen."""
        if self._ends and self._ends[-1] <= self.scrollable_size.width:
            return [paint(c) for c in range(len(self.columns))]
        strips = [paint(c) for c in range(min(self.fixed, len(self.columns)))]
        left = self.fixed_width + self.scroll_offset.x
        right = self.scroll_offset.x + self.scrollable_size.width
        first = max(self.fixed, bisect_right(self._ends, left))
        last = min(len(self.columns), bisect_right(self._ends, right) + 1)
        seen = Strip.join([paint(c) for c in range(first, last)])
        begins = self._ends[first - 1] if first else GUTTER
        return [*strips, seen.crop(left - begins, right - begins)]

    def _heading(self, column: int, y: int) -> Strip:
        lines = self.columns[column].heading
        at = y - self.heading_height + len(lines)
        text = plain(lines[at] if at >= 0 else "")
        return self._strip(text, column, self.get_visual_style("grid--heading"))

    def _cell(self, row: int, column: int) -> Strip:
        style = self._row_style(row)
        content = self.paint(row, column)
        if self.by_cell and (row, column) == self.cursor:
            # Colours of its own would not be seen on the colour of the cursor.
            style = self.get_visual_style("grid--cursor")
            content = content.without_spans
        return self._strip(content, column, style)

    def _row_style(self, row: int) -> Style:
        names = [name for name in (self.row_class(row),) if name]
        if row == self.cursor[0] and row < self.row_count:
            names.append("grid--cursor-row")
        return self.get_visual_style(*names) if names else self.visual_style

    def _strip(self, content: Content, column: int, style: Style) -> Strip:
        """A cell with the gap after it. A cut cell ends in an ellipsis."""
        spec = self.columns[column]
        cut = content.truncate(spec.width, ellipsis=True)
        room = spec.width - cut.cell_length
        padded = cut.pad(room, GAP) if spec.right else cut.pad_right(room + GAP)
        return Strip(padded.render_segments(style), spec.width + GAP)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.refresh()
