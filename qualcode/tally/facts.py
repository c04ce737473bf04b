"""Who mentions which code, from one pass over the codings.

For counts of units, informants and interviews, overlapping codings need not be merged: a
merged segment touches the turns that its codings touch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, Row, Select, and_, case, func, select

from qualcode.store.tables import CodingRow
from qualcode.tally.admitting import Source

_NO, _OTHER = 1, 2
"""How a code was met, in bits: with a negative stance; with another, or none; `±` is both."""


@dataclass(frozen=True)
class Heard:
    """The informants who mention something, by what they say of it."""

    negative: frozenset[int] = frozenset()
    other: frozenset[int] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        return self.negative | self.other


@dataclass(frozen=True)
class Facts:
    """`heard` and `asked` are by code: who mentions it, and in which interviews it was asked."""

    heard: dict[int, Heard] = field(default_factory=dict)
    asked: dict[int, frozenset[int]] = field(default_factory=dict)

    def mentioning(self, codes: Iterable[int]) -> Heard:
        """Who mentions any of the codes: the union, never the sum."""
        found = [self.heard[code] for code in codes if code in self.heard]
        if len(found) == 1:
            return found[0]
        return Heard(
            frozenset().union(*(h.negative for h in found)),
            frozenset().union(*(h.other for h in found)),
        )

    def asked_in(self, codes: Iterable[int]) -> frozenset[int]:
        """The interviews in which any of the codes stands on a question."""
        return frozenset().union(*(self.asked.get(code, frozenset()) for code in codes))


def read_facts(connection: Connection, source: Source, question_voice: int) -> Facts:
    """What the coder rule admits; questions are asked whoever marked them."""
    said = connection.execute(_said(source, question_voice))
    heard = {code: _heard(rows, source.voices) for code, rows in groupby(said, itemgetter(0))}
    asked: dict[int, set[int]] = defaultdict(set)
    for code, transcript in connection.execute(_asked(question_voice)):
        asked[code].add(transcript)
    return Facts(heard, {code: frozenset(transcripts) for code, transcripts in asked.items()})


def _heard(rows: Iterable[Row[int, int, int, int]], voices: Mapping[int, frozenset[int]]) -> Heard:
    negative: set[int] = set()
    other: set[int] = set()
    for _, _, voice, met in rows:
        if met & _NO:
            negative |= voices[voice]
        if met & _OTHER:
            other |= voices[voice]
    return Heard(frozenset(negative), frozenset(other))


def _said(source: Source, question_voice: int) -> Select[int, int, int, int]:
    """(code, transcript, voice, how it was met), grouped along an index: the transcript is
    there only because it stands between the others in it."""
    c = source.table.c
    negative = func.max(case((c.stance.in_(("-", "±")), _NO), else_=0))
    other = func.max(case((c.stance == "-", 0), else_=_OTHER))
    along = (c.code_id, c.transcript_id, c.voice_id)
    spoken = and_(c.voice_id.is_not(None), c.voice_id != question_voice)
    return (
        select(*along, negative + other)
        .where(source.admitted, spoken)
        .group_by(*along)
        .order_by(*along)
        .execution_options(yield_per=500)
    )


def _asked(question_voice: int) -> Select[int, int]:
    """(code, transcript) where the code stands on a question."""
    return (
        select(CodingRow.code_id, CodingRow.transcript_id)
        .where(CodingRow.voice_id == question_voice)
        .distinct()
    )
