"""Memos while coding: on the coding under the cursor, on the interview, on a code, and all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.views import CodedSpan
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.saying import SayingMore
from qualcode.tui.screens.ear_dialog import note_ear
from qualcode.tui.screens.memo_editor import edit_own_memo, edit_segment_memo
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.words import title_of


class MemoKeys(SayingMore):
    """A coder writes on her own codings; the memos of others are shown beside them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("m", "memo", "memos.coding", room="memos", show=False),
        key("M", "memo_on_interview", "memos.interview", room="memos", show=False),
        key("E", "ear", "coding.ear", room="coding"),
        key("a", "all_memos", "memos.all", room="memos", show=False),
    ]

    def action_memo(self) -> None:
        self.with_codings("memos.which", self._write_on, of_others=False)

    def _write_on(self, found: Sequence[CodedSpan]) -> None:
        coding = found[0]
        if coding.coder == self.coder:
            edit_segment_memo(self, self._code_name(coding.code_id), self.tell_written, coding.id)
        else:
            self.say(self.t("memos.others_here", coder=one_line(coding.coder)))

    def action_ear(self) -> None:
        """Note an idea that hangs on what is selected; no code is made of it."""

        def ask() -> None:
            span, transcript = self.view.selection.span, self.desk.transcript
            quote = span.of(transcript.text)
            note_ear(self, [(transcript.id, span)], quote, self.tell_written)

        self.view.when_settled(ask)

    def action_memo_on_interview(self) -> None:
        transcript = self.desk.transcript
        name = title_of(transcript.name)
        edit_own_memo(self, name, self.tell_written, transcript_id=transcript.id)

    def memo_on_code(self, code_id: int) -> None:
        """Write the coder's memo on a code, from the codebook."""
        edit_own_memo(self, self._code_name(code_id), self.tell_written, code_id=code_id)

    def _code_name(self, code_id: int) -> str:
        code = self.desk.by_id.get(code_id)
        return one_line(code.label) if code is not None else ""

    def action_all_memos(self) -> None:
        self.app.push_screen(MemosScreen(self.study, self.coder), lambda _: self._look_again())

    def _look_again(self) -> None:
        """Memos may have been changed in the list."""
        with self.telling():
            self.show_fresh(self.desk.catch_up())
