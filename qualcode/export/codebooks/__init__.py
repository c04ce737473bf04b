"""Codebooks to files: one module per format, chosen by the suffix of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.export.codebooks.csv import write_csv
from qualcode.export.codebooks.yaml import write_yaml
from qualcode.model.codebook import Codebook

CodebookWriter = Callable[[Codebook, Path], None]


def _xlsx(codebook: Codebook, path: Path) -> None:
    from qualcode.export.codebooks.xlsx import write_xlsx  # 15 ms: only workbooks pay for it

    write_xlsx(codebook, path)


def _qdc(codebook: Codebook, path: Path) -> None:
    from qualcode.export.codebooks.qdc import write_qdc  # 10 ms, and seldom asked for

    write_qdc(codebook, path)


CODEBOOK_WRITERS: dict[str, CodebookWriter] = {
    ".yaml": write_yaml,
    ".yml": write_yaml,
    ".csv": write_csv,
    ".xlsx": _xlsx,
    ".qdc": _qdc,
}
