"""Merged segments: overlapping spans of the same row in one transcript, made one (DESIGN 5.5).

Codings are read in the order of transcripts and places, as an index has them, so that one pass
merges all rows, and one interview is held at a time. Spans that only touch stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import Connection, Row, and_, select

from qualcode.tally.admitting import Source


class Merged(NamedTuple):
    """One merged segment of a row (by its number); `informants` are heard in it."""

    row: int
    transcript: int
    start: int
    end: int
    informants: frozenset[int]


def counts(
    connection: Connection, source: Source, rows: Sequence[frozenset[int]]
) -> list[dict[frozenset[int], int]]:
    """For each row, how many merged segments belong to each set of informants."""
    found: list[dict[frozenset[int], int]] = [defaultdict(int) for _ in rows]
    for _, segments in _by_transcript(connection, source, rows):
        for segment in segments:
            found[segment.row][segment.informants] += 1
    return [dict(by_informants) for by_informants in found]


def merged(
    connection: Connection, source: Source, rows: Sequence[frozenset[int]]
) -> Iterator[Merged]:
    """The merged segments themselves, by transcript, row and place."""
    for transcript, segments in _by_transcript(connection, source, rows):
        segments.sort(key=attrgetter("row"))
        for s in segments:
            yield Merged(s.row, transcript, s.start, s.end, s.informants)


@dataclass(slots=True)
class _Growing:
    """A segment that a span which begins before its end makes longer."""

    row: int
    start: int
    end: int
    informants: frozenset[int]


_Span = Row[int, int, int, int, int]
"""Transcript, start, end, code and voice."""


def _by_transcript(
    connection: Connection, source: Source, rows: Sequence[frozenset[int]]
) -> Iterator[tuple[int, list[_Growing]]]:
    """The segments of each transcript in the order in which they begin."""
    rows_of: Mapping[int, list[int]] = defaultdict(list)
    for number, codes in enumerate(rows):
        for code in codes:
            rows_of[code].append(number)
    spans = _spans(connection, source, sorted(rows_of))
    for transcript, of_one in groupby(spans, key=lambda span: span[0]):
        yield transcript, _merge(of_one, rows_of, source.voices)


def _spans(connection: Connection, source: Source, codes: Sequence[int]) -> Iterable[_Span]:
    c = source.table.c
    statement = (
        select(c.transcript_id, c.start, c.end, c.code_id, c.voice_id)
        .where(and_(source.admitted, c.voice_id.is_not(None), c.code_id.in_(codes)))
        .order_by(c.transcript_id, c.start)
    )
    return connection.execute(statement.execution_options(yield_per=5000))


def _merge(
    spans: Iterable[_Span],
    rows_of: Mapping[int, list[int]],
    voices: Mapping[int, frozenset[int]],
) -> list[_Growing]:
    found: list[_Growing] = []
    newest: dict[int, _Growing] = {}
    for _, start, end, code, voice in spans:
        heard = voices[voice]
        for row in rows_of[code]:
            segment = newest.get(row)
            if segment is None or segment.end <= start:
                newest[row] = segment = _Growing(row, start, end, heard)
                found.append(segment)
            else:
                segment.end = max(segment.end, end)
                if heard is not segment.informants:
                    segment.informants |= heard
    return found
