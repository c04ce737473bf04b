"""What a coder can say of a coding besides the code: stance, time, and how certain it is."""

from __future__ import annotations

from typing import Literal

Stance = Literal["+", "-", "±", "neutral"]
STANCES: tuple[Stance, ...] = ("+", "-", "±", "neutral")
When = Literal["before", "now", "planned"]
WHENS: tuple[When, ...] = ("before", "now", "planned")
CERTAINTIES = (1, 2, 3)
"""Uncertain, fairly certain, certain; files may hold other whole numbers."""
