"""Codebooks to files: one module per format, chosen by the suffix of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.export.codebooks.text import codebook_csv, codebook_yaml
from qualcode.export.files import write_text
from qualcode.model.codebook import Codebook

CodebookWriter = Callable[[Codebook, Path], None]

CODEBOOK_WRITERS: dict[str, CodebookWriter] = {
    ".yaml": lambda codebook, path: write_text(path, codebook_yaml(codebook)),
    ".yml": lambda codebook, path: write_text(path, codebook_yaml(codebook)),
    ".csv": lambda codebook, path: write_text(path, codebook_csv(codebook)),
}
