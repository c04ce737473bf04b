"""Sorting: codes sent to piles, kept aside with a reason, or back among those that wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from qualcode.tui.keys import key
from qualcode.tui.piles import Pile, Piles
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.ladder.board_view import BoardView
from qualcode.tui.screens.picking import Choice, PickOne
from qualcode.tui.widgets.piles.board import PileBoard
from qualcode.tui.widgets.piles.paint import name_of
from qualcode.tui.words import counted
from qualcode.workflow import grouping
from qualcode.workflow.studies import Study

DIGITS = "123456789"


class Placing(BoardView):
    """Every move is one change. What has not passed its test is placed with a reason."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            key(digit, f"place({digit})", f"board.place_{digit}", room="board", show=False)
            for digit in DIGITS
        ),
        key("m", "place_named", "board.place_named", room="board", show=False),
        key("z", "set_aside", "board.set_aside", room="board"),
        key("Z", "close_rest", "board.close_rest", room="board", show=False),
        key("0", "let_wait", "board.let_wait", room="board", show=False),
    ]

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self._last_reason = ""
        """Why something was kept aside last; the next is often kept aside for the same."""

    def codes_to_place(self, to: Pile | None = None) -> list[int]:
        """What is chosen and does not lie there already. Says so if there is nothing."""
        pile, code = self.board.pile, self.board.current
        chosen = self.board.chosen
        codes = [row for row in chosen if to is None or not self._lies_in(to, row)]
        if codes:
            return codes
        if chosen and to is not None:
            self.say(self.t("board.there_already", pile=name_of(to, self.t)))
        elif code is not None and pile is not None and pile.is_guest(code):
            blanks = {"code": one_line(code.code.label), "theme": one_line(code.code.theme)}
            self.say(self.t("board.only_a_guest", **blanks))
        else:
            self.say(self.t("board.choose_code"))
        return []

    @staticmethod
    def _lies_in(pile: Pile, code: int) -> bool:
        place = pile.place_of(code)
        return place is not None and not pile.is_guest(pile.codes[place])

    def action_place(self, digit: int) -> None:
        pile = next((pile for pile in self.board.piles if pile.number == digit), None)
        if pile is None:
            self.say(self.t("board.no_pile", n=digit))
        else:
            self.place(self.codes_to_place(pile), pile)

    @on(PileBoard.Dropped)
    def place_dropped(self, message: PileBoard.Dropped) -> None:
        self.place(message.codes, message.pile, follow=True)

    def place(self, codes: Sequence[int], pile: Pile, *, follow: bool = False) -> None:
        """Let codes lie in a pile; with `follow`, the cursor goes along."""
        if not codes:
            return
        if pile.kind == "residual":
            self._ask_why_aside(codes, follow=follow)
        elif pile.kind == "waiting":
            self._let_wait(codes, follow=follow)
        else:
            self.when_told_why(codes, lambda why: self._place_in(pile, codes, why, follow=follow))

    def _place_in(self, pile: Pile, codes: Sequence[int], why: str, *, follow: bool) -> None:
        theme = pile.standings[0].theme.id

        def write(reason: str) -> None:
            grouping.place_codes(self.study, self.coder, codes, theme, reason=reason or why)

        self.save_placed(write, codes, pile, follow=follow)

    def when_told_why(self, codes: Sequence[int], then: Callable[[str], None]) -> None:
        """Go on with the reason why codes are moved: what leaves a theme that has been tested
        leaves it for one, which need not be written."""
        if not self._leaves_tested(codes):
            then("")
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                then(reason)

        title = self.t("board.ask.moved", codes=self.codes_named(codes))
        self.app.push_screen(AskText(self.study, self.coder, title), answered)

    def _leaves_tested(self, codes: Sequence[int]) -> bool:
        tested = (p for p in self.board.piles if p.kind == "theme" and p.standings[0].tests)
        return any(self._lies_in(pile, code) for pile in tested for code in codes)

    def save_placed(
        self, write: Callable[[str], object], codes: Sequence[int], pile: Pile, *, follow: bool
    ) -> None:
        """Write where codes lie, and say it; who must say why is asked."""

        def placed(_: object) -> str:
            self.board.unmark()
            if follow:
                self.board.go_to(codes[0])
            return f"{self.codes_named(codes)} → {name_of(pile, self.t)}"

        self.save(lambda: write(""), placed, because=write)

    def codes_named(self, codes: Sequence[int]) -> str:
        """A code by its name; several by how many they are."""
        if len(codes) > 1 or self.ladder is None:
            return counted(self.t, "ladder.codes", len(codes))
        return f"«{one_line(self.ladder.by_code()[codes[0]].code.label)}»"

    # By name, and into a new pile

    def all_piles(self) -> list[Pile]:
        """Those that are not shown, too."""
        return [] if self.ladder is None else Piles().of(self.ladder, deductive=True)

    def choice_of(self, pile: Pile) -> Choice:
        name = name_of(pile, self.t)
        return Choice("theme", name, str(pile.number or ""), pile.standings[0].theme.id)

    def action_place_named(self) -> None:
        """Choose the pile by its name, or name a new one."""
        codes = self.codes_to_place()
        if not codes:
            return

        def chosen(found: Choice | None) -> None:
            if found is not None and found.what == "new":
                self.place_in_new(codes, found.name)
            elif found is not None:
                self.place(codes, next(pile for pile in piles if pile.key == found.id))

        piles = self.all_piles()
        choices = [self.choice_of(pile) for pile in piles if pile.kind == "theme"]
        title = self.t("board.ask.place", codes=self.codes_named(codes))
        hint = self.t("board.ask.pile")
        dialog = PickOne(self.study, self.coder, title, hint, choices, new=True)
        self.app.push_screen(dialog, chosen)

    def place_in_new(self, codes: Sequence[int], name: str = "") -> None:
        """Let codes lie in a new pile."""
        self.when_told_why(codes, lambda why: self._place_in_new(codes, name, why))

    def _place_in_new(self, codes: Sequence[int], name: str, why: str) -> None:
        def write(reason: str = "") -> int:
            return grouping.place_in_new(self.study, self.coder, codes, name, reason=reason or why)

        def placed(theme: int) -> str:
            self.board.unmark()
            pile = next(p for p in self.board.piles if p.key == theme)
            return f"{self.codes_named(codes)} → {name_of(pile, self.t)}"

        self.save(write, placed, because=write)

    # Aside, and back

    def action_set_aside(self) -> None:
        pile = self.board.piles[-1] if self.board.piles else None
        codes = [] if pile is None else self.codes_to_place(pile)
        if codes:
            self._ask_why_aside(codes, follow=False)

    def _ask_why_aside(self, codes: Sequence[int], *, follow: bool) -> None:
        pile = self.board.piles[-1]

        def answered(reason: str | None) -> None:
            if reason is not None:
                self._last_reason = reason
                self.save_placed(lambda more: write(more or reason), codes, pile, follow=follow)

        def write(reason: str) -> None:
            grouping.set_aside(self.study, self.coder, codes, reason=reason)

        title = self.t("board.ask.aside", codes=self.codes_named(codes))
        self.app.push_screen(AskText(self.study, self.coder, title, self._last_reason), answered)

    def action_let_wait(self) -> None:
        pile = self.board.piles[0] if self.board.piles else None
        codes = [] if pile is None else self.codes_to_place(pile)
        if codes:
            self._let_wait(codes, follow=False)

    def _let_wait(self, codes: Sequence[int], *, follow: bool) -> None:
        def write(_: str) -> None:
            grouping.let_wait(self.study, self.coder, codes)

        self.save_placed(write, codes, self.board.piles[0], follow=follow)

    def action_close_rest(self) -> None:
        """Keep aside all that has passed its test and waits still, for one reason."""
        waiting = self.piles.numbers().waiting
        if not waiting:
            self.say(self.t("board.no_rest"))
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                self.save(lambda: write(reason), closed, because=write)

        def write(reason: str) -> int:
            return grouping.place_rest(self.study, self.coder, reason=reason)

        def closed(n: int) -> str:
            return self.t("board.rest_closed", codes=counted(self.t, "ladder.codes", n))

        codes = counted(self.t, "ladder.codes", waiting)
        title, before = self.t("board.ask.rest"), self.t("board.ask.rest_what", codes=codes)
        dialog = AskText(self.study, self.coder, title, self._last_reason, before=before)
        self.app.push_screen(dialog, answered)
