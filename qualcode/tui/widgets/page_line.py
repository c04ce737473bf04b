"""The pages that a panel has, on one line; the one that is shown stands in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from qualcode.tui.safe import plain


class PageLine(Widget):
    """A click turns to a page."""

    DEFAULT_CSS = """
    PageLine { height: 1; padding: 0 1; background: $surface; color: $foreground 75%; }
    """

    pages: reactive[Sequence[str]] = reactive(())
    shown: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        page: int

    def render(self) -> Content:
        return Content(" ").join(self._page(n, name) for n, name in enumerate(self.pages))

    def _page(self, number: int, name: str) -> Content:
        meta = Style.from_meta({"page": number})
        if number == self.shown:
            return plain(f"[{name}]").stylize("bold $foreground").stylize(meta)
        return plain(f" {name} ").stylize(meta)

    def on_click(self, event: events.Click) -> None:
        page = event.style.meta.get("page")
        if page is not None:
            self.post_message(self.Chosen(page))
