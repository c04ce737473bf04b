"""The line that says what was done."""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static

from qualcode.tui.safe import plain


class SayLine(Static):
    """Another line of the same height lays out nothing anew, which would take longer than a key
    may; nor does one for which there is room (`min-height`)."""

    _lines = 0

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        shown = plain(content) if isinstance(content, str) else content
        if shown == self.content:
            return
        width = self.content_size.width
        lines = len(shown.wrap(width)) if isinstance(shown, Content) and width else 0
        least = self.styles.min_height
        lines = lines if least is None else max(lines, int(least.value))
        super().update(shown, layout=layout and lines != self._lines)
        self._lines = lines
