"""Testing: the person gives the verdict; the screen only knows which answers a pass needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.method import TESTS, TestKind, Verdict, decided
from qualcode.tui.keys import key
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.ladder.anew import ask_recode
from qualcode.tui.screens.ladder.asking_for import ask_text
from qualcode.tui.screens.ladder.rung import WAYS_BACK
from qualcode.tui.screens.ladder.subjects import Subject
from qualcode.tui.screens.ladder.verdict_board import VerdictBoard
from qualcode.workflow import conceptual, grouping, recoding, testing

AGAINST: dict[TestKind, Verdict] = {"code": "failed", "grouping": "failed", "concept": "back"}


class VerdictScreen(VerdictBoard):
    """Gives verdicts, and mends what did not pass there and then."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("p", "give_pass", "verdict.pass", room="verdict"),
        key("f", "give_fail", "verdict.fail", room="verdict"),
        key("x", "give_established", "verdict.established", room="verdict"),
        key("o", "recode", "verdict.recode", room="verdict"),
        key("n,right", "step(1)", "verdict.next", room="verdict"),
        key("b,left", "step(-1)", "verdict.previous", room="verdict", show=False),
        key("c", "comment", "verdict.comment", room="verdict"),
        key("e", "rename", "verdict.rename", room="verdict"),
        key("d", "define", "verdict.define", room="verdict", show=False),
        key("a", "everybody", "verdict.everybody", room="verdict", show=False),
        key("w", "wording", "verdict.wording", room="verdict", show=False),
        *WAYS_BACK,
    ]

    # Verdicts

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("recode",):
            return self.kind == "code"
        return action != "give_established" or self.kind == "concept"

    def action_give_pass(self) -> None:
        self._give("passed")

    def action_give_fail(self) -> None:
        self._give(AGAINST[self.kind])

    def action_give_established(self) -> None:
        self._give("replaced")

    def _give(self, verdict: Verdict) -> None:
        subject = self.subject
        if subject is None:
            return
        if unanswered := self._unanswered(verdict):
            self.say(self.t("verdict.answer_first", questions=", ".join(unanswered)))
            return
        looked_at, queue = self.looked_at, list(self.queue)

        def write() -> int:
            row = testing.give_verdict(
                self.study,
                self.coder,
                self.kind,
                subject.row,
                self.sheet.answers,
                verdict,
                comment=self.comment,
                language=self.language,
                looked_at=looked_at,
            )
            if verdict == "passed":
                self.passed = subject.row, queue
            return row

        def given(_: int) -> str:
            said = self.t(f"method.verdicts.{verdict}")
            line = self.t("verdict.given", label=subject.label, verdict=said)
            if verdict == "passed":
                return line
            return f"{line}   {self.t(f'verdict.then.{self.kind}')}"

        self.save(write, given)

    def _unanswered(self, verdict: Verdict) -> list[str]:
        """The questions that a verdict waits for. To pass it needs them all, and else one; where an
        answer stands against it, that is what there is to say."""
        answers = self.sheet.answers
        if answers and (verdict != "passed" or decided(self.kind, answers) is not None):
            return []
        return [a.key for a in TESTS[self.kind] if a.needed and a.key not in answers]

    # Back

    def action_undo(self) -> None:
        self._showing_what_waits(super().action_undo)

    def action_redo(self) -> None:
        self._showing_what_waits(super().action_redo)

    def _showing_what_waits(self, reverse: Callable[[], None]) -> None:
        """What waits again since its verdict was taken back, is what one looks at."""
        before = set(self.queue)
        reverse()
        came = [row for row in self.queue if row not in before]
        if came:
            self.show_test(came[0])

    # What one can do about it

    def action_comment(self) -> None:
        def answered(comment: str | None) -> None:
            if comment is not None:
                self.comment = comment
                self.show_thing()

        if self.subject is not None:
            title = self.t("verdict.ask.comment")
            self.app.push_screen(AskText(self.study, self.coder, title, self.comment), answered)

    def action_recode(self) -> None:
        """Give the excerpts of a code a better one."""
        subject = self.subject
        if subject is None or self.ladder is None:
            return

        def recoded(code: int) -> str:
            self.show_test(code)
            return self.t("verdict.recoded", label=subject.label)

        ask_recode(self, self.ladder.by_code()[subject.row].code, recoded)

    def action_rename(self) -> None:
        if self.subject is not None:
            self._ask("verdict.ask.rename", self.subject.label, self._rename)

    def _rename(self, subject: Subject, name: str) -> None:
        who = self.study, self.coder, subject.row
        match subject.kind:
            case "code":
                recoding.rename_code(*who, name)
            case "grouping":
                recoding.rename_theme(*who, name)
            case "concept":
                conceptual.redefine_concept(*who, name=name)

    def action_define(self) -> None:
        """Say what a code or a concept means, or what the codes of a theme share."""
        if self.subject is not None and self.ladder is not None:
            self._ask(f"verdict.ask.define.{self.kind}", self._definition(), self._define)

    def _definition(self) -> str:
        assert self.ladder is not None
        assert self.subject is not None
        row = self.subject.row
        if self.kind == "code":
            return self.ladder.by_code()[row].code.code.definition
        if self.kind == "grouping":
            return next(s.theme.definition for s in self.ladder.themes if s.theme.id == row)
        return next(s.concept.definition for s in self.ladder.concepts if s.concept.id == row)

    def _define(self, subject: Subject, text: str) -> None:
        who = self.study, self.coder, subject.row
        match subject.kind:
            case "code":
                recoding.redefine_code(*who, definition=text)
            case "grouping":
                grouping.describe_theme(*who, text)
            case "concept":
                conceptual.redefine_concept(*who, definition=text)

    def _ask(self, title: str, value: str, write: Callable[[Subject, str], object]) -> None:
        """Ask for a text about what is tested, until it can be kept or is given up."""
        subject = self.subject
        assert subject is not None
        asked = self.t(title, label=subject.label)
        ask_text(
            self,
            asked,
            value,
            lambda text: write(subject, text),
            lambda _: self.t("verdict.defined"),
        )

    def action_wording(self) -> None:
        """Word the question under the cursor as the team wants it asked."""
        ask = self.sheet.current
        if ask is None:
            return

        def answered(words: str | None) -> None:
            if words is not None:
                self.save(
                    lambda: testing.set_wording(
                        self.study, self.coder, ask.key, words, language=self.language
                    ),
                    worded,
                )

        def worded(_: None) -> str:
            self.words = testing.wording(self.study, self.language)
            self.sheet.reword(self.words)
            return self.t("verdict.worded", question=ask.key)

        title, how = self.t("verdict.ask.wording", question=ask.key), self.t("verdict.wording_how")
        value = self.words[ask.key]
        self.app.push_screen(AskText(self.study, self.coder, title, value, how=how), answered)
