"""Comma-separated values: one tally, or one sheet of the workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.export.files import replacing
from qualcode.model.questions import Cell, Quote, Row, Table
from qualcode.model.workbook import ChapterTables, CodeUse, Workbook


@dataclass(frozen=True, slots=True)
class Dialect:
    """How values become text.

    `guard` puts an apostrophe before text that a spreadsheet would run as a formula. It is off
    where programs read: there the text must come back as it was said.
    """

    delimiter: str
    decimal: str
    line_end: str
    byte_order_mark: bool
    guard: bool


DIALECTS = {
    "plain": Dialect(",", ".", "\n", byte_order_mark=False, guard=False),
    "excel-nb": Dialect(";", ",", "\r\n", byte_order_mark=True, guard=True),
}

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def dialect_named(name: str) -> Dialect:
    if name not in DIALECTS:
        raise QualcodeError(
            '"{name}" is not a dialect of csv; the dialects are {known}.',
            name=name,
            known=", ".join(DIALECTS),
        )
    return DIALECTS[name]


def table_csv(table: Table, dialect: str = "plain") -> Iterator[list[str]]:
    """The rows of a tally, heading first: theme, code, one column per value, n, base, percent.

    Columns bear the keys of the values, not their labels, since keys stay the same.
    """
    chosen = dialect_named(dialect)
    values = [column.key or column.label for column in table.columns]
    yield ["theme", "code", *values, "n", "base", "percent"]
    for row in table.rows:
        counts = [str(cell.n) for cell in row.cells]
        yield [row.theme, row.code, *counts, *_cell(row.total, chosen)]


def table_text(table: Table, dialect: str = "plain") -> str:
    """A tally as the text of a csv file, byte-order mark and all."""
    chosen = dialect_named(dialect)
    text = io.StringIO()
    if chosen.byte_order_mark:
        text.write("\ufeff")
    _write_rows(text, table_csv(table, dialect), chosen)
    return text.getvalue()


def write_csv(workbook: Workbook, path: Path, sheet: str, dialect: str = "plain") -> None:
    """Write one of `SHEETS`; quotes pass through one by one. A workbook with reports gives the rows
    of the first."""
    chosen = dialect_named(dialect)
    if sheet not in SHEETS:
        raise QualcodeError(
            '"{sheet}" is not a sheet of the workbook; the sheets are {known}.',
            sheet=sheet,
            known=", ".join(SHEETS),
        )
    encoding = "utf-8-sig" if chosen.byte_order_mark else "utf-8"
    with (
        replacing(path) as part,
        part.open("w", encoding=encoding, newline="", errors="replace") as file,
    ):
        rows = _report_rows if workbook.reports else SHEETS[sheet]
        _write_rows(file, rows(workbook, chosen), chosen)


def _write_rows(file: io.TextIOBase, rows: Iterable[list[str]], dialect: Dialect) -> None:
    writer = csv.writer(file, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
    writer.writerows(map(_guarded if dialect.guard else _unbroken, rows))


def _guarded(row: list[str]) -> list[str]:
    """Counts and shares are never negative, so only text can begin with one of these."""
    return ["'" + text if text.startswith(_FORMULA_STARTS) else text for text in row]


def _unbroken(row: list[str]) -> list[str]:
    """Without carriage returns: where lines end in a line feed alone, `csv` does not quote them,
    and readers would take them for the end of the row."""
    return [text.replace("\r", "\n") if "\r" in text else text for text in row]


def _cell(cell: Cell, dialect: Dialect) -> list[str]:
    base = "" if cell.base is None else str(cell.base)
    percent = "" if cell.percent is None else f"{cell.percent:.1f}"
    return [str(cell.n), base, percent.replace(".", dialect.decimal)]


def _theme_rows(workbook: Workbook, dialect: Dialect) -> Iterator[list[str]]:
    """All tables one below the other; over all values together, `by` and `value` are empty.

    Such a row stands once, also where a chapter has several breakdowns of the same rows.
    """
    yield [
        *("chapter", "count", "base_rule", "base_code", "coder", "roll_up"),
        *("by", "value", "theme", "code", "label", "n", "base", "percent"),
    ]
    for chapter in workbook.chapters:
        lines = (line for table in chapter.tables for line in _long(chapter, table, dialect))
        yield from map(list, dict.fromkeys(lines))


def _long(chapter: ChapterTables, table: Table, dialect: Dialect) -> Iterator[tuple[str, ...]]:
    asked = (chapter.title, *_question(table))
    for row in table.rows:
        for by, value, cell in _spread(table, row):
            yield *asked, by, value, row.theme, row.code, row.label, *_cell(cell, dialect)


def _question(table: Table) -> list[str]:
    q = table.question
    return [q.count, q.base, q.base_code or "", q.coder, q.roll_up if q.counts_units else ""]


def _spread(table: Table, row: Row) -> Iterator[tuple[str, str, Cell]]:
    for column, cell in zip(table.columns, row.cells, strict=True):
        yield table.question.by or "", column.key or column.label, cell
    yield "", "", row.total


def _matrix_rows(workbook: Workbook, _dialect: Dialect) -> Iterator[list[str]]:
    matrix = workbook.matrix
    codes = [code for _theme, code, _label in matrix.codes]
    yield [matrix.kind, "name", *matrix.attributes, *codes]
    for unit, cells in zip(matrix.units, matrix.cells, strict=True):
        yield [unit.key, unit.label, *unit.attributes, *cells]


def _quote_rows(workbook: Workbook, _dialect: Dialect) -> Iterator[list[str]]:
    if workbook.quotes is None:
        raise QualcodeError("This workbook was made without quotes; ask for them and try again.")
    yield [
        *("units", "role", "theme", "code", "text", "coders", "transcript", "turn"),
        *("start", "end", "memos", "stances", "codings"),
    ]
    yield from map(_quote_row, workbook.quotes)


def _quote_row(quote: Quote) -> list[str]:
    return [
        "; ".join(quote.units),
        quote.role,
        quote.theme,
        quote.code,
        quote.text,
        "; ".join(quote.coders),
        quote.transcript,
        "" if quote.turn is None else str(quote.turn),
        str(quote.start),
        str(quote.end),
        "\n".join(quote.memos),
        " ".join(quote.stances),
        " ".join(map(str, quote.codings)),
    ]


def _code_rows(workbook: Workbook, _dialect: Dialect) -> Iterator[list[str]]:
    yield [
        *("theme", "code", "name", "parent", "state", "origin", "definition", "include"),
        *("exclude", "example", "question", "segments", "interviews", "units"),
    ]
    for theme, code in workbook.codebook.with_theme():
        use = workbook.uses.get(code.id, CodeUse())
        texts = [code.definition, code.include, code.exclude, code.example, code.question]
        names = [theme.name, code.id, code.name, code.parent or "", code.state, code.origin]
        yield [*names, *texts, str(use.segments), str(use.interviews), str(use.units)]


def _report_rows(workbook: Workbook, _dialect: Dialect) -> Iterator[list[str]]:
    """The own table of a report; nothing where the report has nothing to show."""
    for grid in workbook.reports[0].grids()[-1:]:
        yield [column.key for column in grid.columns]
        yield from (["" if cell is None else str(cell) for cell in row] for row in grid.rows)


SHEETS: dict[str, Callable[[Workbook, Dialect], Iterator[list[str]]]] = {
    "themes": _theme_rows,
    "matrix": _matrix_rows,
    "quotes": _quote_rows,
    "codebook": _code_rows,
}
