"""Taking back and doing again, and the history of the interview."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.history import HistoryEntry
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.board import CodingBoard
from qualcode.tui.screens.coding.past import Past, PastOf
from qualcode.tui.widgets.status import done
from qualcode.tui.words import title_of
from qualcode.workflow import history
from qualcode.workflow.studies import interview_names


class GoingBack(CodingBoard):
    """What was done in another interview is not taken back unseen: it asks for the key again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("u", "undo", "coding.undo", room="coding"),
        key("r,ctrl+r", "redo", "coding.redo", room="coding", show=False),
        key("p", "past", "coding.past", room="coding", show=False),
    ]
    _warned: int | None = None

    def action_undo(self) -> None:
        self._reverse("coding.undone", self.desk.next_undo)

    def action_redo(self) -> None:
        self._reverse("coding.redone", self.desk.next_redo)

    def _reverse(self, line: str, find: Callable[[], HistoryEntry]) -> None:
        def go() -> None:
            with self.telling():
                entry = find()
                elsewhere = self._elsewhere(entry)
                if elsewhere and self._warned != entry.id:
                    self._warned = entry.id
                    self.say(self.t("coding.elsewhere", what=self._done(entry), where=elsewhere))
                else:
                    self._reverse_now(line, entry)

        self.view.when_settled(go)

    def _reverse_now(self, line: str, entry: HistoryEntry) -> None:
        def reverse() -> HistoryEntry:
            if entry.undone:
                return history.redo(self.study, self.coder, own=True)
            return history.undo(self.study, self.coder, change_id=entry.id)

        def reversed_it(entry: HistoryEntry) -> str:
            self.go_to_traces(entry)
            return self.t(line, what=self._done(entry))

        self._warned = None
        self.save(reverse, reversed_it)

    def _elsewhere(self, entry: HistoryEntry) -> str:
        """The interviews in which a change did something, if this is none of them."""
        places = history.traces(self.study, entry.id).places
        if not places or self.desk.transcript.id in places:
            return ""
        names = interview_names(self.study)
        return ", ".join(title_of(names.get(transcript, "?")) for transcript in places)

    def _done(self, entry: HistoryEntry) -> str:
        return done(entry, self.language)

    def go_to_traces(self, entry: HistoryEntry) -> None:
        """Put the cursor where a change did something in this interview."""
        spans = history.traces(self.study, entry.id).places.get(self.desk.transcript.id, ())
        if spans and not spans[0].contains(self.view.selection.cursor):
            self.view.jump(spans[0].start)

    def action_past(self) -> None:
        """What was done in this interview: go there, or take one of it back."""

        def chosen(past: PastOf | None) -> None:
            if past is None:
                return
            with self.telling():
                if past.take_back:
                    self._reverse_now("coding.undone", past.entry)
                else:
                    self.go_to_traces(past.entry)
                    self.say(one_line(self._done(past.entry)))

        self.app.push_screen(Past(self.desk), chosen)
