"""Turns and words of merged segments, and how much informants say in all."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

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
    """Words that begin inside the merged spans of each row, each by whoever says it.

    Labels and the interviewer's words inside a span are no informant's, and would make a share
    of what informants say pass 100 percent.
    """
    found: list[dict[frozenset[int], int]] = [defaultdict(int) for _ in rows]
    for transcript, segments in _by_transcript(connection, source, rows):
        revision, text = text_of(connection, transcript)
        starts = _word_starts(text)
        said = _said_where(connection, transcript, revision, len(text))
        ends = [end for _, _, end in said]
        for s in segments:
            for place in range(bisect_right(ends, s.start), len(said)):
                informant, start, end = said[place]
                if start >= s.end:
                    break
                words_before = bisect_left(starts, max(s.start, start))
                count = bisect_left(starts, min(s.end, end)) - words_before
                found[s.row][frozenset({informant})] += count
    return [dict(counts) for counts in found]


def _said_where(
    connection: Connection, transcript: int, revision: int, length: int
) -> list[tuple[int, int, int]]:
    """(informant, start, end) of what informants say, labels left out."""
    statement = (
        select(SpeakerRow.informant_id, TurnRow.body, TurnRow.end)
        .join(TurnRow, TurnRow.speaker_id == SpeakerRow.id)
        .where(TurnRow.revision_id == revision)
        .order_by(TurnRow.start)
    )
    turns_there = connection.execute(statement).all()
    if turns_there:
        return [(who, body, end) for who, body, end in turns_there if who is not None]
    alone = speech_of(connection, transcript, length).alone
    return [] if alone is None else [(alone, 0, length)]


def _word_starts(text: str) -> array[int]:
    return array("L", (match.start() for match in WORD.finditer(text)))


def _by_transcript(
    connection: Connection, source: Source, rows: Sequence[frozenset[int]]
) -> Iterator[tuple[int, list[Merged]]]:
    for transcript, group in groupby(merged(connection, source, rows), attrgetter("transcript")):
        yield transcript, list(group)


def said_turns(connection: Connection) -> Mapping[int, int]:
    """How many turns each informant has; a text without turns is one."""
    return _said(connection, lambda _text: 1)


def said_words(connection: Connection) -> Mapping[int, int]:
    """How many words each informant says, labels left out."""
    return _said(connection, count_words)


def _said(connection: Connection, amount: Callable[[str], int]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for transcript in lengths(connection):
        revision, text = text_of(connection, transcript)
        for informant, start, end in _said_where(connection, transcript, revision, len(text)):
            found[informant] += amount(text[start:end])
    return found
