"""A list to tick and to put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


class TickList(StudyDialog[tuple[str, ...] | None]):
    """Gives back what is ticked, in the order in which it stands; None if it is left.

    What is ticked to begin with stands first. `beside` says more of a name.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "accept", "ticks.accept", room="questions", priority=True),
        key("space", "tick", "ticks.tick", room="questions"),
        key("shift+up,K", "shift(-1)", "ticks.up", room="questions"),
        key("shift+down,J", "shift(1)", "ticks.down", room="questions"),
        key("n", "none", "ticks.none", room="questions"),
        key("escape", "leave", "ticks.leave", room="questions"),
    ]

    def __init__(
        self,
        study: Study,
        coder: str,
        title: str,
        names: Sequence[str],
        ticked: Sequence[str],
        beside: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(study, coder)
        self._heading = title
        self._names = list(dict.fromkeys((*ticked, *names)))
        self.ticked = set(ticked)
        self._beside = beside or {}

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as box:
            box.border_title = plain(self._heading)
            yield OptionList(*map(self._line, self._names), markup=False, compact=True)
            yield Static(plain(self.t("questions.ticks.how")), id="dialog-rule")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._list.focus()
        if self._names:
            self._list.highlighted = 0

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def _line(self, name: str) -> Content:
        tick = "x" if name in self.ticked else " "
        beside = self._beside.get(name, "")
        return plain(f"[{tick}] {one_line(name)}{f'  ({beside})' if beside else ''}")

    def _show(self) -> None:
        for at, name in enumerate(self._names):
            self._list.replace_option_prompt_at_index(at, self._line(name))

    def action_tick(self) -> None:
        at = self._list.highlighted
        if at is not None:
            self.ticked ^= {self._names[at]}
            self._show()

    @on(OptionList.OptionSelected)
    def tick_clicked(self) -> None:
        self.action_tick()

    def action_shift(self, steps: int) -> None:
        at = self._list.highlighted
        if at is not None and 0 <= at + steps < len(self._names):
            self._names.insert(at + steps, self._names.pop(at))
            self._show()
            self._list.highlighted = at + steps

    def action_none(self) -> None:
        self.ticked = set()
        self._show()

    def action_accept(self) -> None:
        self.dismiss(tuple(name for name in self._names if name in self.ticked))

    def action_leave(self) -> None:
        self.dismiss(None)
