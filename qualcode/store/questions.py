"""Research questions, what was expected, and which themes throw light on which question."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, func, select

from qualcode.model.research import QuestionKind, ResearchQuestion
from qualcode.store.journal import Change, new_guid
from qualcode.store.tables import QuestionThemeRow, ResearchQuestionRow


def read(connection: Connection) -> list[ResearchQuestion]:
    """All questions and expectations in their order, with the rows of their themes."""
    themes: dict[int, list[int]] = defaultdict(list)
    links = select(QuestionThemeRow.question_id, QuestionThemeRow.theme_id)
    for question, theme in connection.execute(links.order_by(QuestionThemeRow.id)):
        themes[question].append(theme)
    statement = select(
        ResearchQuestionRow.id,
        ResearchQuestionRow.kind,
        ResearchQuestionRow.words,
        ResearchQuestionRow.at,
    ).order_by(ResearchQuestionRow.position, ResearchQuestionRow.id)
    return [
        ResearchQuestion(
            row.id,
            "expectation" if row.kind == "expectation" else "question",
            row.words,
            row.at,
            tuple(themes.get(row.id, ())),
        )
        for row in connection.execute(statement)
    ]


def add(change: Change, kind: QuestionKind, words: str, at: str = "") -> int:
    """A question at the end; `at` is when it was written down, if that is not now."""
    highest = change.connection.execute(select(func.max(ResearchQuestionRow.position))).scalar()
    position = 0 if highest is None else highest + 1
    return change.insert(
        ResearchQuestionRow,
        guid=new_guid(),
        position=position,
        kind=kind,
        words=words,
        at=at or change.at,
    )


def link(change: Change, question_id: int, theme_id: int, *, linked: bool) -> None:
    """Let a theme throw light on a question, or no more."""
    statement = select(QuestionThemeRow.id).where(
        QuestionThemeRow.question_id == question_id, QuestionThemeRow.theme_id == theme_id
    )
    row = change.connection.execute(statement).scalar()
    if linked and row is None:
        change.insert(QuestionThemeRow, question_id=question_id, theme_id=theme_id)
    elif not linked and row is not None:
        change.delete(QuestionThemeRow, row)


def unlink_theme(change: Change, theme_id: int) -> None:
    """A theme that goes throws light on nothing."""
    links = select(QuestionThemeRow.id).where(QuestionThemeRow.theme_id == theme_id)
    change.delete_many(QuestionThemeRow, change.connection.execute(links).scalars().all())


def remove(change: Change, question_id: int) -> None:
    links = select(QuestionThemeRow.id).where(QuestionThemeRow.question_id == question_id)
    change.delete_many(QuestionThemeRow, change.connection.execute(links).scalars().all())
    change.delete(ResearchQuestionRow, question_id)
