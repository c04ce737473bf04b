"""Recoding while one sorts: codes named anew, replaced, merged and split, and their tests."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.ladder import CodeStanding
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import AreYouSure
from qualcode.tui.screens.ladder.asking_for import ask_text
from qualcode.tui.screens.ladder.board_piles import WorkOnPiles
from qualcode.tui.screens.ladder.parts import choice_of, part_called
from qualcode.tui.screens.ladder.splitting import SplitScreen
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.tui.screens.picking import Choice, PickOne
from qualcode.tui.words import counted
from qualcode.workflow import recoding, splitting


class Recoding(WorkOnPiles):
    """What does not fit is mended on the spot, and then waits for its test."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("c", "rename_code", "board.rename_code", room="board", show=False),
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
        row, label = code.code.id, one_line(code.code.label)

        def recode(name: str) -> int:
            assert self.ladder is not None
            part = part_called(self.ladder, name)
            return splitting.replace_code(self.study, self.coder, row, part)

        def recoded(better: int) -> str:
            self.board.go_to(better)
            assert self.ladder is not None
            name = self.ladder.by_code()[better].code.label
            return self.t("board.recoded", code=label, better=one_line(name))

        ask_text(self, self.t("board.ask.recode", code=label), "", recode, recoded)

    # Merging and splitting

    def action_merge(self) -> None:
        """Merge the code in focus, or all that are marked, into one that is chosen."""
        code = self._code()
        if code is None or self.ladder is None:
            return
        sources = list(self.board.marked) or [code.code.id]
        targets = [
            choice_of(other)
            for other in self.ladder.codes
            if other.code.code.given and (other.code.id not in sources or len(sources) > 1)
        ]

        def chosen(found: Choice | None) -> None:
            if found is not None:
                with self.telling():
                    self._ask_merge([row for row in sources if row != found.id], found)

        what = self.codes_named(sources)
        title, hint = self.t("board.ask.merge", codes=what), self.t("board.ask.code")
        self.app.push_screen(PickOne(self.study, self.coder, title, hint, targets), chosen)

    def _ask_merge(self, sources: list[int], target: Choice) -> None:
        touch = recoding.touches(self.study, *sources)
        what, into = self.codes_named(sources), one_line(target.name)

        def merge() -> None:
            recoding.merge_codes(self.study, self.coder, sources, target.id)

        def merged(_: None) -> str:
            self.board.unmark()
            self.board.go_to(target.id)
            return self.t("board.merged", codes=what, target=into)

        told = self.t(
            "codebook.touch.in_interviews",
            codings=counted(self.t, "codebook.touch.codings", touch.codings),
            interviews=counted(self.t, "codebook.touch.interviews", touch.interviews),
        )
        lines = [
            self.t("board.merge_what", codes=what, target=into),
            self.t("codebook.merge.codings", touch=told, target=into),
            self.t("board.merge_kept"),
        ]
        title, how = self.t("codebook.merge.title"), self.t("codebook.merge.how")
        self.app.push_screen(
            AreYouSure(self.study, self.coder, title, lines, how),
            lambda yes: self.save(merge, merged) if yes else None,
        )

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
