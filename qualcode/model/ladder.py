"""Where everything stands on the ladder from codes to concepts, as screens and reports show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.concepts import Concept
from qualcode.model.lives import Fate
from qualcode.model.method import CodeState, ConceptState, State, Terms, Test
from qualcode.model.views import StudyCode, StudyTheme


@dataclass(frozen=True, slots=True)
class CodeStanding:
    """A code with what it has come to. `tests` are all its tests, `current` those of it as it is
    now, the newest of each tester; `passages` and `interviews` how often it was given."""

    code: StudyCode
    state: CodeState
    tests: tuple[Test, ...] = ()
    current: tuple[Test, ...] = ()
    passages: int = 0
    interviews: int = 0
    fates: tuple[Fate, ...] = ()

    @property
    def disagreed(self) -> bool:
        return len({test.verdict for test in self.current}) > 1


@dataclass(frozen=True, slots=True)
class ThemeStanding:
    """A theme with its codes (rows, in order), those that have it as a second one among them.

    `reasons` say of a code why it stands here, `overrides` which stand here against their test.
    """

    theme: StudyTheme
    state: State
    codes: tuple[int, ...]
    tests: tuple[Test, ...] = ()
    current: tuple[Test, ...] = ()
    reasons: Mapping[int, str] | None = None
    overrides: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ConceptStanding:
    concept: Concept
    state: ConceptState
    tests: tuple[Test, ...] = ()
    current: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """All of it, of one moment, which `seen` marks (`workflow.history.newest_change`), and the
    edition of the method whose words it is told in."""

    codes: tuple[CodeStanding, ...]
    themes: tuple[ThemeStanding, ...]
    concepts: tuple[ConceptStanding, ...]
    terms: Terms
    seen: int

    def by_code(self) -> dict[int, CodeStanding]:
        return {standing.code.id: standing for standing in self.codes}
