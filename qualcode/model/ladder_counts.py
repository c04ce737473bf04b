"""How much work there is on the ladder, as a method chapter tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.method import TestKind

Period = tuple[str, str] | None
"""The first time and the last (ISO 8601, UTC)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCounts:
    """Verdicts of one kind: how many, on how many things, by whom, and when."""

    __test__ = False  # For pytest: this is no test of the program.

    verdicts: int
    tested: int
    testers: tuple[str, ...]
    when: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingCounts:
    """What there is of codings with codes that were made of what was read."""

    interviews: int
    """Interviews in which a passage has such a code."""
    passages: int
    """Different passages that have one, whoever gave it."""
    pairs: int
    """Different pairs of a passage and a code."""
    coders: tuple[str, ...]
    """Who made them, by name."""
    when: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Something that was placed against its test, where, and why."""

    what: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderCounts:
    """Codes are those made of what was read, whether they are given still or not, unless it says
    otherwise. A theme is one that has such a code which is given."""

    interviews: int
    """Interviews of the study."""
    coding: CodingCounts

    codes: int
    in_vivo: int
    deductive: int
    """Codes that stood before anybody had read."""
    states: Mapping[str, int]
    """Codes by what they have come to; they add up to `codes`."""
    renamed: int
    """Codes that are not called what they were called when they were made, or tested."""
    parted: int
    """Codes that are given still, and of which passages went to other codes."""

    tests: Mapping[TestKind, TestCounts]
    failed: Mapping[str, int]
    """Codes of which a test said at least once that they fail, by what they have come to."""
    disagreed: int
    """Codes on which testers differ, as the codes are now."""

    places: Mapping[tuple[str, str], int]
    """Codes that are given, by what they have come to and where they stand: `grouped`, `residual`
    or `waiting`. Those that have passed add up to `states["passed"]`."""
    second_homes: int
    """Second themes of codes that are given."""
    themes: Mapping[str, int]
    """Themes by what they have come to."""
    overrides: tuple[Override, ...]
    """Codes that are given and were placed in a theme that way, and themes in concepts."""

    ears: int
    anchors: int
    """Passages that EARs hang on."""
    concepts: Mapping[str, int]
    evidence_for: int
    evidence_against: int
    """Passages for and against concepts."""

    questions: int
    wordings: int
    """How often research questions have been worded, the first time too."""
    expectations: int
    moments: int

    def standing(self, state: str, place: str) -> int:
        return self.places.get((state, place), 0)

    @property
    def placed_unpassed(self) -> int:
        """Codes in themes that have not passed as they are now."""
        return sum(
            n
            for (state, place), n in self.places.items()
            if place == "grouped" and state != "passed"
        )
