"""Turns and words of merged segments, and how much informants say in all."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection, select

from qualcode.model.text import WORD, count_words
from qualcode.store.tables import SpeakerRow, TurnRow
from qualcode.store.transcripts import lengths, text_of
from qualcode.store.voices import Speech, speech_of
from qualcode.tally.admitting import Source
from qualcode.tally.segments import Merged, merged

Counts = list[dict[frozenset[int], int]]


def turns(connection: Connection, source: Source, rows: Sequence[frozenset[int]]) -> Counts:
    """Informants' turns that the merged segments of each row touch, each turn once."""
    found: list[dict[frozenset[int], int]] = [defaultdict(int) for _ in rows]
    for transcript, segments in _by_transcript(connection, source, rows):
        speech = speech_of(connection, transcript, 0)
        for row, group in groupby(segments, key=lambda s: s.row):
            for informant in _touched(speech, group):
                found[row][frozenset({informant})] += 1
    return [dict(counts) for counts in found]


def _touched(speech: Speech, segments: Iterable[Merged]) -> Iterator[int]:
    if speech.alone is not None:
        yield speech.alone
        return
    seen: set[int] = set()
    for segment in segments:
        first = bisect_left(speech.ends, segment.start + 1)
        last = bisect_left(speech.starts, segment.end)
        seen.update(range(first, last))
    yield from (speech.informants[t] for t in sorted(seen) if speech.informants[t])


def words(connection: Connection, source: Source, rows: Sequence[frozenset[int]]) -> Counts:
    """Words that begin inside the merged spans of each row."""
    found: list[dict[frozenset[int], int]] = [defaultdict(int) for _ in rows]
    for transcript, segments in _by_transcript(connection, source, rows):
        starts = _word_starts(text_of(connection, transcript)[1])
        for s in segments:
            if s.informants:
                count = bisect_left(starts, s.end) - bisect_left(starts, s.start)
                found[s.row][s.informants] += count
    return [dict(counts) for counts in found]


def _word_starts(text: str) -> array[int]:
    return array("L", (match.start() for match in WORD.finditer(text)))


def _by_transcript(
    connection: Connection, source: Source, rows: Sequence[frozenset[int]]
) -> Iterator[tuple[int, list[Merged]]]:
    # The segments are read to their end first: more is read from the database in between.
    found = list(merged(connection, source, rows))
    for transcript, group in groupby(found, key=lambda s: s.transcript):
        yield transcript, list(group)


def said_turns(connection: Connection) -> Mapping[int, int]:
    """How many turns each informant has; a text without turns is one."""
    return _said(connection, lambda text, start, end: 1, lambda text: 1)


def said_words(connection: Connection) -> Mapping[int, int]:
    """How many words each informant says, labels left out."""
    return _said(connection, lambda text, start, end: count_words(text[start:end]), count_words)


def _said(
    connection: Connection,
    of_turn: Callable[[str, int, int], int],
    of_text: Callable[[str], int],
) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for transcript in lengths(connection):
        revision, text = text_of(connection, transcript)
        turns_there = connection.execute(
            select(SpeakerRow.informant_id, TurnRow.body, TurnRow.end)
            .join(TurnRow, TurnRow.speaker_id == SpeakerRow.id)
            .where(TurnRow.revision_id == revision)
        ).all()
        for informant, body, end in turns_there:
            if informant is not None:
                found[informant] += of_turn(text, body, end)
        if not turns_there:
            alone = speech_of(connection, transcript, len(text)).alone
            if alone is not None:
                found[alone] += of_text(text)
    return found
