"""The grouping board: codes that have passed become piles, and piles become themes."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Input

from qualcode.tui.keys import key
from qualcode.tui.screens.ladder.board_recoding import Recoding
from qualcode.tui.screens.ladder.rung import WAYS_BACK


class BoardScreen(Recoding):
    """Sorts codes into piles, with their excerpts in view all the while."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f,slash", "find", "board.find", room="board"),
        key("v", "deductive", "board.deductive", room="board", show=False),
        *WAYS_BACK,
    ]

    # Finding

    def action_find(self) -> None:
        """Show only codes whose names hold what is typed."""
        self.add_class("-finding")
        self.find_input.begin()

    @on(Input.Changed, "#find")
    def narrow(self) -> None:
        if self.ladder is not None:
            self.show_piles()

    @on(Input.Submitted, "#find")
    def back_to_board(self) -> None:
        self.set_class(bool(self.find_input.value.strip()), "-finding")
        self.board.focus()
        self._go_to_found()

    def _go_to_found(self) -> None:
        """The first code that fits, if the cursor is on none."""
        board = self.board
        if board.current is None:
            found = next((n for n, pile in enumerate(board.piles) if pile.codes), None)
            if found is None:
                self.say(self.t("board.not_found"))
            else:
                board.stand(found, 0)

    def action_deductive(self) -> None:
        """Show what stood before anybody had read, or leave it out again."""
        self.deductive = not self.deductive
        if self.ladder is not None:
            self.show_piles()
        self.say(self.t(f"board.deductive.{'on' if self.deductive else 'off'}"))

    # Back

    def action_undo(self) -> None:
        self._showing_what_moved(super().action_undo)

    def action_redo(self) -> None:
        self._showing_what_moved(super().action_redo)

    def _showing_what_moved(self, reverse: Callable[[], None]) -> None:
        """The cursor goes to what was taken back, or done again."""
        before = self.ladder
        reverse()
        if before is None or self.ladder is None or self.ladder is before:
            return
        homes = {standing.code.id: standing.code.theme_id for standing in before.codes}
        for standing in self.ladder.codes:
            code = standing.code
            if homes.get(code.id, code.theme_id) != code.theme_id and self.board.go_to(code.id):
                return

    def action_back(self) -> None:
        """One step back: lay down what is carried, show all codes, unmark what is marked, leave."""
        if self.board.carried:
            self.board.let_go()
        elif self.has_class("-finding"):
            self.find_input.value = ""
            self.remove_class("-finding")
            self.show_piles()
            self.board.focus()
        elif self.board.marked:
            self.board.unmark()
        elif self.quote_list.has_focus:
            self.board.focus()
        else:
            super().action_back()
