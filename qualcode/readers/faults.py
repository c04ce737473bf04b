"""Collecting what is wrong with a file, so that a person can mend it all in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import InvalidData, Phrase, at, joined

SHOWN = 20


def fault(
    path: Path, line: int | None, column: str | None, value: object | None, what: Phrase
) -> InvalidData:
    """One thing that is wrong, with its place in front."""
    return InvalidData("{place}: {what}", place=at(path, line, column, value), what=what)


def said_by(error: ValueError) -> str:
    """What a value has to say for itself: a `Phrase`, where it is ours."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, str) else str(error)


@dataclass
class Faults:
    """The faults of one reading, in the order in which they were found."""

    path: Path
    messages: list[Phrase] = field(default_factory=list)

    def add(self, line: int | None, column: str | None, value: object | None, what: Phrase) -> None:
        self.messages.append(fault(self.path, line, column, value, what).phrase)

    def raise_if_any(self) -> None:
        if not self.messages:
            return
        more = len(self.messages) - SHOWN
        shown = self.messages[:SHOWN]
        if more > 0:
            shown.append(Phrase("… and {more} more of the kind.", more=more))
        raise InvalidData(joined("\n", shown))
