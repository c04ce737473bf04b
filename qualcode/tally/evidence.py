"""The passages behind a number, as rows that a reader can find and cite."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from qualcode.model.questions import TEXT_COUNTS, Question, Quote, Row
from qualcode.store.tables import CoderRow, CodingRow, TurnRow
from qualcode.store.transcripts import text_of
from qualcode.tally.codes import Codes, RowSpec
from qualcode.tally.counting import SpeakerCounter, UnitCounter
from qualcode.tally.ground import Ground
from qualcode.tally.people import NOBODY, People
from qualcode.tally.scope import Place, Scope, places
from qualcode.tally.segments import Merged, merged


def quotes(connection: Connection, question: Question, row: Row, column: str | None) -> list[Quote]:
    """The merged segments behind one number: of a row, in one column or in all."""
    ground = Ground(connection, question.coder)
    ground.check(question)
    spec = next(r for r in ground.rows(question) if (r.theme, r.ident) == (row.theme, row.code))
    scope = ground.scope(question)
    place = _place(scope, question, column)
    counted = scope.informants if place is None else scope.informants & place.informants
    if question.count not in TEXT_COUNTS:
        counted &= _informants(ground.counter(question), spec, place)
    found = [s for s in merged(connection, ground.source, [spec.codes]) if s.informants & counted]
    return list(_quotes(connection, ground.people, ground.codes, [spec], found))


def _informants(
    counter: UnitCounter | SpeakerCounter, row: RowSpec, place: Place | None
) -> frozenset[int]:
    """Who speaks for the units, or in the interviews, that were counted."""
    things = counter.things(row, place)
    if isinstance(counter, UnitCounter):
        return frozenset(i for unit in things for m in counter.members(unit, place) for i in m)
    if counter.question.count == "informants":
        return things
    transcript_of = counter.scope.people.transcript_of
    return frozenset(i for i in counter.scope.informants if transcript_of[i] in things)


def _place(scope: Scope, question: Question, column: str | None) -> Place | None:
    if column is None:
        return None
    return next(p for p in places(scope, question) if p.key == column)


def all_quotes(connection: Connection, question: Question) -> Iterator[Quote]:
    """Every merged segment of every code within the scope of a question, interview by interview.

    Held in memory one interview at a time.
    """
    ground = Ground(connection, question.coder)
    informants = ground.scope(question).informants
    leaves = [
        RowSpec(c.theme, c.code.id, c.label, 1, frozenset({c.id}), c.code.colour)
        for c in ground.codes.all
    ]
    spoken = merged(connection, ground.source, [leaf.codes for leaf in leaves])
    found = (s for s in spoken if s.informants & informants)
    yield from _quotes(connection, ground.people, ground.codes, leaves, found)


class _Coded(NamedTuple):
    id: int
    start: int
    end: int
    code_id: int
    coder: str
    stance: str | None
    memo: str


def _quotes(
    connection: Connection,
    people: People,
    codes: Codes,
    rows: Sequence[RowSpec],
    segments: Iterable[Merged],
) -> Iterator[Quote]:
    speakers = _Speakers(people)
    for transcript, group in groupby(segments, key=attrgetter("transcript")):
        interview = _read_interview(connection, people, transcript)
        for segment in group:
            yield _quote(speakers, codes, interview, rows[segment.row], segment)


@dataclass(frozen=True, slots=True)
class _Interview:
    id: int
    name: str
    text: str
    turn_ends: Sequence[int]
    codings: Mapping[int, Sequence[_Coded]]
    """By code, in the order in which they begin."""


def _read_interview(connection: Connection, people: People, transcript: int) -> _Interview:
    revision, text = text_of(connection, transcript)
    by_code: dict[int, list[_Coded]] = defaultdict(list)
    for row in connection.execute(_CODINGS, {"transcript": transcript}).all():
        coding = _Coded._make(row)
        by_code[coding.code_id].append(coding)
    ends = connection.execute(_TURN_ENDS, {"revision": revision}).scalars().all()
    return _Interview(transcript, people.transcripts[transcript], text, ends, by_code)


# Built once: a study has thousands of interviews, and building costs as much as running.
_CODINGS = (
    select(
        CodingRow.id,
        CodingRow.start,
        CodingRow.end,
        CodingRow.code_id,
        CoderRow.name,
        CodingRow.stance,
        CodingRow.memo,
    )
    .join(CoderRow, CoderRow.id == CodingRow.coder_id)
    .where(CodingRow.transcript_id == bindparam("transcript"))
    .order_by(CodingRow.start, CodingRow.end, CodingRow.id)
)
_TURN_ENDS = (
    select(TurnRow.end).where(TurnRow.revision_id == bindparam("revision")).order_by(TurnRow.start)
)


def _quote(
    speakers: _Speakers, codes: Codes, interview: _Interview, row: RowSpec, segment: Merged
) -> Quote:
    made = _made(interview, row, segment)
    turn = bisect_right(interview.turn_ends, segment.start) + 1
    units, role = speakers.of(segment.informants)
    return Quote(
        transcript_id=interview.id,
        transcript=interview.name,
        start=segment.start,
        end=segment.end,
        text=interview.text[segment.start : segment.end],
        turn=turn if turn <= len(interview.turn_ends) else None,
        units=units,
        role=role,
        theme=row.theme,
        code=", ".join(_once([codes.labels[c.code_id] for c in made])) or row.label,
        coders=_once([c.coder for c in made]),
        memos=tuple([c.memo for c in made if c.memo]),
        codings=tuple([c.id for c in made]),
        stances=_once([c.stance for c in made if c.stance]),
    )


def _made(interview: _Interview, row: RowSpec, segment: Merged) -> list[_Coded]:
    """The codings that were merged into a segment, in the order in which they begin."""
    start, end = segment.start, segment.end
    made = [
        coding
        for code in row.codes
        for coding in interview.codings.get(code, ())
        if coding.start < end and start < coding.end
    ]
    if len(row.codes) > 1:
        made.sort(key=attrgetter("start", "end", "id"))
    return made


def _once(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values)) if len(values) > 1 else tuple(values)


@dataclass(frozen=True, slots=True)
class _Speakers:
    """The units and the role of sets of informants; few sets speak in many segments."""

    people: People
    _known: dict[frozenset[int], tuple[tuple[str, ...], str]] = field(default_factory=dict)

    def of(self, informants: frozenset[int]) -> tuple[tuple[str, ...], str]:
        if informants not in self._known:
            self._known[informants] = (self._units(informants), self._role(informants))
        return self._known[informants]

    def _units(self, informants: frozenset[int]) -> tuple[str, ...]:
        units = sorted({u for i in informants for u in self.people.units_of.get(i, NOBODY)})
        return tuple(self.people.labels[u].key for u in units)

    def _role(self, informants: frozenset[int]) -> str:
        roles = (self.people.roles[i] for i in sorted(informants))
        return ", ".join(dict.fromkeys(filter(None, roles)))
