"""What was done, by whom; take back, do again."""

from __future__ import annotations

from qualcode.model.history import HistoryEntry
from qualcode.store.study import Study


def history(study: Study, limit: int | None = None) -> list[HistoryEntry]:
    """The history, newest first."""
    return study.history(limit)


def undo(
    study: Study, coder: str, *, own: bool = False, change_id: int | None = None
) -> HistoryEntry:
    """Take back the newest thing done (`own`: by this coder), or a named change.

    It works across sessions. Conflict says what stands in the way where something was built
    on the change since; NotFound that there is nothing to take back.
    """
    return study.undo(coder, own=own, change_id=change_id)


def redo(study: Study, coder: str, *, own: bool = False) -> HistoryEntry:
    """Do again what was taken back last, unless something new was done since."""
    return study.redo(coder, own=own)
