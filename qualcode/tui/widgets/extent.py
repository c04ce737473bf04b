"""How far a view can be scrolled, told to it without laying out the screen anew."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def set_lines(view: ScrollView, lines: int) -> None:
    """Let a view have so many lines, and paint it. Its vertical scrollbar must be there always
    (`overflow-y: scroll`): then nothing changes its place, and a layout of the whole screen, which
    is more than a key may cost, would come to the same."""
    view.set_reactive(Widget.virtual_size, Size(view.scrollable_size.width, lines))
    view.vertical_scrollbar.window_virtual_size = lines
    view.vertical_scrollbar.window_size = view.scrollable_size.height
    view.scroll_y = view.validate_scroll_y(view.scroll_y)
    view.refresh()
