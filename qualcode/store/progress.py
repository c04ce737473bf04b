"""How far each interview has been read and coded: one sweep over turns and spans in their order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, func, literal, select

from qualcode.store.tables import CodingRow, ReadingRow, RevisionRow, SpeakerRow, TurnRow

ANYONE = 0
"""Stands for all who code, where ids of coders stand; those begin at 1."""

Touch = tuple[int, int, int, int, int]
"""Transcript, start, end, coder (by id), and 1 for a coding, 0 for what was read without one."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the informants' turns in one interview: how many there are, how many of them some
    coding touches, and how many each coder (by id) has coded anything in or marked as read."""

    turns: int = 0
    coded: int = 0
    read: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turns:
    """Where informants' turns start and end; a text without turns is one."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


def progress(connection: Connection) -> dict[int, Progress]:
    """By transcript; one in which informants say nothing is left out."""
    turns = _turns(connection)
    found = {transcript: Progress(len(held.starts)) for transcript, held in turns.items()}
    for transcript, touches in _touches(connection):
        if transcript in turns:
            held = turns[transcript]
            counts = touched(held.starts, held.ends, touches)
            coded = counts.pop(ANYONE, 0)
            found[transcript] = Progress(len(held.starts), coded, counts)
    return found


def touched(starts: Sequence[int], ends: Sequence[int], touches: Iterable[Touch]) -> dict[int, int]:
    """How many turns each coder has touched; `ANYONE` has those that some coding touches.

    Turns and touches stand in the order in which they start. So the turns that a touch can
    reach begin at `first`, which only moves on, and what a coder has touched from there is all
    that lies before `done`.
    """
    first = 0
    done: dict[int, int] = {}
    counts: dict[int, int] = {}
    for _, start, end, coder, coded in touches:
        while first < len(ends) and ends[first] <= start:
            first += 1
        last = bisect_left(starts, end, first)
        for who in (coder, ANYONE) if coded else (coder,):
            before = max(first, done.get(who, 0))
            if last > before:
                counts[who] = counts.get(who, 0) + last - before
                done[who] = last
    return counts


def _turns(connection: Connection) -> dict[int, Turns]:
    numbers = (
        select(RevisionRow.transcript_id, func.max(RevisionRow.number).label("number"))
        .group_by(RevisionRow.transcript_id)
        .subquery()
    )
    newest = (
        select(RevisionRow.id, RevisionRow.transcript_id, RevisionRow.length)
        .join(
            numbers,
            (numbers.c.transcript_id == RevisionRow.transcript_id)
            & (numbers.c.number == RevisionRow.number),
        )
        .subquery()
    )
    found: dict[int, Turns] = {}
    # The empty label is a text without turns.
    whole = (
        select(newest.c.transcript_id, newest.c.length)
        .join(SpeakerRow, SpeakerRow.transcript_id == newest.c.transcript_id)
        .where(SpeakerRow.label == "")
    )
    for transcript, length in connection.execute(whole):
        found[transcript] = Turns([0], [length])
    said = (
        select(newest.c.transcript_id, TurnRow.start, TurnRow.end)
        .join(TurnRow, TurnRow.revision_id == newest.c.id)
        .join(SpeakerRow, SpeakerRow.id == TurnRow.speaker_id)
        .where(SpeakerRow.interviewer.is_(False))
        .order_by(newest.c.transcript_id, TurnRow.start)
    )
    for transcript, rows in groupby(connection.execute(said), key=itemgetter(0)):
        _, starts, ends = zip(*rows, strict=True)
        found[transcript] = Turns(list(starts), list(ends))
    return found


def _touches(connection: Connection) -> Iterator[tuple[int, Iterable[Touch]]]:
    """What was coded and what was read, by transcript, in order; what one coder did twice to the
    same place, once."""
    marked: dict[int, list[Touch]] = defaultdict(list)
    for touch in _in_order(connection, ReadingRow, 0):
        marked[touch[0]].append(touch)
    for transcript, coded in groupby(_in_order(connection, CodingRow, 1), itemgetter(0)):
        yield transcript, _merged(coded, marked.pop(transcript, []))
    yield from marked.items()


def _in_order(
    connection: Connection, row_class: type[CodingRow | ReadingRow], coded: int
) -> Iterator[Touch]:
    columns = (row_class.transcript_id, row_class.start, row_class.end, row_class.coder_id)
    in_order = (row_class.transcript_id, row_class.start)
    statement = select(*columns, literal(coded)).distinct().order_by(*in_order)
    return iter(connection.execute(statement))


def _merged(coded: Iterator[Touch], read: list[Touch]) -> Iterable[Touch]:
    return merge(coded, read, key=itemgetter(1)) if read else coded
