"""What is handed over: the tables of a synthesis, before any file format.

The workflow fills a `Workbook`; a writer in `qualcode.export` lays it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from qualcode.model.codebook import Codebook
from qualcode.model.method import Terms
from qualcode.model.questions import Quote, Table
from qualcode.model.reports import Report

Mention = Literal[
    "yes", "explicit_no", "both", "asked_not_mentioned", "not_asked", "no_information"
]
"""What a unit says of a code."""

MENTIONS: tuple[Mention, ...] = (
    "yes",
    "explicit_no",
    "both",
    "asked_not_mentioned",
    "not_asked",
    "no_information",
)


@dataclass(frozen=True, slots=True)
class ChapterTables:
    """One chapter: one table per breakdown, the same rows in each."""

    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class MatrixUnit:
    key: str
    label: str
    attributes: tuple[str, ...]
    """Values in the order of `Matrix.attributes`."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Unit x code: `cells[i][j]` is what unit i says of code j."""

    kind: str
    attributes: tuple[str, ...]
    units: tuple[MatrixUnit, ...]
    codes: tuple[tuple[str, str, str], ...]
    """(theme, id, label) of each code."""
    cells: tuple[tuple[Mention, ...], ...]


@dataclass(frozen=True, slots=True)
class CodeUse:
    """How often a code is used: for the codebook sheet, and beside the codebook on screen."""

    segments: int = 0
    interviews: int = 0
    units: int = 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """Everything a workbook shows. `quotes` is read once, in order; None leaves the sheet out.

    `method` are (heading, text) pairs. `changed` is the date of the study's last change
    (ISO 8601), the only date in the file, so that the same study gives the same bytes. `terms` are
    those that the study uses for the things of the method.
    """

    title: str
    language: str
    chapters: tuple[ChapterTables, ...]
    matrix: Matrix
    codebook: Codebook
    uses: dict[str, CodeUse]
    method: tuple[tuple[str, str], ...]
    changed: str
    quotes: Iterable[Quote] | None = None
    reports: tuple[Report, ...] = ()
    terms: Terms = "2017"
