"""A report as a sheet: what it begins with, its tables one below the other, and its curves."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.export.cells import column_width, heading_lines
from qualcode.export.sheets.looks import ACCENT, MUTED, RUST
from qualcode.export.sheets.page import LINE_HEIGHT, READABLE, Book, Page
from qualcode.model.reports import Cell, Column, Curve, Grid, Report

_LEAST = 7.0
_SHARED = 24
"""How wide a table above makes a column of the report's own one, at most."""
_SAMPLE = 300
"""Rows that the widths of the columns are measured from."""
_CURVE_SIZE = {"width": 720, "height": 330}
_COLOURS = (ACCENT, MUTED, RUST)
_PARAGRAPHS = {"muted": ("muted",), "mark": ("mark",)}
_LOOKS = {"count": ("centre",), "mark": ("mark",)}


def add_report(book: Book, report: Report) -> None:
    grids = report.grids()
    page = book.add_page(report.sheet, report.title, report.about)
    page.open(_widths(grids), report.about)
    introduction = list(report.introduction())
    for paragraph in introduction:
        page.paragraph(paragraph.text, *_PARAGRAPHS.get(paragraph.style, ()))
    page.row += bool(introduction)
    for grid in grids[:-1]:
        _write(page, grid)
        page.row += 1
    first = _write_own(page, grids[-1]) if grids else page.row
    for place, curve in enumerate(report.curves()):
        _draw(page, grids[-1], first, curve, place)


def _widths(grids: Sequence[Grid]) -> list[float]:
    """Tables that stand below one another share their columns."""
    if not grids:
        return [READABLE]
    count = max(len(grid.columns) for grid in grids)
    return [_width(grids, place) for place in range(count)]


def _width(grids: Sequence[Grid], place: int) -> float:
    here = [grid for grid in grids if place < len(grid.columns)]
    own = [grid.columns[place].width for grid in here if grid is grids[-1]]
    others = [min(grid.columns[place].width, _SHARED) for grid in here]
    most = max([*own, *others]) + 4.0
    words = [word + "   " for grid in here for word in grid.columns[place].heading.split()]
    cells = [_shown(row[place]) for grid in here for row in grid.rows[:_SAMPLE]]
    return max(column_width(cells, _LEAST, max(most, _LEAST)), column_width(words, _LEAST, 24))


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _write_own(page: Page, grid: Grid) -> int:
    """The report's own table, which can be filtered; gives its first row."""
    first = _write(page, grid, own=True)
    page.sheet.freeze_panes(first, 1)
    page.sheet.repeat_rows(first - 1)
    last = page.row - grid.sums - 1
    page.sheet.autofilter(first - 1, 0, max(last, first - 1), len(grid.columns) - 1)
    return first


def _write(page: Page, grid: Grid, *, own: bool = False) -> int:
    """A table, with what it counts above it; gives its first row. `own` leaves room for the
    buttons of a filter."""
    if grid.counts:
        page.paragraph(grid.counts, "muted")
    _headings(page, grid.columns, own=own)
    first = page.row
    sums = len(grid.rows) - grid.sums
    for number, row in enumerate(grid.rows):
        page.fit_row(map(_shown, row))
        for place, (column, cell) in enumerate(zip(grid.columns, row, strict=True)):
            _cell(page, place, column, cell, sums=number >= sums)
        page.row += 1
    return first


def _headings(page: Page, columns: Sequence[Column], *, own: bool) -> None:
    lines = max(
        heading_lines(column.heading + "   ", page.widths[place])
        for place, column in enumerate(columns)
    )
    page.sheet.set_row(page.row, LINE_HEIGHT * lines + (6 if own else 3))
    for place, column in enumerate(columns):
        page.text(place, column.heading, "head", *(("centre",) if column.kind == "count" else ()))
    page.row += 1


def _cell(page: Page, place: int, column: Column, cell: Cell, *, sums: bool) -> None:
    name = ("strong",) if place == 0 and column.kind == "text" else ()
    looks = (*_LOOKS.get(column.kind, ()), *name, *(("strong", "sum") if sums else ("ruled",)))
    if isinstance(cell, int):
        page.number(place, cell, *looks)
    elif cell:
        page.text(place, cell, "wrap", *looks)
    else:
        page.blank(place, *looks)


def _draw(page: Page, grid: Grid, first: int, curve: Curve, place: int) -> None:
    """A line chart to the right of the table that it shows."""
    keys = [column.key for column in grid.columns]
    last = first + len(grid.rows) - grid.sums - 1
    chart = page.book.add_chart("line")
    along = keys.index(curve.along)
    for number, key in enumerate(curve.lines):
        column = keys.index(key)
        colour = _COLOURS[number % len(_COLOURS)]
        chart.add_series(
            {
                "name": grid.columns[column].heading,
                "categories": [page.name, first, along, last, along],
                "values": [page.name, first, column, last, column],
                "line": {"color": colour, "width": 2},
                "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
            }
        )
    chart.set_title({"name": curve.title, "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"min": 0, "major_gridlines": {"visible": True}})
    chart.set_size(_CURVE_SIZE)
    page.sheet.insert_chart(first - 1 + place * 20, len(keys) + 1, chart)
