"""Codings that become one: what it says then, and what is kept so that they can be two again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qualcode.store.journal import Image

_TOLD = ("stance", "when", "value")
"""What is told of a unit: two codings of which each tells something else are kept apart."""
_SAID = (*_TOLD, "certainty", "memo")


@dataclass(frozen=True, slots=True)
class Folded:
    """A coding that was folded into another: its row, the id of the other, and what that one said
    before. Studies of earlier versions hold the row alone."""

    row: Image
    into: int | None = None
    was: Image = field(default_factory=dict)

    def to_json(self) -> str:
        held = {"row": self.row, "into": self.into, "was": self.was}
        return json.dumps(held, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Folded:
        held: dict[str, Any] = json.loads(text)
        return cls(**held) if "row" in held else cls(held)


def place(row: Image) -> tuple[int, int, int, int]:
    """Where a coding stands, and whose it is."""
    return row["transcript_id"], row["start"], row["end"], row["coder_id"]


def tell_different_things(one: Image, other: Image) -> bool:
    return any(_differ(one[name], other[name]) for name in _TOLD)


def _differ(one: object, other: object) -> bool:
    """True if both say something, and not the same."""
    return one not in (None, "", other) and other not in (None, "")


def said(row: Image) -> Image:
    return {name: row[name] for name in _SAID}


def together(kept: Image, folded: Image) -> Image:
    """What a coding says when another is folded into it."""
    found = {name: folded[name] if kept[name] in (None, "") else kept[name] for name in _SAID}
    memos = dict.fromkeys(memo for memo in (kept["memo"], folded["memo"]) if memo)
    return found | {"memo": "\n\n".join(memos)}


def retold(row: Image, old: Mapping[str, object], new: Mapping[str, object]) -> Image:
    """What a coding says once it is to say `new` where it says `old`; what somebody has written
    there since stays."""
    return {
        name: new[name] if row[name] == old[name] else row[name] for name in _SAID if name in old
    }
