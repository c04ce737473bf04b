"""The trail of a passage: to its code, its theme, its concept; and the other way down."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.ladder import CodeStanding, ConceptStanding, ThemeStanding
from qualcode.model.views import Excerpt, StudyCode


@dataclass(frozen=True, slots=True)
class TrailRow:
    """A passage, the code it has, and what that stands in. `first` is the code that it was given
    first, where that was merged into, split into or replaced by this one."""

    excerpt: Excerpt
    code: CodeStanding
    themes: tuple[ThemeStanding, ...]
    concepts: tuple[ConceptStanding, ...]
    first: StudyCode | None = None
