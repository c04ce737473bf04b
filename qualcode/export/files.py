"""Putting a file in its place: whole, or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcode.errors import Phrase, QualcodeError, why


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside `path` to write to; it takes the place of `path` once all is written.

    If anything goes wrong the old file stays as it was and the new one is removed.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise QualcodeError("{file} is not a file; name a file to write to.", file=path.name)
    # A short name: one made from `path` could pass the 255 bytes that file systems allow.
    # Not `tempfile`: its files can be read by their owner only, and so would the result be.
    part = target.parent / f".qualcode-{secrets.token_hex(6)}.part"
    try:
        yield part
        os.replace(part, target)
    except OSError as error:
        raise QualcodeError(_cannot_write(path, error)) from error
    finally:
        part.unlink(missing_ok=True)


def _cannot_write(path: Path, error: OSError) -> Phrase:
    if isinstance(error, PermissionError) and path.exists():
        advice = Phrase(
            "if it is open in Excel or another program, close it there and export again"
        )
    elif isinstance(error, PermissionError):
        advice = Phrase("you may not write in {folder}; choose another folder", folder=path.parent)
    elif isinstance(error, FileNotFoundError):
        advice = Phrase(
            "there is no folder {folder}; make it or choose another", folder=path.parent
        )
    else:
        advice = Phrase("make room on the disk, also for temporary files, or choose another folder")
    return Phrase(
        "{file} was not written ({why}): {advice}.", file=path.name, why=why(error), advice=advice
    )


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with its line ends as they are."""
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8", newline="", errors="replace")
