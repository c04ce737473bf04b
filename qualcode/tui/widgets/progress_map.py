"""The whole interview on one line: how much is coded where, what is read, where the cursor is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from qualcode.model.spans import Span

HEIGHTS = "▁▂▃▄▅▆▇█"
UNREAD = "·"
READ = "-"
MARKER = "┃"


class ProgressMap(Widget):
    """A click on it leads to that place of the interview."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"map--bars", "map--here"}
    DEFAULT_CSS = """
    ProgressMap {
        height: 1;
        width: 1fr;
        & > .map--bars { color: $foreground 62%; }
        & > .map--here { color: $primary; text-style: bold; }
    }
    """

    @dataclass
    class Jumped(Message):
        offset: int

    def __init__(self, length: int) -> None:
        super().__init__(id="map")
        self._length = max(1, length)
        self._coded: Counter[Span] = Counter()
        self._read: Sequence[Span] = ()
        self._heights: Heights | None = None
        self._bars = ""
        self._cursor = 0

    def show_codings(self, spans: Sequence[Span]) -> None:
        coded = Counter(spans)
        if coded != self._coded:
            self._coded, self._heights, self._bars = coded, None, ""
            self.refresh()

    def change_codings(self, gone: Sequence[Span], come: Sequence[Span]) -> None:
        """Show some less and some more; it costs the same however many there are."""
        if not (gone or come):
            return
        self._coded.subtract(gone)
        self._coded.update(come)
        if self._heights is not None:
            self._heights.change(gone, come)
        self._bars = ""
        self.refresh()

    def show_readings(self, spans: Sequence[Span]) -> None:
        """What has been read, and held nothing to code."""
        if spans != self._read:
            self._read, self._bars = spans, ""
            self.refresh()

    def show_cursor(self, offset: int) -> None:
        before, self._cursor = self._column(self._cursor), offset
        if self._column(offset) != before:
            self.refresh()

    def _column(self, offset: int) -> int:
        return min(offset * max(1, self.size.width) // self._length, max(0, self.size.width - 1))

    def render(self) -> Content:
        width = self.size.width
        if len(self._bars) != width:
            self._bars = self._drawn(width)
        here = self._column(self._cursor)
        shown = Content(self._bars[:here] + MARKER + self._bars[here + 1 :])
        style = self.get_visual_style("map--bars")
        return shown.stylize(style).stylize(self.get_visual_style("map--here"), here, here + 1)

    def _drawn(self, width: int) -> str:
        if self._heights is None or self._heights.width != width:
            self._heights = Heights(self._length, width, self._coded.elements())
        return bars(self._heights, Heights(self._length, width, self._read))

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Jumped(event.x * self._length // max(1, self.size.width)))


class Heights:
    """How many spans touch each column of a line on which a whole text has some width."""

    def __init__(self, length: int, width: int, spans: Iterable[Span]) -> None:
        self.length = length
        self.width = width
        self._steps = [0] * (width + 1)
        self.change((), spans)

    def change(self, gone: Iterable[Span], come: Iterable[Span]) -> None:
        for spans, step in ((gone, -1), (come, 1)):
            for span in spans:
                self._steps[span.start * self.width // self.length] += step
                self._steps[(span.end - 1) * self.width // self.length + 1] -= step

    def __iter__(self) -> Iterator[int]:
        return accumulate(self._steps[:-1])


def bars(coded: Heights, read: Heights) -> str:
    """A character per column: a height where something is coded, the higher the more; a dash
    where somebody has read and found nothing to code; else a point."""
    top = max(len(HEIGHTS), *coded, 0)
    return "".join(
        HEIGHTS[(n * len(HEIGHTS) - 1) // top] if n else READ if seen else UNREAD
        for n, seen in zip(coded, read, strict=True)
    )
