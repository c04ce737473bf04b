"""What one can do where one is: a text about the widget in focus, and every key that acts there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Markdown, Static

from qualcode.tui.keys import key
from qualcode.tui.safe import plain
from qualcode.tui.screens.base import StudyDialog
from qualcode.workflow.studies import Study

KeyRow = tuple[str, str, str]
"""Keys, what they do in a word or two, and a sentence about it."""


class HelpScreen(StudyDialog[None]):
    """Lies over the screen that it is about, and scrolls with the usual keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "dismiss(None)", "help.close", show=False),
        key("question_mark,f1", "dismiss(None)", "app.help", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 50%; }
    HelpScreen #help {
        width: 96;
        max-width: 96%;
        height: auto;
        max-height: 92%;
        padding: 0 2;
        background: $surface;
        border: round $primary;
        border-title-color: $foreground;
        border-subtitle-color: $foreground;
        scrollbar-size-vertical: 1;
    }
    HelpScreen Markdown { background: $surface; padding: 0; margin: 0; }
    HelpScreen #help-keys { margin-top: 1; }
    """

    def __init__(self, study: Study, coder: str, about: str, keys: Sequence[KeyRow]) -> None:
        super().__init__(study, coder)
        self._about = about
        self._keys = keys

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help") as box:
            box.border_title = plain(self.t("tui.help.title"))
            box.border_subtitle = plain(self.t("tui.help.how"))
            yield Markdown(self._about)
            yield Static(_table(self._keys), id="help-keys")

    def on_mount(self) -> None:
        self.query_one("#help").focus()


def about(focused: Widget | None) -> str | None:
    """The key of the text about a widget, which may stand at one that it lies in."""
    nodes = () if focused is None else focused.ancestors_with_self
    return next((n.HELP for n in nodes if isinstance(n, Widget) and n.HELP), None)


def key_rows(active: Iterable[tuple[str, ActiveBinding]]) -> list[KeyRow]:
    """A row for each action; `active` are the bindings in force, each with its key as it is shown.
    What has no words (a key that only edits) is left out."""
    rows: dict[str, tuple[list[str], ActiveBinding]] = {}
    for shown, found in active:
        if found.binding.description and not found.binding.system:
            name = found.binding.id or found.binding.action
            rows.setdefault(name, ([], found))[0].append(shown)
    return [
        (" ".join(keys), found.binding.description, found.tooltip) for keys, found in rows.values()
    ]


def _table(rows: Iterable[KeyRow]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(max_width=16)
    table.add_column(max_width=24)
    table.add_column(ratio=1)
    for keys, what, tip in rows:
        table.add_row(Text(keys, style="bold"), Text(what), Text(tip, style="dim"))
    return table
