"""All tables of a study. Ids are never used again, so that the history can name rows for ever."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NO_REUSE: dict[str, Any] = {"sqlite_autoincrement": True}


class Base(DeclarativeBase):
    """`id` is the first column of every table but those that are keyed by what they belong to."""


class Row(Base):
    """A table with an integer key that the journal can name."""

    __abstract__ = True
    __table_args__: Any = NO_REUSE

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class StudyRow(Row):
    __tablename__ = "study"

    guid: Mapped[str] = mapped_column(String(32))
    title: Mapped[str]
    language: Mapped[str]
    created_at: Mapped[str]


class ChapterRow(Row):
    """`themes` and `breakdown` are JSON lists of names."""

    __tablename__ = "chapter"

    position: Mapped[int]
    title: Mapped[str]
    themes: Mapped[str]
    breakdown: Mapped[str]


class CoderRow(Row):
    __tablename__ = "coder"

    guid: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(unique=True)
    adjudicates: Mapped[bool] = mapped_column(default=False)


class UnitKindRow(Row):
    __tablename__ = "unit_kind"

    position: Mapped[int]
    name: Mapped[str] = mapped_column(unique=True)
    of: Mapped[str | None]
    column: Mapped[str | None]
    separator: Mapped[str | None]
    file: Mapped[str | None]


class UnitRow(Row):
    """`key` is how files name the unit."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("kind_id", "key"), NO_REUSE)

    guid: Mapped[str] = mapped_column(String(32))
    kind_id: Mapped[int] = mapped_column(ForeignKey("unit_kind.id"))
    position: Mapped[int]
    key: Mapped[str]
    name: Mapped[str]


class UnitLinkRow(Row):
    """`unit` lies in, or is hosted by, `parent` (a centre in a county)."""

    __tablename__ = "unit_link"
    __table_args__ = (UniqueConstraint("unit_id", "parent_id"), NO_REUSE)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    parent_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)


class AttributeRow(Row):
    """`definition` is JSON: values, aliases and classes as in `model.units.AttributeDef`."""

    __tablename__ = "attribute"
    __table_args__ = (UniqueConstraint("kind_id", "name"), NO_REUSE)

    kind_id: Mapped[int] = mapped_column(ForeignKey("unit_kind.id"))
    position: Mapped[int]
    name: Mapped[str]
    type: Mapped[str]
    definition: Mapped[str] = mapped_column(Text)


class UnitAttributeRow(Row):
    """`raw` is what the file said, `value` what tallies use (alias resolved, class of a number)."""

    __tablename__ = "unit_attribute"
    __table_args__ = (UniqueConstraint("unit_id", "attribute_id"), NO_REUSE)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    attribute_id: Mapped[int] = mapped_column(ForeignKey("attribute.id"), index=True)
    raw: Mapped[str]
    value: Mapped[str]


class SourceFileRow(Row):
    """An imported file, byte for byte."""

    __tablename__ = "source_file"

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class TranscriptRow(Row):
    """The newest `RevisionRow` of a transcript is its text."""

    __tablename__ = "transcript"

    guid: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    source_file_id: Mapped[int] = mapped_column(ForeignKey("source_file.id"), index=True)
    mode: Mapped[str]
    date: Mapped[str]
    remarks: Mapped[str] = mapped_column(Text)
    details: Mapped[str] = mapped_column(Text)


