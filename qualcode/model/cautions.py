"""What is worth a second look on the ladder. A caution warns, and never decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CautionKind = Literal[
    "short_label",
    "shares_word",
    "made_unread",
    "no_segment",
    "near_duplicate",
    "large_share",
    "theme_is_question",
    "one_unit_theme",
    "one_unit_list",
    "unnamed_theme",
    "few_themes",
    "many_themes",
    "no_counter_example",
]
CAUTIONS: tuple[CautionKind, ...] = (
    *("short_label", "shares_word", "made_unread", "no_segment", "near_duplicate", "large_share"),
    *("theme_is_question", "one_unit_theme", "one_unit_list", "unnamed_theme"),
    *("few_themes", "many_themes", "no_counter_example"),
)

SHORT = 2
"""A label of so many words or fewer names a topic more often than it says what was said."""
LARGE_SHARE = 0.5
"""A code in more than this share of the interviews (of five or more) is often a topic."""
FEW, MANY = 2, 8
"""Fewer themes than the one, or more than the other, make one ask why."""
LIST = 5
"""So many codes of a theme must have been born in one unit to be a list taken from it."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to look at. `thing` and `row` say what it is about (row 0: the whole codebook),
    `details` are the words that make it so: a shared word, another label, a unit."""

    kind: CautionKind
    thing: Literal["code", "theme", "concept", "codebook"]
    row: int
    label: str
    details: tuple[str, ...] = ()


def is_short(label: str) -> bool:
    return len(label.split()) <= SHORT
