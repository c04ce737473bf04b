"""The workbook, by hand: `python -m benchmarks.plain.workbook DB OUT.xlsx [quotes]`.

A sheet per theme with its codes x type of centre, centre x code, the codebook with how often
each code is used, and the passages if they are asked for.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

from benchmarks.plain import quotes
from benchmarks.plain.tally import SEGMENTS

MENTIONS = """
SELECT {row}, interview.centre_id, max(said)
FROM coding
JOIN code ON code.id = coding.code_id
JOIN interview ON interview.id = coding.interview_id
GROUP BY 1, 2
"""
INTERVIEWS = "SELECT code_id, count(DISTINCT interview_id) FROM coding WHERE said GROUP BY 1"

Said = dict[tuple[int, int], int]
"""(row, centre): 1 mentioned, 0 only asked."""


def main(database: str, out: str, with_quotes: str = "") -> None:
    db = sqlite3.connect(database)
    of_codes = mentions(db, "code.id")
    with Workbook(out, {"constant_memory": True}) as book:
        _write_chapters(db, book, of_codes, mentions(db, "code.theme_id"))
        _write_matrix(db, book, of_codes)
        if with_quotes:
            _write_quotes(db, book)
        _write_codebook(db, book, of_codes)
    db.close()


def mentions(db: sqlite3.Connection, row: str) -> Said:
    found = db.execute(MENTIONS.replace("{row}", row))
    return {(key, centre): said for key, centre, said in found}


def _write_chapters(
    db: sqlite3.Connection, book: Workbook, of_codes: Said, of_themes: Said
) -> None:
    types: dict[str, list[int]] = {}
    for centre, name in db.execute("SELECT id, type FROM centre ORDER BY id"):
        types.setdefault(name, []).append(centre)
    groups = {**types, "total": [centre for group in types.values() for centre in group]}
    for theme_id, theme in db.execute("SELECT id, name FROM theme ORDER BY id").fetchall():
        sheet = book.add_worksheet(theme)
        _write(sheet, 0, ["", *(f"{n}, {what}" for n in groups for what in ("n", "of", "%"))])
        _write(sheet, 1, [theme, *_shares(of_themes, theme_id, groups.values())])
        codes = db.execute("SELECT id, name FROM code WHERE theme_id = ? ORDER BY id", (theme_id,))
        for row, (code_id, code) in enumerate(codes, 2):
            _write(sheet, row, [code, *_shares(of_codes, code_id, groups.values())])


def _shares(said: Said, row: int, groups: Iterable[list[int]]) -> list[float]:
    found: list[float] = []
    for centres in groups:
        n = sum(said.get((row, centre), 0) for centre in centres)
        found += [n, len(centres), 100 * n / len(centres) if centres else 0.0]
    return found


def _write_matrix(db: sqlite3.Connection, book: Workbook, said: Said) -> None:
    sheet = book.add_worksheet("matrix")
    codes = db.execute("SELECT id, name FROM code ORDER BY id").fetchall()
    _write(sheet, 0, ["centre", *(name for _, name in codes)])
    signs = {1: "yes", 0: "asked", None: "not asked"}
    centres = db.execute("SELECT id, name FROM centre ORDER BY id")
    for row, (centre, name) in enumerate(centres, 1):
        _write(sheet, row, [name, *(signs[said.get((code, centre))] for code, _ in codes)])


def _write_codebook(db: sqlite3.Connection, book: Workbook, said: Said) -> None:
    segments: dict[int, int] = {}
    for code, _, n in db.execute(SEGMENTS.replace("{row}", "code.id")):
        segments[code] = segments.get(code, 0) + n
    interviews = dict(db.execute(INTERVIEWS))
    sheet = book.add_worksheet("codebook")
    _write(sheet, 0, ["code", "segments", "interviews", "centres"])
    for row, (code, name) in enumerate(db.execute("SELECT id, name FROM code ORDER BY id"), 1):
        centres = sum(heard for (key, _), heard in said.items() if key == code)
        _write(sheet, row, [name, segments.get(code, 0), interviews.get(code, 0), centres])


def _write_quotes(db: sqlite3.Connection, book: Workbook) -> None:
    sheet = book.add_worksheet("quotes")
    _write(sheet, 0, quotes.HEADINGS)
    for row, values in enumerate(quotes.rows(db), 1):
        _write(sheet, row, values)


def _write(sheet: Workbook.worksheet_class, row: int, values: Sequence[object]) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, value)
        else:
            sheet.write_number(row, column, value)


if __name__ == "__main__":
    main(*sys.argv[1:])
