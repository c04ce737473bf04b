"""EARs and concepts: ideas that hang on passages, and what is gathered from themes and them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model.spans import Span

Side = Literal["for", "against"]
SIDES: tuple[Side, ...] = ("for", "against")

Stage = Literal["reading", "coding", "grouping", "conceptual"]
"""Where in the work an idea came."""
STAGES: tuple[Stage, ...] = ("reading", "coding", "grouping", "conceptual")


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage of an interview; `name` is what the interview is called, `quote` its words."""

    transcript_id: int
    name: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ear:
    """An empirical-analytical reference point: a striking passage (or some), and an idea about it.

    It is no code and no memo: it has both, and it is what one comes back to for concepts.
    """

    id: int
    title: str
    idea: str
    anchors: tuple[QuotedPassage, ...]
    theory: str = ""
    stage: str = "coding"
    coder: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage that speaks for a concept or against it, and why."""

    id: int
    side: Side
    passage: QuotedPassage
    note: str
    coder: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A name and a short definition, generic beyond the case. `themes` are rows of themes.

    `overrides` says of a theme that had not passed its test why it is here all the same. `dropped`
    is why the concept was given up; it is kept.
    """

    id: int
    name: str
    definition: str = ""
    theory: str = ""
    themes: tuple[int, ...] = ()
    overrides: tuple[tuple[int, str], ...] = ()
    ears: tuple[Ear, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    dropped: str = ""
