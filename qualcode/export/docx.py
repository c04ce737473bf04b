"""The reports of a study as a Word document."""

from __future__ import annotations

from pathlib import Path

from qualcode.export.files import replacing
from qualcode.model.workbook import Workbook


def write_docx(workbook: Workbook, path: Path) -> None:
    """Write the reports of a workbook, whole or not at all."""
    from qualcode.export.word.package import save  # 40 ms: only an export pays for it
    from qualcode.export.word.reports import document_of

    with replacing(path) as part:
        save(document_of(workbook), part)
