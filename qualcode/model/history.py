"""The history of a study, as people see it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that somebody did. `at` is ISO 8601 in UTC.

    `direction` is `do`, `undo` or `redo`; the latter two name in `root_id` what they reversed.
    `undone` is true of what stands taken back now.
    """

    id: int
    at: str
    coder: str
    action: str
    summary: str
    direction: str
    root_id: int | None
    undone: bool = False
