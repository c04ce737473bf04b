"""Codings: a coder applied a code to a span of a transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model.spans import Span

Stance = Literal["+", "-", "±", "neutral"]
STANCES: tuple[Stance, ...] = ("+", "-", "±", "neutral")
When = Literal["before", "now", "planned"]
WHENS: tuple[When, ...] = ("before", "now", "planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """`transcript`, `code` and `coder` are the names that files use for them.

    `value` is a number with its unit as written ("2,5 årsverk"); `quote`, where given, must be
    the very text of the span. `at` is ISO 8601 in UTC, empty where the file does not say.
    """

    transcript: str
    span: Span
    code: str
    coder: str
    stance: Stance | None = None
    when: When | None = None
    value: str = ""
    memo: str = ""
    certainty: int | None = None
    quote: str = ""
    at: str = ""
