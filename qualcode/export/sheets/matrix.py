"""The matrix sheet: what each unit says of each code, in signs and quiet fills."""

from __future__ import annotations

from itertools import groupby

from qualcode.export.cells import column_width, heading_lines, upright_height
from qualcode.export.sheets.looks import MENTION_SYMBOLS
from qualcode.export.sheets.page import LINE_HEIGHT, Book, Page
from qualcode.export.wording import capital, plural, singular
from qualcode.model.workbook import MENTIONS, Matrix, Workbook

CODE_WIDTH = 4.3
_FILTER_BUTTON = 16
"""Points below an upright heading, so that the button of the filter does not hide it."""


def add_matrix(book: Book, workbook: Workbook) -> None:
    matrix = workbook.matrix
    page = _page(book, matrix)
    names = [singular(name, book.language) for name in (matrix.kind, *matrix.attributes)]
    headings = [capital(name) for name in names]
    widths = [*_label_widths(matrix, headings), *(CODE_WIDTH for _ in matrix.codes)]
    page.open(widths, page.counts, _key(book))
    _write_headings(page, matrix, headings)
    heading_row = page.row - 1
    for index in range(len(matrix.units)):
        _write_unit(page, matrix, index)
    page.filter_from(heading_row, len(page.widths))


def _page(book: Book, matrix: Matrix) -> Page:
    one, many = singular(matrix.kind, book.language), plural(matrix.kind, book.language)
    title = book.t("export.matrix.title", kind=capital(many))
    counts = book.t("export.matrix.counts", one=one, many=many)
    return book.add_page(book.t("export.matrix.sheet"), title, counts)


def _key(book: Book) -> str:
    return "     ".join(
        f"{MENTION_SYMBOLS[mention]}  {book.t(f'export.matrix.{mention}')}" for mention in MENTIONS
    )


def _label_widths(matrix: Matrix, headings: list[str]) -> list[float]:
    rows = [(unit.label, *unit.attributes) for unit in matrix.units]
    return [
        column_width([heading + "   ", *(row[column] for row in rows)], 8, 36)
        for column, heading in enumerate(headings)
    ]


def _write_headings(page: Page, matrix: Matrix, headings: list[str]) -> None:
    """Themes across their codes; then the labels, which stand upright over the signs."""
    _write_themes(page, matrix, len(headings))
    height = upright_height(label for _theme, _id, label in matrix.codes)
    page.sheet.set_row(page.row, height + _FILTER_BUTTON)
    for column, (_theme, _id, label) in enumerate(matrix.codes, start=len(headings)):
        looks = ("parted",) if _begins_theme(matrix, column - len(headings)) else ()
        page.text(column, label, "head", "upright", *looks)
    page.headings(headings)
    page.sheet.repeat_rows(page.row - 2, page.row - 1)
    page.sheet.repeat_columns(0)


def _write_themes(page: Page, matrix: Matrix, first: int) -> None:
    column, height = first, 1
    style = page.book.style("group", "parted", "small")
    groups = [(theme, len(list(codes))) for theme, codes in groupby(c[0] for c in matrix.codes)]
    for theme, size in groups:
        height = max(height, heading_lines(theme, size * CODE_WIDTH))
    page.sheet.set_row(page.row, LINE_HEIGHT * min(height, 4))
    for theme, size in groups:
        page.across(column, column + size - 1, theme, style)
        column += size
    page.row += 1


def _write_unit(page: Page, matrix: Matrix, index: int) -> None:
    unit = matrix.units[index]
    page.text(0, unit.label, "strong", "ruled")
    for column, value in enumerate(unit.attributes, start=1):
        page.text(column, value, "ruled")
    first = 1 + len(matrix.attributes)
    for code, mention in enumerate(matrix.cells[index]):
        looks = ("parted",) if _begins_theme(matrix, code) else ()
        page.text(first + code, MENTION_SYMBOLS[mention], "ruled", mention, *looks)
    page.row += 1


def _begins_theme(matrix: Matrix, code: int) -> bool:
    return code == 0 or matrix.codes[code][0] != matrix.codes[code - 1][0]
