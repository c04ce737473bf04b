"""Work on the codebook where it is shown whole: meanings, recoding, splitting, and tests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.ladder import CodeStanding, ThemeStanding
from qualcode.model.method import TestKind
from qualcode.model.views import StudyCode, StudyTheme
from qualcode.tui.codebook_lines import CodeLine, ThemeLine
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.code_work import CodeWork
from qualcode.tui.screens.dialogs import AreYouSure, ask_reason
from qualcode.tui.screens.form import Field, Texts, edit_form
from qualcode.tui.screens.ladder.anew import ask_recode
from qualcode.tui.screens.ladder.asking_for import ask_text
from qualcode.tui.screens.ladder.codes_board import CodesBoard
from qualcode.tui.screens.ladder.splitting import SplitScreen
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.tui.screens.memo_editor import edit_own_memo
from qualcode.workflow import grouping, recoding, testing

MEANING = {"definition": 4, "include": 2, "exclude": 2, "example": 3}
"""What is written of a code in the form, and how many lines each field shows."""


class CodesWork(CodesBoard, CodeWork[None]):
    """Says first what it will touch, where codings move; and asks why, for the reports."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("d", "define", "codes.define", room="codes"),
        key("e", "rename_thing", "codes.rename", room="codes"),
        key("t", "test", "codes.test", room="codes"),
        key("v", "move_code", "codes.move", room="codes", show=False),
        key("g", "merge_code", "codes.merge", room="codes", show=False),
        key("s", "split", "codes.split", room="codes", show=False),
        key("o", "recode", "codes.recode", room="codes", show=False),
        key("z", "retire_code", "codes.retire", room="codes", show=False),
        key("m", "memo", "codes.memo", room="codes", show=False),
    ]

    def codes_there(self) -> Sequence[StudyCode]:
        return [] if self.ladder is None else [standing.code for standing in self.ladder.codes]

    def themes_there(self) -> Sequence[StudyTheme]:
        return [] if self.ladder is None else [standing.theme for standing in self.ladder.themes]

    def show_code(self, code_row: int) -> None:
        self.go_to_thing("code", code_row)

    def code_here(self) -> CodeStanding | None:
        """The code under the cursor; says so if there is none."""
        line = self.code_list.current
        if isinstance(line, CodeLine):
            return line.standing
        self.say(self.t("codebook.choose_code"))
        return None

    def theme_here(self) -> ThemeStanding | None:
        line = self.code_list.current
        return line.standing if isinstance(line, ThemeLine) else None

    # Names and meanings

    def action_rename_thing(self) -> None:
        with self.telling():
            if (theme := self.theme_here()) is not None:
                self.rename_theme(theme.theme)
            elif (code := self.code_here()) is not None:
                self.rename(code.code)

    def action_define(self) -> None:
        """Say what the code means, or what the codes of the theme have in common."""
        if (theme := self.theme_here()) is not None:
            self._describe(theme.theme)
        elif (code := self.code_here()) is not None:
            self._define(code.code)

    def _define(self, code: StudyCode) -> None:
        fields = [
            Field(name, self.t(f"codes.form.{name}"), lines) for name, lines in MEANING.items()
        ]

        def read() -> Texts:
            held = testing.standing_of(self.study, code.id).code.code
            return {name: getattr(held, name) for name in MEANING}

        def write(changed: Texts, seen: Texts) -> None:
            recoding.redefine_code(self.study, self.coder, code.id, seen=seen, **changed)

        title = self.t("codes.form.title", code=one_line(code.label))
        thing = f"meaning {code.id}"
        edit_form(self, title, fields, read, write, self.tell_written, self._defined(code), thing)

    def _defined(self, code: StudyCode) -> str:
        return self.t("codes.defined", code=one_line(code.label))

    def _describe(self, theme: StudyTheme) -> None:
        title = self.t("codes.ask.describe", theme=one_line(theme.name))
        line = self.t("codes.described", theme=one_line(theme.name))
        describe = partial(grouping.describe_theme, self.study, self.coder, theme.id)
        ask_text(self, title, one_line(theme.definition), describe, lambda _: line)

    def action_memo(self) -> None:
        code = self.code_here()
        if code is not None:
            name = one_line(code.code.label)
            edit_own_memo(self, name, self.tell_written, code_id=code.code.id)

    # Places, merging, and out of use

    def action_move_code(self) -> None:
        code = self.code_here()
        if code is not None:
            with self.telling():
                self.move(code.code)

    def action_merge_code(self) -> None:
        code = self.code_here()
        if code is not None:
            self.merge(code.code)

    def action_retire_code(self) -> None:
        """Give the code no more; one that is not given, give again."""
        code = self.code_here()
        if code is None:
            return
        with self.telling():
            if code.code.code.given:
                touch = self.touched(recoding.touches(self.study, code.code.id))
                blanks = {"code": one_line(code.code.label), "touch": touch}
                before = self.t("codes.before.retire", **blanks)
                title = self.t("codes.ask.retire")
                ask_reason(self, title, [before], partial(self.retire, code.code))
            elif code.code.code.state == "retired":
                self.give_again(code.code)
            else:
                self._tell_apart(code)

    def _tell_apart(self, code: CodeStanding) -> None:
        """What went to other codes comes back; first it is said from where."""
        lines = [self.t("codes.before.apart", code=one_line(code.code.label))]
        for fate in code.fates:
            into = self.book.codes.get(fate.into or 0)
            if into is not None:
                name = one_line(into.code.label)
                lines.append(f"  {self.t(f'codes.told.into.{fate.kind}', code=name)}")
        title, how = self.t("codes.ask.apart"), self.t("codes.ask.apart_how")
        self.app.push_screen(
            AreYouSure(self.study, self.coder, title, lines, how),
            lambda yes: self.give_again(code.code) if yes else None,
        )

    # Recoding

    def action_recode(self) -> None:
        """Give all passages of the code a better one; the old one knows what became of it."""
        code = self.code_here()
        if code is None:
            return

        def recoded(row: int) -> str:
            self.show_code(row)
            return self.t("codes.recoded", code=one_line(code.code.label))

        ask_recode(self, code.code, recoded)

    def action_split(self) -> None:
        code = self.code_here()
        if code is None:
            return
        if code.passages < 2:
            self.say(self.t("codes.nothing_to_split", code=one_line(code.code.label)))
        else:
            self.app.push_screen(SplitScreen(self.study, self.coder, code.code.id))

    # Tests

    def action_test(self) -> None:
        """Test the code or the theme under the cursor."""
        if (theme := self.theme_here()) is not None:
            self._test("grouping", theme.theme.id)
        elif (code := self.code_here()) is not None:
            self._test("code", code.code.id)

    def _test(self, kind: TestKind, row: int) -> None:
        self.app.push_screen(VerdictScreen(self.study, self.coder, kind, row))
