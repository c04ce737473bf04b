"""Passages that something other than a code hangs on, with their words."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from sqlalchemy import Connection, and_, func, select
from sqlalchemy.orm import aliased

from qualcode.errors import InvalidData
from qualcode.model.concepts import QuotedPassage
from qualcode.model.spans import Span
from qualcode.store.tables import EarAnchorRow, EvidenceRow, RevisionRow, TranscriptRow
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


def quoted(
    connection: Connection, row_class: type[EarAnchorRow] | type[EvidenceRow]
) -> dict[int, QuotedPassage]:
    """The passages of all rows of a table, by row: the database cuts them out of the texts, which
    are much longer."""
    numbers = aliased(RevisionRow)
    newest = (
        select(func.max(numbers.number))
        .where(numbers.transcript_id == TranscriptRow.id)
        .scalar_subquery()
    )
    start, end = row_class.start, row_class.end
    statement = (
        select(
            row_class.id,
            TranscriptRow.id,
            TranscriptRow.name,
            start,
            end,
            func.substr(RevisionRow.text, start + 1, end - start),
        )
        .join(TranscriptRow, TranscriptRow.id == row_class.transcript_id)
        .join(
            RevisionRow,
            and_(RevisionRow.transcript_id == TranscriptRow.id, RevisionRow.number == newest),
        )
    )
    found, whole = {}, reader(connection)
    for row_id, transcript_id, name, first, last, words in connection.execute(statement):
        # A database takes a NUL for the end of a text.
        if len(words) == last - first:
            found[row_id] = QuotedPassage(transcript_id, name, Span(first, last), words)
        else:
            found[row_id] = whole(transcript_id, first, last)
    return found


def refuse_beyond(connection: Connection, transcript_id: int, span: Span) -> None:
    """Raises InvalidData for a passage that ends beyond its text."""
    length = length_of(connection, transcript_id)
    if span.end > length:
        raise InvalidData(
            "The passage ends at {end}, but the text has {length} characters.",
            end=span.end,
            length=length,
        )
