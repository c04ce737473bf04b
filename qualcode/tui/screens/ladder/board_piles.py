"""Piles: new ones, their names and sentences, their order, and codes that stand in two of them."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.views import StudyTheme
from qualcode.tui.keys import key
from qualcode.tui.piles import Pile
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.ladder.asking_for import ask_text
from qualcode.tui.screens.ladder.board_placing import Placing
from qualcode.tui.screens.picking import Choice, PickOne
from qualcode.tui.widgets.piles.paint import name_of
from qualcode.workflow import grouping, recoding


class WorkOnPiles(Placing):
    """Names come last: a pile is there before anybody knows what it is about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("n", "new_pile", "board.new_pile", room="board"),
        key("c", "name_pile", "board.name_pile", room="board"),
        key("d", "describe_pile", "board.describe_pile", room="board"),
        key("less_than_sign", "order(-1)", "board.order_left", room="board", show=False),
        key("greater_than_sign", "order(1)", "board.order_right", room="board", show=False),
        key("delete,minus", "remove_pile", "board.remove_pile", room="board", show=False),
        key("b", "second", "board.second", room="board", show=False),
    ]

    def action_new_pile(self) -> None:
        """A new pile, of what is marked or carried if anything is."""
        board = self.board
        if board.marked or board.carried:
            codes = board.chosen
            board.let_go()
            self.place_in_new(codes)
        else:
            self.save(lambda: grouping.add_pile(self.study, self.coder), self._made)

    def _made(self, theme: int) -> str:
        pile = next(p for p in self.board.piles if p.key == theme)
        return self.t("board.made", pile=name_of(pile, self.t))

    def _theme(self) -> StudyTheme | None:
        """The theme of the pile in focus; says so if it is none that one can name."""
        pile = self.board.pile
        if pile is None or pile.kind == "waiting" or pile.theme is None:
            self.say(self.t("board.choose_pile"))
            return None
        return pile.theme

    def action_name_pile(self) -> None:
        theme = self._theme()
        if theme is not None:
            title = self.t("board.ask.name", pile=one_line(theme.name))
            # A number is no name to begin from.
            value = "" if grouping.is_unnamed(self.study, theme.name) else theme.name
            ask_text(self, title, value, lambda name: self._rename(theme, name), self._named)

    def _rename(self, theme: StudyTheme, name: str) -> str:
        recoding.rename_theme(self.study, self.coder, theme.id, name)
        return name

    def _named(self, name: str) -> str:
        return self.t("board.named", text=one_line(name))

    def action_describe_pile(self) -> None:
        theme = self._theme()
        if theme is not None:
            title = self.t("board.ask.describe", pile=one_line(theme.name))
            ask_text(
                self,
                title,
                theme.definition,
                lambda text: grouping.describe_theme(self.study, self.coder, theme.id, text),
                lambda _: self.t("board.described"),
            )

    # Order, and taking away

    def action_order(self, steps: int) -> None:
        """Put the pile before the one on its left, or after the one on its right."""
        piles = [pile for pile in self.board.piles if pile.kind == "theme"]
        pile = self.board.pile
        if pile not in piles or self.ladder is None:
            self.say(self.t("board.choose_pile"))
            return
        place = piles.index(pile) + steps
        if not 0 <= place < len(piles):
            return
        wanted = [standing.theme.id for standing in self.ladder.themes]
        theme, other = (p.standings[0].theme.id for p in (piles[place - steps], piles[place]))
        wanted.remove(theme)
        wanted.insert(wanted.index(other) + (steps > 0), theme)
        self.save(
            lambda: grouping.order_themes(self.study, self.coder, wanted),
            lambda _: self.t("board.ordered", pile=name_of(piles[place - steps], self.t)),
        )

    def action_remove_pile(self) -> None:
        """Take away the pile in focus, if it is empty."""
        pile = self.board.pile
        if pile is None or pile.kind != "theme" or pile.theme is None:
            self.say(self.t("board.choose_pile"))
            return
        theme, name = pile.theme.id, name_of(pile, self.t)
        self.save(
            lambda: grouping.remove_pile(self.study, self.coder, theme),
            lambda _: self.t("board.removed", pile=name),
        )

    # In two themes

    def action_second(self) -> None:
        """Let the code in focus stand in a second theme as well; where it does, no more."""
        pile, code = self.board.pile, self.board.current
        if pile is None or code is None:
            self.say(self.t("board.choose_code"))
        elif pile.is_guest(code):
            self._leave_second(pile, code.code.id)
        else:
            self._stand_in_second(code.code.id, one_line(code.code.label))

    def _leave_second(self, pile: Pile, code: int) -> None:
        theme, name = pile.standings[0].theme.id, name_of(pile, self.t)
        self.save(
            lambda: grouping.leave_second(self.study, self.coder, code, theme),
            lambda _: self.t("board.left_second", pile=name),
        )

    def _stand_in_second(self, code: int, label: str) -> None:
        def chosen(found: Choice | None) -> None:
            if found is not None:
                title = self.t("board.ask.second_why", code=label, pile=one_line(found.name))
                self.app.push_screen(
                    AskText(self.study, self.coder, title), lambda why: told(found, why)
                )

        def told(found: Choice, why: str | None) -> None:
            def write(reason: str) -> None:
                grouping.stand_in_second(self.study, self.coder, code, found.id, reason=reason)

            def stands(_: None) -> str:
                return self.t("board.stands_in_second", code=label, pile=one_line(found.name))

            if why is not None:
                self.save(lambda: write(why), stands, because=write)

        choices = [
            self.choice_of(pile)
            for pile in self.all_piles()
            if pile.kind == "theme" and pile.place_of(code) is None
        ]
        title = self.t("board.ask.second", code=label)
        dialog = PickOne(self.study, self.coder, title, self.t("board.ask.pile_only"), choices)
        self.app.push_screen(dialog, chosen)
