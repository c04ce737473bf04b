"""Codebooks from files, checked; everything that is wrong is told at once.

`CODEBOOK_READERS` is the list of formats. To add one, add a module, a line here and a test file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.errors import UnreadableFile, at
from qualcode.model.codebook import Codebook
from qualcode.readers.codebook_csv import read_codebook_csv
from qualcode.readers.codebook_file import CodebookFile
from qualcode.readers.codebook_yaml import codebook_of_text, read_codebook_yaml

__all__ = ["CodebookFile", "codebook_of_text", "read_codebook", "read_codebook_file"]


def _xlsx(path: Path) -> CodebookFile:
    from qualcode.readers.codebook_xlsx import read_codebook_xlsx  # 130 ms: only workbooks pay

    return read_codebook_xlsx(path)


def _qdc(path: Path) -> CodebookFile:
    from qualcode.readers.qdc import read_qdc  # 10 ms, and seldom asked for

    return read_qdc(path)


CODEBOOK_READERS: dict[str, Callable[[Path], CodebookFile]] = {
    ".yaml": read_codebook_yaml,
    ".yml": read_codebook_yaml,
    ".csv": read_codebook_csv,
    ".xlsx": _xlsx,
    ".qdc": _qdc,
}


def read_codebook(path: Path) -> Codebook:
    """The codebook in a file, whatever its format."""
    return read_codebook_file(path).codebook


def read_codebook_file(path: Path) -> CodebookFile:
    """The codebook in a file, with what is to be said of how it was read."""
    reader = CODEBOOK_READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            "{place} is of a format that codebooks cannot be read from; "
            "save it as one of {formats}.",
            place=at(path),
            formats=", ".join(CODEBOOK_READERS),
        )
    return reader(path)
