"""One step of the way down from concepts to passages: what lies beneath a thing, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from qualcode.model.concepts import Evidence
from qualcode.model.questions import Quote
from qualcode.tui.colours import readable
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn

Kind = Literal["heading", "concept", "theme", "ear", "code", "passage"]
NARROW = 40
"""Below this width nothing stands beside a name."""
SCROLLBAR = 1
INDENT = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list. `row` is that of the thing; a passage has its words and place in `quote`,
    and in `evidence` what it says for or against the concept that one came from.

    A heading parts the lines, and the cursor passes it by.
    """

    kind: Kind
    row: int
    label: str
    sign: str = ""
    beside: str = ""
    colour: str = ""
    quiet: bool = False
    quote: Quote | None = None
    evidence: Evidence | None = None

    @property
    def place(self) -> tuple[object, ...]:
        """What tells a line from all others of its list."""
        quote, evidence = self.quote, self.evidence
        where = (quote.transcript_id, quote.start, quote.end) if quote else ()
        return self.kind, self.row, where, evidence.id if evidence else 0


class DrillList(Grid):
    """Shows the items it is given; Enter goes into the one under the cursor, and left or backspace
    ask to go up."""

    HELP = "concepts.help.list"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("right", "open", "drill.down", room="concepts", show=False),
        key("left,backspace", "up", "drill.up", room="concepts"),
    ]
    DEFAULT_CSS = "DrillList { overflow-x: hidden; }"

    @dataclass
    class Upwards(Message):
        """Somebody wants to go back to where the list came from."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.items: Sequence[Item] = ()

    def show(self, items: Sequence[Item], at: Item | None = None) -> None:
        """Show these, with the cursor on the one in the place of `at`, or near where it was."""
        self.items = items
        self._fit()
        wanted = None if at is None else at.place
        rows = (n for n, item in enumerate(items) if item.place == wanted)
        self.move_to(next(rows, self.cursor[0]))

    @property
    def current(self) -> Item | None:
        row = self.cursor[0]
        found = self.items[row] if row < len(self.items) else None
        return None if found is None or found.kind == "heading" else found

    def move_to(self, row: int, column: int | None = None) -> None:
        """Past headings, the way one goes; the first one comes into view with what it heads."""
        step = 1 if row >= self.cursor[0] else -1
        super().move_to(self._no_heading(row, step), column)
        if self.cursor[0] == 1:
            self.scroll_to(y=0, animate=False)

    def _no_heading(self, row: int, step: int) -> int:
        """The nearest row that is no heading, first in that direction."""
        row = max(0, min(row, len(self.items) - 1))
        ahead = range(row, len(self.items)) if step > 0 else range(row, -1, -1)
        behind = range(row, -1, -1) if step > 0 else range(row, len(self.items))
        found = (n for n in (*ahead, *behind) if self.items[n].kind != "heading")
        return next(found, row)

    def action_up(self) -> None:
        self.post_message(self.Upwards())

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        width = self.size.width - GUTTER - GAP - SCROLLBAR
        named = max((cell_len(item.label) for item in self.items), default=0) + 2 * INDENT
        wanted = max((cell_len(item.beside) for item in self.items), default=0)
        beside = min(wanted, max(width * 2 // 5, width - named - GAP)) if width >= NARROW else 0
        columns = [GridColumn((), max(6, width - (beside + GAP if beside else 0)))]
        if beside:
            columns.append(GridColumn((), beside))
        self.lay_out(columns, len(self.items))

    def row_class(self, row: int) -> str:
        item = self.items[row]
        return "grid--heading" if item.kind == "heading" else "grid--quiet" if item.quiet else ""

    def paint(self, row: int, column: int) -> Content:
        item = self.items[row]
        if column:
            return plain(item.beside).stylize(FAINT)
        if item.kind == "heading":
            return plain(one_line(item.label)).stylize("bold")
        sign = Content(f"{item.sign:<{INDENT}}")
        if item.colour:
            sign = sign.stylize(readable(item.colour, self.background_colors[1].hex6))
        return Content(" " * INDENT).append(sign).append(plain(one_line(item.label)))
