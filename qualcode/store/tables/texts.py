"""Transcripts, their texts, and who speaks in them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.tables.base import NO_REUSE, Base, Row


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
