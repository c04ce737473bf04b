"""Many passages given the same codes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, product
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select

from qualcode.errors import Conflict
from qualcode.model.spans import Span
from qualcode.store.codings import UNSAID
from qualcode.store.journal import Change, new_guid
from qualcode.store.setup import coder_id
from qualcode.store.tables import CodingRow
from qualcode.store.transcripts import lengths
from qualcode.store.voices import Voices, speech_of

Passage = tuple[int, Span]
"""The id of a transcript, and a span of its newest text."""


def code_all(change: Change, passages: Sequence[Passage], code_rows: Sequence[int]) -> int:
    """Let the coder of the change give each passage all the codes; returns how many codings were
    made.

    Codes that the coder gave the very passage before are passed over; Conflict if none is left.
    """
    coder = coder_id(change, change.coder)
    rows = list(_rows(change, coder, passages, list(dict.fromkeys(code_rows))))
    if not rows:
        raise Conflict("You have given these passages those codes already.")
    change.insert_many(CodingRow, rows)
    return len(rows)


def _rows(
    change: Change, coder: int, passages: Iterable[Passage], code_rows: Sequence[int]
) -> Iterator[Mapping[str, Any]]:
    text_lengths = lengths(change.connection)
    voices, stamp = Voices(change), change.at
    for transcript_id, group in groupby(sorted(set(passages)), itemgetter(0)):
        length = text_lengths.get(transcript_id, 0)
        speech = speech_of(change.connection, transcript_id, length)
        held = _held(change.connection, transcript_id, coder)
        for (_, span), code in product(group, code_rows):
            if span.end > length:
                raise Conflict("An interview has changed since the search; search again.")
            if (span.start, span.end, code) in held:
                continue
            yield {
                "guid": new_guid(),
                "transcript_id": transcript_id,
                "start": span.start,
                "end": span.end,
                "code_id": code,
                "coder_id": coder,
                "voice_id": voices.id_of(speech.members(span.start, span.end)),
                "created_at": stamp,
                **UNSAID,
            }


def _held(connection: Connection, transcript_id: int, coder: int) -> set[tuple[int, int, int]]:
    """(start, end, code) of what a coder has coded in a transcript."""
    statement = select(CodingRow.start, CodingRow.end, CodingRow.code_id).where(
        CodingRow.transcript_id == transcript_id, CodingRow.coder_id == coder
    )
    return {(start, end, code) for start, end, code in connection.execute(statement)}
