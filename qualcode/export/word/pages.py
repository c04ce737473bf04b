"""Paper for reports: A4, upright or on its side."""

from __future__ import annotations

from dataclasses import dataclass

from docx.enum.section import WD_ORIENT
from docx.section import Section
from docx.shared import Twips

from qualcode.export.word.tables import characters_across
from qualcode.model.reports import Grid, Report

WIDEST = 120
"""Characters across; a report with a wider table lies on its side."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A page, in twentieths of a point."""

    across: int
    down: int
    margin: int

    @property
    def width(self) -> int:
        """What is between the margins."""
        return self.across - 2 * self.margin


UPRIGHT = Paper(11_906, 16_838, 1_247)
LYING = Paper(16_838, 11_906, 1_021)
_EDGE = Twips(567)
"""From the foot of the page to its number."""


def paper_for(report: Report) -> Paper:
    grids = (block.on_paper() for block in report.blocks if isinstance(block, Grid))
    wide = any(sum(characters_across(grid)) > WIDEST for grid in grids)
    return LYING if wide else UPRIGHT


def lay_out(section: Section, paper: Paper) -> None:
    lying = paper.across > paper.down
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(paper.across), Twips(paper.down)
    section.left_margin = section.right_margin = Twips(paper.margin)
    section.top_margin = section.bottom_margin = Twips(paper.margin)
    section.header_distance = section.footer_distance = _EDGE
