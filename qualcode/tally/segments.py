"""Merged segments: overlapping spans of the same row in one transcript, made one (DESIGN 5.5).

Codings are read in the order of transcripts and places, as an index has them, so that one pass
merges all rows, and one interview is held at a time. Spans that only touch stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
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
    for segment in merged(connection, source, rows):
        found[segment.row][segment.informants] += 1
    return [dict(by_informants) for by_informants in found]


_Coding = Row[int, int, int, int, int]
"""Transcript, start, end, voice and code."""


def merged(
    connection: Connection, source: Source, rows: Sequence[frozenset[int]]
) -> Iterator[Merged]:
    """The merged segments themselves, by transcript, row and place."""
    rows_of: Mapping[int, list[int]] = defaultdict(list)
    for number, codes in enumerate(rows):
        for code in codes:
            rows_of[code].append(number)
    codings = _codings(connection, source, sorted(rows_of))
    for _, coded in groupby(codings, key=itemgetter(0)):
        by_row: dict[int, list[_Coding]] = defaultdict(list)
        for coding in coded:
            for row in rows_of[coding[-1]]:
                by_row[row].append(coding)
        for row in sorted(by_row):
            yield from _merge(row, by_row[row], source.voices)


def _codings(connection: Connection, source: Source, codes: Sequence[int]) -> Iterable[_Coding]:
    c = source.table.c
    statement = (
        select(c.transcript_id, c.start, c.end, c.voice_id, c.code_id)
        .where(and_(source.admitted, c.voice_id.is_not(None), c.code_id.in_(codes)))
        .order_by(c.transcript_id, c.start)
    )
    return connection.execute(statement.execution_options(yield_per=500))


def _merge(
    row: int, codings: Sequence[_Coding], voices: Mapping[int, frozenset[int]]
) -> Iterator[Merged]:
    """Of codings of one transcript, in the order in which they begin."""
    transcript, begin, reach, voice, _ = codings[0]
    heard = voices[voice]
    for _, start, end, voice, _ in codings[1:]:
        if start < reach:
            reach = max(reach, end)
            heard |= voices[voice]
        else:
            yield Merged(row, transcript, begin, reach, heard)
            begin, reach, heard = start, end, voices[voice]
    yield Merged(row, transcript, begin, reach, heard)
