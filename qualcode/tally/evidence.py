"""The passages behind a number, as rows that a reader can find and cite."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, select

from qualcode.model.questions import Question, Quote, Row
from qualcode.store.tables import CoderRow, CodingRow
from qualcode.store.transcripts import text_of, turns_of
from qualcode.tally import answering
from qualcode.tally.admitting import source_of
from qualcode.tally.codes import Codes, RowSpec, read_codes, rows_of
from qualcode.tally.counting import UnitCounter
from qualcode.tally.facts import read_facts
from qualcode.tally.people import NOBODY, People, read_people
from qualcode.tally.scope import Place, Scope, places, scope_of
from qualcode.tally.segments import Merged, merged


def quotes(connection: Connection, question: Question, row: Row, column: str | None) -> list[Quote]:
    """The merged segments behind one number: of a row, in one column or in all."""
    people = read_people(connection)
    answering.check(people, question)
    codes = read_codes(connection)
    spec = next(r for r in rows_of(codes, question) if (r.theme, r.ident) == (row.theme, row.code))
    scope = scope_of(people, question)
    place = _place(scope, question, column)
    source = source_of(connection, people, question.coder)
    counted = scope.informants if place is None else scope.informants & place.informants
    if question.counts_units:
        facts = read_facts(connection, source, people.question_voice)
        counter = answering.counter_of(scope, facts, codes, question)
        assert isinstance(counter, UnitCounter)
        units = counter.things(spec, place)
        counted &= frozenset(i for u in units for m in counter.members(u, place) for i in m)
    found = [s for s in merged(connection, source, [spec.codes]) if s.informants & counted]
    return list(_quotes(connection, people, codes, [spec], found))


def _place(scope: Scope, question: Question, column: str | None) -> Place | None:
    if column is None:
        return None
    return next(p for p in places(scope, question) if p.key == column)


def all_quotes(connection: Connection, question: Question) -> Iterator[Quote]:
    """Every merged segment of every code within the scope of a question, interview by interview.

    Held in memory one interview at a time.
    """
    people = read_people(connection)
    codes = read_codes(connection)
    scope = scope_of(people, question)
    source = source_of(connection, people, question.coder)
    leaves = [
        RowSpec(c.theme, c.code.id, c.label, 1, frozenset({c.id}), c.code.colour) for c in codes.all
    ]
    spoken = merged(connection, source, [leaf.codes for leaf in leaves])
    found = (s for s in spoken if s.informants & scope.informants)
    yield from _quotes(connection, people, codes, leaves, found)


@dataclass(frozen=True, slots=True)
class _Coded:
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
    for transcript, group in groupby(segments, key=lambda s: s.transcript):
        interview = _read_interview(connection, people, transcript)
        for segment in group:
            yield _quote(people, codes, interview, rows[segment.row], segment)


@dataclass(frozen=True, slots=True)
class _Interview:
    id: int
    name: str
    text: str
    turn_ends: Sequence[int]
    codings: Mapping[int, Sequence[_Coded]]
    """By code."""


def _read_interview(connection: Connection, people: People, transcript: int) -> _Interview:
    revision, text = text_of(connection, transcript)
    by_code: dict[int, list[_Coded]] = defaultdict(list)
    for coding in _codings(connection, transcript):
        by_code[coding.code_id].append(coding)
    ends = [turn.end for turn in turns_of(connection, revision)]
    return _Interview(transcript, people.transcripts[transcript], text, ends, by_code)


def _quote(
    people: People, codes: Codes, interview: _Interview, row: RowSpec, segment: Merged
) -> Quote:
    made = [
        coding
        for code in row.codes
        for coding in interview.codings.get(code, ())
        if coding.start < segment.end and segment.start < coding.end
    ]
    made.sort(key=lambda c: (c.start, c.end, c.id))
    turn = bisect_right(interview.turn_ends, segment.start) + 1
    roles = (people.roles[i] for i in sorted(segment.informants))
    return Quote(
        transcript_id=interview.id,
        transcript=interview.name,
        start=segment.start,
        end=segment.end,
        text=interview.text[segment.start : segment.end],
        turn=turn if turn <= len(interview.turn_ends) else None,
        units=_units(people, segment.informants),
        role=", ".join(dict.fromkeys(filter(None, roles))),
        theme=row.theme,
        code=", ".join(dict.fromkeys(codes.labels[c.code_id] for c in made)) or row.label,
        coders=tuple(dict.fromkeys(c.coder for c in made)),
        memos=tuple(c.memo for c in made if c.memo),
        codings=tuple(c.id for c in made),
        stances=tuple(dict.fromkeys(c.stance for c in made if c.stance)),
    )


def _units(people: People, informants: frozenset[int]) -> tuple[str, ...]:
    units = sorted({u for i in informants for u in people.units_of.get(i, NOBODY)})
    return tuple(people.labels[u].key for u in units)


def _codings(connection: Connection, transcript: int) -> Iterator[_Coded]:
    statement = (
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
        .where(CodingRow.transcript_id == transcript)
        .order_by(CodingRow.start, CodingRow.end, CodingRow.id)
    )
    for row in connection.execute(statement):
        yield _Coded(*row)
