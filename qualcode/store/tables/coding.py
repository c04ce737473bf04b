"""The codebook, what was coded with it, and what coders note and have read."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.tables.base import NO_REUSE, Row


class ThemeRow(Row):
    """`residual` keeps codes that are not used, `ungrouped` those that wait to be grouped; there
    is one of each at most."""

    __tablename__ = "theme"

    guid: Mapped[str] = mapped_column(String(32))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(unique=True)
    definition: Mapped[str] = mapped_column(Text)
    residual: Mapped[bool]
    ungrouped: Mapped[bool] = mapped_column(default=False)


class CodeRow(Row):
    """`ident` is the code's id in files. `state` says only whether the code is given (active) or
    what became of it; whether it has passed its test follows from the tests."""

    __tablename__ = "code"

    guid: Mapped[str] = mapped_column(String(32))
    position: Mapped[int]
    ident: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"), index=True)
    definition: Mapped[str] = mapped_column(Text)
    include: Mapped[str] = mapped_column(Text)
    exclude: Mapped[str] = mapped_column(Text)
    example: Mapped[str] = mapped_column(Text)
    origin: Mapped[str]
    question: Mapped[str] = mapped_column(Text)
    state: Mapped[str]
    colour: Mapped[str | None]
    key: Mapped[str | None]


class ExclusiveSetRow(Row):
    __tablename__ = "exclusive_set"

    position: Mapped[int]
    name: Mapped[str] = mapped_column(unique=True)


class ExclusiveMemberRow(Row):
    __tablename__ = "exclusive_member"
    __table_args__ = (UniqueConstraint("set_id", "code_id"), NO_REUSE)

    set_id: Mapped[int] = mapped_column(ForeignKey("exclusive_set.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"), index=True)


class CodingRow(Row):
    """`start` and `end` are code points in the newest revision of the transcript.

    `voice_id` is None where nobody speaks (a heading between turns). `coding_count` holds all
    that a tally reads, in the order it reads it.
    """

    __tablename__ = "coding"
    __table_args__ = (
        Index("coding_place", "transcript_id", "start"),
        Index(
            "coding_count",
            "code_id",
            "transcript_id",
            "voice_id",
            "start",
            "end",
            "coder_id",
            "stance",
        ),
        NO_REUSE,
    )

    guid: Mapped[str] = mapped_column(String(32))
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    start: Mapped[int]
    end: Mapped[int]
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    voice_id: Mapped[int | None] = mapped_column(ForeignKey("voice.id"))
    stance: Mapped[str | None]
    when: Mapped[str | None]
    value: Mapped[str]
    memo: Mapped[str] = mapped_column(Text)
    certainty: Mapped[int | None]
    created_at: Mapped[str]


class MemoRow(Row):
    """What a coder notes, in markdown, of a code, of an interview, or (both empty) of the study.

    A memo on a passage stands in its coding.
    """

    __tablename__ = "memo"

    guid: Mapped[str] = mapped_column(String(32))
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    transcript_id: Mapped[int | None] = mapped_column(ForeignKey("transcript.id"), index=True)
    code_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str]
    changed_at: Mapped[str]


class ReadingRow(Row):
    """A stretch of an interview that a coder has read and found nothing to code in."""

    __tablename__ = "reading"
    __table_args__ = (Index("reading_place", "transcript_id", "start"), NO_REUSE)

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    start: Mapped[int]
    end: Mapped[int]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[str]
