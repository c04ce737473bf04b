"""The line at the top of a screen: what one looks at to the left, its numbers to the right."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class TitleLine(Widget):
    """Where there is no room for both, the left side gives way, but for its first words."""

    DEFAULT_CSS = """
    TitleLine { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """

    left: reactive[Content] = reactive(Content(""))
    right: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        width = self.content_size.width
        least = min(self.left.cell_length, width // 3)
        right = self.right.truncate(max(0, width - least - 2), ellipsis=True)
        left = self.left.truncate(width - right.cell_length - 2, ellipsis=True).stylize("bold")
        return left.pad_right(width - left.cell_length - right.cell_length) + right
