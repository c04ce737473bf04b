"""Giving codes to the selection: from the palette, by digit, again, new, or in vivo."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.board import CodingBoard
from qualcode.tui.screens.coding.dialogs import AskText
from qualcode.tui.screens.coding.palette import CodePalette, Picked


class GivingCodes(CodingBoard):
    """Every way waits until the keys pressed before it have selected what they select."""

    def action_palette(self) -> None:
        self.view.when_settled(self._open_palette)

    def _open_palette(self) -> None:
        title = self.t("coding.palette.title", what=self._selected_words())
        self.app.push_screen(CodePalette(self.desk, title), self._apply_picked)

    def _apply_picked(self, picked: Picked | None) -> None:
        if picked is not None and picked.codes:
            self._apply(picked.codes)
        if picked is not None and picked.new:
            self._create(picked.new)

    def _selected_words(self) -> str:
        words = one_line(self.view.selection.span.of(self.desk.transcript.text))
        return words if len(words) <= 48 else f"{words[:47].rstrip()}…"

    def apply(self, codes: Sequence[int]) -> None:
        """Give codes to what the keys pressed so far have selected."""
        self.view.when_settled(lambda: self._apply(codes))

    def _apply(self, codes: Sequence[int]) -> None:
        span = self.view.selection.span
        if not self.desk.lacks(span, codes):
            self.show_focus(codes[-1])
            self.say(self.t("coding.already", names=self._names(codes)))
            return
        with self.telling():
            self.desk.apply(span, codes)
            self._given(codes)
            self.show_changed(span)
            self._say_given(codes)

    def _create(self, name: str | None) -> None:
        if name:
            with self.telling():
                self._show_made(self.desk.create(self.view.selection.span, name))

    def _show_made(self, code_id: int) -> None:
        self._given([code_id])
        self.show_all()
        self.pane.code_tree.light(code_id)
        self._say_given([code_id])

    def _given(self, codes: Sequence[int]) -> None:
        self.view.holding = False
        self.show_focus(codes[-1])

    def _say_given(self, codes: Sequence[int]) -> None:
        self.say(self.t("coding.given", names=self._names(codes)))

    def _names(self, codes: Sequence[int]) -> str:
        return ", ".join(one_line(self.desk.looks[code_id].name) for code_id in codes)

    def action_repeat(self) -> None:
        if self.desk.last:
            self.apply(self.desk.last)
        else:
            self.say(self.t("coding.nothing_to_repeat"))

    def action_quick(self, digit: str) -> None:
        if digit in self.desk.quick:
            self.apply([self.desk.quick[digit]])

    def action_in_vivo(self) -> None:
        def name_it() -> None:
            with self.telling():
                self._show_made(self.desk.in_vivo(self.view.selection.span))

        self.view.when_settled(name_it)

    def action_new_code(self) -> None:
        def ask() -> None:
            title = self.t("coding.ask.new_code", what=self._selected_words())
            self.app.push_screen(AskText(self.desk, title), self._create)

        self.view.when_settled(ask)
