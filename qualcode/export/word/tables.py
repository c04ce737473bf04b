"""Tables in the markup of Word documents: headings that repeat, columns of readable width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.export.sheets.looks import HEAT, INK, RUST
from qualcode.export.word.styles import BOLD, colour
from qualcode.export.word.text import paragraph, run
from qualcode.model.reports import Cell, Column, Grid

CHARACTER = 92
"""Twentieths of a point that a character of a table takes, with what is lost at line ends."""
NEARLY = 0.8
"""A table of more than this share of the page takes all of it."""
LONGEST_WORD = 14
"""A word of more characters may be broken; names of files are long."""
WHOLE = 400
"""A row of fewer characters is not broken across pages."""

_RIGHT = '<w:ind w:right="80"/><w:jc w:val="right"/>'
_LOOKS = {"mark": colour(RUST)}


def table(grid: Grid, page: int) -> Iterator[str]:
    """A table piece by piece; `page` is the width there is. Something must follow it."""
    shown = grid.on_paper()
    widths = widths_of(shown, page)
    yield "".join(_begins(widths))
    yield _heading(shown.columns, widths)
    last = len(shown.rows) - shown.sums
    for number, row in enumerate(shown.rows):
        yield _row(shown.columns, widths, row, number >= last, number == last)
    yield "</w:tbl>"


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


def _begins(widths: Sequence[int]) -> Iterator[str]:
    yield '<w:tbl><w:tblPr><w:tblStyle w:val="Rows"/>'
    yield f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
    yield '<w:tblLayout w:type="fixed"/>'
    yield '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
    yield 'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>'
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"


def _heading(columns: Sequence[Column], widths: Sequence[int]) -> str:
    cells = (
        _cell(
            width,
            paragraph(
                "TableHead",
                run(column.heading),
                properties=_RIGHT if column.kind == "count" else "",
            ),
            f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAT[0][1:]}"/>',
            '<w:vAlign w:val="bottom"/>',
        )
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(
    columns: Sequence[Column], widths: Sequence[int], row: Sequence[Cell], sums: bool, first: bool
) -> str:
    size = sum(len(cell) for cell in row if isinstance(cell, str))
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if size < WHOLE else ""
    ruled = _SUM_RULE if first else ""
    cells = (
        _cell(width, _text(column, cell, BOLD if sums else ""), ruled)
        for column, width, cell in zip(columns, widths, row, strict=True)
    )
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


_SUM_RULE = (
    f'<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="{INK[1:]}"/></w:tcBorders>'
)


def _cell(width: int, content: str, *properties: str) -> str:
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{''.join(properties)}</w:tcPr>{content}</w:tc>"


def _text(column: Column, cell: Cell, looks: str) -> str:
    placed = _RIGHT if column.kind == "count" else ""
    if cell is None or cell == "":
        return paragraph("TableText", properties=placed)
    looks += _LOOKS.get(column.kind, "")
    return paragraph("TableText", run(str(cell), looks), properties=placed)
