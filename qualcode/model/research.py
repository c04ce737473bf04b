"""What a study asks, and what was expected before anybody had read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuestionKind = Literal["question", "expectation"]


@dataclass(frozen=True, slots=True)
class ResearchQuestion:
    """A research question, or an expectation (`forforståelse`), first written down `at` that time;
    `themes` are rows of themes that throw light on it."""

    id: int
    kind: QuestionKind
    words: str
    at: str = ""
    themes: tuple[int, ...] = ()


Foresight = Literal["before", "reworded", "after"]
"""Whether an expectation was written before anybody had coded or read; `reworded` is one that was,
and that was worded anew since."""


@dataclass(frozen=True, slots=True)
class Expectation:
    question: ResearchQuestion
    foresight: Foresight
