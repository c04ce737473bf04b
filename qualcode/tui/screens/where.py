"""The dialog that limits a tally to some of the units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyDialog
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.workflow.studies import Study

Where = tuple[tuple[str, str], ...]


class WhereDialog(StudyDialog[Where | None]):
    """Offers (attribute, value) pairs to tick; gives back those ticked, None if it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "accept", "where.accept", priority=True),
        key("space", "tick", "where.tick"),
        key("n", "none", "where.none"),
        key("escape", "leave", "where.leave"),
    ]

    def __init__(self, study: Study, coder: str, values: Sequence[tuple[str, str]], now: Where):
        super().__init__(study, coder)
        self._values = values
        self.ticked = {value for value in now if value in values}

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(plain(self.t("tui.where.title")), id="dialog-title")
            yield OptionList(*map(self._line, self._values), markup=False, compact=True)
            yield Static(plain(self.t("tui.where.rule")), id="dialog-rule")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._list.focus()

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def _line(self, value: tuple[str, str]) -> Content:
        tick = "x" if value in self.ticked else " "
        return plain(f"[{tick}] {one_line(': '.join(value))}")

    def _show(self) -> None:
        for at, value in enumerate(self._values):
            self._list.replace_option_prompt_at_index(at, self._line(value))

    def action_tick(self) -> None:
        at = self._list.highlighted
        if at is not None:
            self.ticked ^= {self._values[at]}
            self._show()

    @on(OptionList.OptionSelected)
    def tick_clicked(self) -> None:
        self.action_tick()

    def action_none(self) -> None:
        self.ticked = set()
        self._show()

    def action_accept(self) -> None:
        self.dismiss(tuple(value for value in self._values if value in self.ticked))

    def action_leave(self) -> None:
        self.dismiss(None)
