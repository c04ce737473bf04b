"""A small world that a tally is asked about: plain values, no file and no database."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.model.codebook import Codebook
from qualcode.model.codings import Stance
from qualcode.model.studies import CoderSpec
from qualcode.model.transcripts import Turn
from qualcode.model.units import AttributeDef, Unit

UnitKey = tuple[str, str]
"""(kind, key)."""


@dataclass(frozen=True)
class Informant:
    """Who speaks under `labels` in one transcript; `name` is unlike that of any other."""

    name: str
    labels: tuple[str, ...] = ("",)
    units: tuple[UnitKey, ...] = ()
    role: str = ""


@dataclass(frozen=True)
class Interview:
    name: str
    text: str
    turns: tuple[Turn, ...] = ()
    informants: tuple[Informant, ...] = ()


@dataclass(frozen=True)
class Coding:
    transcript: str
    start: int
    end: int
    code: str
    coder: str
    stance: Stance | None = None


@dataclass(frozen=True)
class Marked:
    """A stretch that a coder read and found nothing to code in."""

    transcript: str
    start: int
    end: int
    coder: str


@dataclass(frozen=True)
class World:
    """All that a tally can depend on. Lists stand in the order of the study."""

    units: tuple[Unit, ...] = ()
    attributes: tuple[AttributeDef, ...] = ()
    codebook: Codebook = field(default_factory=Codebook)
    coders: tuple[CoderSpec, ...] = ()
    interviews: tuple[Interview, ...] = ()
    codings: tuple[Coding, ...] = ()
    readings: tuple[Marked, ...] = ()
    second: tuple[tuple[str, str], ...] = ()
    """(code, theme): codes that stand in another theme as in a second one."""
