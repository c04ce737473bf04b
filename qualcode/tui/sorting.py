"""Going through excerpts one by one: what each was given, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from qualcode.model.views import Excerpt
from qualcode.workflow.splitting import Part

Fate = Literal["given", "kept", "open"]


@dataclass(frozen=True, slots=True)
class Target:
    """A code that excerpts can go to: one that is there (`code` is its row), or a new one. What is
    `gone` keeps its place, so that the others keep their digits."""

    name: str
    code: int | None = None
    gone: bool = False

    @property
    def part(self) -> Part:
        return self.name if self.code is None else self.code

    def is_same(self, other: Target) -> bool:
        if self.code is not None or other.code is not None:
            return self.code == other.code
        return self.name.casefold() == other.name.casefold()


@dataclass(frozen=True, slots=True)
class Sorting:
    """Which codings were given to which targets (by their places in `targets`), and which are to
    stay. It never changes: what is decided next is another one, and undoing is the one before."""

    targets: tuple[Target, ...] = ()
    given: Mapping[int, frozenset[int]] = field(default_factory=dict)
    kept: frozenset[int] = frozenset()

    def of(self, excerpt: Excerpt) -> frozenset[int]:
        """The targets of an excerpt."""
        return frozenset[int]().union(*(self.given.get(row, ()) for row in excerpt.codings))

    def fate(self, excerpt: Excerpt) -> Fate:
        if self.of(excerpt):
            return "given"
        return "kept" if self.kept.intersection(excerpt.codings) else "open"

    def counts(self, excerpts: Iterable[Excerpt]) -> dict[int, int]:
        """How many of the excerpts go to each target."""
        found = dict.fromkeys(range(len(self.targets)), 0)
        for excerpt in excerpts:
            for place in self.of(excerpt):
                found[place] += 1
        return found

    def parts(self, excerpts: Iterable[Excerpt]) -> dict[Part, list[int]]:
        """The codings that go to each part, as they are written."""
        found: dict[Part, dict[int, None]] = {}
        for excerpt in excerpts:
            for place in sorted(self.of(excerpt)):
                part = self.targets[place].part
                found.setdefault(part, {}).update(dict.fromkeys(excerpt.codings))
        return {part: list(codings) for part, codings in found.items()}

    # Deciding

    def turned(self, excerpt: Excerpt, place: int) -> Sorting:
        """Give an excerpt to a target as well; if it goes there already, no more."""
        wanted = self.of(excerpt) ^ {place}
        return replace(
            self,
            given={**self.given, **dict.fromkeys(excerpt.codings, wanted)},
            kept=self.kept.difference(excerpt.codings),
        )

    def keeping(self, excerpt: Excerpt) -> Sorting:
        """Let an excerpt stay where it is."""
        given = {row: places for row, places in self.given.items() if row not in excerpt.codings}
        return replace(self, given=given, kept=self.kept.union(excerpt.codings))

    def place_of(self, target: Target) -> int | None:
        """Where a target stands already; a code is known by its row, a new one by its name."""
        return next((n for n, held in enumerate(self.targets) if held.is_same(target)), None)

    def with_target(self, target: Target) -> Sorting:
        return replace(self, targets=(*self.targets, target))

    def with_name(self, place: int, target: Target) -> Sorting:
        """Let a target be another one."""
        targets = list(self.targets)
        targets[place] = target
        return replace(self, targets=tuple(targets))

    def without(self, places: Collection[int]) -> Sorting:
        """These targets are gone; what went there is open again."""
        targets = tuple(
            replace(target, gone=True) if n in places else target
            for n, target in enumerate(self.targets)
        )
        given = {row: held.difference(places) for row, held in self.given.items()}
        return replace(self, targets=targets, given=given)


def next_open(sorting: Sorting, excerpts: Sequence[Excerpt], at: int) -> int | None:
    """The next excerpt of which nothing is decided, round and round."""
    ahead = [*range(at + 1, len(excerpts)), *range(at + 1)]
    return next((n for n in ahead if sorting.fate(excerpts[n]) == "open"), None)
