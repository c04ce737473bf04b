"""Which tallies a study can be asked for, and how one question leads to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from qualcode.model.questions import Base, Question, RollUp, Row
from qualcode.model.units import CENTRE, AttributeDef
from qualcode.workflow import studies, tallying
from qualcode.workflow.studies import Study

BASES: tuple[Base, ...] = ("all", "interviewed", "asked", "mentions")
ROLL_UPS: tuple[RollUp, ...] = ("any", "all", "majority")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from in a study; `values` are pairs of attribute and value."""

    breakdowns: tuple[str | None, ...]
    counts: tuple[str, ...]
    coders: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    first: Question


def choices_of(study: Study) -> Choices:
    """Read what can be asked. The first question counts centres, by the first attribute."""
    spec = studies.spec_of(study)
    summary = studies.overview_of(study)
    kinds = [kind for kind, n in summary.units.items() if n]
    count = CENTRE if CENTRE in kinds else next(iter(kinds), "interviews")
    by = next((a.name for a in spec.attributes if a.of == count), None)
    judged = ("adjudicated",) if any(c.adjudicates for c in spec.coders) else ()
    several = ("all", *judged, *summary.coders) if len(summary.coders) > 1 else judged
    return Choices(
        breakdowns=(*tallying.breakdown_names(study), None),
        counts=tuple(c for c in tallying.counting_units(study) if summary.units.get(c, 1)),
        coders=("any", *several),
        values=tuple((a.name, value) for a in spec.attributes for value in _values_of(study, a)),
        first=Question(count=count, by=by),
    )


def _values_of(study: Study, attribute: AttributeDef) -> Sequence[str]:
    """The values of an attribute, in the order of the study; else those that units have."""
    if attribute.order():
        return attribute.order()
    question = Question(rows="themes", by=attribute.name, count="interviews")
    return [column.key for column in tallying.tally(study, question).columns if column.key]


def following(options: Sequence[T], now: T) -> T:
    """The option after this one, round and round."""
    at = options.index(now) if now in options else -1
    return options[(at + 1) % len(options)]


def next_base(question: Question, row: Row | None) -> Question:
    """The next base; "those who mention …" takes the code that the cursor is on."""
    base = following(BASES, question.base)
    if base == "mentions":
        if row is None or not row.code:
            return replace(question, base="all", base_code=None)
        return replace(question, base=base, base_code=row.code)
    return replace(question, base=base, base_code=None)
