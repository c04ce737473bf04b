"""What the screens of the method share: they look at the ladder, and what they do can be undone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from textual import getters, on, work
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.model.history import HistoryEntry
from qualcode.model.ladder import Ladder
from qualcode.tui import collecting
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import Speaks
from qualcode.tui.screens.following import FollowingScreen
from qualcode.tui.screens.saving import SavingScreen
from qualcode.tui.taking_back import next_redo, next_undo
from qualcode.tui.widgets.status import done
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import title_of
from qualcode.workflow import history, testing
from qualcode.workflow.studies import Study, interview_names

WAYS_BACK: list[BindingType] = [
    key("u", "undo", "ladder.undo", room="ladder"),
    key("r,ctrl+r", "redo", "ladder.redo", room="ladder", show=False),
    key("escape,q", "back", "screen.back"),
]


class Rung(FollowingScreen[None], SavingScreen[None]):
    """Holds the ladder, and keeps it true whoever changes it. Whoever derives from it composes a
    `TitleLine`, its own widgets and `Static(id="say")`, shows `self.ladder` in `show_ladder`, and
    ends its keys with `WAYS_BACK`: those of a base would come first in the footer.
    """

    DEFAULT_CSS = """
    Rung #say { height: auto; max-height: 3; padding: 0 1; background: $surface; }
    Rung ToastRack { margin-bottom: 4; }
    """
    # Notices stand above what is said and the footer: what has been done is read there.

    title_line = getters.query_one(TitleLine)

    @dataclass
    class Read(Message):
        """The ladder has been read for the first time."""

        ladder: Ladder

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self.ladder: Ladder | None = None
        self._view = testing.LadderInView(study)
        self._generation = study.generation
        self._warned: int | None = None
        self.heard = 0
        """Since this change nothing has been heard of what is said in interviews, or by whom."""

    def on_mount(self) -> None:
        collecting.opening()

    def on_unmount(self) -> None:
        collecting.closed()

    # Looking

    def show_ladder(self) -> None:
        """Show the ladder as it is now; it is there."""
        raise NotImplementedError

    def read_again(self) -> None:
        if self.ladder is None:
            self.read_first()
        else:
            self.catch_up()

    @work(thread=True, exclusive=True, group="ladder")
    def read_first(self) -> None:
        try:
            found = self._view.now()
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
            self.from_thread(collecting.opened)
        else:
            self.post_message(self.Read(found))

    @on(Read)
    def take_first(self, message: Read) -> None:
        self.take(message.ladder)
        self.call_after_refresh(collecting.opened)

    def catch_up(self) -> None:
        # A study out of reach is told of when somebody wants something of it.
        with suppress(QualcodeError):
            self.take(self._view.now())

    def take(self, ladder: Ladder) -> None:
        if ladder is not self.ladder:
            self.ladder, self.seen, self.heard = ladder, ladder.seen, ladder.seen
            if isinstance(self.app, Speaks):
                self.app.edition = ladder.terms
            self.show_ladder()
            self.refresh_bindings()

    def written(self) -> None:
        """What is done here changes nothing of what is said in interviews, or by whom."""
        before, heard = self.ladder, self.heard
        super().written()
        if before is not None and self.ladder is not None and self.ladder.seen == before.seen + 1:
            self.heard = heard

    def say(self, line: str) -> None:
        said, content = self.query_one("#say", Static), plain(line)
        if said.content != content:
            said.update(content)

    def closed_by_exchange(self) -> bool:
        if self.study.generation == self._generation:
            return False
        self.notify(self.t("coding.exchanged"), severity="warning", markup=False, timeout=12)
        self.dismiss()
        return True

    # Taking back

    def action_undo(self) -> None:
        self._reverse("coding.undone", next_undo)

    def action_redo(self) -> None:
        self._reverse("coding.redone", next_redo)

    def _reverse(self, line: str, find: Callable[[Study, str], HistoryEntry]) -> None:
        """What was done in an interview is not taken back unseen: it takes the key twice."""
        with self.telling():
            entry = find(self.study, self.coder)
            where = "" if entry.action in OF_THE_LADDER else self._where(entry)
            if where and self._warned != entry.id:
                self._warned = entry.id
                what = done(entry, self.t)
                self.say(self.t("coding.elsewhere", what=what, where=where))
            else:
                self._reverse_now(line, entry)

    def _where(self, entry: HistoryEntry) -> str:
        """The interviews in which something was done."""
        places = history.traces(self.study, entry.id).places
        names = interview_names(self.study) if places else {}
        return ", ".join(title_of(names.get(transcript, "?")) for transcript in places)

    def _reverse_now(self, line: str, entry: HistoryEntry) -> None:
        def reverse() -> HistoryEntry:
            if entry.undone:
                return history.redo(self.study, self.coder, own=True)
            return history.undo(self.study, self.coder, change_id=entry.id)

        def reversed_it(entry: HistoryEntry) -> str:
            return one_line(self.t(line, what=done(entry, self.t)))

        self._warned = None
        self.save(reverse, reversed_it)

    def action_back(self) -> None:
        self.dismiss()


OF_THE_LADDER = frozenset({"merge codes", "split code", "replace code", "tell codes apart"})
"""What touches codings in interviews, and is done here."""
