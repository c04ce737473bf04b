"""What the study asks: research questions with their versions, what was expected, which themes
throw light on what, and the chapters that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import Conflict, InvalidData, NotFound
from qualcode.model.lives import Step
from qualcode.model.research import Expectation, Foresight, QuestionKind, ResearchQuestion
from qualcode.model.studies import Chapter
from qualcode.model.text import normalise
from qualcode.model.views import StudyTheme
from qualcode.store import births, codebooks, past, setup
from qualcode.store import questions as store
from qualcode.store.journal import Change
from qualcode.store.study import Study
from qualcode.store.tables import ResearchQuestionRow
from qualcode.workflow.recoding import theme_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Grid:
    """Themes by questions. `unanswered` are questions without a theme, `astray` themes without a
    question: a finding either way."""

    questions: tuple[ResearchQuestion, ...]
    themes: tuple[StudyTheme, ...]

    def linked(self, question: ResearchQuestion, theme: StudyTheme) -> bool:
        return theme.id in question.themes

    @property
    def unanswered(self) -> list[ResearchQuestion]:
        return [question for question in self.questions if not question.themes]

    @property
    def astray(self) -> list[StudyTheme]:
        asked = {theme for question in self.questions for theme in question.themes}
        return [theme for theme in self.themes if theme.id not in asked]


def questions(study: Study) -> list[ResearchQuestion]:
    """Research questions and expectations, in their order."""
    with study.read() as connection:
        return store.read(connection)


def grid(study: Study) -> Grid:
    """The research questions, and the themes that have codes."""
    with study.read() as connection:
        return grid_of(connection)


def grid_of(connection: Connection) -> Grid:
    asked = [q for q in store.read(connection) if q.kind == "question"]
    used = {code.theme_id for code in codebooks.read_codes(connection)}
    themes = [t for t in codebooks.read_themes(connection) if t.real and t.id in used]
    return Grid(tuple(asked), tuple(themes))


def ask(study: Study, coder: str, words: str, *, kind: QuestionKind = "question") -> int:
    """A new research question; or an expectation, best written down before anybody reads."""
    words = _worded(words)
    with study.change(coder, f"new {kind}", words) as change:
        return store.add(change, kind, words)


def reword(
    study: Study,
    coder: str,
    question_id: int,
    words: str,
    *,
    reason: str = "",
    seen: str | None = None,
) -> None:
    """Word a question anew, as when a theme shows that it should be sharper. The old wording is
    kept as a version. Conflict where it is not worded any more as it was `seen`."""
    words = _worded(words)
    with study.change(coder, "reword question", words, reason=reason) as change:
        if seen not in (None, _question(change, question_id).words):
            raise Conflict(
                "The question was worded anew meanwhile, perhaps in another window; it is shown as "
                "it is now."
            )
        change.update(ResearchQuestionRow, question_id, words=words)


def withdraw(study: Study, coder: str, question_id: int, *, reason: str = "") -> None:
    """Ask a question no more; the history keeps it."""
    with study.change(coder, "withdraw question", reason=reason) as change:
        change.summary = _question(change, question_id).words
        store.remove(change, question_id)


def link(study: Study, coder: str, question_id: int, theme_id: int, *, linked: bool = True) -> None:
    """Say that a theme throws light on a question, or that it does not."""
    with study.change(coder, "link question" if linked else "unlink question") as change:
        question, theme = _question(change, question_id), theme_of(change, theme_id)
        change.summary = f"{theme.name} · {question.words}"
        store.link(change, question_id, theme_id, linked=linked)


def expectations(study: Study) -> list[Expectation]:
    """What was expected, in its order, and whether it was before anybody had coded or read."""
    with study.read() as connection:
        begun = births.of_work(connection)
        held = [q for q in store.read(connection) if q.kind == "expectation"]
        return [Expectation(q, _foresight(connection, q, begun)) for q in held]


def _foresight(connection: Connection, expected: ResearchQuestion, begun: str | None) -> Foresight:
    if begun is None or expected.at < begun:
        # A study that was taken in whole says nothing of when it was worded anew.
        worded = [
            step
            for step in past.life(connection, ResearchQuestionRow, expected.id)
            if step.field == "words" and step.action == "reword question"
        ]
        late = begun is not None and any(step.at >= begun for step in worded)
        return "reworded" if late else "before"
    return "after"


def versions(study: Study, question_id: int) -> list[Step]:
    """How a question was worded, from its making on."""
    with study.read() as connection:
        return past.life(connection, ResearchQuestionRow, question_id)


def chapters(study: Study) -> tuple[Chapter, ...]:
    """The chapters as they are handed over."""
    with study.read() as connection:
        return setup.read_spec(connection).chapters


def set_chapters(
    study: Study,
    coder: str,
    wanted: Sequence[Chapter],
    *,
    seen: Sequence[Chapter] | None = None,
) -> None:
    """Set the chapters, in order, as one change. InvalidData where one has no title, or a theme is
    in no codebook; Conflict where the chapters are others by now than those that were `seen`."""
    with study.change(coder, "set chapters") as change:
        if seen is not None and tuple(seen) != setup.read_spec(change.connection).chapters:
            raise Conflict(
                "The chapters were changed meanwhile, perhaps in another window; they are shown as "
                "they are now. Look at them, and try again."
            )
        known = {theme.name for theme in codebooks.read_themes(change.connection)}
        for chapter in wanted:
            if not chapter.title.strip():
                raise InvalidData("A chapter needs a title.")
            if missing := [name for name in chapter.themes if name not in known]:
                raise InvalidData(
                    "There is no theme «{theme}» for the chapter «{chapter}».",
                    theme=missing[0],
                    chapter=chapter.title,
                )
        change.summary = ", ".join(chapter.title for chapter in wanted)
        setup.write_chapters(change, wanted)


def _worded(words: str) -> str:
    found = " ".join(normalise(words).split())
    if not found:
        raise InvalidData("A question needs words.")
    return found


def _question(change: Change, question_id: int) -> ResearchQuestion:
    for question in store.read(change.connection):
        if question.id == question_id:
            return question
    raise NotFound("The question is not there any more: somebody has withdrawn it.")
