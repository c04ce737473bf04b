"""The history: who did what, and when; any change can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from qualcode.errors import QualcodeError
from qualcode.model.history import HistoryEntry
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.following import FollowingScreen
from qualcode.tui.widgets.history_list import HistoryList
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted
from qualcode.workflow import history


class HistoryScreen(FollowingScreen[None]):
    """Newest first. Taking back is itself a change, so it stands on top afterwards."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("u", "take_back", "history.take_back"),
        key("r,ctrl+r", "redo", "history.redo"),
        key("escape,q", "back", "screen.back"),
    ]

    change_list = getters.query_one(HistoryList)

    @dataclass
    class Read(Message):
        """The history has been read, up to the change `seen` or later."""

        seen: int
        changes: Sequence[HistoryEntry]

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield HistoryList(self.t, id="changes")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(TitleLine).left = plain(self.heading())
        self.change_list.focus()

    def heading(self) -> str:
        return self.t("tui.history.title")

    def find(self) -> Sequence[HistoryEntry]:
        """The changes that are shown, newest first."""
        return history.history(self.study)

    def read_again(self) -> None:
        self.read_history()

    @work(thread=True, exclusive=True, group="history")
    def read_history(self) -> None:
        try:
            seen, found = history.newest_change(self.study), self.find()
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.post_message(self.Read(seen, found))

    @on(Read)
    def show_history(self, message: Read) -> None:
        self.seen = message.seen
        self.change_list.show(message.changes)
        count = counted(self.t, "tui.history.count", len(message.changes))
        self.query_one(TitleLine).right = plain(count)

    def action_take_back(self) -> None:
        """Take back the change under the cursor, or say what stands in the way."""
        entry = self.change_list.current
        if entry is None:
            return
        try:
            taken = history.undo(self.study, self.coder, change_id=entry.id)
        except QualcodeError as error:
            self.tell_fault(error)
        else:
            self._tell("tui.history.taken_back", taken)

    def action_redo(self) -> None:
        try:
            done = history.redo(self.study, self.coder)
        except QualcodeError as error:
            self.tell_fault(error)
        else:
            self._tell("tui.history.done_again", done)

    def _tell(self, text: str, entry: HistoryEntry) -> None:
        what = one_line(entry.summary) or entry.action
        self.notify(self.t(text, what=what), markup=False)
        self.change_list.move_to(0)
        self.read_history()

    def action_back(self) -> None:
        self.dismiss()
