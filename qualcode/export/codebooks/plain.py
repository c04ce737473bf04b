"""A codebook as names and values: what all its formats write of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import TypeAlias

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme

Plain: TypeAlias = "str | bool | Sequence[Plain] | Mapping[str, Plain]"
Part = Codebook | Theme | Code | ExclusiveSet


def plain(part: Part) -> dict[str, Plain]:
    """The fields of a part that differ from what they usually are, in the order of the model."""
    found: dict[str, Plain] = {}
    for one in fields(part):
        held = getattr(part, one.name)
        if one.default is MISSING or held != one.default:
            found[one.name] = [_part(p) for p in held] if isinstance(held, tuple) else held
    return found


def _part(part: Part | str) -> Plain:
    return part if isinstance(part, str) else plain(part)
