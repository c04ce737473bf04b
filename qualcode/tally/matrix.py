"""What each unit says of each code: the unit x code matrix, and how much each code is used."""

from __future__ import annotations

from qualcode.model.questions import Question
from qualcode.model.workbook import CodeUse, Matrix, MatrixUnit, Mention
from qualcode.tally import segments
from qualcode.tally.codes import RowSpec
from qualcode.tally.counting import UnitCounter
from qualcode.tally.ground import Ground


def matrix(ground: Ground, question: Question) -> Matrix:
    """One row per unit of the counted kind, one column per code."""
    ground.check(question)
    people = ground.people
    rows = [row for row in ground.rows(question) if row.ident]
    counter = ground.unit_counter(question)
    names = [a.name for a in people.attributes.values() if a.of == question.count]
    units = counter.scope.of_kind(question.count)
    columns = [_column(counter, row) for row in rows]
    return Matrix(
        kind=question.count,
        attributes=tuple(names),
        units=tuple(
            MatrixUnit(
                people.labels[unit].key,
                people.labels[unit].label,
                tuple(people.values.get(name, {}).get(unit, "") for name in names),
            )
            for unit in units
        ),
        codes=tuple((row.theme, row.ident, row.label) for row in rows),
        cells=tuple(tuple(column[unit] for column in columns) for unit in units),
    )


def _column(counter: UnitCounter, row: RowSpec) -> dict[int, Mention]:
    heard = counter.heard(row)
    negative, other = counter.having(heard.negative), counter.having(heard.other)
    asked = counter.asked(row)

    def mention(unit: int) -> Mention:
        if unit in negative:
            return "both" if unit in other else "explicit_no"
        if unit in other:
            return "yes"
        if unit in asked:
            return "asked_not_mentioned"
        return "not_asked" if unit in counter.with_interview else "no_information"

    return {unit: mention(unit) for unit in counter.all}


def uses(ground: Ground, question: Question) -> dict[str, CodeUse]:
    """Segments, interviews and units of each code, by its id, under the ground's coder rule."""
    people = ground.people
    rows = [row for row in ground.rows(question) if row.ident]
    counter = ground.unit_counter(question)
    scope = counter.scope
    counts = segments.counts(ground.connection, ground.source, [row.codes for row in rows])
    found = {}
    for row, by_informants in zip(rows, counts, strict=True):
        heard = counter.heard(row).all
        found[row.ident] = CodeUse(
            segments=sum(n for who, n in by_informants.items() if who & scope.informants),
            interviews=len({people.transcript_of[i] for i in heard}),
            units=len(counter.having(heard)),
        )
    return found
