"""What is known of one thing, in wrapped lines; they scroll where there are more than fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.strip import Strip

from qualcode.locale import Translator
from qualcode.tui.widgets.at_rest import AtRest

READABLE = 90
"""Longer lines than this are hard to read."""


class Line(NamedTuple):
    """A text, and what stands before its first line; the lines after that begin under the text."""

    text: Content
    lead: str = ""


class Sheet(AtRest):
    """Another thing under the cursor lays out nothing anew."""

    HELP = "concepts.help.sheet"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"sheet--more"}
    DEFAULT_CSS = """
    Sheet {
        padding: 0 1;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $surface;
        & > .sheet--more { color: $primary; }
    }
    """

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self._told: Sequence[Line] = ()
        self._strips: list[Strip] = []
        self._width = 0

    def show(self, lines: Sequence[Line]) -> None:
        """Tell of another thing, from its beginning; the same lines stay where they are."""
        if lines != self._told:
            self._told = lines
            self._lay_out()
            if self.scroll_offset.y:
                self.scroll_to(y=0, animate=False)

    @property
    def text(self) -> str:
        """All that is told, as it is wrapped."""
        return "\n".join(strip.text.rstrip() for strip in self._strips)

    def on_resize(self) -> None:
        if self._width != self._room():
            self._lay_out()
        else:
            self.set_extent()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self._lay_out()

    def _room(self) -> int:
        """The width of a line; a column is kept for the scrollbar, lest its coming wraps anew."""
        return max(1, self.outer_size.width - self.gutter.width - 1)

    def _lay_out(self) -> None:
        self._width = self._room()
        width = min(READABLE, self._width)
        self._strips = [strip for line in self._told for strip in self._wrapped(line, width)]
        self.set_extent()
        self.refresh()

    def _wrapped(self, line: Line, width: int) -> Iterator[Strip]:
        lead, rest = line.lead, " " * len(line.lead)
        for piece in line.text.wrap(max(4, width - len(rest))):
            shown = Content(lead).append(piece)
            yield Strip(shown.render_segments(self.visual_style))
            lead = rest

    def lines_there(self) -> int:
        return len(self._strips)

    @property
    def width_of_lines(self) -> int:
        return self._width

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        ground = self.visual_style.rich_style
        left = len(self._strips) - at
        if y == self.size.height - 1 and left > 1 and not self.has_focus:
            more = Content(self._t("concepts.sheet.more", n=left))
            style = self.get_visual_style("sheet--more")
            return Strip(more.render_segments(style)).adjust_cell_length(self._width, ground)
        if at >= len(self._strips):
            return Strip.blank(self.size.width, ground)
        return self._strips[at].adjust_cell_length(self._width, ground)
