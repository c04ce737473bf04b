"""Codebooks from .xlsx: a table of codes that somebody made, or a workbook that qualcode wrote.

A workbook of ours has its codes on the sheet `CODES`, and further sheets for what a table of codes
cannot say. Of any other workbook the first sheet with a column `code` is read. The only module that
imports openpyxl.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from qualcode.errors import InvalidData, Phrase, at
from qualcode.model.codebook import Codebook, ExclusiveSet, Theme
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
    UNGROUPED,
)
from qualcode.model.text import normalise
from qualcode.readers.codebook_file import CodebookFile, check_whole
from qualcode.readers.codebook_rows import Rows, read_rows
from qualcode.readers.encoding import line_feeds, read_bytes
from qualcode.readers.faults import Faults, said_by
from qualcode.readers.tables import Row
from qualcode.readers.zips import EXCEL, check_zip, damaged

_FAULTS = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    SyntaxError,
    OverflowError,
)
"""What openpyxl raises where a file is not what it should be; errors of XML are SyntaxErrors."""
_NEEDED: Mapping[str, Set[str]] = {
    CODES: {"code"},
    THEMES: {"name"},
    EXCLUSIVE: {"name", "code"},
    ABOUT: {"field", "value"},
}
"""The columns by which our sheets are known, the one with the codes first."""
_YES, _NO = {"yes", "true", "ja", "1", "x"}, {"", "no", "false", "nei", "0"}


Line = tuple[int, Sequence[Any]]
"""A row by its number, with its cells as openpyxl gives them."""


def read_codebook_xlsx(path: Path) -> CodebookFile:
    """Formulas are refused, since what they came to last may not stand in the file."""
    data = read_bytes(path)
    check_zip(data, path, EXCEL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out, such as pictures
            sheets = dict(_sheets(data))
    except _FAULTS as error:
        raise damaged(path, EXCEL) from error
    if not sheets:
        raise InvalidData(
            '{place}: no sheet has a column "code"; give the column with the ids of the codes '
            "that name, in the first row.",
            place=at(path),
        )
    return _Workbook(path, sheets).read()


def _sheets(data: bytes) -> Iterator[tuple[str, list[Line]]]:
    """The sheets that are to be read, the one with the codes first."""
    file = load_workbook(io.BytesIO(data), read_only=True)
    tables = {sheet.title: sheet for sheet in file.worksheets}
    wanted = [name for name in _NEEDED if name in tables and _has(tables[name], _NEEDED[name])]
    if CODES not in wanted:
        wanted = [name for name, sheet in tables.items() if _has(sheet, {"code"})][:1]
    for name in wanted:
        yield name, list(_lines(tables[name]))


def _lines(sheet: Any) -> Iterator[Line]:
    """The rows that hold something."""
    sheet.reset_dimensions()  # some programs write them wrong
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if any(cell.value is not None for cell in cells):
            yield number, cells


def _has(sheet: Any, columns: Set[str]) -> bool:
    _, cells = next(_lines(sheet), (0, ()))
    return columns <= {_name(cell.value) for cell in cells}


def _name(value: Any) -> str:
    return " ".join(str(value or "").split()).casefold()


class _Workbook:
    """Puts a codebook together from what stands on sheets."""

    def __init__(self, path: Path, sheets: dict[str, list[Line]]) -> None:
        self._path = path
        self._sheets = sheets
        self._found = Faults(path)
        self._places: dict[str, int] = {}
        self._unknown: list[str] = []
        self._dates = 0

    def read(self) -> CodebookFile:
        themes = self._themes()
        ungrouped = next((theme.name for theme in themes.values() if theme.ungrouped), UNGROUPED)
        codes = read_rows(self._rows(next(iter(self._sheets)), COLUMNS), self._found, ungrouped)
        exclusive = tuple(self._exclusive())
        about = {row.get("field"): row.values["value"] for row in self._rows(ABOUT, ABOUT_COLUMNS)}
        self._found.raise_if_any()
        codebook = Codebook(
            **{name: text for name, text in about.items() if text.strip() and name in ABOUT_FIELDS},
            themes=_filled(themes, codes),
            exclusive=exclusive,
        )
        check_whole(codebook, self._path, self._places | codes.places)
        return CodebookFile(codebook, tuple(self._remarks()))

    def _themes(self) -> dict[str, Theme]:
        themes: dict[str, Theme] = {}
        for row in self._rows(THEMES, THEME_COLUMNS):
            name = row.get("name")
            if name in themes:
                what = Phrase("the theme stands twice")
                self._found.add(row.line, "name", name, Phrase("{what}.", what=what))
                continue
            residual, ungrouped = (self._flag(row, one) for one in ("residual", "ungrouped"))
            self._places[name] = row.line
            with self._found_at(row):
                themes[name] = Theme(
                    name=name,
                    definition=row.values.get("definition", ""),
                    residual=residual,
                    ungrouped=ungrouped,
                )
        return themes

    def _flag(self, row: Row, column: str) -> bool:
        text = row.get(column).casefold()
        if text not in _YES | _NO:
            what = Phrase("true or false is wanted here")
            self._found.add(row.line, column, text, Phrase("{what}.", what=what))
        return text in _YES

    def _exclusive(self) -> Iterator[ExclusiveSet]:
        members: dict[str, list[str]] = {}
        rows: dict[str, Row] = {}
        for row in self._rows(EXCLUSIVE, EXCLUSIVE_COLUMNS):
            members.setdefault(row.get("name"), []).append(row.get("code"))
            rows.setdefault(row.get("name"), row)
        for name, codes in members.items():
            self._places.setdefault(name, rows[name].line)
            with self._found_at(rows[name]):
                yield ExclusiveSet(name=name, codes=tuple(codes))

    @contextmanager
    def _found_at(self, row: Row) -> Iterator[None]:
        """What a value has to say against itself is a fault of the row."""
        try:
            yield
        except ValueError as error:
            self._found.add(row.line, None, None, Phrase("{what}.", what=said_by(error)))

    # Sheets as tables

    def _rows(self, sheet: str, known: Sequence[str]) -> Iterator[Row]:
        lines = iter(self._sheets.get(sheet, ()))
        first = next(lines, None)
        if first is None:
            return
        header = self._header(*first, known)
        for number, cells in lines:
            values = dict.fromkeys(known, "") | {
                name: self._text(number, name, cell)
                for name, cell in zip(header, cells, strict=False)
                if name in known
            }
            if any(value.strip() for value in values.values()):
                yield Row(number, values)

    def _header(self, number: int, cells: Sequence[Any], known: Sequence[str]) -> list[str]:
        """The names of the columns. What has no meaning here is passed over, and told."""
        header = [_name(cell.value) for cell in cells]
        for name in known:
            if header.count(name) > 1:
                what = Phrase("there are two columns of that name; rename one.")
                self._found.add(number, name, None, what)
        self._unknown += [
            str(cell.value)
            for name, cell in zip(header, cells, strict=True)
            if name and name not in known
        ]
        return header

    def _text(self, number: int, column: str, cell: Any) -> str:
        value = cell.value
        if cell.data_type == "f":
            what = Phrase("the cell holds a formula; copy it and paste its value only.")
            self._found.add(number, column, None, what)
            return ""
        if cell.data_type == "e":
            self._found.add(number, column, value, Phrase("the cell holds an error; mend it."))
            return ""
        if isinstance(value, date | time):
            self._dates += 1
        return _as_text(value)

    def _remarks(self) -> Iterator[Phrase]:
        if self._unknown:
            names = ", ".join(f"«{name}»" for name in dict.fromkeys(self._unknown))
            yield Phrase("Columns that have no meaning here were left out: {names}.", names=names)
        if self._dates:
            yield Phrase(
                "Cells that are dates to the spreadsheet, read as 2026-03-01: {n}. Look whether it "
                "has changed what you wrote.",
                n=self._dates,
            )


def _as_text(value: Any) -> str:
    """What a cell holds, as text: 7 for 7.0."""
    if isinstance(value, str):
        return normalise(line_feeds(unescape(value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        value = value if value.time() != time() else value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _filled(themes: dict[str, Theme], codes: Rows) -> tuple[Theme, ...]:
    """The themes with their codes; those that only the codes name come last."""
    named = {theme.name: theme for theme in codes.as_themes()}
    known = (
        replace(theme, codes=named[name].codes if name in named else ())
        for name, theme in themes.items()
    )
    return (*known, *(theme for name, theme in named.items() if name not in themes))
