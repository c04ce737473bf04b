"""The whole interview on one line: how much is coded where, what is read, where the cursor is."""

from __future__ import annotations

from collections.abc import Sequence
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
        self._coded: Sequence[Span] = ()
        self._read: Sequence[Span] = ()
        self._bars = ""
        self._cursor = 0

    def show_codings(self, spans: Sequence[Span]) -> None:
        if spans != self._coded:
            self._coded, self._bars = spans, ""
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
            self._bars = bars(self._coded, self._length, width, self._read)
        here = self._column(self._cursor)
        shown = Content(self._bars[:here] + MARKER + self._bars[here + 1 :])
        style = self.get_visual_style("map--bars")
        return shown.stylize(style).stylize(self.get_visual_style("map--here"), here, here + 1)

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Jumped(event.x * self._length // max(1, self.size.width)))


def bars(coded: Sequence[Span], length: int, width: int, read: Sequence[Span] = ()) -> str:
    """A character per column: a height where something is coded, the higher the more; a dash
    where somebody has read and found nothing to code; else a point."""
    heights = counts(coded, length, width)
    readings = counts(read, length, width)
    top = max(len(HEIGHTS), max(heights, default=0))
    return "".join(
        HEIGHTS[(n * len(HEIGHTS) - 1) // top] if n else READ if seen else UNREAD
        for n, seen in zip(heights, readings, strict=True)
    )


def counts(spans: Sequence[Span], length: int, width: int) -> list[int]:
    """How many spans touch each column of a line on which the whole text has `width`."""
    steps = [0] * (width + 1)
    for span in spans:
        steps[span.start * width // length] += 1
        steps[(span.end - 1) * width // length + 1] -= 1
    return list(accumulate(steps[:-1]))
