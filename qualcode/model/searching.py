"""Searching the interviews: what is asked for, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place that fits a query.

    `turn` is the number of the turn as the screen counts it (0 where there are no turns),
    `speaker` who says it. `before` and `after` are a line of context without line breaks.
    """

    transcript_id: int
    interview: str
    span: Span
    said: str
    before: str = ""
    after: str = ""
    turn: int = 0
    speaker: str = ""
    interviewer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The first hits of a search, in the order of the study.

    `more` says that there are others beyond the limit. `note` says, for people, where the query
    was read in another way than it was written (no lemmas for the language, say).
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
    note: str = ""
