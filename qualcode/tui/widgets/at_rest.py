"""Lines that scroll only while somebody is there to scroll them."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView


class AtRest(ScrollView, can_focus=True):
    """Painted line by line. It scrolls while it has the focus, or the mouse is over it: every other
    extent lays out the whole screen anew, which is more than a key may cost."""

    ALLOW_SELECT = False

    def lines_there(self) -> int:
        """How many lines there are to be shown."""
        raise NotImplementedError

    @property
    def width_of_lines(self) -> int:
        raise NotImplementedError

    def set_extent(self) -> None:
        height = self.size.height
        wanted = self.lines_there() if self.has_focus or self.mouse_hover else height
        self.virtual_size = Size(self.width_of_lines, max(wanted, height))

    def on_enter(self) -> None:
        self.set_extent()

    def on_leave(self) -> None:
        self.set_extent()

    def on_focus(self) -> None:
        self.set_extent()

    def on_blur(self) -> None:
        self.scroll_to(y=0, animate=False)
        self.set_extent()
