"""What a search found, one place a line: the words found stand under each other, in context."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, split_graphemes
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from qualcode.model.searching import Hit
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain, visible
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn
from qualcode.tui.words import title_of

LEAST = 30
"""With less room than this for the context, a line says no more than what was found."""
FOUND = "bold underline"
"""How the words found stand out; not by colour, which not every terminal has."""


class HitList(Grid):
    """The cursor is a hit. All are taken at first; any can be left out and taken in again.

    A hit has been looked at when it has stood on the screen.
    """

    HELP = "search.help.list"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hits--out"}
    DEFAULT_CSS = """
    HitList {
        overflow-x: hidden;
        overflow-y: scroll;
        & > .hits--out { color: $foreground 50%; text-style: strike; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "open", "search.go", room="search"),
        key("space", "leave_out", "search.leave_out", room="search"),
        key("n", "leave_all_out", "search.leave_all_out", room="search"),
        key("g", "screen.give", "search.give", room="search"),
        key("w", "screen.whole", "search.whole", room="search", show=False),
        key("u", "screen.undo", "search.undo", room="search", show=False),
        key("m", "screen.more", "search.more", room="search"),
        key("slash", "screen.query", "search.query", room="search", show=False),
    ]

    class Looked(Message):
        """Other hits are taken, or more of them have been looked at."""

    class Above(Message):
        """The way up goes on above the first hit."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.hits: Sequence[Hit] = ()
        self._several = False
        self._names: list[str] = []
        self._out: set[Hit] = set()
        self._seen: set[Hit] = set()

    def show(self, hits: Sequence[Hit], *, several: bool) -> None:
        """Show other hits, of several interviews or of one. What is known of a hit that was
        here before stays."""
        longer = hits[: len(self.hits)] == self.hits
        self.hits = hits
        self._several = several
        self._out &= {*hits}
        self._seen &= {*hits}
        self._fit()
        if not longer:
            self.move_to(0)
        self.call_after_refresh(self._look)

    @property
    def current(self) -> Hit | None:
        return self.hits[self.cursor[0]] if self.hits else None

    @property
    def taken(self) -> list[Hit]:
        """The hits that have not been left out."""
        return [hit for hit in self.hits if hit not in self._out]

    @property
    def unseen(self) -> list[Hit]:
        """Those of the taken ones that have not been on the screen."""
        return [hit for hit in self.taken if hit not in self._seen]

    # What has been on the screen

    def _look(self) -> None:
        top, seen = self.scroll_offset.y, len(self._seen)
        self._seen.update(self.hits[top : top + self.scrollable_size.height])
        if len(self._seen) != seen:
            self.post_message(self.Looked())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._look()

    def on_resize(self, event: events.Resize) -> None:
        self._fit()
        self._look()

    # Taking and leaving out

    def action_leave_out(self) -> None:
        if self.current is not None:
            self._out ^= {self.current}
            self._show_taken()

    def action_leave_all_out(self) -> None:
        """Leave all out; if all are, take them all in."""
        self._out = {*self.hits} if self.taken else set()
        self._show_taken()

    def _show_taken(self) -> None:
        self.refresh()
        self.post_message(self.Looked())

    def action_move(self, rows: int) -> None:
        if rows < 0 and self.cursor[0] == 0:
            self.post_message(self.Above())
        else:
            super().action_move(rows)

    # Painting

    def _fit(self) -> None:
        widths = {name: width for name, width in self._widths().items() if width > 0}
        self._names = [*widths]
        columns = [GridColumn((), width, right=name == "turn") for name, width in widths.items()]
        self.lay_out(columns, len(self.hits))

    def _widths(self) -> dict[str, int]:
        room = self.scrollable_size.width
        interviews = {hit.interview for hit in self.hits} if self._several else set()
        speakers = {hit.speaker for hit in self.hits}
        last = max((hit.turn for hit in self.hits), default=0)
        widths = {
            "mark": 1,
            "interview": min(_widest(map(title_of, interviews)), room // 5),
            "turn": len(str(last)) if last else 0,
            "speaker": min(_widest(map(one_line, speakers)), room // 8),
        }
        line = room - GUTTER - sum(width + GAP for width in widths.values() if width) - GAP
        if line < LEAST:
            widths, line = {"mark": 1}, room - GUTTER - 1 - 2 * GAP
        return widths | {"line": max(1, line)}

    def row_class(self, row: int) -> str:
        if row >= len(self.hits):
            return ""
        if self.hits[row] in self._out:
            return "hits--out"
        return "grid--quiet" if self.hits[row].interviewer else ""

    def paint(self, row: int, column: int) -> Content:
        hit = self.hits[row]
        match self._names[column]:
            case "mark":
                return plain("–" if hit in self._out else "✓")
            case "interview":
                return plain(title_of(hit.interview))
            case "turn":
                return plain(str(hit.turn) if hit.turn else "")
            case "speaker":
                return plain(one_line(hit.speaker))
            case _:
                return in_context(hit, self.columns[column].width)


def in_context(hit: Hit, cells: int) -> Content:
    """A line about a hit, in which what was found begins at the same place for every hit."""
    place = cells * 2 // 5
    before = _end_of(_flat(hit.before), place)
    blank = " " * (place - cell_len(before))
    said = plain(_flat(hit.said)).stylize(FOUND)
    return Content.assemble(plain(blank + before), said, plain(_flat(hit.after)))


def _flat(text: str) -> str:
    """On one line, with the space at either end, which parts it from what is next to it."""
    return re.sub(r"\s+", " ", visible(text))


def _end_of(text: str, cells: int) -> str:
    """The end of a text that has room in some cells; it begins with an ellipsis if cut."""
    graphemes, length = split_graphemes(text)
    if length <= cells:
        return text
    room, start = cells - 1, len(text)
    for first, _, width in reversed(graphemes):
        room -= width
        if room < 0:
            break
        start = first
    return "…" + text[start:] if cells > 0 else ""


def _widest(texts: Sequence[str] | map[str]) -> int:
    return max(map(cell_len, texts), default=0)
