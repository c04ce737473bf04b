"""Tables in .csv: whatever parts the columns and whatever the encoding, with line numbers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from qualcode.errors import InvalidData, Phrase, UnreadableFile, at
from qualcode.model.text import normalise
from qualcode.readers.encoding import (
    check_size,
    file_faults,
    guess_remark,
    line_feeds,
    stream_encoding,
)
from qualcode.readers.faults import fault

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = (";", "\t", ",")
"""Where two fit equally well, the first is taken: commas stand in prose, too."""
_LOOKED_AT = 50
_SEP_LINE = re.compile("sep=(.)")
"""Excel's own first line, which says what parts the columns; no row of the table."""
_DAMAGE = {
    "unexpected end of data": Phrase("a quotation mark is opened here and never closed"),
    "field larger": Phrase(
        "a cell is longer than 131,072 characters; is a quotation mark left open?"
    ),
    "expected after": Phrase("a quotation mark within a quoted cell must be doubled"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column, and the line of the file on which it begins."""

    line: int
    values: dict[str, str]

    def get(self, column: str) -> str:
        """The cell without blanks around it; empty where the table has no such column."""
        return self.values.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table that fits in memory; its cells are normalised."""

    path: Path
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that is read row by row; `reader` stands before the first row."""

    path: Path
    header: list[str]
    reader: Reader
    encoding: str
    guessed: bool

    @property
    def remarks(self) -> tuple[str, ...]:
        return (guess_remark(self.encoding),) if self.guessed else ()


def read_table(path: Path, required: Sequence[str] = (), known: Iterable[str] = ()) -> Table:
    """All rows of a table; blank rows are passed over.

    `known` names further columns that have a meaning: those are found in any case of letters.
    """
    check_size(path)
    with open_table(path, required, known) as table:
        rows = []
        for line, cells in numbered(table):
            if any(cell.strip() for cell in cells):
                rows.append(_row(table, line, cells))
        return Table(path, tuple(table.header), tuple(rows), table.remarks)


@contextmanager
def open_table(
    path: Path, required: Sequence[str] = (), known: Iterable[str] = ()
) -> Iterator[OpenTable]:
    """A table with its header read and checked."""
    check_size(path, limit=1 << 40)
    encoding, guessed = stream_encoding(path)
    try:
        with file_faults(path), path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=_delimiter(file), strict=True)
            try:
                header = _header(path, reader, required, set(known))
            except csv.Error as error:
                raise damage(path, reader.line_num, error) from error
            yield OpenTable(path, header, reader, encoding, guessed)
    except UnicodeError as error:
        raise UnreadableFile(
            "{place} is not text in one encoding; save it as CSV UTF-8 and try again.",
            place=at(path),
        ) from error


def numbered(table: OpenTable) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the line on which it begins; a cell may hold line breaks."""
    reader = table.reader
    before = reader.line_num
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise damage(table.path, before + 1, error) from error


def damage(path: Path, line: int, error: csv.Error) -> InvalidData:
    """What csv.reader complains of, in words for the person who made the file."""
    said = str(error)
    what = next((ours for theirs, ours in _DAMAGE.items() if theirs in said), said)
    return fault(path, line, None, None, Phrase("{what}.", what=what))


def too_long(path: Path, line: int, header: Sequence[str], cells: Sequence[str]) -> InvalidData:
    return fault(
        path,
        line,
        None,
        cells[len(header)],
        Phrase(
            "the row has {cells} cells, but there are {columns} columns; "
            "put quotation marks around a cell that holds the sign that parts the columns.",
            cells=len(cells),
            columns=len(header),
        ),
    )


def _delimiter(file: TextIO) -> str:
    """The sign that parts the header in more than one, and most rows in as many."""
    sample = list(islice(file, _LOOKED_AT))
    file.seek(0)
    if sample and (named := _SEP_LINE.fullmatch(sample[0].strip())):
        return named[1]
    return max(_DELIMITERS, key=lambda delimiter: _fit(sample, delimiter))


def _fit(sample: list[str], delimiter: str) -> tuple[bool, float, int]:
    widths: list[int] = []
    with suppress(csv.Error):  # told with its line when the rows are read
        widths.extend(len(cells) for cells in csv.reader(sample, delimiter=delimiter) if cells)
    width = widths[0] if widths else 0
    return width > 1, widths.count(width) / max(len(widths), 1), width


def _header(path: Path, reader: Reader, required: Sequence[str], known: set[str]) -> list[str]:
    """The names of the columns. Those that have a meaning are known in any case of letters."""
    line, cells = 1, []
    for cells in reader:
        if any(cell.strip() for cell in cells) and "".join(cells).strip() != "sep=":
            break
        line, cells = reader.line_num + 1, []
    meant = {name.casefold(): name for name in {*required, *known}}
    header = [normalise(" ".join(cell.split())) for cell in cells]
    while header and not header[-1]:
        header.pop()
    header = [
        name if name in meant.values() else meant.get(name.casefold(), name) for name in header
    ]
    _check_header(path, line, header, required)
    return header


def _check_header(path: Path, line: int, header: list[str], required: Sequence[str]) -> None:
    if not header:
        raise UnreadableFile(
            "{place} is empty; it needs a line with the names of the columns.", place=at(path)
        )
    for number, name in enumerate(header, start=1):
        if not name:
            raise fault(
                path, line, str(number), None, Phrase("the column has no name; give it one.")
            )
        if name in header[: number - 1]:
            raise fault(
                path, line, name, None, Phrase("there are two columns of that name; rename one.")
            )
    for name in required:
        if name not in header:
            there = ", ".join(header)
            raise fault(
                path,
                line,
                name,
                None,
                Phrase("the column is missing; there are: {known}.", known=there),
            )


def _row(table: OpenTable, line: int, cells: list[str]) -> Row:
    if len(cells) > len(table.header):
        if any(cell.strip() for cell in cells[len(table.header) :]):
            raise too_long(table.path, line, table.header, cells)
        cells = cells[: len(table.header)]
    cells = [normalise(line_feeds(cell)) for cell in cells]
    cells += [""] * (len(table.header) - len(cells))
    return Row(line, dict(zip(table.header, cells, strict=True)))
