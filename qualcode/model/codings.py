"""What a coder can say of a coding besides the code: stance, time, and how certain it is."""

from __future__ import annotations

from typing import Literal, TypedDict

Stance = Literal["+", "-", "±", "neutral"]
STANCES: tuple[Stance, ...] = ("+", "-", "±", "neutral")
When = Literal["before", "now", "planned"]
WHENS: tuple[When, ...] = ("before", "now", "planned")
CERTAINTIES = (1, 2, 3)
"""Uncertain, fairly certain, certain; files may hold other whole numbers."""


class Said(TypedDict, total=False):
    """What is said of a coding; what is left out stays as it is."""

    stance: Stance | None
    when: When | None
    value: str
    memo: str
    certainty: int | None
