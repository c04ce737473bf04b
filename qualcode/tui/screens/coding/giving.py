"""Giving codes to the selection: from the palette, by digit, again, new, or in vivo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Unpack

from textual.binding import BindingType

from qualcode.model.codings import Said
from qualcode.model.spans import Span
from qualcode.tui.desk import QUICK_KEYS
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.board import CodingBoard
from qualcode.tui.screens.coding.palette import CodePalette, Picked
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.remarking import remarks_on_names
from qualcode.workflow import cautioning


class GivingCodes(CodingBoard):
    """Every way waits until the keys pressed before it have selected what they select; dialogs
    open at once, so that what is typed next is for them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("full_stop", "repeat", "coding.repeat", room="coding"),
        key("i", "in_vivo", "coding.in_vivo", room="coding"),
        key("n", "new_code", "coding.new_code", room="coding"),
        *(
            key(digit, f"quick('{digit}')", f"coding.quick_{digit}", room="coding", show=False)
            for digit in QUICK_KEYS
        ),
    ]

    def action_palette(self) -> None:
        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self.view.when_settled(lambda: give(picked))

        def give(picked: Picked) -> None:
            span = self.view.selection.span
            self._give(span, picked.codes, new=picked.new, then_memo=picked.memo, **picked.said)

        title = self.t("coding.palette.title", what=self._words_of(self.view.selection.span))
        self.app.push_screen(CodePalette(self.desk, title), chosen)

    def _words_of(self, span: Span) -> str:
        words = one_line(span.of(self.desk.transcript.text))
        return words if len(words) <= 48 else f"{words[:47].rstrip()}…"

    def apply(self, codes: Sequence[int]) -> None:
        """Give codes to what the keys pressed so far have selected."""
        self.view.when_settled(lambda: self._give(self.view.selection.span, codes))

    def _give(
        self,
        span: Span,
        codes: Sequence[int],
        *,
        new: str = "",
        then_memo: bool = False,
        **said: Unpack[Said],
    ) -> None:
        if codes and not new and not self.desk.lacks(span, codes):
            self.show_focus(codes[-1])
            self.say(self.t("coding.already", names=self._names(codes)))
            return

        def given(codes: Sequence[int]) -> str:
            if then_memo:
                self.call_next(self.run_action, "memo")
            return f"{self._given(span, codes)}{self._caution_on(new)}"

        self.save(lambda: self.desk.apply(span, codes, new=new, **said), given)

    def _given(self, span: Span, codes: Sequence[int]) -> str:
        """After codes have been given: the keys that follow may say more about them."""
        self.view.release()
        self.given = span, frozenset(codes)
        self.show_focus(codes[-1])
        shown = {found.code_id for found in self.view.scene.touching(span)}
        line = "coding.given" if shown.issuperset(codes) else "coding.given_unseen"
        return self.t(line, names=self._names(codes))

    def _caution_on(self, new: str) -> str:
        """What to say of the name of a code that was just made; it warns, and stands in no way."""
        cautions = cautioning.cautions_on_label(self.study, new) if new else ()
        said = [
            self.t(f"ladder.cautions.{c.kind}", details=", ".join(c.details))
            for c in cautions
            if not (c.kind == "near_duplicate" and c.details == (new,))
        ]
        return f"   ! {one_line('; '.join(said))}" if said else ""

    def _names(self, codes: Sequence[int]) -> str:
        named = (self.desk.looks.get(code_id) for code_id in codes)
        return ", ".join(one_line(look.name) for look in named if look is not None)

    def action_repeat(self) -> None:
        in_sight = {code.id for code in self.desk.active}
        if self.desk.last and in_sight.issuperset(self.desk.last):
            self.apply(self.desk.last)
        else:
            self.say(self.t("coding.nothing_to_repeat"))

    def action_quick(self, digit: str) -> None:
        if digit in self.desk.quick:
            self.apply([self.desk.quick[digit]])

    def action_in_vivo(self) -> None:
        def name_it() -> None:
            span = self.view.selection.span
            self.save(lambda: self.desk.in_vivo(span), lambda code: self._given(span, [code]))

        self.view.when_settled(name_it)

    def action_new_code(self) -> None:
        def make(name: str | None) -> None:
            if name:
                self.view.when_settled(lambda: self._give(self.view.selection.span, (), new=name))

        # Naming it need not wait for sentences, but no other words may be shown than get the code.
        title = self.t("coding.ask.new_code_here")
        if self.view.settled:
            title = self.t("coding.ask.new_code", what=self._words_of(self.view.selection.span))
        remark = remarks_on_names(self.study, self.t)
        self.app.push_screen(AskText(self.study, self.coder, title, remark=remark), make)
