"""Numbers as bars, with the curve that they add up to, and one of them pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from qualcode.locale import Translator
from qualcode.model.plot import AXIS, BAR, CURVE, MARKED, WORDS, Plot, draw, shares_in

CLASS_OF = {
    AXIS: "plot--axis",
    BAR: "plot--bar",
    CURVE: "plot--curve",
    MARKED: "plot--marked",
    WORDS: "plot--words",
}


class PlotView(Widget):
    """Drawn as large as there is room. A click on a bar posts `Pointed`."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {*CLASS_OF.values()}
    DEFAULT_CSS = """
    PlotView {
        padding: 0 1;
        background: $background;
        & > .plot--axis { color: $foreground 62%; }
        & > .plot--words { color: $foreground 75%; }
        & > .plot--bar { color: $primary 75%; }
        & > .plot--curve { color: $foreground; }
        & > .plot--marked { color: $warning; text-style: bold; }
    }
    """

    @dataclass
    class Pointed(Message):
        """Somebody clicked on the bar of a number; numbers are counted from 0."""

        number: int

    def __init__(self, t: Translator, sums: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self._sums = sums
        self._numbers: Sequence[int] = ()
        self._marked: int | None = None
        self._plot = Plot()

    def show(self, numbers: Sequence[int], marked: int | None) -> None:
        if (numbers, marked) != (self._numbers, self._marked):
            self._numbers, self._marked = numbers, marked
            self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.refresh()

    def _draw(self) -> None:
        width, height = self.content_size
        group = shares_in(self._numbers, width).group
        bars = self._t("saturation.bars")
        if group > 1:
            bars = self._t("saturation.grouped", n=group)
        self._plot = draw(
            self._numbers, width, height, sums=self._sums, bars=bars, marked=self._marked
        )
        self.refresh()

    def render_line(self, y: int) -> Strip:
        rows, width = self._plot.rows, self.size.width
        padding, base = self.styles.padding, self.visual_style
        row = y - padding.top
        if not 0 <= row < len(rows):
            return Strip.blank(width, base.rich_style)
        shown, at = Content(" " * padding.left), 0
        for kind, run in groupby(rows[row].kinds):
            end = at + len(list(run))
            shown = shown.append(self._styled(rows[row].text[at:end], kind))
            at = end
        return Strip(shown.truncate(width, pad=True).render_segments(base), width)

    def _styled(self, text: str, kind: str) -> Content:
        name = CLASS_OF.get(kind)
        if name is None:
            return Content(text)
        return Content.styled(text, self.get_visual_style(name, partial=True))

    def on_click(self, event: events.Click) -> None:
        number = self._plot.number_at(event.x - self.styles.padding.left)
        if number is not None:
            self.post_message(self.Pointed(number))
