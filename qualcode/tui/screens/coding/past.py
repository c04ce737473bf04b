"""The history of one interview, in a dialog over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.errors import QualcodeError
from qualcode.model.history import HistoryEntry
from qualcode.tui.desk import Desk
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyDialog
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.status import done
from qualcode.tui.words import moment
from qualcode.workflow import history

MOST = 500
"""The newest things that are listed; the rest is in the history of the study."""


@dataclass(frozen=True, slots=True)
class PastOf:
    """What was chosen: a place to go to, or something to take back."""

    entry: HistoryEntry
    take_back: bool = False


class Past(StudyDialog[PastOf | None]):
    """Newest first. Gives back what was chosen, None if it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("u", "take_back", "past.take_back", room="coding"),
        key("escape,q,p", "leave", "past.leave", room="coding"),
    ]
    DEFAULT_CSS = """
    Past #dialog { width: 90; max-width: 96%; padding: 0 1; }
    Past #dialog OptionList { max-height: 60vh; }
    """

    listed = getters.query_one(OptionList)

    @dataclass
    class Read(Message):
        entries: Sequence[HistoryEntry]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.study, desk.coder)
        self._desk = desk
        self._entries: Sequence[HistoryEntry] = ()

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as box:
            box.border_title = plain(self.t("coding.past.title"))
            yield OptionList(markup=False)
            yield Static(plain(self.t("coding.past.how")), id="dialog-rule")

    def on_mount(self) -> None:
        self.listed.focus()
        self.read_past()

    @work(thread=True, exclusive=True, group="past")
    def read_past(self) -> None:
        try:
            found = history.history_of(self.study, self._desk.transcript.id, MOST)
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.post_message(self.Read(found))

    @on(Read)
    def show_past(self, message: Read) -> None:
        self._entries = [entry for entry in message.entries if entry.direction == "do"]
        lines = [Option(self._line(entry)) for entry in self._entries]
        self.listed.add_options(lines or [Option(plain(self.t("coding.past.none")), disabled=True)])
        self.listed.highlighted = 0 if self._entries else None

    def _line(self, entry: HistoryEntry) -> Content:
        when = f"{moment(entry.at, self.t):>10}  {one_line(entry.coder):<10.10}  "
        line = plain(when).stylize(FAINT).append(plain(done(entry, self.t)))
        if entry.undone:
            line = line.append(plain(f"  {self.t('coding.past.undone')}").stylize(FAINT))
        return line

    @property
    def _current(self) -> HistoryEntry | None:
        place = self.listed.highlighted
        return self._entries[place] if self._entries and place is not None else None

    @on(OptionList.OptionSelected)
    def go_there(self) -> None:
        if self._current is not None:
            self.dismiss(PastOf(self._current))

    def action_take_back(self) -> None:
        entry = self._current
        if entry is None:
            return
        if entry.undone:
            self.notify(self.t("coding.past.undone_already"), markup=False)
        else:
            self.dismiss(PastOf(entry, take_back=True))

    def action_leave(self) -> None:
        self.dismiss(None)
