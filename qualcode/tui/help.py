"""The help panel: what the widget in focus is for, and the keys that do something here."""

from __future__ import annotations

from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import HelpPanel, Markdown

from qualcode.locale import Translator


class Help(HelpPanel):
    """Textual's panel; the `HELP` of a widget names its text by key, `tui.help.home`."""

    DEFAULT_CSS = """
    Help {
        min-width: 34;
        background: $surface;
        border-left: vkey $primary;
    }
    Help #widget-help { background: $surface; }
    """

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t

    def update_help(self, focused_widget: Widget | None) -> None:
        super().update_help(focused_widget)
        if focused_widget is None or not self.screen.is_active:
            return
        nodes = (n for n in focused_widget.ancestors_with_self if isinstance(n, Widget))
        name = next((n.HELP for n in nodes if n.HELP), None)
        if name is None:
            return
        try:
            self.query_one(Markdown).update(self._t(name))
        except NoMatches:
            return
