"""The kinds of things that go wrong, each with a message for the person who can mend it.

A message says what is wrong, where, and what to do next. The faces catch `QualcodeError`
and show it; anything else is a fault of ours.
"""

from __future__ import annotations

from pathlib import Path


class QualcodeError(Exception):
    """Something is wrong with the data, the study or a file; the message says what to do."""


class UnreadableFile(QualcodeError):
    """A file that cannot be taken in: not text, damaged, too large, or of an unknown format."""


class InvalidData(QualcodeError):
    """A file was read, but what it says does not hold together."""


class StudyError(QualcodeError):
    """The study file cannot be opened, or cannot be written to."""


class NotFound(QualcodeError):
    """A name that the study does not know."""


class Conflict(QualcodeError):
    """A change that cannot be made (or taken back) because something else has changed since."""


class WrongQuestion(QualcodeError):
    """A tally was asked for that has no meaning, e.g. an unknown attribute."""


def at(
    path: Path | str,
    line: int | None = None,
    column: str | None = None,
    value: object | None = None,
) -> str:
    """The place of a fault, as messages name it: `codings.csv, line 7, column "end", value "x"`."""
    parts = [path.name if isinstance(path, Path) else path]
    if line is not None:
        parts.append(f"line {line}")
    if column is not None:
        parts.append(f'column "{column}"')
    if value is not None:
        parts.append(f'value "{value}"')
    return ", ".join(parts)
