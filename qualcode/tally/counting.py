"""How many: one counter for things that can be told apart (units, informants, interviews), and
one for amounts of text (segments, turns, words)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qualcode.model.questions import Base, Cell, Missing, Question, RollUp
from qualcode.tally.codes import Codes, RowSpec
from qualcode.tally.facts import Facts, Heard
from qualcode.tally.scope import Place, Scope

Things = frozenset[int]
EMPTY: Things = frozenset()


@dataclass(frozen=True)
class Counter:
    """What the counters of things share: who is heard, and who was asked."""

    scope: Scope
    facts: Facts
    codes: Codes
    question: Question
    _heard: dict[RowSpec, Heard] = field(default_factory=dict)
    _asked: dict[RowSpec, Things] = field(default_factory=dict)

    def heard(self, row: RowSpec) -> Heard:
        """Who mentions the row, within the scope."""
        if row not in self._heard:
            found = self.facts.mentioning(row.codes)
            kept = self.scope.informants
            self._heard[row] = Heard(found.negative & kept, found.other & kept)
        return self._heard[row]

    def asked_informants(self, row: RowSpec) -> Things:
        """Who speaks in the interviews in which the row was asked about."""
        if row not in self._asked:
            transcripts = self.facts.asked_in(self.codes.asked_by(row.codes))
            of = self.scope.people.transcript_of
            self._asked[row] = frozenset(i for i in self.scope.informants if of[i] in transcripts)
        return self._asked[row]

    @cached_property
    def base_mentions(self) -> Things:
        """The informants who mention the code of the base."""
        assert self.question.base_code is not None
        code = self.codes.by_ident[self.question.base_code]
        return self.facts.mentioning(self.codes.union(code.id)).all & self.scope.informants


@dataclass(frozen=True)
class UnitCounter(Counter):
    """Counts units of a kind; a unit counts once, whoever says it and however often.

    In a column (`place`), a unit is judged by what is said in the column: whether it mentions,
    was asked and was interviewed there.
    """

    @cached_property
    def all(self) -> Things:
        return frozenset(self.scope.of_kind(self.question.count))

    @cached_property
    def with_interview(self) -> Things:
        return frozenset(u for u in self.all if self.members(u, None))

    @cached_property
    def _members(self) -> dict[tuple[int, str | None], Sequence[Things]]:
        return {}

    def members(self, unit: int, place: Place | None) -> Sequence[Things]:
        key = (unit, None if place is None else place.key)
        if key not in self._members:
            self._members[key] = self.scope.members(unit, place)
        return self._members[key]

    def saying(self, informants: Things, place: Place | None = None) -> Things:
        """The units of which any, all or most members have somebody among the informants."""
        return frozenset(
            unit for unit in self._in(place) if self._rolls(self.members(unit, place), informants)
        )

    def _in(self, place: Place | None) -> Things:
        return self.all if place is None else self.all & place.units

    def _rolls(self, members: Sequence[Things], informants: Things) -> bool:
        saying = sum(1 for member in members if member & informants)
        return rolls_up(self.question.roll_up, saying, len(members))

    def things(self, row: RowSpec, place: Place | None) -> Things:
        return self.saying(self.heard(row).all, place) & self.base(row, place)

    def base(self, row: RowSpec, place: Place | None) -> Things:
        kind: Base = self.question.base
        if kind == "asked":
            return self.asked(row, place)
        if kind == "mentions":
            return self.saying(self.base_mentions, place)
        if kind == "all":
            return self._in(place)
        return frozenset(u for u in self._in(place) if self.members(u, place))

    def asked(self, row: RowSpec, place: Place | None = None) -> Things:
        """Units of which anybody was asked; a question needs no roll-up rule."""
        return self.having(self.asked_informants(row), place)

    def having(self, informants: Things, place: Place | None = None) -> Things:
        """The units for which, or within which, any of the informants speaks."""
        return frozenset(
            unit
            for unit in self._in(place)
            if any(member & informants for member in self.members(unit, place))
        )

    def missing(self, row: RowSpec) -> Missing:
        heard = self.heard(row)
        mentioning = self.saying(heard.all)
        negative, other = self.having(heard.negative), self.having(heard.other)
        asked = self.asked(row)
        interviewed = self.with_interview
        return Missing(
            no_information=len(self.all - interviewed),
            not_asked=len(interviewed - asked - mentioning),
            asked_not_mentioned=len(asked - mentioning),
            unprompted=len(mentioning - asked),
            explicit_no=len(mentioning & negative - other),
            both=len(mentioning & negative & other),
        )


@dataclass(frozen=True)
class SpeakerCounter(Counter):
    """Counts informants, or the interviews in which they speak."""

    def _counted(self, informants: Iterable[int]) -> Things:
        if self.question.count == "informants":
            return frozenset(informants)
        of = self.scope.people.transcript_of
        return frozenset(of[i] for i in informants)

    @cached_property
    def all(self) -> Things:
        return self._counted(self.scope.informants)

    def things(self, row: RowSpec, place: Place | None) -> Things:
        return self._within(self.heard(row).all, place) & self.base(row, place)

    def base(self, row: RowSpec, place: Place | None) -> Things:
        if self.question.base == "asked":
            return self._within(self.asked_informants(row), place)
        if self.question.base == "mentions":
            return self._within(self.base_mentions, place)
        return self._within(self.scope.informants, place)

    def _within(self, informants: Things, place: Place | None) -> Things:
        return self._counted(informants if place is None else informants & place.informants)

    def missing(self, row: RowSpec) -> Missing:
        return Missing()


def rolls_up(rule: RollUp, saying: int, members: int) -> bool:
    """Does a unit mention what `saying` of its `members` with an interview mention?"""
    if rule == "any":
        return saying > 0
    if rule == "all":
        return members > 0 and saying == members
    return 2 * saying > members


def cell_of(counter: UnitCounter | SpeakerCounter, row: RowSpec, place: Place | None) -> Cell:
    return Cell(len(counter.things(row, place)), len(counter.base(row, place)))


@dataclass(frozen=True)
class Amounts:
    """Segments, turns or words, by row and by the informants whom they belong to.

    `said` is how much each informant says in all (turns, words); None for segments.
    """

    scope: Scope
    counts: Sequence[Mapping[Things, int]]
    said: Mapping[int, int] | None

    def cell(self, row: int, place: Place | None) -> Cell:
        within = self.scope.informants
        if place is not None:
            within &= place.informants
        n = sum(count for informants, count in self.counts[row].items() if informants & within)
        if self.said is None:
            return Cell(n)
        return Cell(n, sum(self.said.get(i, 0) for i in within))
