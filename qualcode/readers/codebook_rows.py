"""Codes from the rows of a table, one each: what .csv and .xlsx have in common.

Only `code` is required. Themes come in the order in which they are first named, and codes without
one go to a theme called `UNGROUPED`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qualcode.model.codebook import Code, Theme
from qualcode.model.codebook_table import COLUMNS, UNGROUPED
from qualcode.readers.checking import add_fault
from qualcode.readers.faults import Faults
from qualcode.readers.tables import Row

_CODE = TypeAdapter(Code)
_BARE = ("id", "parent", "origin", "state", "colour", "key")
"""Fields in which blanks around the text mean nothing."""


@dataclass(slots=True)
class Rows:
    """The codes of a table by theme, and the line of each code and key."""

    themes: dict[str, list[Code]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    def as_themes(self) -> tuple[Theme, ...]:
        return tuple(
            Theme(name=name, ungrouped=name == UNGROUPED, codes=tuple(codes))
            for name, codes in self.themes.items()
        )


def read_rows(rows: Iterable[Row], found: Faults, ungrouped: str = UNGROUPED) -> Rows:
    """What is wrong with a row is added to the faults. `ungrouped` is the theme of codes that are
    in none."""
    read = Rows()
    keys: dict[str, int] = {}
    for row in rows:
        if (code := _code(row, found)) is not None:
            read.themes.setdefault(row.get("theme") or ungrouped, []).append(code)
            read.places[code.id] = row.line
            if code.key:
                keys[code.key] = row.line
    read.places = keys | read.places
    return read


def _code(row: Row, found: Faults) -> Code | None:
    """Empty cells are as if they had not been written."""
    given: dict[str, Any] = {
        "id" if column == "code" else column: cell
        for column, cell in row.values.items()
        if cell.strip() and column in COLUMNS and column != "theme"
    }
    given |= {column: given[column].strip() for column in _BARE if column in given}
    try:
        return _CODE.validate_python(given)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            loc = tuple("code" if part == "id" else part for part in one["loc"])
            add_fault(found, row.line, loc, one)
    return None
