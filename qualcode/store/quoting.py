"""Passages that something other than a code hangs on, with their words."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from sqlalchemy import Connection, select

from qualcode.errors import InvalidData
from qualcode.model.concepts import QuotedPassage
from qualcode.model.spans import Span
from qualcode.store.tables import TranscriptRow
from qualcode.store.transcripts import length_of, text_of

Reader = Callable[[int, int, int], QuotedPassage]


def reader(connection: Connection) -> Reader:
    """A function (transcript, start, end) that gives passages; it holds a few texts at a time."""
    names = dict(connection.execute(select(TranscriptRow.id, TranscriptRow.name)).all())
    text = lru_cache(maxsize=8)(lambda transcript_id: text_of(connection, transcript_id)[1])

    def passage(transcript_id: int, start: int, end: int) -> QuotedPassage:
        span = Span(start, end)
        return QuotedPassage(
            transcript_id, names[transcript_id], span, span.of(text(transcript_id))
        )

    return passage


def refuse_beyond(connection: Connection, transcript_id: int, span: Span) -> None:
    """Raises InvalidData for a passage that ends beyond its text."""
    length = length_of(connection, transcript_id)
    if span.end > length:
        raise InvalidData(
            "The passage ends at {end}, but the text has {length} characters.",
            end=span.end,
            length=length,
        )
