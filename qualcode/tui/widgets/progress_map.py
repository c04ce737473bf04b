"""The whole interview on one line: how much is coded where, and where the cursor is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from qualcode.model.spans import Span

HEIGHTS = "▁▂▃▄▅▆▇█"
NOTHING = "·"
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
        self._spans: Sequence[Span] = ()
        self._bars = ""
        self._cursor = 0

    def show_codings(self, spans: Sequence[Span]) -> None:
        self._spans, self._bars = spans, ""
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
            self._bars = bars(self._spans, self._length, width)
        here = self._column(self._cursor)
        shown = Content(self._bars[:here] + MARKER + self._bars[here + 1 :])
        style = self.get_visual_style("map--bars")
        return shown.stylize(style).stylize(self.get_visual_style("map--here"), here, here + 1)

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Jumped(event.x * self._length // max(1, self.size.width)))


def bars(spans: Iterable[Span], length: int, width: int) -> str:
    """A character per column: a point where nothing is coded, else the higher the more."""
    heights = counts(spans, length, width)
    top = max(len(HEIGHTS), max(heights, default=0))
    return "".join(HEIGHTS[(n * len(HEIGHTS) - 1) // top] if n else NOTHING for n in heights)


def counts(spans: Iterable[Span], length: int, width: int) -> list[int]:
    """How many codings touch each column of a line on which the whole text has `width`."""
    steps = [0] * (width + 1)
    for span in spans:
        steps[span.start * width // length] += 1
        steps[(span.end - 1) * width // length + 1] -= 1
    return list(accumulate(steps[:-1]))
