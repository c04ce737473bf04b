"""Tables in Word documents: headings that repeat, columns of readable width."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table
from docx.text.paragraph import Paragraph

from qualcode.export.sheets.looks import HEAT, INK
from qualcode.export.word.markup import add_text, borders, keep_whole, repeat, shade
from qualcode.model.reports import Column, Grid

CHARACTER = 92
"""Twentieths of a point that a character of a table takes, with what is lost at line ends."""
NEARLY = 0.8
"""A table of more than this share of the page takes all of it."""
LONGEST_WORD = 14
"""A word of more characters may be broken; names of files are long."""
WHOLE = 400
"""A row of fewer characters is not broken across pages."""

_HEADS = {"count": "Table count head"}
_STYLES = {"count": "Table count", "mark": "Table mark"}


def add_table(document: Document, grid: Grid, page: int) -> None:
    """A table at the end; `page` is the width there is. A paragraph must follow it."""
    shown = grid.on_paper()
    table = document.add_table(0, len(shown.columns), "Rows")
    table.autofit = False
    for column, width in zip(table.columns, widths_of(shown, page), strict=True):
        column.width = Twips(width)
    _add_heading(table, shown.columns)
    _add_rows(table, shown)


def _add_heading(table: Any, columns: Sequence[Column]) -> None:
    row = table.add_row()
    keep_whole(row._tr)
    repeat(row._tr)
    for column, cell in zip(columns, row.cells, strict=True):
        shade(cell._tc, HEAT[0])
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        cell.paragraphs[0].style = _HEADS.get(column.kind, "Table head")
        add_text(cell.paragraphs[0], column.heading)


def _add_rows(table: Table, grid: Grid) -> None:
    """Each row is a copy of an empty one: asking the library for a cell takes longer than that."""
    empty = _empty_row(table, grid.columns)
    first_sum = len(grid.rows) - grid.sums
    for number, cells in enumerate(grid.rows):
        row = deepcopy(empty)
        table._tbl.append(row)
        for cell, place in zip(cells, row.iter(qn("w:p")), strict=True):
            if cell is not None and cell != "":
                add_text(Paragraph(place, table), str(cell), bold=number >= first_sum)
        if sum(len(cell) for cell in cells if isinstance(cell, str)) < WHOLE:
            keep_whole(row)
        if number == first_sum:
            for place in row.tc_lst:
                place.get_or_add_tcPr().append(borders("tcBorders", ("top", 6, INK)))


def _empty_row(table: Any, columns: Sequence[Column]) -> Any:
    row = table.add_row()
    for column, cell in zip(columns, row.cells, strict=True):
        cell.paragraphs[0].style = _STYLES.get(column.kind, "Table text")
    table._tbl.remove(row._tr)
    return row._tr


def characters_across(grid: Grid) -> list[int]:
    """How wide the columns are to be: as they ask, or as their longest cell if that is shorter."""
    return [wish for _, wish in _needs(grid)]


def _needs(grid: Grid) -> list[tuple[int, int]]:
    """Characters that each column needs so that no word of it is broken, and would like to have."""
    found = []
    for place, column in enumerate(grid.columns):
        cells = [str(row[place]) for row in grid.rows if row[place] is not None]
        least = max((len(word) for word in column.heading.split()), default=0) + 3
        if column.kind == "text":
            longest = max((len(word) for cell in cells for word in cell.split()), default=0)
            least = max(least, min(longest, LONGEST_WORD) + 2)
        wish = min(column.width, max(map(len, cells), default=0) + 2)
        found.append((least, max(least, wish)))
    return found


def widths_of(grid: Grid, page: int) -> list[int]:
    """The widths of columns, in all no wider than the page: where that is short, each gives up of
    what it does not need. A table that takes nearly all of it takes all."""
    needs = _needs(grid)
    room = page // CHARACTER
    least, wish = (sum(side) for side in zip(*needs, strict=True))
    share = 1.0 if wish <= room else max(room - least, 0) / (wish - least or 1)
    widths = [CHARACTER * (few + (many - few) * share) for few, many in needs]
    total = sum(widths)
    scale = page / total if total > page * NEARLY else 1.0
    return [int(width * scale) for width in widths]
