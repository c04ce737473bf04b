"""How many new codes each interview brought, in the order in which interviews were coded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaturationStep:
    """One interview: how many different codes it was given, how many of them were new in it, and
    how many there were in all by then. `at` is when its coding began (ISO 8601, UTC)."""

    transcript_id: int
    interview: str
    units: tuple[str, ...]
    at: str
    codes: int
    new: int
    total: int
