"""Codebooks from files, checked; everything that is wrong is told at once.

`CODEBOOK_READERS` is the list of formats. To add one, add a module, a line here and a test file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.errors import NotText, UnreadableFile, at
from qualcode.model.codebook import Codebook
from qualcode.readers.codebook_file import CodebookFile
from qualcode.readers.encoding import check_size

__all__ = ["CodebookFile", "read_codebook", "read_codebook_file"]

# Each format loads what it needs when it is asked for: the screens start with none of them.


def _yaml(path: Path) -> CodebookFile:
    from qualcode.readers.codebook_yaml import read_codebook_yaml  # 50 ms

    return read_codebook_yaml(path)


def _csv(path: Path) -> CodebookFile:
    from qualcode.readers.codebook_csv import read_codebook_csv  # 30 ms

    return read_codebook_csv(path)


def _xlsx(path: Path) -> CodebookFile:
    from qualcode.readers.codebook_xlsx import read_codebook_xlsx  # 130 ms

    return read_codebook_xlsx(path)


def _qdc(path: Path) -> CodebookFile:
    from qualcode.readers.qdc import read_qdc  # 10 ms

    return read_qdc(path)


CODEBOOK_READERS: dict[str, Callable[[Path], CodebookFile]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".csv": _csv,
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
        check_size(path)  # which refuses what is not there, and folders
        raise UnreadableFile(
            "{place} is of a format that codebooks cannot be read from; "
            "save it as one of {formats}.",
            place=at(path),
            formats=", ".join(CODEBOOK_READERS),
        )
    try:
        return reader(path)
    except NotText as error:
        raise UnreadableFile(
            "{place} is not text, as a codebook in {suffix} is; save it in the program it was made "
            "with as one of {formats}.",
            place=at(path),
            suffix=path.suffix,
            formats=", ".join(CODEBOOK_READERS),
        ) from error
