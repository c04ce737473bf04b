"""Paragraphs one under the other, some of which lead somewhere: what is told of a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from qualcode.tui.colours import readable
from qualcode.tui.keys import key
from qualcode.tui.safe import plain
from qualcode.tui.widgets.extent import set_lines

Look = Literal["", "head", "strong", "quiet", "warning", "good", "bad", "accent", "quote"]
LOOKS: tuple[Look, ...] = ("head", "strong", "quiet", "warning", "good", "bad", "accent", "quote")
BAR = 2
"""Cells to the left, for the bar beside the paragraph of the cursor."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`parts` are words and how they look (a colour `#rrggbb` is that of a code). Lines after the
    first begin `indent` cells further in. Enter goes to what it leads `to`, if anything."""

    parts: tuple[tuple[str, str], ...] = ()
    to: object = None
    indent: int = 0

    @property
    def blank(self) -> bool:
        return not self.parts


def said(text: str, look: Look = "", *, to: object = None, indent: int = 0) -> Paragraph:
    """A paragraph that looks the same all through."""
    return Paragraph(((text, look),), to, indent)


class Paragraphs(ScrollView, can_focus=True):
    """The cursor is a paragraph; it is seen while somebody is there."""

    HELP = "codes.help.paragraphs"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paragraphs--cursor",
        "paragraphs--bar",
        *(f"paragraphs--{look}" for look in LOOKS),
    }
    DEFAULT_CSS = """
    Paragraphs {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        & > .paragraphs--cursor { background: $panel; }
        & > .paragraphs--bar { color: $primary; text-style: bold; }
        & > .paragraphs--head { color: $foreground 65%; text-style: bold; }
        & > .paragraphs--strong { text-style: bold; }
        & > .paragraphs--quiet { color: $foreground 65%; }
        & > .paragraphs--warning { color: $warning; }
        & > .paragraphs--good { color: $success; }
        & > .paragraphs--bad { color: $error; }
        & > .paragraphs--accent { color: $primary; }
        & > .paragraphs--quote { text-style: italic; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "open", "paragraphs.open", room="codes"),
        key("up,k", "move(-1)", "paragraphs.up", room="codes", tip=False, show=False),
        key("down,j", "move(1)", "paragraphs.down", room="codes", tip=False, show=False),
        key("pageup", "page(-1)", "paragraphs.page_up", room="codes", tip=False, show=False),
        key("pagedown", "page(1)", "paragraphs.page_down", room="codes", tip=False, show=False),
        key("home", "edge(-1)", "paragraphs.top", room="codes", tip=False, show=False),
        key("end", "edge(1)", "paragraphs.bottom", room="codes", tip=False, show=False),
    ]

    index: var[int] = var(0, init=False)

    @dataclass
    class Followed(Message):
        """Somebody wants to go where a paragraph leads."""

        to: object

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self.paragraphs: Sequence[Paragraph] = ()
        self._rows: list[tuple[int, Content]] = []
        self._firsts: list[int] = []
        self._looks: dict[str, Style] = {}

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show others, from the first on; the same ones stay as they are."""
        if paragraphs == self.paragraphs:
            return
        self.paragraphs = paragraphs
        self.set_reactive(Paragraphs.index, self._next_to(0, 1))
        if self.scroll_offset.y:
            self.scroll_to(y=0, animate=False)
        self._lay_out()

    @property
    def current(self) -> Paragraph | None:
        return self.paragraphs[self.index] if self.index < len(self.paragraphs) else None

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()

    # Laying out

    def _lay_out(self) -> None:
        width = max(8, self.size.width - 1 - BAR)
        self._rows, self._firsts = [], []
        for number, paragraph in enumerate(self.paragraphs):
            self._firsts.append(len(self._rows))
            self._rows += ((number, row) for row in self._wrapped(paragraph, width))
        set_lines(self, len(self._rows))

    def _wrapped(self, paragraph: Paragraph, width: int) -> list[Content]:
        content = Content("").join(self._part(text, look) for text, look in paragraph.parts)
        if content.cell_length <= width and "\n" not in content.plain:
            return [content]
        narrow = max(6, width - paragraph.indent)
        rows = content.wrap(narrow)
        return rows[:1] + [row.pad_left(paragraph.indent) for row in rows[1:]]

    def _part(self, text: str, look: str) -> Content:
        style = self._look(look) if look else None
        return plain(text) if style is None else plain(text).stylize(style)

    def _look(self, look: str) -> Style:
        if look not in self._looks:
            self._looks[look] = (
                Style.parse(readable(look, self.background_colors[1].hex6))
                if look.startswith("#")
                else self.get_visual_style(f"paragraphs--{look}", partial=True)
            )
        return self._looks[look]

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks = {}
        if self.is_mounted:
            self._lay_out()

    # Moving

    def watch_index(self) -> None:
        self.refresh()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _next_to(self, index: int, step: int) -> int:
        """The first paragraph from there on that says something."""
        while 0 <= index < len(self.paragraphs) and self.paragraphs[index].blank:
            index += step
        return index

    def move_to(self, index: int, step: int = 1) -> None:
        there = self._next_to(max(0, min(index, len(self.paragraphs) - 1)), step)
        if 0 <= there < len(self.paragraphs):
            self.index = there
        self._show_cursor(index)

    def _show_cursor(self, index: int) -> None:
        """With the very beginning and end, if these are asked for."""
        if not self._rows:
            return
        first = self._firsts[self.index] if index > 0 else 0
        ends = [*self._firsts, len(self._rows)]
        after = ends[self.index + 1] if index < len(self.paragraphs) - 1 else len(self._rows)
        place = Region(0, first, 1, max(1, min(after - first, self.size.height)))
        self.scroll_to_region(place, animate=False, force=True)

    def action_move(self, steps: int) -> None:
        self.move_to(self.index + steps, steps)

    def action_page(self, pages: int) -> None:
        """As far as a screenful reaches, and by one paragraph at least."""
        if not self._rows:
            return
        line = self._firsts[self.index] + pages * self.size.height
        row = self._rows[max(0, min(line, len(self._rows) - 1))]
        there = row[0] if row[0] != self.index else self.index + pages
        self.move_to(there, pages)

    def action_edge(self, direction: int) -> None:
        self.move_to(0 if direction < 0 else len(self.paragraphs) - 1, -direction)

    def action_open(self) -> None:
        if self.current is not None and self.current.to is not None:
            self.post_message(self.Followed(self.current.to))

    def on_click(self, event: events.Click) -> None:
        at = event.y + self.scroll_offset.y
        if at >= len(self._rows):
            return
        number, _ = self._rows[at]
        if number == self.index:
            self.action_open()
        elif not self.paragraphs[number].blank:
            self.index = number

    # Painting

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        width = self.scrollable_size.width
        if at >= len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        number, row = self._rows[at]
        here = self.has_focus and number == self.index
        style = self.get_visual_style("paragraphs--cursor") if here else self.visual_style
        bar = plain("▌ " if here else "  ").stylize(self._look_of_bar())
        shown = bar.append(row).truncate(width, ellipsis=True, pad=True)
        return Strip(shown.render_segments(style), width)

    def _look_of_bar(self) -> Style:
        return self.get_visual_style("paragraphs--bar", partial=True)
