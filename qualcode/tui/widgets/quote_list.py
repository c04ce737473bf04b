"""Passages one under the other, each with who said it, where, and who coded it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.locale import Translator
from qualcode.model.questions import Quote
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, visible
from qualcode.tui.widgets.extent import set_lines
from qualcode.tui.widgets.transcript.paint import short
from qualcode.tui.widgets.transcript.rows import wrap
from qualcode.tui.words import title_of

INDENT = 2
READABLE = 90
"""Longer lines than this are hard to read."""


KINDS = {"head": "head", "memo": "memo", "hint": "head"}
"""What lines look like that are not of a passage."""


class Line(NamedTuple):
    """One line on screen: the characters from `start` to `end` of what `kind` says."""

    quote: int
    kind: Literal["head", "text", "memo", "blank", "hint"]
    start: int = 0
    end: int = 0


class QuoteList(ScrollView, can_focus=True):
    """The cursor is a whole passage; it has a bar beside it. Enter opens it."""

    HELP = "tui.help.quotes"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "quotes--head",
        "quotes--memo",
        "quotes--cursor",
        "quotes--bar",
    }
    DEFAULT_CSS = """
    QuoteList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        & > .quotes--head { color: $foreground 65%; }
        & > .quotes--memo { color: $foreground 65%; text-style: italic; }
        & > .quotes--cursor { background: $panel; }
        & > .quotes--bar { color: $primary; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "open", "quotes.open"),
        key("up,k", "move(-1)", "quotes.up", tip=False, show=False),
        key("down,j", "move(1)", "quotes.down", tip=False, show=False),
        key("pageup", "page(-1)", "quotes.page_up", tip=False, show=False),
        key("pagedown", "page(1)", "quotes.page_down", tip=False, show=False),
        key("home", "edge(-1)", "quotes.top", tip=False, show=False),
        key("end", "edge(1)", "quotes.bottom", tip=False, show=False),
    ]

    index: var[int] = var(0, init=False)

    @dataclass
    class Opened(Message):
        """Somebody wants to see a passage in its interview."""

        quote: Quote

    def __init__(self, quotes: Sequence[Quote], t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.quotes = quotes
        self._t = t
        self.hint = ""
        self._several = _several(quotes)
        """Whether it must be said which code each passage has."""
        self._lines: list[Line] = []
        self._firsts: list[int] = []
        self._looks: dict[tuple[str, bool], tuple[Style, Style]] = {}

    def show(self, quotes: Sequence[Quote], hint: str = "") -> None:
        """Show other passages, from the first on; the same ones stay as they are. Where there are
        none, the hint says why."""
        if quotes == self.quotes and hint == self.hint:
            return
        self.quotes, self.hint = quotes, hint
        self._several = _several(quotes)
        self.set_reactive(QuoteList.index, 0)
        self.scroll_to(y=0, animate=False)
        self._lay_out()

    @property
    def current(self) -> Quote | None:
        return self.quotes[self.index] if self.quotes else None

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        self._lines = list(self._wrapped(min(READABLE, self.size.width - 1 - INDENT)))
        self._firsts = [n for n, line in enumerate(self._lines) if line.kind == "head"]
        set_lines(self, len(self._lines))

    def _wrapped(self, width: int) -> Iterator[Line]:
        if not self.quotes:
            for row in wrap(self.hint, (), max(2, width)):
                yield Line(0, "hint", row.start, row.end)
        for number, quote in enumerate(self.quotes):
            yield Line(number, "head")
            for row in wrap(quote.text, (), max(2, width)):
                yield Line(number, "text", row.start, row.end)
            memo = self._memo(quote)
            for row in wrap(memo, (), max(2, width)):
                yield Line(number, "memo", row.start, row.end)
            yield Line(number, "blank")

    def _memo(self, quote: Quote) -> str:
        memos = " / ".join(one_line(memo) for memo in quote.memos if memo.strip())
        return self._t("tui.quotes.memo", memo=memos) if memos else ""

    def _head(self, quote: Quote) -> str:
        place = title_of(quote.transcript)
        if quote.turn is not None:
            place = self._t("tui.quotes.turn", interview=place, turn=quote.turn)
        who = (", ".join(quote.units), quote.role, place)
        stances = " ".join(s if s != "neutral" else "0" for s in quote.stances)
        parts = (*who, quote.code if self._several else "", stances, ", ".join(quote.coders))
        return " · ".join(one_line(part) for part in parts if part)

    # Moving

    def watch_index(self) -> None:
        self.refresh()

    def move_to(self, index: int) -> None:
        if not self.quotes:
            return
        self.index = max(0, min(index, len(self.quotes) - 1))
        first = self._firsts[self.index]
        after = [*self._firsts, len(self._lines)][self.index + 1]
        place = Region(0, first, 1, min(after - first, self.size.height))
        self.scroll_to_region(place, animate=False, force=True)

    def action_move(self, quotes: int) -> None:
        self.move_to(self.index + quotes)

    def action_page(self, pages: int) -> None:
        """As far as a screenful reaches, and by one passage at least."""
        line = self._firsts[self.index] + pages * self.size.height if self.quotes else 0
        there = bisect_right(self._firsts, max(0, line)) - 1
        self.move_to(there if there != self.index else self.index + pages)

    def action_edge(self, direction: int) -> None:
        self.move_to(0 if direction < 0 else len(self.quotes) - 1)

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def on_click(self, event: events.Click) -> None:
        at = event.y + self.scroll_offset.y
        if at >= len(self._lines):
            return
        if self._lines[at].quote == self.index:
            self.action_open()
        else:
            self.move_to(self._lines[at].quote)

    # Painting

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        width = self.scrollable_size.width
        if at >= len(self._lines):
            return Strip.blank(width, self.visual_style.rich_style)
        line = self._lines[at]
        here = line.quote == self.index and line.kind not in ("blank", "hint")
        bar, style = self._look(KINDS.get(line.kind, ""), here)
        room = max(0, width - INDENT)
        said = short(self._said(line), room)
        padded = said + " " * (room - cell_len(said))
        # Cut where not even the bar has room.
        return Strip([Segment("▌ " if here else "  ", bar), Segment(padded, style)]).crop(0, width)

    def _look(self, kind: str, here: bool) -> tuple[Style, Style]:
        """Of the bar and of what is said, as the theme in use has them."""
        if (kind, here) not in self._looks:
            names = [f"quotes--{kind}"] if kind else []
            names += ["quotes--cursor"] if here else []
            style = self.get_visual_style(*names) if names else self.visual_style
            bar = style + self.get_visual_style("quotes--bar", partial=True)
            self._looks[kind, here] = bar.rich_style, style.rich_style
        return self._looks[kind, here]

    def _said(self, line: Line) -> str:
        if line.kind == "hint":
            return visible(self.hint[line.start : line.end].rstrip())
        quote = self.quotes[line.quote]
        match line.kind:
            case "head":
                return visible(self._head(quote))
            case "text":
                return visible(quote.text[line.start : line.end].rstrip())
            case "memo":
                return visible(self._memo(quote)[line.start : line.end].rstrip())
            case "blank":
                return ""

    def notify_style_update(self) -> None:
        self._looks.clear()
        super().notify_style_update()
        self.refresh()


def _several(quotes: Sequence[Quote]) -> bool:
    return len({quote.code for quote in quotes}) > 1


class ExcerptList(QuoteList):
    """The passages that codes were given: a place is listed once, by whomever it was coded, and
    places that overlap are two, as they are counted for the code."""

    HELP = "ladder.help.excerpts"
