"""Who mentions which code, from one pass over the codings.

For counts of units, informants and interviews, overlapping codings need not be merged: a
merged segment touches the turns that its codings touch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, FromClause, String, and_, case, cast, func, select

from qualcode.store.tables import CodingRow
from qualcode.tally.admitting import Source

_ASKED, _NO, _OTHER = 0, 1, 2
"""How a code was met: in a question; with a negative stance; with another stance, or none.
The last two are bits, and `±` is both."""


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
        return Heard(
            frozenset().union(*(h.negative for h in found)),
            frozenset().union(*(h.other for h in found)),
        )

    def asked_in(self, codes: Iterable[int]) -> frozenset[int]:
        """The interviews in which any of the codes stands on a question."""
        return frozenset().union(*(self.asked.get(code, frozenset()) for code in codes))


def read_facts(connection: Connection, source: Source, question_voice: int) -> Facts:
    """What the coder rule admits; questions are asked whoever marked them."""
    voices: dict[tuple[int, int], list[int]] = defaultdict(list)
    asked: dict[int, frozenset[int]] = {}
    codings = CodingRow.__table__
    for code, met, ids in _lists(connection, source.table, source.admitted, question_voice):
        if met != _ASKED:
            voices[code, met] += ids
    on_questions = codings.c.voice_id == question_voice
    for code, _, ids in _lists(connection, codings, on_questions, question_voice):
        asked[code] = frozenset(ids)
    return Facts({code: _heard(source, voices, code) for code, _ in voices}, asked)


def _heard(source: Source, voices: dict[tuple[int, int], list[int]], code: int) -> Heard:
    def informants(bit: int) -> frozenset[int]:
        lists = (ids for (c, met), ids in voices.items() if c == code and met & bit)
        return frozenset().union(*(source.voices[v] for ids in lists for v in ids))

    return Heard(informants(_NO), informants(_OTHER))


def _lists(
    connection: Connection,
    table: FromClause,
    admitted: ColumnElement[bool],
    question_voice: int,
) -> Iterator[tuple[int, int, list[int]]]:
    """(code, how it was met, voices); where it was asked, the interviews instead of voices.

    The database groups along its index and hands over a list per code, since fetching
    hundreds of thousands of rows one by one would cost more than counting them.
    """
    c = table.c
    negative = func.max(case((c.stance.in_(("-", "±")), _NO), else_=0))
    other = func.max(case((c.stance == "-", 0), else_=_OTHER))
    groups = (
        select(
            c.code_id,
            c.transcript_id,
            c.voice_id,
            (negative + other).label("met"),
        )
        .where(and_(admitted, c.voice_id.is_not(None)))
        .group_by(c.code_id, c.transcript_id, c.voice_id)
        .subquery()
    )
    g = groups.c
    asked = g.voice_id == question_voice
    met = case((asked, _ASKED), else_=g.met)
    ids = cast(case((asked, g.transcript_id), else_=g.voice_id), String)
    statement = select(g.code_id, met.label("how"), func.aggregate_strings(ids, ",")).group_by(
        g.code_id, met
    )
    for code, how, joined in connection.execute(statement):
        yield code, how, [int(part) for part in joined.split(",")]
