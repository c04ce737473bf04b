"""The lives of codes, themes and concepts: what was changed in them, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.codebook import Life
from qualcode.model.method import Test


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a code, or of a part of it. `code` and `into` are rows; `into` is None where
    nothing came of it."""

    id: int
    code: int
    kind: Life
    into: int | None
    reason: str
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one field of a thing; `before` and `after` are as people read them.

    `field` is empty for its making, and for its end; `test` is there for the field `test`.
    """

    change: int
    at: str
    coder: str
    action: str
    reason: str
    field: str
    before: str
    after: str
    test: Test | None = None
