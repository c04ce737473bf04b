"""What a coder can say of a coding besides the code: stance and time."""

from __future__ import annotations

from typing import Literal

Stance = Literal["+", "-", "±", "neutral"]
STANCES: tuple[Stance, ...] = ("+", "-", "±", "neutral")
When = Literal["before", "now", "planned"]
WHENS: tuple[When, ...] = ("before", "now", "planned")
