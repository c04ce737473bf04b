"""Memos: what a coder writes, in markdown, about a passage, a code, an interview or the study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model.spans import Span

About = Literal["segment", "code", "interview", "study"]
ABOUT: tuple[About, ...] = ("segment", "code", "interview", "study")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """One memo with what it is about; `at` is when it was last written, ISO 8601 in UTC.

    A memo on a segment stands in its coding (`coding_id`), all others in a row of their own
    (`id`). `interview` and `code` are what people read, `quote` the words of the segment.
    """

    about: About
    coder: str
    text: str
    at: str
    id: int | None = None
    coding_id: int | None = None
    transcript_id: int | None = None
    interview: str = ""
    code_id: int | None = None
    code: str = ""
    span: Span | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was being written and was not kept; `seen` is what was kept when it was begun."""

    text: str
    seen: str
    at: str
