"""Codebooks from .csv, where each row is a code.

Of themes a .csv can say the names only, and of exclusive sets nothing.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualcode.errors import Phrase
from qualcode.model.codebook import Codebook
from qualcode.model.codebook_table import COLUMNS, GUARDED
from qualcode.readers.codebook_file import CodebookFile, check_whole
from qualcode.readers.codebook_rows import read_rows
from qualcode.readers.faults import Faults
from qualcode.readers.tables import Row, Table, read_table


def read_codebook_csv(path: Path) -> CodebookFile:
    table = read_table(path, required=("code",), known=COLUMNS)
    found = Faults(path)
    _check_columns(table, found)
    read = read_rows(map(_unguarded, table.rows), found)
    found.raise_if_any()
    codebook = Codebook(themes=read.as_themes())
    check_whole(codebook, path, read.places)
    return CodebookFile(codebook, table.remarks)


def _check_columns(table: Table, found: Faults) -> None:
    for column in table.header:
        if column not in COLUMNS:
            what = Phrase(
                "the column has no meaning here; there are {known}.", known=", ".join(COLUMNS)
            )
            found.add(1, column, None, what)


def _unguarded(row: Row) -> Row:
    """Without the apostrophe that keeps a spreadsheet from taking text for a formula."""
    return replace(row, values={column: _bare(cell) for column, cell in row.values.items()})


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(GUARDED) else cell
