"""Codings in .csv, read as a stream, since there may be half a million."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, repeat
from operator import itemgetter, lt
from pathlib import Path
from typing import Final

from qualcode.errors import Phrase
from qualcode.model.codings import STANCES, WHENS, Stance, When
from qualcode.model.studies import CodingRecord
from qualcode.model.text import normalise
from qualcode.readers.faults import fault, said_by
from qualcode.readers.moments import utc
from qualcode.readers.tables import OpenTable, damage, open_table, too_long

REQUIRED = ("file", "start", "end", "code", "coder")
OPTIONAL = ("stance", "when", "value", "memo", "certainty", "quote", "at")

_Extras = tuple[Stance | None, When | None, str, str, int | None, str, str]
_Numbered = tuple[int, list[str]]
_RECORD = partial(tuple.__new__, CodingRecord)
_BATCH = 300
"""Rows at a time: few enough not to wake the garbage collector, which would double the time."""
_NONE: Final[_Extras] = (None, None, "", "", None, "", "")
_STANCES: dict[str, Stance | None] = {"": None, "+-": "±", "−": "-", **{s: s for s in STANCES}}
_WHENS: dict[str, When | None] = {"": None, **{w: w for w in WHENS}}


@dataclass(frozen=True, slots=True)
class Codings:
    """The codings of a file; each time they are asked for, the file is read anew."""

    path: Path

    def __iter__(self) -> Iterator[CodingRecord]:
        return read_codings(self.path)


class _Names(dict[str, str]):
    """File, code and coder are a few names written many times; each is tidied once."""

    def __missing__(self, raw: str) -> str:
        return self.setdefault(raw, normalise(raw.strip()))


def read_codings(path: Path) -> Iterator[CodingRecord]:
    """The rows of `codings.csv`, each checked on its own. Raises InvalidData at the first fault."""
    return chain.from_iterable(_batches(path))


def _batches(path: Path) -> Iterator[Iterable[CodingRecord]]:
    with open_table(path, REQUIRED, OPTIONAL) as table:
        columns = _Columns(table)
        while rows := _take(table):
            yield columns.records(rows)


def _take(table: OpenTable) -> list[_Numbered]:
    """The next rows, each with the line on which it begins."""
    reader, rows = table.reader, []
    line = reader.line_num + 1
    try:
        for cells in islice(reader, _BATCH):
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise damage(table.path, line, error) from error
    return rows


class _Columns:
    """Where the columns of one table stand, and what was learnt of its names."""

    def __init__(self, table: OpenTable) -> None:
        self.path, self.header = table.path, table.header
        self.names = _Names()
        self.pick = itemgetter(*(table.header.index(name) for name in REQUIRED))
        absent = len(table.header)
        place = {name: n for n, name in enumerate(table.header)}
        self.pick_extras = itemgetter(*(place.get(name, absent) for name in OPTIONAL))
        self.has_extras = bool(set(OPTIONAL) & set(table.header))

    def records(self, rows: list[_Numbered]) -> Iterable[CodingRecord]:
        """Whole columns at a time, which takes half as long; row by row where one is amiss."""
        if (columns := self._columns(rows)) is None:
            return [self._record(line, cells) for line, cells in rows if any(cells)]
        extras: Iterable[Iterable[object]] = map(repeat, _NONE)
        if self.has_extras:
            extras = zip(*[self._extras(line, cells) for line, cells in rows], strict=True)
        return map(_RECORD, zip(*columns, *extras, strict=False))

    def _columns(self, rows: list[_Numbered]) -> list[Sequence[object]] | None:
        lines, cells = zip(*rows, strict=True)
        if set(map(len, cells)) != {len(self.header)}:
            return None
        file, first, last, code, coder = self.pick(list(zip(*cells, strict=True)))
        if not (all(map(str.isdecimal, first)) and all(map(str.isdecimal, last))):
            return None
        starts, ends = list(map(int, first)), list(map(int, last))
        files, codes, coders = (
            list(map(self.names.__getitem__, column)) for column in (file, code, coder)
        )
        if not all(map(lt, starts, ends)) or "" in files or "" in codes or "" in coders:
            return None
        return [lines, files, starts, ends, codes, coders]

    def _record(self, line: int, cells: list[str]) -> CodingRecord:
        if len(cells) != len(self.header):
            cells = self._fitted(line, cells)
        file, first, last, code, coder = self.pick(cells)
        start, end = self._offset(line, "start", first), self._offset(line, "end", last)
        for column, cell in zip(REQUIRED, (file, first, last, code, coder), strict=True):
            if not cell.strip():
                raise fault(self.path, line, column, cell, Phrase("the cell is empty."))
        if start >= end:
            what = Phrase("it must be greater than the start, {start}.", start=start)
            raise fault(self.path, line, "end", last, what)
        names = self.names
        return CodingRecord(
            line, names[file], start, end, names[code], names[coder], *self._extras(line, cells)
        )

    def _fitted(self, line: int, cells: list[str]) -> list[str]:
        """The row at the width of the table, where only empty cells are too many or too few."""
        width = len(self.header)
        if any(cells[width:]):
            raise too_long(self.path, line, self.header, cells)
        return cells[:width] + [""] * (width - len(cells))

    def _offset(self, line: int, column: str, cell: str) -> int:
        if not cell.strip().isdecimal():
            what = Phrase("it is not a whole number of characters, counted from 0.")
            raise fault(self.path, line, column, cell, what)
        return int(cell)

    def _extras(self, line: int, cells: list[str]) -> _Extras:
        written = self.pick_extras([*cells, ""])
        return _checked_extras(self.path, line, *written) if any(written) else _NONE


def _checked_extras(
    path: Path,
    line: int,
    stance: str,
    when: str,
    value: str,
    memo: str,
    certainty: str,
    quote: str,
    when_made: str,
) -> _Extras:
    stance, when, certainty = stance.strip(), when.strip(), certainty.strip()
    if stance not in _STANCES:
        raise fault(path, line, "stance", stance, Phrase("it is none of + - ± neutral."))
    if when not in _WHENS:
        raise fault(
            path, line, "when", when, Phrase("it is none of {known}.", known=", ".join(WHENS))
        )
    if certainty and not certainty.isdecimal():
        raise fault(path, line, "certainty", certainty, Phrase("it is not a whole number."))
    return (
        _STANCES[stance],
        _WHENS[when],
        normalise(value.strip()),
        normalise(memo.strip()),
        int(certainty) if certainty else None,
        normalise(quote),
        _made_at(path, line, when_made),
    )


def _made_at(path: Path, line: int, written: str) -> str:
    try:
        return utc(written)
    except ValueError as error:
        what = Phrase("{what}.", what=said_by(error))
        raise fault(path, line, "at", None, what) from error
