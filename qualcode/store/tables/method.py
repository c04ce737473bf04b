"""The ladder from codes to concepts: tests, what codes became, placements, EARs, questions."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.model.codebook import Life
from qualcode.store.tables.base import NO_REUSE, Row


class CodeAnchorRow(Row):
    """The passage that a code was born from, or that its example stands in (`role`)."""

    __tablename__ = "code_anchor"
    __table_args__ = (UniqueConstraint("code_id", "role"), NO_REUSE)

    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    role: Mapped[str]
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]


class FateRow(Row):
    """What became of a code that is not given any more: `kind` is replaced, merged, split or
    retired; `into_id` is empty where nothing came of it. A code may have become several."""

    __tablename__ = "fate"

    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"), index=True)
    kind: Mapped[Life] = mapped_column(String)
    into_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    at: Mapped[str]


class MovedCodingRow(Row):
    """A coding that came to another code with a fate. Where it was folded into one that was there,
    `folded` holds both as they were, in JSON (`store.folding`), so that codes can be told apart.

    No foreign key to the coding: it may be taken away meanwhile.
    """

    __tablename__ = "moved_coding"

    fate_id: Mapped[int] = mapped_column(ForeignKey("fate.id"), index=True)
    coding_id: Mapped[int] = mapped_column(index=True)
    folded: Mapped[str | None] = mapped_column(Text)


class PlacementRow(Row):
    """Why a code stands in a theme: with a reason, against the tests (`override`), or as in a
    second one. A code that stands in its own theme without any of these has no such row."""

    __tablename__ = "placement"
    __table_args__ = (UniqueConstraint("code_id", "theme_id"), NO_REUSE)

    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    override: Mapped[bool]


class TestRow(Row):
    """A person's verdict on a code, a theme or a concept. Never changed: who tests again adds one.

    `answers`, `seen` (what was tested, as it was) and `asked` (the questions as they were worded)
    are JSON. `digest` tells whether the thing is still as it was tested.
    """

    __tablename__ = "test"
    __test__ = False  # for pytest: this is no test of the program

    guid: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str]
    code_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    concept_id: Mapped[int | None] = mapped_column(ForeignKey("concept.id"), index=True)
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    at: Mapped[str]
    answers: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str]
    comment: Mapped[str] = mapped_column(Text)
    digest: Mapped[str]
    seen: Mapped[str] = mapped_column(Text)
    asked: Mapped[str] = mapped_column(Text)


class WordingRow(Row):
    """A question of a test in a team's own words, in a language."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("key", "language"), NO_REUSE)

    key: Mapped[str]
    language: Mapped[str]
    words: Mapped[str] = mapped_column(Text)


class EarRow(Row):
    """An empirical-analytical reference point: an idea that hangs on a passage (`EarAnchorRow`).
    `stage` is where in the work it came."""

    __tablename__ = "ear"

    guid: Mapped[str] = mapped_column(String(32))
    title: Mapped[str]
    idea: Mapped[str] = mapped_column(Text)
    theory: Mapped[str] = mapped_column(Text)
    stage: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[str]


class EarAnchorRow(Row):
    __tablename__ = "ear_anchor"

    ear_id: Mapped[int] = mapped_column(ForeignKey("ear.id"), index=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]


class ConceptRow(Row):
    """`theory` are the established concepts that it uses or stands against."""

    __tablename__ = "concept"

    guid: Mapped[str] = mapped_column(String(32))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(unique=True)
    definition: Mapped[str] = mapped_column(Text)
    theory: Mapped[str] = mapped_column(Text)
    dropped: Mapped[str] = mapped_column(Text)
    """Why it was given up; empty while it was not. It is kept all the same."""


class ConceptPartRow(Row):
    """A theme or an EAR that a concept gathers; `override` is why, where a theme is not tested."""

    __tablename__ = "concept_part"
    __table_args__ = (
        UniqueConstraint("concept_id", "theme_id"),
        UniqueConstraint("concept_id", "ear_id"),
        NO_REUSE,
    )

    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    ear_id: Mapped[int | None] = mapped_column(ForeignKey("ear.id"), index=True)
    override: Mapped[str] = mapped_column(Text)


class EvidenceRow(Row):
    """A passage that speaks for a concept, or against it (`side`)."""

    __tablename__ = "evidence"

    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id"), index=True)
    side: Mapped[str]
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[str]


class ResearchQuestionRow(Row):
    """A research question, or what somebody expected to find (`kind`), first written down `at` that
    time. Earlier wordings are in the history."""

    __tablename__ = "research_question"

    guid: Mapped[str] = mapped_column(String(32))
    position: Mapped[int]
    kind: Mapped[str]
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[str]


class QuestionThemeRow(Row):
    """A theme that throws light on a research question."""

    __tablename__ = "question_theme"
    __table_args__ = (UniqueConstraint("question_id", "theme_id"), NO_REUSE)

    question_id: Mapped[int] = mapped_column(ForeignKey("research_question.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)


class SnapshotRow(Row):
    """A name for the study as it was right after a change (0: before any)."""

    __tablename__ = "snapshot"

    name: Mapped[str] = mapped_column(unique=True)
    change_id: Mapped[int]
    at: Mapped[str]


class LookedAgainRow(Row):
    """Somebody has looked at a segment, or (without one) at an interview, again since a change of a
    code: no foreign key to the coding, which may be taken away."""

    __tablename__ = "looked_again"

    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"), index=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    coding_id: Mapped[int | None]
    cause: Mapped[int]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    at: Mapped[str]


class CodebookFileRow(Row):
    """A codebook file as it was when it was last loaded or saved: what both sides began from."""

    __tablename__ = "codebook_file"

    name: Mapped[str] = mapped_column(unique=True)
    at: Mapped[str]
    book: Mapped[str] = mapped_column(Text)
