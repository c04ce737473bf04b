"""The coding screen: its keys, and what they do with codings that are there."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from qualcode.model.history import HistoryEntry
from qualcode.model.views import CodedSpan
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.desk import QUICK_KEYS, next_stance
from qualcode.tui.screens.coding.dialogs import AskText, WhichCoding
from qualcode.tui.screens.coding.giving import GivingCodes
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.progress_map import ProgressMap
from qualcode.tui.widgets.status import done
from qualcode.tui.widgets.transcript.view import TranscriptView
from qualcode.workflow.studies import interview_ids


class CodingScreen(GivingCodes):
    """Codes one interview; gives back where the cursor was. All is saved before it shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("full_stop", "repeat", "coding.repeat", room="coding"),
        key("i", "in_vivo", "coding.in_vivo", room="coding"),
        key("n", "new_code", "coding.new_code", room="coding"),
        key("x,delete", "remove", "coding.remove", room="coding"),
        key("u", "undo", "coding.undo", room="coding"),
        key("r,ctrl+y", "redo", "coding.redo", room="coding", show=False),
        key("slash", "find_code", "coding.find_code", room="coding"),
        key("tab", "other_side", "coding.other_side", room="coding"),
        key("m", "memo", "coding.memo", room="coding", show=False),
        key("s", "stance", "coding.stance", room="coding", show=False),
        *(
            key(digit, f"quick('{digit}')", f"coding.quick_{digit}", room="coding", show=False)
            for digit in QUICK_KEYS
        ),
        key("greater_than_sign", "neighbour(1)", "coding.next", room="coding"),
        key("less_than_sign", "neighbour(-1)", "coding.previous", room="coding", show=False),
        key("escape", "back", "coding.back", room="coding", show=False),
        key("q", "leave", "coding.leave", room="coding"),
    ]

    # Codings that are there

    def _with_coding(self, title: str, do: Callable[[CodedSpan], None]) -> None:
        """Do something with the coding under the cursor; with several, ask with which."""

        def choose() -> None:
            here = self.codings_here()
            if not here:
                self.say(self.t("coding.nothing_here"))
            elif len(here) == 1:
                do(here[0])
            else:
                dialog = WhichCoding(self.desk, self.t(title), here)
                self.app.push_screen(dialog, lambda found: do(found) if found else None)

        self.view.when_settled(choose)

    def action_remove(self) -> None:
        self._with_coding("coding.which.remove", self._remove)

    def _remove(self, found: CodedSpan) -> None:
        with self.telling():
            name = self.desk.by_id[found.code_id].label
            self.desk.remove(found)
            self.show_changed(found.span)
            self.say(self.t("coding.removed", name=one_line(name)))

    def action_memo(self) -> None:
        def ask(found: CodedSpan) -> None:
            def write(memo: str | None) -> None:
                if memo is not None:
                    self._annotate(found, memo=memo, stance=found.stance)

            title = self.t("coding.ask.memo", name=one_line(self.desk.by_id[found.code_id].label))
            self.app.push_screen(AskText(self.desk, title, found.memo), write)

        self._with_coding("coding.which.memo", ask)

    def action_stance(self) -> None:
        self._with_coding(
            "coding.which.stance",
            lambda found: self._annotate(found, memo=found.memo, stance=next_stance(found.stance)),
        )

    def _annotate(self, found: CodedSpan, *, memo: str, stance: str | None) -> None:
        with self.telling():
            self.desk.annotate(found, stance=stance, memo=memo)
            self.show_changed(found.span)

    def action_undo(self) -> None:
        self._go_back("coding.undone", self.desk.undo)

    def action_redo(self) -> None:
        self._go_back("coding.redone", self.desk.redo)

    def _go_back(self, line: str, do: Callable[[], HistoryEntry]) -> None:
        def go() -> None:
            with self.telling():
                entry = do()
                self.show_all()
                self.say(self.t(line, what=done(entry, self.language)))

        self.view.when_settled(go)

    # Getting about

    def action_find_code(self) -> None:
        self._show_side()
        self.pane.find.focus()

    def action_other_side(self) -> None:
        if self.view.has_focus:
            self._show_side()
            self.pane.code_tree.focus()
        else:
            self._to_text()

    def _show_side(self) -> None:
        self.pane.add_class("-open")

    def _to_text(self) -> None:
        self.pane.remove_class("-open")
        self.view.focus()

    def action_back(self) -> None:
        """One step back: from the codebook to the text, from a selection, from the interview."""
        if not self.view.has_focus:
            self.pane.find.value = ""
            self._to_text()
        elif not self.view.let_go():
            self.action_leave()

    def action_neighbour(self, step: int) -> None:
        """To the next interview in the order of the study, or the one before."""
        ids = interview_ids(self.study)
        at = ids.index(self.desk.transcript.id) + step
        if 0 <= at < len(ids):
            self.open_transcript(ids[at])
        else:
            self.say(self.t("coding.last_interview" if step > 0 else "coding.first_interview"))

    @on(TranscriptView.AllCoded)
    def point_onwards(self) -> None:
        self.say(self.t("coding.all_coded"))

    def action_leave(self) -> None:
        self.dismiss(self.view.selection.cursor)

    @on(CodeTree.Lit)
    def light(self, message: CodeTree.Lit) -> None:
        self.show_focus(message.code_id)

    @on(CodeTree.Chosen)
    def apply_chosen(self, message: CodeTree.Chosen) -> None:
        self._to_text()
        self.apply([message.code_id])

    @on(TranscriptView.Pointed)
    def show_pointed(self, message: TranscriptView.Pointed) -> None:
        self.show_focus(message.coding.code_id)
        self.view.jump(message.coding.span.start)

    @on(ProgressMap.Jumped)
    def jump(self, message: ProgressMap.Jumped) -> None:
        self.view.jump(message.offset)
