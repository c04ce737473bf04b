"""What can be done with codings that are there: take away, say more about them, move edges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Unpack, cast

from textual import on
from textual.binding import BindingType

from qualcode.model.codings import CERTAINTIES, STANCES, WHENS, Said, Stance, When
from qualcode.model.views import CodedSpan
from qualcode.tui.asking import following
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.giving import GivingCodes
from qualcode.tui.screens.coding.which import WhichCoding
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.widgets.transcript.view import TranscriptView
from qualcode.workflow import coding


class SayingMore(GivingCodes):
    """Acts on what was coded last while it is still selected; else on what the cursor is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("x,delete", "remove", "coding.remove", room="coding"),
        key("s", "stance", "coding.stance", room="coding", show=False),
        key("w", "when", "coding.when", room="coding", show=False),
        key("v", "value", "coding.value", room="coding", show=False),
        key("y", "certainty", "coding.certainty", room="coding", show=False),
    ]

    _told_of: tuple[str, frozenset[int]] | None = None
    """What the coder has been told of: the deed, and the codings of others."""

    def with_codings(
        self,
        title: str,
        do: Callable[[Sequence[CodedSpan]], None],
        *,
        together: bool = False,
        of_others: bool = True,
    ) -> None:
        """Do something with the codings that are meant; where that is unclear, ask with which.
        Codes that were just given in one go may be meant `together`. What is `of_others` is
        changed when the same key is pressed again."""

        def choose() -> None:
            meant = self._meant()
            if not meant:
                self.say(self.t("coding.nothing_here"))
            elif of_others and self._hands_off(title, meant):
                self.say(self.t("coding.of_others", who=self._coders_of(meant)))
            elif len(meant) == 1 or (together and self._given_here()):
                do(meant)
            else:
                dialog = WhichCoding(self.desk, self.t(title), meant)
                self.app.push_screen(dialog, lambda found: do([found]) if found else None)

        self.view.when_settled(choose)

    def _meant(self) -> list[CodedSpan]:
        """What was given last, if it is still selected; else the codings of the very passage
        that is selected; else those under the cursor. One's own come before those of others."""
        found = self._given_here() or self._shown_at() or self.codings_here()
        return [c for c in found if c.coder == self.coder] or found

    def _shown_at(self) -> list[CodedSpan]:
        span = self.view.selection.span
        return [c for c in self.view.scene.touching(span) if c.span == span]

    def _hands_off(self, title: str, meant: Sequence[CodedSpan]) -> bool:
        """Whether the codings are of others, and the coder has not said twice that she means it."""
        others, told = (title, frozenset(c.id for c in meant)), self._told_of
        if meant[0].coder == self.coder or told == others:
            self._told_of = None
            return False
        self._told_of = others
        return True

    @staticmethod
    def _coders_of(meant: Sequence[CodedSpan]) -> str:
        return ", ".join(dict.fromkeys(one_line(c.coder) for c in meant))

    def _given_here(self) -> list[CodedSpan]:
        span = self.view.selection.span
        if self.given is None or self.given[0] != span:
            return []
        found = self.desk.at(span)
        return [c for c in found if c.code_id in self.given[1] and c.coder == self.coder]

    def action_remove(self) -> None:
        def remove(found: Sequence[CodedSpan]) -> None:
            self.save(
                lambda: coding.remove_codings(self.study, self.coder, found),
                lambda _: self.t("coding.removed", name=self._names_of(found)),
            )

        self.with_codings("coding.which.remove", remove)

    def _names_of(self, found: Sequence[CodedSpan]) -> str:
        codes = (self.desk.by_id.get(c.code_id) for c in found)
        return ", ".join(one_line(code.label) for code in codes if code is not None)

    # Saying more

    def action_stance(self) -> None:
        self.with_codings("coding.which.stance", self._next_stance, together=True)

    def _next_stance(self, found: Sequence[CodedSpan]) -> None:
        stance = following((None, *STANCES), cast("Stance | None", found[0].stance))
        self._say_of(found, self.t(f"coding.stances.{stance or 'none'}"), stance=stance)

    def action_when(self) -> None:
        self.with_codings("coding.which.when", self._next_when, together=True)

    def _next_when(self, found: Sequence[CodedSpan]) -> None:
        when = following((None, *WHENS), cast("When | None", found[0].when))
        self._say_of(found, self.t(f"coding.whens.{when or 'none'}"), when=when)

    def action_certainty(self) -> None:
        self.with_codings("coding.which.certainty", self._next_certainty, together=True)

    def _next_certainty(self, found: Sequence[CodedSpan]) -> None:
        certainty = following((None, *CERTAINTIES), found[0].certainty)
        self._say_of(
            found, self.t(f"coding.certainties.{certainty or 'none'}"), certainty=certainty
        )

    def action_value(self) -> None:
        def ask(found: Sequence[CodedSpan]) -> None:
            def write(value: str | None) -> None:
                if value is not None:
                    self._say_of(found, value or self.t("coding.no_value"), value=value)

            title = self.t("coding.ask.value", name=self._names_of(found))
            self.app.push_screen(AskText(self.study, self.coder, title, found[0].value), write)

        self.with_codings("coding.which.value", ask, together=True)

    def _say_of(self, found: Sequence[CodedSpan], line: str, **said: Unpack[Said]) -> None:
        name = self._names_of(found)
        self.save(
            lambda: coding.annotate(self.study, self.coder, found, **said),
            lambda _: self.t("coding.said", name=name, what=one_line(line)),
        )

    # Moving edges

    @on(TranscriptView.EdgesWanted)
    def pick(self) -> None:
        self.with_codings("coding.which.edges", lambda found: self.view.pick(found[0]))

    def action_palette(self) -> None:
        """Enter ends the moving of edges; otherwise it is for codes."""
        if self.view.picked is None:
            super().action_palette()
        else:
            self.view.when_settled(self._keep_edges)

    def _keep_edges(self) -> None:
        picked, span = self.view.picked, self.view.selection.span
        if picked is None:
            return
        if picked.span == span:
            self.view.let_go()
            return

        def moved(_: object) -> str:
            self.view.release()
            return self.t("coding.moved", name=self._names_of([picked]))

        self.save(lambda: coding.move_coding(self.study, self.coder, picked, span), moved)
