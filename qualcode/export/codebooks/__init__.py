"""Codebooks to files: one module per format, chosen by the suffix of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.model.codebook import Codebook

CodebookWriter = Callable[[Codebook, Path], None]

# Each format loads what it needs when it is asked for: the screens start with none of them.


def _yaml(codebook: Codebook, path: Path) -> None:
    from qualcode.export.codebooks.yaml import write_yaml  # 25 ms

    write_yaml(codebook, path)


def _csv(codebook: Codebook, path: Path) -> None:
    from qualcode.export.codebooks.csv import write_csv

    write_csv(codebook, path)


def _xlsx(codebook: Codebook, path: Path) -> None:
    from qualcode.export.codebooks.xlsx import write_xlsx  # 15 ms

    write_xlsx(codebook, path)


def _qdc(codebook: Codebook, path: Path) -> None:
    from qualcode.export.codebooks.qdc import write_qdc  # 10 ms

    write_qdc(codebook, path)


CODEBOOK_WRITERS: dict[str, CodebookWriter] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".qdc": _qdc,
}
