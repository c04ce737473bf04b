"""The codes of a codebook as .csv, one row each.

Of themes it has the names only, and nothing of exclusive sets or of the codebook itself.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from qualcode.export.codebooks.plain import plain
from qualcode.export.files import write_text
from qualcode.model.codebook import Codebook
from qualcode.model.codebook_table import COLUMNS, GUARDED


def write_csv(codebook: Codebook, path: Path) -> None:
    write_text(path, codebook_csv(codebook))


def codebook_csv(codebook: Codebook) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for theme, code in codebook.with_theme():
        given = {**plain(code), "code": code.id, "theme": "" if theme.ungrouped else theme.name}
        writer.writerow([_guarded(str(given.get(column, ""))) for column in COLUMNS])
    return file.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(GUARDED) else cell
