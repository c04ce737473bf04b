"""All figures, in the order in which they are measured: one file per kind of operation."""

from __future__ import annotations

from benchmarks import (
    codebooks,
    coding_screen,
    exporting,
    importing,
    ladder_screens,
    opening,
    reading,
    saving,
    searching,
    starting,
    tallies,
)
from benchmarks.figures import Figure

FAMILIES = (
    *(starting, opening, coding_screen, ladder_screens, searching, saving),
    *(importing, tallies, exporting, reading, codebooks),
)

FIGURES: tuple[Figure, ...] = tuple(figure for family in FAMILIES for figure in family.FIGURES)
