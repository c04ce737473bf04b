"""What is kept without history: where somebody was, and what she had begun to write."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.tables.base import Base


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
