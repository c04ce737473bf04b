"""Showing a transcript: painting, scrolling, and repainting no more than has changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan, OpenTranscript
from qualcode.tui.colours import CodeLook
from qualcode.tui.widgets.transcript.paint import Looks
from qualcode.tui.widgets.transcript.scene import Scene, scrolled
from qualcode.tui.widgets.transcript.selection import Landmarks, Selection

FEW_COLOURS = (None, "standard", "windows")
"""Colour systems in which a tinted background may look like no background."""
FOUND = Style(color="black", bgcolor="yellow", bold=True, underline=True)
"""A search hit in few colours; what is bold and underlined is told apart in none, too."""


class Surface(ScrollView, can_focus=True):
    """A scene on the screen, with a selection in it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--asked",
        "transcript--label",
        "transcript--label-asked",
        "transcript--number",
        "transcript--selected",
        "transcript--cursor",
        "transcript--bracket",
        "transcript--more",
        "transcript--hit",
        "transcript--read",
    }
    DEFAULT_CSS = """
    Surface {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .transcript--asked { color: $foreground 62%; }
        & > .transcript--label { color: $foreground; text-style: bold; }
        & > .transcript--label-asked { color: $foreground 62%; text-style: bold; }
        & > .transcript--number { color: $foreground 45%; }
        & > .transcript--selected { background: $primary 32%; color: $foreground; }
        & > .transcript--cursor { text-style: bold underline; }
        & > .transcript--bracket { color: $primary; text-style: bold; }
        & > .transcript--more { color: $foreground 62%; }
        & > .transcript--hit { background: $warning 32%; text-style: bold underline; }
        & > .transcript--read { color: $foreground 62%; }
        &:focus > .transcript--cursor {
            background: $primary;
            color: $background;
            text-style: bold;
        }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor or the selection is elsewhere now."""

        selection: Selection

    @dataclass
    class Pointed(Message):
        """Somebody pointed at a coding in the margin."""

        coding: CodedSpan

    class AllCoded(Message):
        """The next uncoded answer was asked for, and there is none that way."""

    def __init__(self, transcript: OpenTranscript, *, at: int | None = None) -> None:
        super().__init__(id="transcript")
        self.scene = Scene(transcript.text, transcript.turns)
        self.landmarks = Landmarks(transcript.text, transcript.turns, transcript.segmentation)
        self.selection = self.landmarks.landing(at or 0)

    # What it shows

    def show_codings(self, codings: Sequence[CodedSpan], codes: Mapping[int, CodeLook]) -> None:
        """Show these from now on; only what has changed is painted anew."""
        self._repaint(self.scene.show_codings(codings, codes))

    def show_focus(self, code_id: int | None) -> None:
        """Tint the passages that have a code."""
        if code_id != self.scene.focus:
            self._repaint(self.scene.show_focus(code_id))

    def show_hits(self, spans: Sequence[Span]) -> None:
        """Mark what a search has found."""
        self._repaint(self.scene.show_hits(spans))

    def show_read(self, spans: Sequence[Span], word: str = "") -> None:
        """Mark what has been read and held nothing to code; the word stands beside the sign
        where there is a speaker to put it after."""
        self._repaint(self.scene.show_read(spans, word))

    def show_picked(self, coding_id: int | None) -> None:
        """Mark the coding whose edges are being moved."""
        self._repaint(self.scene.show_picked(coding_id))

    # Painting

    def render_line(self, y: int) -> Strip:
        return self.scene.strip(self.scroll_offset.y + y, self.selection)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in sight. Strips are kept by the scene, and remember how they were cut; going
        through the cache that borders need would make each anew whenever the text scrolls."""
        background = self.background_colors[1]
        filters = self.get_line_filters()
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in filters:
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def on_resize(self, event: events.Resize) -> None:
        width = self.scrollable_content_region.width
        if width > 0 and width != self.scene.width:
            self.scene.lay_out(width)
            self.virtual_size = Size(width, len(self.scene.rows))
        self._dress()
        self._follow()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self._dress()

    def _dress(self) -> None:
        def of(name: str) -> Style:
            return self.get_component_rich_style(f"transcript--{name}")

        hit = of("hit")
        few = self.app.console.color_system in FEW_COLOURS
        selected, cursor = Style(bgcolor=of("selected").bgcolor), of("cursor")
        if few:
            selected, cursor = Style(reverse=True), Style(bold=True, underline=True, reverse=False)
        looks = Looks(
            text=self.rich_style,
            asked=of("asked"),
            label=of("label"),
            label_asked=of("label-asked"),
            number=of("number"),
            selected=selected,
            cursor=cursor,
            bracket=of("bracket"),
            more=of("more"),
            tint=Style(underline=True) if few else Style(),
            hit=FOUND
            if few
            else Style(bgcolor=hit.bgcolor, bold=hit.bold, underline=hit.underline),
            read=of("read"),
        )
        self.scene.dress(looks, self.background_colors[1].hex6)

    def _repaint(self, changed: Sequence[tuple[int, int]]) -> None:
        """Paint rows anew, as far as they are in sight; they come in order."""
        top = self.scroll_offset.y
        begin = bisect_left(changed, top, key=lambda interval: interval[1])
        end = bisect_left(changed, top + self.size.height, key=lambda interval: interval[0])
        for first, last in changed[begin:end]:
            self._refresh_rows(first, last)

    def _refresh_rows(self, first: int, last: int) -> None:
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self.size.height - 1)
        if first <= last:
            self.refresh(Region(0, first - top, self.size.width, last - first + 1))

    def _follow(self) -> None:
        """Scroll so that the selection is in sight."""
        rows = self.scene.rows
        if not len(rows) or not self.size.height:
            return
        wanted = rows.rows_of(self.selection.span)
        if self.selection.grown:
            wanted = (rows.row_of(self.selection.cursor),) * 2
        cursor = rows.row_of(self.selection.cursor)
        top = self.scroll_offset.y
        new = scrolled(top, self.size.height, wanted, cursor, len(rows))
        if new != top:
            self.scroll_to(y=new, animate=False, immediate=True)

    # Cursor and selection

    def select(self, selection: Selection, *, follow: bool = True) -> None:
        """Select, and repaint no more than the rows that it was and is on."""
        if selection == self.selection:
            return
        rows = self.scene.rows
        touched = (rows.rows_of(self.selection.span), rows.rows_of(selection.span))
        self.selection = selection
        for first, last in touched:
            self._refresh_rows(first, last)
        if follow:
            self._follow()
        self.post_message(self.Moved(selection))

    @property
    def turn_place(self) -> tuple[int, int]:
        """Which turn the cursor is in, as the labels count them, and of how many."""
        rows, turns = self.scene.rows, self.scene.turns
        row = rows.rows[rows.row_of(self.selection.cursor)] if len(rows) else None
        if turns and row is not None:
            return row.turn + 1, len(turns)
        paragraphs = self.landmarks.turns
        return paragraphs.number_at(self.selection.cursor) + 1, len(paragraphs.spans)

    def jump(self, offset: int) -> None:
        self.select(self.landmarks.landing(min(max(0, offset), len(self.scene.text) - 1)))
