"""Codebooks from .yaml and .csv, checked; everything that is wrong is told at once.

In .yaml the names are those of `qualcode.model.codebook`. In .csv each row is a code, and only
`code` is required: themes come in the order in which they are first named, and codes without
one go to a theme called `UNGROUPED`. A .csv can say nothing of the themes but their names, and
nothing of exclusive sets.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qualcode.errors import Phrase, UnreadableFile, at
from qualcode.model.codebook import Code, Codebook, Theme, faults
from qualcode.model.codebook_table import COLUMNS, GUARDED, UNGROUPED
from qualcode.readers.checking import add_fault, checked
from qualcode.readers.faults import Faults
from qualcode.readers.tables import Row, Table, read_table
from qualcode.readers.yaml import YamlFile, parse_yaml, read_yaml, without_empty

_SUFFIXES = (".yaml", ".yml", ".csv")
_CODEBOOK = TypeAdapter(Codebook)
_CODE = TypeAdapter(Code)


def read_codebook(path: Path) -> Codebook:
    """The codebook in a .yaml, .yml or .csv file."""
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UnreadableFile(
            "{place} is of a format that codebooks cannot be read from; "
            "save it as one of {formats}.",
            place=at(path),
            formats=", ".join(_SUFFIXES),
        )
    return _from_csv(path) if suffix == ".csv" else _from_yaml(read_yaml(path), path)


def codebook_of_text(text: str, path: Path) -> Codebook:
    """The codebook in a text of YAML; `path` is what messages call it."""
    return _from_yaml(parse_yaml(text, path), path)


def _from_yaml(file: YamlFile, path: Path) -> Codebook:
    codebook = checked(_CODEBOOK, file, without_empty(file.data))
    _check_whole(codebook, path, _places(codebook, file))
    return codebook


def _places(codebook: Codebook, file: YamlFile) -> dict[str, int]:
    """The line of each code, key, theme and exclusive set; the later one of two that are alike."""
    places: dict[str, int] = {}
    for i, theme in enumerate(codebook.themes):
        for j, code in enumerate(theme.codes):
            if code.key:
                places[code.key] = file.line(("themes", i, "codes", j, "key"))
    for i, group in enumerate(codebook.exclusive):
        places[group.name] = file.line(("exclusive", i))
    for i, theme in enumerate(codebook.themes):
        places[theme.name] = file.line(("themes", i))
        for j, code in enumerate(theme.codes):
            places[code.id] = file.line(("themes", i, "codes", j))
    return places


def _from_csv(path: Path) -> Codebook:
    table = read_table(path, required=("code",), known=COLUMNS)
    found = Faults(path)
    _check_columns(table, found)
    themes: dict[str, list[Code]] = {}
    places: dict[str, int] = {}
    keys: dict[str, int] = {}
    for row in table.rows:
        if (code := _code(row, found)) is not None:
            themes.setdefault(_unguarded(row.get("theme")) or UNGROUPED, []).append(code)
            places[code.id] = row.line
            if code.key:
                keys[code.key] = row.line
    found.raise_if_any()
    codebook = Codebook(
        themes=tuple(
            Theme(name=name, ungrouped=name == UNGROUPED, codes=tuple(codes))
            for name, codes in themes.items()
        )
    )
    _check_whole(codebook, path, keys | places)
    return codebook


def _check_columns(table: Table, found: Faults) -> None:
    for column in table.header:
        if column not in COLUMNS:
            what = Phrase(
                "the column has no meaning here; there are {known}.", known=", ".join(COLUMNS)
            )
            found.add(1, column, None, what)


def _code(row: Row, found: Faults) -> Code | None:
    """One row as a code. Empty cells are as if they had not been written."""
    given: dict[str, Any] = {
        "id" if column == "code" else column: _unguarded(cell)
        for column, cell in row.values.items()
        if cell.strip() and column in COLUMNS and column != "theme"
    }
    given |= {
        column: given[column].strip()
        for column in ("id", "parent", "origin", "state", "colour", "key")
        if column in given
    }
    try:
        return _CODE.validate_python(given)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            loc = tuple("code" if part == "id" else part for part in one["loc"])
            add_fault(found, row.line, loc, one)
    return None


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(GUARDED) else cell


def _check_whole(codebook: Codebook, path: Path, places: dict[str, int]) -> None:
    found = Faults(path)
    for name, what in faults(codebook):
        found.add(places.get(name), None, name, Phrase("{what}.", what=what))
    found.raise_if_any()
