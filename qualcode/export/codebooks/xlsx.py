"""Codebooks as .xlsx: a row for each code, and further sheets for all else that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.export.cells import CELL_LIMIT, lines_needed, too_long, writable
from qualcode.export.codebooks.plain import plain
from qualcode.export.dating import NEVER
from qualcode.export.files import replacing
from qualcode.export.sheets.page import LINE_HEIGHT, TALLEST, Book
from qualcode.export.xlsx import open_workbook
from qualcode.model.codebook import Codebook
from qualcode.model.codebook_table import (
    ABOUT,
    ABOUT_COLUMNS,
    ABOUT_FIELDS,
    CODES,
    COLUMNS,
    EXCLUSIVE,
    EXCLUSIVE_COLUMNS,
    THEME_COLUMNS,
    THEMES,
)

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook as File

_WIDTHS = {
    "code": 20,
    "name": 30,
    "theme": 24,
    "example_at": 20,
    "origin": 12,
    "born": 20,
    "parent": 18,
    "colour": 10,
    "key": 6,
    "state": 10,
    "residual": 10,
    "ungrouped": 12,
    "field": 14,
}
_WIDE = 44
"""The width of columns that hold sentences, in characters."""

Row = Sequence[str]


def write_xlsx(codebook: Codebook, path: Path) -> None:
    """Raises QualcodeError for a text that no cell can hold: here nothing is cut."""
    with replacing(path) as part, open_workbook(part) as file:
        file.set_properties({"title": writable(codebook.title), "created": NEVER})
        writer = _Writer(file, codebook.language, path)
        writer.sheet(CODES, COLUMNS, _codes(codebook))
        writer.sheet(THEMES, THEME_COLUMNS, _themes(codebook))
        writer.sheet(
            EXCLUSIVE,
            EXCLUSIVE_COLUMNS,
            ((group.name, code) for group in codebook.exclusive for code in group.codes),
        )
        about = ((name, getattr(codebook, name)) for name in ABOUT_FIELDS)
        writer.sheet(ABOUT, ABOUT_COLUMNS, about)


def _codes(codebook: Codebook) -> Iterable[Row]:
    for theme, code in codebook.with_theme():
        given = {**plain(code), "code": code.id, "theme": theme.name}
        yield [str(given.get(column, "")) for column in COLUMNS]


def _themes(codebook: Codebook) -> Iterable[Row]:
    for theme in codebook.themes:
        flags = ("yes" if flag else "" for flag in (theme.residual, theme.ungrouped))
        yield [theme.name, theme.definition, *flags]


class _Writer:
    """Puts tables on sheets, a sheet each."""

    def __init__(self, file: File, language: str, path: Path) -> None:
        self._file = file
        self._path = path
        book = Book(file, language)
        self._head, self._body = book.style("head"), book.style("wrap")

    def sheet(self, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """A heading that stays in sight, and every cell a text: no formula, number or date."""
        sheet = self._file.add_worksheet(name)
        widths = [_WIDTHS.get(column, _WIDE) for column in columns]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self._body)
        sheet.freeze_panes(1, 1)
        for column, title in enumerate(columns):
            sheet.write_string(0, column, title, self._head)
        last = 0
        for last, row in enumerate(rows, start=1):
            texts = [self._cell(row, text) for text in row]
            height = max(map(lines_needed, texts, widths)) * LINE_HEIGHT
            sheet.set_row(last, min(height, TALLEST))
            for column, text in enumerate(texts):
                if text:
                    sheet.write_string(last, column, text, self._body)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)

    def _cell(self, row: Row, text: str) -> str:
        safe = writable(text)
        if too_long(safe):
            raise QualcodeError(
                "{file} was not written: «{name}» has a text of {n:,} characters, and a cell holds "
                "{limit:,}. Shorten it, or save the codebook as .yaml.",
                file=self._path.name,
                name=row[0],
                n=len(safe),
                limit=CELL_LIMIT,
            )
        return safe
