"""What coders have read and found nothing to code in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, bindparam, func, select

from qualcode.errors import Conflict, InvalidData, NotFound
from qualcode.model.spans import Span, merge
from qualcode.model.views import Reading
from qualcode.store.journal import Change
from qualcode.store.setup import coder_id
from qualcode.store.tables import CoderRow, ReadingRow, TranscriptRow
from qualcode.store.transcripts import length_of

_OF_TRANSCRIPT = (
    select(ReadingRow.id, ReadingRow.start, ReadingRow.end, CoderRow.name, ReadingRow.created_at)
    .join(CoderRow, CoderRow.id == ReadingRow.coder_id)
    .where(ReadingRow.transcript_id == bindparam("transcript"))
    .order_by(ReadingRow.start, ReadingRow.end, ReadingRow.id)
)


def of_transcript(connection: Connection, transcript_id: int) -> tuple[Reading, ...]:
    """All stretches of a transcript that somebody marked as read, in order."""
    return tuple(
        Reading(row_id, Span(start, end), coder, at)
        for row_id, start, end, coder, at in connection.execute(
            _OF_TRANSCRIPT, {"transcript": transcript_id}
        )
    )


def mark(change: Change, transcript_id: int, spans: Iterable[Span]) -> list[int]:
    """Mark stretches as read by the coder of the change; returns the ids of the marks.

    What lies within stretches that she has marked already is passed over; Conflict is raised if
    that holds for all of them.
    """
    held = of_transcript(change.connection, transcript_id)
    new = list(_beyond(spans, merge(r.span for r in held if r.coder == change.coder)))
    if not new:
        raise Conflict("You have marked this as read already.")
    length = length_of(change.connection, transcript_id)
    if new[-1].end > length:
        raise InvalidData(
            "The stretch ends at {end}, but the text has {length} characters.",
            end=new[-1].end,
            length=length,
        )
    coder, at = coder_id(change, change.coder), change.at
    return [
        change.insert(
            ReadingRow,
            transcript_id=transcript_id,
            start=span.start,
            end=span.end,
            coder_id=coder,
            created_at=at,
        )
        for span in new
    ]


def _beyond(spans: Iterable[Span], held: Sequence[Span]) -> Iterator[Span]:
    """The spans in order, without those that lie within one of `held` or within another."""
    reached = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        before = bisect_right(held, span.start, key=lambda stretch: stretch.start)
        covered = before > 0 and held[before - 1].covers(span)
        if not covered and span.end > reached:
            yield span
            reached = span.end


def unmark(change: Change, reading_ids: Collection[int]) -> None:
    """Take marks away. NotFound if none of them is there any more."""
    before = change.seq
    for row_id in reading_ids:
        change.delete(ReadingRow, row_id)
    if change.seq == before:
        raise NotFound("The mark is gone; somebody has taken it away.")


def described(connection: Connection, reading_ids: Collection[int]) -> str:
    """The interviews that marks stand in, with how many: `07 Leder.txt (3)`."""
    statement = (
        select(TranscriptRow.name, func.count())
        .join(ReadingRow, ReadingRow.transcript_id == TranscriptRow.id)
        .where(ReadingRow.id.in_(reading_ids))
        .group_by(TranscriptRow.id)
        .order_by(TranscriptRow.id)
    )
    return ", ".join(f"{name} ({count})" for name, count in connection.execute(statement))
