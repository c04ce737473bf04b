"""Collecting what is wrong with a file, so that a person can mend it all in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import InvalidData, at

SHOWN = 20


def fault(
    path: Path, line: int | None, column: str | None, value: object | None, what: str
) -> InvalidData:
    """One thing that is wrong, with its place in front."""
    return InvalidData(f"{at(path, line, column, value)}: {what}")


@dataclass
class Faults:
    """The faults of one reading, in the order in which they were found."""

    path: Path
    messages: list[str] = field(default_factory=list)

    def add(self, line: int | None, column: str | None, value: object | None, what: str) -> None:
        self.messages.append(str(fault(self.path, line, column, value, what)))

    def raise_if_any(self) -> None:
        if not self.messages:
            return
        more = len(self.messages) - SHOWN
        shown = self.messages[:SHOWN]
        if more > 0:
            shown.append(f"… and {more} more of the kind.")
        raise InvalidData("\n".join(shown))
