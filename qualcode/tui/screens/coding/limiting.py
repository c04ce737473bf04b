"""Showing only some codings: those of one code, of one theme, or of one coder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.tui.desk import Desk, Only
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyDialog
from qualcode.tui.screens.coding.board import CodingBoard


class WhichOnly(StudyDialog[Only | None]):
    """Gives back what is to be shown alone, None if it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q,l", "leave", "ask.leave", room="coding"),
    ]

    def __init__(self, desk: Desk, options: Sequence[Only]) -> None:
        super().__init__(desk.study, desk.coder)
        self._options = options

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as box:
            box.border_title = plain(self.t("coding.limit.title"))
            yield OptionList(*(Option(plain(self._line(o))) for o in self._options), markup=False)
            yield Static(plain(self.t("coding.limit.how")), id="dialog-rule")

    def _line(self, only: Only) -> str:
        return self.t(f"coding.limit.{only.what}", name=one_line(only.name))

    def on_mount(self) -> None:
        listed = self.query_one(OptionList)
        listed.highlighted = 0
        listed.focus()

    @on(OptionList.OptionSelected)
    def give_back(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._options[event.option_index])

    def action_leave(self) -> None:
        self.dismiss(None)


class Limiting(CodingBoard):
    """What is not shown is still there: the title says what is shown alone, and lanes, panel,
    map and the keys to the next coding keep to it. Shares count everything."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("l", "show_only", "coding.show_only", room="coding", show=False),
        key("T", "close_to_text", "coding.close", room="coding", show=False),
    ]

    def action_show_only(self) -> None:
        """Choose what to show alone; if something is, show everything again."""
        if self.desk.only is not None:
            self._show_only(None)
            return

        def chosen(only: Only | None) -> None:
            if only is not None:
                self._show_only(only)

        self.app.push_screen(WhichOnly(self.desk, self._options()), chosen)

    def action_close_to_text(self) -> None:
        """Take the codes that stood before anybody had read out of sight, or show them again."""
        self.desk.come_close(not self.desk.close)
        focus = self.desk.by_id.get(self.code_in_focus or 0)
        if focus is not None and focus not in self.desk.listed:
            self.show_focus(None)
        self.show_all()
        self.say(self.t(f"coding.close.{'on' if self.desk.close else 'off'}"))

    def _options(self) -> list[Only]:
        """The code in focus and its theme, the codes under the cursor, and each coder."""
        codes = [self.code_in_focus, *(c.code_id for c in self.codings_here())]
        found = [self.desk.by_id[c] for c in dict.fromkeys(codes) if c in self.desk.by_id]
        themes = {code.theme_id: code.theme for code in found}
        return [
            *(Only("code", code.id, code.label) for code in found),
            *(Only("theme", theme, name) for theme, name in themes.items()),
            *(Only("coder", name, name) for name in self.desk.coders()),
        ]

    def _show_only(self, only: Only | None) -> None:
        self.desk.only = only
        if only is not None and only.what == "code" and isinstance(only.key, int):
            self.show_focus(only.key)
        self.show_all()
        everything = self.t("coding.limit.all")
        self.say(everything if only is None else self.t("coding.only", name=one_line(only.name)))
