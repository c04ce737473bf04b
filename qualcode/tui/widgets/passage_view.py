"""A passage with what stands around it in its interview."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.tui.keys import key
from qualcode.tui.safe import plain
from qualcode.tui.widgets.transcript.rows import wrap

INDENT = 2
READABLE = 96
"""Longer lines than this are hard to read."""


class Line(NamedTuple):
    kind: Literal["head", "around", "passage"]
    text: str


class PassageView(ScrollView, can_focus=True):
    """The passage has a bar beside it; what is around it is quieter."""

    HELP = "split.help.passage"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "passage--head",
        "passage--around",
        "passage--bar",
    }
    DEFAULT_CSS = """
    PassageView {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        & > .passage--head { color: $foreground 65%; text-style: bold; }
        & > .passage--around { color: $foreground 62%; }
        & > .passage--bar { color: $primary; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("o", "open", "passage.open", room="split", show=False),
        key("up", "scroll_up", "passage.up", room="split", tip=False, show=False),
        key("down,j", "scroll_down", "passage.down", room="split", tip=False, show=False),
        key("pageup", "page_up", "passage.page_up", room="split", tip=False, show=False),
        key("pagedown", "page_down", "passage.page_down", room="split", tip=False, show=False),
    ]

    class Opened(Message):
        """Somebody wants to see the passage in its interview."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._said: tuple[str, str, str, str] = ("", "", "", "")
        self._lines: list[Line] = []

    def show(self, head: str, before: str, passage: str, after: str) -> None:
        """Show another passage, where it begins; the same one stays as it is."""
        said = (head, before, passage, after)
        if said != self._said:
            self._said = said
            self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(2, min(READABLE, self.size.width - 1 - INDENT))
        self._lines = list(self._wrapped(width))
        self.virtual_size = Size(self.size.width - 1, len(self._lines))
        kinds = [line.kind for line in self._lines]
        first = kinds.index("passage") if "passage" in kinds else 0
        length = kinds.count("passage")
        # A passage that fits is shown whole, with as much before it as after.
        spare = max(1, (self.size.height - length) // 2)
        self.scroll_to(y=max(0, first - spare), animate=False)
        self.refresh()

    def _wrapped(self, width: int) -> Iterator[Line]:
        head, before, passage, after = self._said
        for text in (head[row.start : row.end] for row in wrap(head, (), width)):
            yield Line("head", text.strip())
        for kind, said in (("around", before), ("passage", passage), ("around", after)):
            for row in wrap(said.strip("\n "), (), width):
                text = said.strip("\n ")[row.start : row.end].rstrip()
                yield Line("passage" if kind == "passage" else "around", text)

    def action_open(self) -> None:
        self.post_message(self.Opened())

    # Painting

    def render_line(self, y: int) -> Strip:
        at, width = y + self.scroll_offset.y, self.scrollable_size.width
        if at >= len(self._lines):
            return Strip.blank(width, self.visual_style.rich_style)
        line = self._lines[at]
        here = line.kind == "passage"
        style = self.visual_style if here else self.get_visual_style(f"passage--{line.kind}")
        bar = self.get_visual_style("passage--bar", partial=True)
        content = Content.assemble(("▌ " if here else "  ", bar), plain(line.text))
        shown = content.truncate(width, ellipsis=True, pad=True)
        return Strip(shown.render_segments(style), width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.refresh()
