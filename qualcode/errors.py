"""The kinds of things that go wrong, each with a message for the person who can mend it.

A message says what is wrong, where, and what to do next. The faces catch `QualcodeError`
and show it; anything else is a fault of ours.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path
from typing import Self


class Phrase(str):
    """Words for a person, or a part of them: English, with `{blanks}` for what belongs to the case.

    It is the English text; a face says it in the language of the person (`locale.fault`), and so
    it does with phrases and errors that stand in the blanks. Without blanks the message is taken
    as it is.
    """

    message: str
    blanks: dict[str, object]

    def __new__(cls, message: str, /, **blanks: object) -> Self:
        phrase = super().__new__(cls, message.format(**blanks) if blanks else message)
        phrase.message = message
        phrase.blanks = blanks
        return phrase


class QualcodeError(Exception):
    """Something is wrong with the data, the study or a file; the message says what to do.

    It is written as a `Phrase` is, or is one.
    """

    def __init__(self, message: str = "", /, **blanks: object) -> None:
        self.phrase = message if isinstance(message, Phrase) else Phrase(message, **blanks)
        super().__init__(str(self.phrase))


class UnreadableFile(QualcodeError):
    """A file that cannot be taken in: not text, damaged, too large, or of an unknown format."""


class InvalidData(QualcodeError):
    """A file was read, but what it says does not hold together."""


class StudyError(QualcodeError):
    """The study file cannot be opened, or cannot be written to."""


class NotFound(QualcodeError):
    """A name that the study does not know."""


class CodeGone(NotFound):
    """A code that somebody has taken away; `name` is what it was called, if that is known."""

    def __init__(self, message: str, /, name: str = "", **blanks: object) -> None:
        super().__init__(message, name=name, **blanks)
        self.name = name


class Conflict(QualcodeError):
    """A change that cannot be made (or taken back) because something else has changed since."""


class CodeRetired(Conflict):
    """A code that is kept but not given any more; `name` is what it is called."""

    def __init__(self, message: str, /, name: str, **blanks: object) -> None:
        super().__init__(message, name=name, **blanks)
        self.name = name


class NotText(UnreadableFile):
    """Bytes of which nothing makes a text; who knows what they should be can say more."""


class NeedsReason(QualcodeError):
    """Something that may be done, but only by who says why."""


class WrongQuestion(QualcodeError):
    """A tally was asked for that has no meaning, e.g. an unknown attribute."""


def at(
    path: Path | str,
    line: int | None = None,
    column: str | None = None,
    value: object | None = None,
) -> Phrase:
    """The place of a fault, as messages name it: `codings.csv, line 7, column "end", value "x"`."""
    parts = [(path.name or str(path)) if isinstance(path, Path) else path]
    if line is not None:
        parts.append(Phrase("line {line}", line=line))
    if column is not None:
        parts.append(Phrase('column "{column}"', column=column))
    if value is not None:
        parts.append(Phrase('value "{value}"', value=value))
    return joined(", ", parts)


def joined(sign: str, parts: Iterable[str]) -> Phrase:
    """Phrases (and people's words) as one, with a sign between them that all languages have."""
    blanks = {f"part{number}": part for number, part in enumerate(parts)}
    return Phrase(sign.join(f"{{{name}}}" for name in blanks), **blanks)


def one_of(names: Iterable[str]) -> Phrase:
    """Names to choose from: `.yaml or .csv`."""
    *others, last = names
    if not others:
        return Phrase("{last}", last=last)
    return Phrase("{others} or {last}", others=", ".join(others), last=last)


_SYSTEM_FAULTS = {
    errno.EACCES: Phrase("Permission denied"),
    errno.EPERM: Phrase("Operation not permitted"),
    errno.ENOENT: Phrase("No such file or directory"),
    errno.EEXIST: Phrase("File exists"),
    errno.EISDIR: Phrase("Is a directory"),
    errno.ENOTDIR: Phrase("Not a directory"),
    errno.ENOSPC: Phrase("No space left on device"),
    errno.EROFS: Phrase("Read-only file system"),
    errno.ENAMETOOLONG: Phrase("File name too long"),
    errno.EIO: Phrase("Input/output error"),
}


def why(error: OSError) -> str:
    """What the system says of a fault: a `Phrase` for what it says most often."""
    known = _SYSTEM_FAULTS.get(error.errno or 0)
    if known is not None and known == error.strerror:
        return known
    return error.strerror or str(error)
