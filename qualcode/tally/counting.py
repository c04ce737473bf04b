"""How many: one counter for things that can be told apart (units, informants, interviews), and
one for amounts of text (segments, turns, words)."""

from __future__ import annotations

from abc import ABC, abstractmethod
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
class Counter(ABC):
    """What the counters of things share: who is heard, and who was asked."""

    scope: Scope
    facts: Facts
    codes: Codes
    question: Question
    _known: dict[RowSpec, tuple[Heard, Things]] = field(default_factory=dict)

    def row(self, row: RowSpec) -> tuple[Heard, Things]:
        """Who mentions the row, and its base; worked out once for all columns."""
        if row not in self._known:
            found = self.facts.mentioning(row.codes)
            kept = self.scope.informants
            heard = Heard(found.negative & kept, found.other & kept)
            self._known[row] = (heard, self._base(row))
        return self._known[row]

    @abstractmethod
    def _base(self, row: RowSpec) -> Things:
        """The things that could mention the row, as the question's base has it."""

    def asked_in(self, row: RowSpec) -> Things:
        """The interviews in which the row was asked about."""
        return self.facts.asked_in(self.codes.asked_by(row.codes))

    @cached_property
    def base_mentions(self) -> Things:
        """The informants who mention the code of the base."""
        assert self.question.base_code is not None
        code = self.codes.by_ident[self.question.base_code]
        return self.facts.mentioning(self.codes.union(code.id)).all & self.scope.informants


@dataclass(frozen=True)
class UnitCounter(Counter):
    """Counts units of a kind; a unit counts once, whoever says it and however often."""

    @cached_property
    def all(self) -> Things:
        return frozenset(self.scope.of_kind(self.question.count))

    @cached_property
    def with_interview(self) -> Things:
        return frozenset(u for u in self.all if self._members[u])

    @cached_property
    def _members(self) -> Mapping[int, Sequence[Things]]:
        return {unit: self.scope.members(unit) for unit in self.all}

    def saying(self, informants: Things, place: Place | None = None) -> Things:
        """The units of which any, all or most members have somebody among the informants."""
        if place is None:
            return frozenset(u for u in self.all if self._rolls(self._members[u], informants))
        return frozenset(
            unit
            for unit in place.units & self.all
            if self._rolls(self._within(unit, place), informants & place.informants)
        )

    def _within(self, unit: int, place: Place) -> Sequence[Things]:
        return [m & place.informants for m in self._members[unit] if m & place.informants]

    def _rolls(self, members: Sequence[Things], informants: Things) -> bool:
        saying = sum(1 for member in members if member & informants)
        return rolls_up(self.question.roll_up, saying, len(members))

    def things(self, row: RowSpec, place: Place | None) -> Things:
        heard, base = self.row(row)
        return self.saying(heard.all, place) & base

    def base(self, row: RowSpec, place: Place | None) -> Things:
        within = self.row(row)[1]
        return within if place is None else within & place.units

    def _base(self, row: RowSpec) -> Things:
        kind: Base = self.question.base
        if kind == "asked":
            return self.asked(row)
        if kind == "mentions":
            return self.saying(self.base_mentions)
        return self.all if kind == "all" else self.with_interview

    def asked(self, row: RowSpec) -> Things:
        """Units of which anybody was asked; a question needs no roll-up rule."""
        transcripts = self.asked_in(row)
        of = self.scope.people.transcript_of
        return frozenset(
            unit
            for unit, members in self._members.items()
            if any(of[i] in transcripts for member in members for i in member)
        )

    def missing(self, row: RowSpec) -> Missing:
        heard, _ = self.row(row)
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

    def having(self, informants: Things) -> Things:
        """The units for which, or within which, any of the informants speaks."""
        return frozenset(
            u for u, members in self._members.items() if any(m & informants for m in members)
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
        heard, base = self.row(row)
        informants = heard.all if place is None else heard.all & place.informants
        return self._counted(informants) & base

    def base(self, row: RowSpec, place: Place | None) -> Things:
        within = self.row(row)[1]
        return within if place is None else within & self._counted(place.informants)

    def _base(self, row: RowSpec) -> Things:
        if self.question.base == "asked":
            transcripts = self.asked_in(row)
            of = self.scope.people.transcript_of
            return self._counted(i for i in self.scope.informants if of[i] in transcripts)
        if self.question.base == "mentions":
            return self._counted(self.base_mentions)
        return self.all

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
