"""How far a study has come on each step of the method, and what is left there."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.ladder_counts import LadderCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """`begun` are interviews in which anybody has coded or read anything.

    `unanswered` are research questions without a theme, `astray` themes without a question, of
    those with codes that were made of what was read.
    `passages` and `interviews` are to be looked at again, since a code has come to mean something
    else, or has come late.
    """

    counts: LadderCounts
    begun: int
    unanswered: int
    astray: int
    passages: int
    interviews: int