class RevisionRow(Row):
    """A text that never changes, `length` code points long.

    `words` counts all of it, `said` what informants say in it.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("transcript_id", "number"), NO_REUSE)

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    length: Mapped[int]
    words: Mapped[int]
    said: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class SegmentationRow(Base):
    """Sentences and words of a revision, made once by the language room; can be made again."""

    __tablename__ = "segmentation"

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True
    )
    sentences: Mapped[bytes] = mapped_column(LargeBinary)
    words: Mapped[bytes] = mapped_column(LargeBinary)


class InformantRow(Row):
    __tablename__ = "informant"

    guid: Mapped[str] = mapped_column(String(32))
    role: Mapped[str]


class InformantUnitRow(Row):
    __tablename__ = "informant_unit"
    __table_args__ = (UniqueConstraint("informant_id", "unit_id"), NO_REUSE)

    informant_id: Mapped[int] = mapped_column(ForeignKey("informant.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)


class SpeakerRow(Row):
    """A label in a transcript and who it stands for; the empty label is a text without turns.

    An interviewer has no informant.
    """

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("transcript_id", "label"), NO_REUSE)

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    label: Mapped[str]
    interviewer: Mapped[bool]
    informant_id: Mapped[int | None] = mapped_column(ForeignKey("informant.id"), index=True)


class TurnRow(Row):
    __tablename__ = "turn"
    __table_args__ = (Index("turn_place", "revision_id", "start"), NO_REUSE)

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    number: Mapped[int]
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id"))
    start: Mapped[int]
    body: Mapped[int]
    end: Mapped[int]


class VoiceRow(Row):
    """Who is heard in a span: a set of informants.

    Looked up when a coding is made, so that a tally need not look at turns. `members` names
    the set by informant ids ("3", "3,5"); the empty set is a span in which only an
    interviewer speaks, that is, a question that was asked. Sets are kept for ever.
    """

    __tablename__ = "voice"

    members: Mapped[str] = mapped_column(unique=True)


class VoiceMemberRow(Base):
    """No foreign key to the informant: the set outlives an import that is taken back."""

    __tablename__ = "voice_member"

    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"), primary_key=True)
    informant_id: Mapped[int] = mapped_column(primary_key=True, index=True)


class ThemeRow(Row):
    __tablename__ = "theme"

    guid: Mapped[str] = mapped_column(String(32))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(unique=True)
    definition: Mapped[str] = mapped_column(Text)
    residual: Mapped[bool]


class CodeRow(Row):
    """`ident` is the code's id in files."""

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


class PlaceRow(Base):
    """Where a coder left an interview, `offset` code points from its start. It says nothing about
    the study, and so has no history; `coder` is a name, who need not have coded yet."""

    __tablename__ = "place"

    coder: Mapped[str] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(
        ForeignKey("transcript.id", ondelete="CASCADE"), primary_key=True
    )
    offset: Mapped[int]
    at: Mapped[str]


class DraftRow(Base):
    """What a coder is writing of a thing and has not kept: without history, as `PlaceRow` is.
    `seen` is the text that was kept when she began."""

    __tablename__ = "draft"

    coder: Mapped[str] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    seen: Mapped[str] = mapped_column(Text)
    at: Mapped[str]


class ChangeRow(Row):
    """One entry in the history. `coder` is a name, so that it outlives the coder's row.

    `root_id` is empty for what a person did, and names it in its undoings and redoings.
    """

    __tablename__ = "change"

    guid: Mapped[str] = mapped_column(String(32))
    at: Mapped[str]
    coder: Mapped[str]
    action: Mapped[str]
    summary: Mapped[str] = mapped_column(Text)
    direction: Mapped[str] = mapped_column(default="do")
    root_id: Mapped[int | None] = mapped_column(ForeignKey("change.id"), index=True)


class ChangedRow(Row):
    """One row of one table, as it was before and after a change, in JSON (None: no such row)."""

    __tablename__ = "changed_row"
    __table_args__ = (Index("changed_row_named", "table", "row_id"), NO_REUSE)

    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), index=True)
    seq: Mapped[int]
    table: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


class ChangedBatch(Row):
    """Rows that came or went together, by the range of their ids.

    Rows that came are not written down again here: they are in their table, or in the batch
    that took them away (`gone`, compressed JSON).
    """

    __tablename__ = "changed_batch"

    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), index=True)
    seq: Mapped[int]
    table: Mapped[str]
    first_id: Mapped[int]
    last_id: Mapped[int]
    count: Mapped[int]
    gone: Mapped[bytes | None] = mapped_column(LargeBinary)


JOURNAL: frozenset[str] = frozenset({"change", "changed_row", "changed_batch"})
"""The tables of the history itself."""

DERIVED: frozenset[str] = frozenset({"segmentation", "voice", "voice_member", "place", "draft"})
"""What can be made again from the rest, or is only where somebody was or what she had begun to
write: without history."""
