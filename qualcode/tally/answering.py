"""From a question to a table: every row and column counted, and what is missing said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from qualcode.errors import Phrase
from qualcode.model.questions import (
    TEXT_COUNTS,
    Column,
    Question,
    Row,
    SumLine,
    Table,
    Violation,
)
from qualcode.tally import amounts, segments
from qualcode.tally.codes import Codes, RowSpec
from qualcode.tally.counting import Amounts, SpeakerCounter, UnitCounter, cell_of
from qualcode.tally.ground import Ground
from qualcode.tally.scope import Place, Scope, places


def answer(connection: Connection, question: Question) -> Table:
    """Count. WrongQuestion says which part of the question has no meaning in this study."""
    return answer_on(Ground(connection, question.coder), question)


def answer_on(ground: Ground, question: Question) -> Table:
    """Count on a ground that other questions of the same coder rule share."""
    ground.check(question)
    rows = ground.rows(question)
    scope = ground.scope(question)
    columns = places(scope, question)
    notes = tuple(_notes(ground.codes, rows))
    if question.count in TEXT_COUNTS:
        counted = _amounts(ground, scope, question, rows)
        return _table_of_amounts(question, rows, columns, counted, notes)
    return _table_of_things(question, rows, columns, ground.counter(question), notes)


def _amounts(ground: Ground, scope: Scope, question: Question, rows: Sequence[RowSpec]) -> Amounts:
    connection, source = ground.connection, ground.source
    unions = [row.codes for row in rows]
    if question.count == "segments":
        return Amounts(scope, segments.counts(connection, source, unions), None)
    if question.count == "turns":
        counts = amounts.turns(connection, source, unions)
        return Amounts(scope, counts, amounts.said_turns(connection))
    counts = amounts.words(connection, source, unions)
    return Amounts(scope, counts, amounts.said_words(connection))


def _table_of_amounts(
    question: Question,
    rows: Sequence[RowSpec],
    columns: Sequence[Place],
    counted: Amounts,
    notes: tuple[Phrase, ...],
) -> Table:
    return Table(
        question=question,
        columns=tuple(Column(p.key, p.label) for p in columns),
        rows=tuple(
            Row(
                theme=row.theme,
                code=row.ident,
                label=row.label,
                depth=row.depth,
                cells=tuple(counted.cell(number, place) for place in columns),
                total=counted.cell(number, None),
                colour=row.colour,
                residual=row.residual,
            )
            for number, row in enumerate(rows)
        ),
        notes=notes,
    )


def _table_of_things(
    question: Question,
    rows: Sequence[RowSpec],
    columns: Sequence[Place],
    counter: UnitCounter | SpeakerCounter,
    notes: tuple[Phrase, ...],
) -> Table:
    interviewed = len(counter.with_interview) if isinstance(counter, UnitCounter) else None
    return Table(
        question=question,
        columns=tuple(Column(p.key, p.label, _size(counter, p)) for p in columns),
        rows=tuple(
            Row(
                theme=row.theme,
                code=row.ident,
                label=row.label,
                depth=row.depth,
                cells=tuple(cell_of(counter, row, place) for place in columns),
                total=cell_of(counter, row, None),
                missing=counter.missing(row),
                colour=row.colour,
                residual=row.residual,
            )
            for row in rows
        ),
        sums=_sums(rows, columns, counter),
        size=len(counter.all),
        interviewed=interviewed,
        violations=tuple(_violations(counter)) if isinstance(counter, UnitCounter) else (),
        notes=notes,
    )


def _notes(codes: Codes, rows: Sequence[RowSpec]) -> Iterator[Phrase]:
    """Codes that count for a theme in which they have no row."""
    shown = {row.theme for row in rows if not row.ident}
    by_id = {code.id: code for code in codes.all}
    for theme in codes.themes:
        for code in codes.second.get(theme.id, ()) if theme.name in shown else ():
            yield Phrase(
                "«{theme}» counts «{code}» as well, which has its row under «{home}».",
                theme=theme.name,
                code=by_id[code].label,
                home=by_id[code].theme,
            )


def _size(counter: UnitCounter | SpeakerCounter, place: Place) -> int | None:
    return len(counter.all & place.units) if isinstance(counter, UnitCounter) else None


def _sums(
    rows: Sequence[RowSpec], columns: Sequence[Place], counter: UnitCounter | SpeakerCounter
) -> SumLine | None:
    """Over the rows that are no union of other rows in the table."""
    shown = [counter.codes.by_ident[row.ident].id for row in rows if row.ident]
    above = frozenset[int]().union(*(counter.codes.ancestors(code) for code in shown))
    unions = {code.code.id for code in counter.codes.all if code.id in above}
    leaves = [row for row in rows if row.depth and row.ident not in unions]
    if not leaves:
        return None
    found = [[counter.things(row, place) for row in leaves] for place in (*columns, None)]
    mentions = [sum(map(len, sets)) for sets in found]
    behind = [len(frozenset[int]().union(*sets)) for sets in found]
    return SumLine(tuple(mentions[:-1]), mentions[-1], tuple(behind[:-1]), behind[-1])


def _violations(counter: UnitCounter) -> list[Violation]:
    """Units with more than one code of a set whose codes exclude each other."""
    found = []
    by_ident = counter.codes.by_ident
    for group in counter.codes.exclusive:
        saying = {
            ident: counter.saying(
                counter.facts.mentioning(counter.codes.union(by_ident[ident].id)).all
                & counter.scope.informants
            )
            for ident in group.codes
        }
        ordered = [code.code.id for code in counter.codes.all if code.code.id in saying]
        for unit in counter.scope.of_kind(counter.question.count):
            codes = tuple(ident for ident in ordered if unit in saying[ident])
            if len(codes) > 1:
                label = counter.scope.people.labels[unit].key
                found.append(Violation(group.name, label, codes))
    return found
