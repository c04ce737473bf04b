"""Taking back and doing again, and the history of the interview."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.history import HistoryEntry
from qualcode.model.spans import Span
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.board import CodingBoard
from qualcode.tui.screens.coding.past import Past, PastOf
from qualcode.tui.screens.dialogs import AreYouSure
from qualcode.tui.taking_back import IN_BULK, next_redo, next_undo
from qualcode.tui.widgets.status import done
from qualcode.tui.words import title_of
from qualcode.workflow import history
from qualcode.workflow.studies import Study, interview_names

Places = Mapping[int, tuple[Span, ...]]
"""Where a change did something: passages by interview."""


class GoingBack(CodingBoard):
    """What was done in another interview is not taken back unseen: `u` asks for the key again, and
    the history of the interview asks before it takes back what others did or what reaches further.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("u", "undo", "coding.undo", room="coding"),
        key("r,ctrl+r", "redo", "coding.redo", room="coding", show=False),
        key("p", "past", "coding.past", room="coding", show=False),
    ]
    _warned: int | None = None

    def action_undo(self) -> None:
        self._reverse("coding.undone", next_undo)

    def action_redo(self) -> None:
        self._reverse("coding.redone", next_redo)

    def _reverse(self, line: str, find: Callable[[Study, str], HistoryEntry]) -> None:
        def go() -> None:
            with self.telling():
                entry = find(self.study, self.coder)
                places = history.traces(self.study, entry.id).places
                elsewhere = self._elsewhere(places)
                if elsewhere and self._warned != entry.id:
                    self._warned = entry.id
                    self.say(self.t("coding.elsewhere", what=self._done(entry), where=elsewhere))
                else:
                    self._reverse_now(line, entry, places)

        self.view.when_settled(go)

    def _reverse_now(self, line: str, entry: HistoryEntry, places: Places) -> None:
        def reverse() -> HistoryEntry:
            if entry.undone:
                return history.redo(self.study, self.coder, own=True)
            return history.undo(self.study, self.coder, change_id=entry.id)

        def reversed_it(entry: HistoryEntry) -> str:
            self._go_to(places)
            said = self.t(line, what=self._done(entry))
            # One's own work that was just taken back is what redo would do again.
            if line == "coding.undone" and entry.coder == self.coder:
                said = f"{said}   {self.t('coding.redo_hint')}"
            return said

        self._warned = None
        self.save(reverse, reversed_it)

    def _elsewhere(self, places: Places) -> str:
        """The interviews in which a change did something, if this is none of them."""
        return "" if self.desk.transcript.id in places else self._names_of_interviews(places)

    def _names_of_interviews(self, ids: Collection[int]) -> str:
        if not ids:
            return ""
        names = interview_names(self.study)
        return ", ".join(title_of(names.get(transcript, "?")) for transcript in ids)

    def _done(self, entry: HistoryEntry) -> str:
        return done(entry, self.t)

    def _go_to(self, places: Places) -> None:
        """Put the cursor where a change did something in this interview."""
        spans = places.get(self.desk.transcript.id, ())
        if spans and not spans[0].contains(self.view.selection.cursor):
            self.view.jump(spans[0].start)

    def action_past(self) -> None:
        """What was done in this interview: go there, or take one of it back."""

        def chosen(past: PastOf | None) -> None:
            if past is None:
                return
            with self.telling():
                if past.take_back:
                    self._take_back(past.entry)
                else:
                    self._go_to(history.traces(self.study, past.entry.id).places)
                    self.say(one_line(self._done(past.entry)))

        self.app.push_screen(Past(self.desk), chosen)

    def _take_back(self, entry: HistoryEntry) -> None:
        """What reaches further than the coder's own work here is asked about first."""
        if entry.action in IN_BULK:
            self.say(self.t("coding.past.in_bulk", what=self._done(entry)))
            return
        places = history.traces(self.study, entry.id).places
        concerns = list(self._concerns(entry, places))
        if not concerns:
            self._reverse_now("coding.undone", entry, places)
            return

        def sure(yes: bool | None) -> None:
            if yes:
                self._reverse_now("coding.undone", entry, places)

        title = self.t("coding.past.sure", what=self._done(entry))
        how = self.t("coding.past.sure_how")
        self.app.push_screen(AreYouSure(self.study, self.coder, title, concerns, how), sure)

    def _concerns(self, entry: HistoryEntry, places: Places) -> Iterator[str]:
        if entry.coder != self.coder:
            yield self.t("coding.past.of_other", who=one_line(entry.coder))
        others = [i for i in places if i != self.desk.transcript.id]
        if others:
            yield self.t("coding.past.elsewhere", where=self._names_of_interviews(others))
