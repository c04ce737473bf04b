"""Codebooks as text, in the formats that `qualcode.readers.codebook` reads.

.yaml holds all of a codebook; .csv only the codes and the names of their themes.
"""

from __future__ import annotations

import csv
import io
from dataclasses import MISSING, fields
from typing import Any

import yaml

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codebook_table import COLUMNS, GUARDED

_WIDTH = 100


def codebook_yaml(codebook: Codebook) -> str:
    """The codebook as YAML; what has its usual value is left out."""
    return yaml.dump(
        _plain(codebook), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH
    )


def codebook_csv(codebook: Codebook) -> str:
    """The codes as a table, one row each."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for theme, code in codebook.with_theme():
        given = {**_plain(code), "code": code.id, "theme": theme.name}
        given["theme"] = "" if theme.ungrouped else theme.name
        writer.writerow([_guarded(given.get(column, "")) for column in COLUMNS])
    return file.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(GUARDED) else cell


def _plain(value: Codebook | Theme | Code | ExclusiveSet) -> dict[str, Any]:
    """The fields of a value that differ from what they are by default."""
    plain: dict[str, Any] = {}
    for one in fields(value):
        held = getattr(value, one.name)
        if one.default is MISSING or held != one.default:
            plain[one.name] = [_part(p) for p in held] if isinstance(held, tuple) else held
    return plain


def _part(part: Any) -> Any:
    return part if isinstance(part, str) else _plain(part)


class _Dumper(yaml.SafeDumper):
    """Writes long texts as blocks, so that a difference between two versions can be read."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    block = "\n" in text and all(line == line.rstrip() for line in text.splitlines())
    style = "|" if block and not text.startswith((" ", "\n", "\t")) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
