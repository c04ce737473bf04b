"""Getting about while coding: turns, codings, interviews, the codebook; and what has been read."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from qualcode.model.spans import Span
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.board import CodingBoard
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.widgets.progress_map import ProgressMap
from qualcode.tui.widgets.transcript.selection import touched_by
from qualcode.tui.widgets.transcript.view import TranscriptView
from qualcode.tui.words import counted
from qualcode.workflow import reading
from qualcode.workflow.studies import interview_ids


class GettingAbout(CodingBoard):
    BINDINGS: ClassVar[list[BindingType]] = [
        key("g", "to_turn", "coding.to_turn", room="coding", show=False),
        key("d", "read", "coding.read", room="coding"),
        key("D", "read_so_far", "coding.read_so_far", room="coding", show=False),
        key("b", "find_code", "coding.find_code", room="coding", show=False),
        key("tab", "other_side", "coding.other_side", room="coding"),
        key("greater_than_sign", "neighbour(1)", "coding.next", room="coding", show=False),
        key("less_than_sign", "neighbour(-1)", "coding.previous", room="coding", show=False),
        key("escape", "back", "coding.back", room="coding", show=False),
        key("q", "leave", "coding.leave", room="coding"),
    ]

    # Within the interview

    def action_to_turn(self) -> None:
        _, last = self.view.turn_place
        title = self.t("coding.ask.turn", last=last)
        how = self.t("coding.ask.go")
        self.app.push_screen(AskText(self.study, self.coder, title, how=how), self._to_turn)

    def _to_turn(self, written: str | None) -> None:
        if not written:
            return
        starts = self.view.turn_starts
        if written.isdecimal() and 1 <= int(written) <= len(starts):
            self.view.jump(starts[int(written) - 1])
        else:
            self.say(self.t("coding.no_turn", written=one_line(written), last=len(starts)))

    @on(TranscriptView.AllCoded)
    def point_onwards(self) -> None:
        self.say(self.t("coding.all_coded"))

    @on(TranscriptView.NoCoding)
    def tell_no_coding(self, message: TranscriptView.NoCoding) -> None:
        code = self.desk.by_id.get(message.code or 0)
        if code is None:
            self.say(self.t("coding.no_coding"))
        else:
            self.say(self.t("coding.no_coding_of", name=one_line(code.label)))

    @on(TranscriptView.Followed)
    def focus_on_followed(self, message: TranscriptView.Followed) -> None:
        self.show_focus(message.code)

    @on(TranscriptView.Pointed)
    def show_pointed(self, message: TranscriptView.Pointed) -> None:
        self.show_focus(message.coding.code_id)
        self.view.jump(message.coding.span.start)

    @on(ProgressMap.Jumped)
    def jump(self, message: ProgressMap.Jumped) -> None:
        self.view.jump(message.offset)

    # What has been read

    def action_read(self) -> None:
        """Mark the turn as read with nothing to code in it, and go on; or take the mark back."""
        self.view.when_settled(self._read_turn)

    def _read_turn(self) -> None:
        answers = self.view.landmarks.answers
        turn = answers.holding(self.view.selection.cursor)
        if turn is None:
            self.say(self.t("coding.not_an_answer"))
            return
        marks = [r.id for r in self.desk.read_by_me() if r.span.overlaps(turn)]
        if marks:
            self.save(
                lambda: reading.unmark(self.study, self.coder, marks),
                lambda _: self.t("coding.unread"),
            )
        else:
            self._mark([turn])
            self.view.action_bare(1)

    def action_read_so_far(self) -> None:
        """Mark every answer down to the cursor that is neither coded nor read."""
        self.view.after_keys(self._read_so_far)

    def _read_so_far(self) -> None:
        answers = self.view.landmarks.answers
        own = [c.span for c in self.desk.codings if c.coder == self.coder]
        done = touched_by(answers, [*own, *self.view.read])
        cursor = self.view.selection.cursor
        left = [
            turn for i, turn in enumerate(answers.spans) if i not in done and turn.start <= cursor
        ]
        if left:
            self._mark(left)
        else:
            self.say(self.t("coding.all_read"))

    def _mark(self, turns: list[Span]) -> None:
        transcript = self.desk.transcript.id
        self.save(
            lambda: reading.mark_read(self.study, self.coder, transcript, turns),
            lambda n: counted(self.t, "coding.marked_read", n),
        )

    # Between text, codebook and interviews

    def action_find_code(self) -> None:
        self.show_side()
        self.pane.find.begin()

    def action_other_side(self) -> None:
        if self.view.has_focus:
            self.show_side()
            self.pane.code_tree.light(self.code_in_focus)
            self.pane.code_tree.focus()
        else:
            self.to_text()

    def action_back(self) -> None:
        """One step back: from the codebook to the text, from a selection, from the interview."""
        if not self.view.has_focus:
            self.pane.find.value = ""
            self.to_text()
        elif not self.view.let_go():
            self.action_leave()

    def action_neighbour(self, step: int) -> None:
        """To the next interview in the order of the study, or the one before."""

        def go() -> None:
            with self.telling():
                self._go_to_neighbour(step)

        self.view.after_keys(go)

    def _go_to_neighbour(self, step: int) -> None:
        ids = interview_ids(self.study)
        here = self.desk.transcript.id
        beyond = [i for i in ids if i > here] if step > 0 else [i for i in ids if i < here][::-1]
        if beyond:
            self.leave_place()
            self.open_transcript(beyond[0], reading.place_of(self.study, self.coder, beyond[0]))
        else:
            self.say(self.t("coding.last_interview" if step > 0 else "coding.first_interview"))

    def action_leave(self) -> None:
        self.view.after_keys(self._leave)

    def _leave(self) -> None:
        self.leave_place()
        self.dismiss(self.view.selection.cursor)
