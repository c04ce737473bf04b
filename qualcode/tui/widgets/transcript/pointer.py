"""Pointing at a transcript: click a sentence, drag over characters, click a lane."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.timer import Timer

from qualcode.model.spans import Span
from qualcode.tui.widgets.transcript.selection import Selection, dragged
from qualcode.tui.widgets.transcript.surface import Surface

DRAG_SCROLL = 0.05
"""Seconds between two rows while the pointer is held beyond an edge."""


class PointedSurface(Surface):
    """A surface that follows the pointer; it marks what the keys would mark."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._origin: Span | None = None
        self._pointer = (0, 0)
        self._has_dragged = False
        self._drag_timer: Timer | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        row = self.scroll_offset.y + event.y
        if event.button != 1 or row >= len(self.scene.rows):
            return
        if event.x >= self.scene.columns.margin:
            coding = self.scene.coding_at(row, event.x)
            if coding is not None:
                self.post_message(self.Pointed(coding))
            return
        self._origin, self._has_dragged = self._character_at(event.x, event.y), False
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._origin is None:
            return
        self._pointer = event.x, event.y
        self._drag()
        if self._drag_timer is None:
            self._drag_timer = self.set_interval(DRAG_SCROLL, self._drag_on)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._origin is None:
            return
        if not self._has_dragged:
            self.jump(self._origin.start)
        self._origin = None
        self.release_mouse()
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None

    def on_click(self, event: events.Click) -> None:
        """Twice selects the word, thrice the turn."""
        if event.x >= self.scene.columns.margin or event.chain < 2:
            return
        units = self.landmarks.words if event.chain == 2 else self.landmarks.turns
        found = units.at(self._character_at(event.x, event.y).start)
        if found is not None:
            self.select(Selection.at(found), follow=False)

    def _drag(self) -> None:
        if self._origin is not None:
            reached = self._character_at(*self._pointer)
            self._has_dragged = self._has_dragged or reached != self._origin
            if self._has_dragged:
                marked = dragged(self.scene.text, self._origin, reached, self.landmarks.words)
                self.select(marked, follow=False)

    def _drag_on(self) -> None:
        """Scroll while the pointer is held above or below the text."""
        y = self._pointer[1]
        step = -1 if y < 0 else 1 if y >= self.size.height else 0
        if step and self._origin is not None:
            self.scroll_to(y=self.scroll_offset.y + step, animate=False, immediate=True)
            self._drag()

    def _character_at(self, x: int, y: int) -> Span:
        row = self.scroll_offset.y + min(max(0, y), self.size.height - 1)
        cell = max(0, x - self.scene.columns.gutter)
        return self.scene.rows.grapheme_at(self.scene.rows.offset_at(row, cell))
