"""Recoding while one sorts: codes named anew, replaced, merged and split, and their tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.ladder import CodeStanding
from qualcode.model.views import StudyCode, StudyTheme
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.code_work import CodeWork
from qualcode.tui.screens.ladder.anew import ask_recode
from qualcode.tui.screens.ladder.asking_for import ask_text
from qualcode.tui.screens.ladder.board_piles import WorkOnPiles
from qualcode.tui.screens.ladder.splitting import SplitScreen
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.workflow import recoding


class Recoding(WorkOnPiles, CodeWork[None]):
    """What does not fit is mended on the spot, and then waits for its test."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("e", "rename_code", "board.rename_code", room="board", show=False),
        key("o", "recode", "board.recode", room="board", show=False),
        key("g", "merge", "board.merge", room="board", show=False),
        key("s", "split", "board.split", room="board", show=False),
        key("t", "test_code", "board.test_code", room="board", show=False),
        key("T", "test_pile", "board.test_pile", room="board", show=False),
    ]

    def _code(self) -> CodeStanding | None:
        """The code in focus; says so if there is none."""
        if self.board.current is None:
            self.say(self.t("board.choose_code"))
        return self.board.current

    # Names

    def action_rename_code(self) -> None:
        code = self._code()
        if code is None:
            return
        row, tested = code.code.id, bool(code.tests)

        def rename(name: str) -> str:
            recoding.rename_code(self.study, self.coder, row, name)
            return self.t(
                "board.renamed_tested" if tested else "board.renamed", code=one_line(name)
            )

        title = self.t("board.ask.rename_code", code=one_line(code.code.label))
        ask_text(self, title, code.code.label, rename, str)

    def action_recode(self) -> None:
        """Give the excerpts of the code a better one; the old one knows what became of it."""
        code = self._code()
        if code is None:
            return

        def recoded(better: int) -> str:
            self.board.go_to(better)
            assert self.ladder is not None
            name = self.ladder.by_code()[better].code.label
            blanks = {"code": one_line(code.code.label), "better": one_line(name)}
            return self.t("board.recoded", **blanks)

        ask_recode(self, code.code, recoded)

    # Merging and splitting

    def codes_there(self) -> Sequence[StudyCode]:
        return [] if self.ladder is None else [standing.code for standing in self.ladder.codes]

    def themes_there(self) -> Sequence[StudyTheme]:
        return [] if self.ladder is None else [standing.theme for standing in self.ladder.themes]

    def show_code(self, code_row: int) -> None:
        self.board.unmark()
        self.board.go_to(code_row)

    def action_merge(self) -> None:
        """Merge the code in focus, or all that are marked, into one that is chosen."""
        code = self._code()
        if code is not None:
            rows = list(self.board.marked) or [code.code.id]
            self.merge(*(held for held in self.codes_there() if held.id in rows))

    def action_split(self) -> None:
        """Go through the excerpts of the code one by one."""
        code = self._code()
        if code is None:
            return
        if code.passages:
            self.app.push_screen(SplitScreen(self.study, self.coder, code.code.id))
        else:
            self.say(self.t("board.nothing_to_split"))

    # Tests

    def action_test_code(self) -> None:
        code = self._code()
        if code is None:
            return
        if code.state == "in_use":
            self.say(self.t("board.not_tested", code=one_line(code.code.label)))
        else:
            row = code.code.id
            self.app.push_screen(VerdictScreen(self.study, self.coder, "code", row))

    def action_test_pile(self) -> None:
        pile = self.board.pile
        if pile is None or pile.kind != "theme" or not pile.codes:
            self.say(self.t("board.choose_full_pile"))
        else:
            row = pile.standings[0].theme.id
            self.app.push_screen(VerdictScreen(self.study, self.coder, "grouping", row))
