"""Values to files: one module per format, chosen by the suffix of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.errors import QualcodeError, one_of
from qualcode.export.csv import write_csv
from qualcode.export.docx import write_docx
from qualcode.export.xlsx import write_xlsx
from qualcode.model.workbook import Workbook

Writer = Callable[[Workbook, Path, str, str], None]
"""(workbook, file, sheet, dialect): the last two concern formats that hold one sheet only."""

WRITERS: dict[str, Writer] = {
    ".xlsx": lambda workbook, path, _sheet, _dialect: write_xlsx(workbook, path),
    ".docx": lambda workbook, path, _sheet, _dialect: write_docx(workbook, path),
    ".csv": write_csv,
}


def write_workbook(
    workbook: Workbook, path: Path, dialect: str = "plain", sheet: str = "themes"
) -> None:
    """Write the workbook in the format that the suffix of the file names."""
    suffix = path.suffix.lower()
    if suffix not in WRITERS:
        raise QualcodeError(
            '{file}: "{suffix}" is not a format that can be written; '
            "let the name end in {formats}.",
            file=path.name,
            suffix=suffix,
            formats=one_of(WRITERS),
        )
    WRITERS[suffix](workbook, path, sheet, dialect)
