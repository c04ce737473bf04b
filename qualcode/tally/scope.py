"""Who is looked at: the units and informants that `where` keeps, and the columns of a tally."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.errors import Phrase, WrongQuestion
from qualcode.model.questions import Question
from qualcode.tally.people import NOBODY, People


@dataclass(frozen=True)
class Scope:
    """What `where` leaves: units of every kind, and the informants who speak for them."""

    people: People
    units: frozenset[int]
    informants: frozenset[int]

    def of_kind(self, kind: str) -> tuple[int, ...]:
        return tuple(u for u in self.people.kinds[kind] if u in self.units)

    def speakers(self, unit: int) -> frozenset[int]:
        """Informants within the scope who speak for a unit themselves."""
        return self.people.speakers.get(unit, NOBODY) & self.informants

    def members(self, unit: int, place: Place | None = None) -> list[frozenset[int]]:
        """The speech that a unit is judged by: its own informants as one member, and those of
        each unit that lies in it. Members without an interview are no members.

        In a column that a unit reaches into from above, only the members that stand in the
        column speak for it: a county counts in the column USH by its nursing-home centres.
        """
        voices = {unit} | (self.people.children.get(unit, NOBODY) & self.units)
        if place is None:
            parts = [self.speakers(voice) for voice in sorted(voices)]
        else:
            if not place.named & ({unit} | self.people.parents.get(unit, NOBODY)):
                voices &= place.named
            parts = [self.speakers(voice) & place.informants for voice in sorted(voices)]
        return [part for part in parts if part]


@dataclass(frozen=True, slots=True)
class Place:
    """One column: the units that are in it, and the informants whose speech counts there.

    `named` are the units whose column it is.
    """

    key: str
    label: str
    named: frozenset[int]
    units: frozenset[int]
    informants: frozenset[int]


def scope_of(people: People, question: Question) -> Scope:
    everyone = frozenset(people.transcript_of)
    all_units = frozenset(people.labels)
    if not question.where:
        return Scope(people, all_units, everyone)
    kept = _kept(people, question.where)
    kin = frozenset(k for unit in kept for k in people.kin(unit))
    kind = people.attributes[question.where[0][0]].of
    of_kind = frozenset(people.kinds[kind])
    inside = kept.union(*(people.children.get(unit, NOBODY) for unit in kept))
    informants = frozenset(i for unit in inside for i in people.speakers.get(unit, NOBODY))
    return Scope(people, kept | (kin - of_kind), informants & everyone)


def _kept(people: People, where: tuple[tuple[str, str], ...]) -> frozenset[int]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for name, value in where:
        _check_value(people, name, value)
        wanted[name].add(value)
    if len({people.attributes[name].of for name in wanted}) > 1:
        raise WrongQuestion("All attributes of --where must be of the same kind of unit.")
    kept: frozenset[int] | None = None
    for name, values in wanted.items():
        having = frozenset(u for u, value in people.values.get(name, {}).items() if value in values)
        kept = having if kept is None else kept & having
    return kept or NOBODY


def _check_value(people: People, name: str, value: str) -> None:
    if name not in people.attributes:
        known = ", ".join(people.attributes) or Phrase("none")
        raise WrongQuestion(
            'There is no attribute "{name}"; the study has: {known}.', name=name, known=known
        )
    known_values = column_values(people, name)
    if value not in known_values:
        raise WrongQuestion(
            'The attribute "{name}" has no value "{value}"; it has: {known}.',
            name=name,
            value=value,
            known=", ".join(known_values),
        )


def column_values(people: People, name: str) -> list[str]:
    """The values of an attribute in the order of the study; those found follow."""
    found = dict.fromkeys(people.values.get(name, {}).values())
    return list(dict.fromkeys((*people.attributes[name].order(), *found)))


def places(scope: Scope, question: Question) -> list[Place]:
    """The columns of a question, in order; none without a breakdown."""
    people, by = scope.people, question.by
    if by is None or by == "none":
        return []
    if by == "interview":
        return _by_interview(scope)
    if by in people.kinds:
        return [_unit_place(scope, unit) for unit in scope.of_kind(by)]
    if by in people.attributes:
        return _by_attribute(scope, by)
    known = ", ".join(("interview", *people.kinds, *people.attributes))
    raise WrongQuestion(
        'There is nothing called "{by}" to break down by; there is: {known}.', by=by, known=known
    )


def _by_interview(scope: Scope) -> list[Place]:
    informants: dict[int, set[int]] = defaultdict(set)
    for informant, transcript in scope.people.transcript_of.items():
        if informant in scope.informants:
            informants[transcript].add(informant)
    return [
        Place(
            name,
            name,
            scope.units,
            _spoken_for(scope, informants[transcript]),
            frozenset(informants[transcript]),
        )
        for transcript, name in scope.people.transcripts.items()
        if transcript in informants
    ]


def _spoken_for(scope: Scope, informants: Iterable[int]) -> frozenset[int]:
    """The units that they speak for, and those in which these lie."""
    people = scope.people
    units = {u for i in informants for u in people.units_of.get(i, NOBODY)}
    return frozenset(units.union(*(people.parents.get(u, NOBODY) for u in units))) & scope.units


def _with_kin(scope: Scope, units: frozenset[int]) -> frozenset[int]:
    kin = frozenset(k for unit in units for k in scope.people.kin(unit))
    return units | (kin & scope.units)


def _place(scope: Scope, key: str, label: str, units: frozenset[int]) -> Place:
    """The column of some units: they, those that lie in them, and all who speak for these."""
    children = (scope.people.children.get(unit, NOBODY) for unit in units)
    inside = units.union(*children) & scope.units
    informants = frozenset(i for unit in inside for i in scope.speakers(unit))
    return Place(key, label, units, _with_kin(scope, units), informants)


def _unit_place(scope: Scope, unit: int) -> Place:
    named = scope.people.labels[unit]
    return _place(scope, named.key, named.label, frozenset({unit}))


def _by_attribute(scope: Scope, name: str) -> list[Place]:
    values = scope.people.values.get(name, {})
    of_kind = scope.of_kind(scope.people.attributes[name].of)
    found = [
        _place(scope, value, value, frozenset(u for u in of_kind if values.get(u) == value))
        for value in column_values(scope.people, name)
    ]
    without = frozenset(u for u in of_kind if u not in values)
    return [*found, _place(scope, "", "–", without)] if without else found
