"""Research questions: which theme throws light on which, how they were worded, and chapters."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from qualcode.model.research import ResearchQuestion
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.ladder.asking_for import ask_text
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.tui.screens.ladder.chapters import Chapters
from qualcode.tui.screens.ladder.rung import WAYS_BACK
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.question_grid import QuestionGrid
from qualcode.workflow import asking

OF_CHAPTERS = ("themes", "breakdown", "shift", "from_themes")
OF_QUESTIONS = ("test", "board", "everything")


class QuestionsScreen(Chapters):
    """The keys of a page act on that page alone; new, reword and withdraw on each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("n", "new", "questions.new", room="questions"),
        key("e", "reword", "questions.reword", room="questions"),
        key("x", "withdraw", "questions.withdraw", room="questions"),
        key("t", "test", "questions.test", room="questions"),
        key("b", "board", "questions.board", room="questions"),
        key("a", "everything", "questions.everything", room="questions"),
        key("g", "themes", "questions.themes", room="questions"),
        key("o", "breakdown", "questions.breakdown", room="questions"),
        key("shift+up,K", "shift(-1)", "questions.earlier", room="questions"),
        key("shift+down,J", "shift(1)", "questions.later", room="questions", show=False),
        key("f", "from_themes", "questions.from_themes", room="questions"),
        key("1", "page('questions')", "questions.first", room="questions", show=False),
        key("2", "page('expected')", "questions.second", room="questions", show=False),
        key("3", "page('chapters')", "questions.third", room="questions", show=False),
        *WAYS_BACK,
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in OF_CHAPTERS:
            return self.page == "chapters" and (action == "from_themes" or bool(self.chapters))
        return action not in OF_QUESTIONS or self.page == "questions"

    # Links

    @on(QuestionGrid.Toggled)
    def toggle(self, message: QuestionGrid.Toggled) -> None:
        question, theme = message.question, message.theme
        linked = theme.id not in question.themes
        numbers = [q.id for q in self.questions]
        number = self.t("questions.number", n=numbers.index(question.id) + 1)
        said = f"questions.{'linked' if linked else 'unlinked'}"
        line = self.t(said, theme=one_line(theme.name), question=number)
        self.save(
            lambda: asking.link(self.study, self.coder, question.id, theme.id, linked=linked),
            lambda _: line,
        )

    # Wording

    def action_new(self) -> None:
        if self.page == "chapters":
            self.add_chapter()
            return
        kind = "expectation" if self.page == "expected" else "question"

        def write(words: str) -> int:
            return asking.ask(
                self.study,
                self.coder,
                words,
                kind="expectation" if kind == "expectation" else "question",
            )

        def written(row: int) -> str:
            self._stand_on(row)
            return self.t(f"questions.written.{kind}")

        ask_text(self, self.t(f"questions.ask.{kind}"), "", write, written)

    def _stand_on(self, row: int) -> None:
        """Put the cursor on a question or an expectation."""
        asked = next((q for q in self.questions if q.id == row), None)
        if asked is not None:
            self.grid.stand(asked, self.grid.theme)
        rows = [found.key for found in self.expected.rows]
        if row in rows:
            self.expected.move_to(rows.index(row))

    @property
    def _asked(self) -> ResearchQuestion | None:
        """The question, or the expectation, under the cursor."""
        if self.page == "expected":
            current = self.expected.current
            return None if current is None else current.question
        return self.grid.question if self.page == "questions" else None

    def action_reword(self) -> None:
        """Another wording, and why; the one that it had is kept."""
        if self.page == "chapters":
            self.rename_chapter()
        elif (question := self._asked) is not None:
            self._ask_words(question, question.words)

    @on(Grid.Opened, "#expected")
    def reword_expected(self) -> None:
        self.action_reword()

    def _ask_words(self, question: ResearchQuestion, typed: str) -> None:
        def answered(words: str | None) -> None:
            if words and words != question.words:
                title = self.t("questions.ask.why_reworded")
                self._ask_reason(
                    title, f"«{one_line(words)}»", lambda why: self._reword(question, words, why)
                )

        title = self.t("questions.ask.words")
        self.app.push_screen(AskText(self.study, self.coder, title, typed), answered)

    def _reword(self, question: ResearchQuestion, words: str, reason: str) -> None:
        self.save(
            lambda: asking.reword(
                self.study, self.coder, question.id, words, reason=reason, seen=question.words
            ),
            lambda _: self.t("questions.reworded"),
        )

    def action_withdraw(self) -> None:
        """Ask it no more, with a reason; the history keeps it."""
        if self.page == "chapters":
            self.remove_chapter()
        elif (question := self._asked) is not None:
            asked = question
            title = self.t("questions.ask.why_withdrawn")
            self._ask_reason(
                title, f"«{one_line(asked.words)}»", lambda why: self._withdraw(asked, why)
            )

    def _withdraw(self, question: ResearchQuestion, reason: str) -> None:
        self.save(
            lambda: asking.withdraw(self.study, self.coder, question.id, reason=reason),
            lambda _: self.t("questions.withdrawn"),
        )

    def _ask_reason(self, title: str, about: str, then: Callable[[str], object]) -> None:
        """Ask for a reason until there is one, or it is left."""

        def answered(reason: str | None) -> None:
            if reason:
                then(reason)
            elif reason is not None:
                self.notify(self.t("questions.reason_needed"), markup=False)
                self._ask_reason(title, about, then)

        dialog = AskText(self.study, self.coder, title, before=about)
        self.app.push_screen(dialog, answered)

    # Going elsewhere

    def action_test(self) -> None:
        theme = self.grid.theme
        if theme is not None:
            self.app.push_screen(VerdictScreen(self.study, self.coder, "grouping", theme.id))

    def action_board(self) -> None:
        self.app.push_screen(BoardScreen(self.study, self.coder))

    def action_everything(self) -> None:
        """Show the themes of the guide too, or leave them out again."""
        self.everything = not self.everything
        if self.ladder is not None:
            self.grid.show(self.questions, self.themes)
            self.show_page()
            self.say(self.t(f"questions.everything.{'on' if self.everything else 'off'}"))
