"""What a coder would take back, and do again, on the screens."""

from __future__ import annotations

from qualcode.errors import NotFound
from qualcode.model.history import HistoryEntry
from qualcode.workflow import history
from qualcode.workflow.studies import Study

IN_BULK = frozenset(
    {
        *("set up study", "import transcripts", "add coder"),
        *("load codebook", "load codings", "load method"),
    }
)
"""What is not taken back in passing: there is the history of the study for it."""


def next_undo(study: Study, coder: str) -> HistoryEntry:
    """The newest thing that this coder did, but in bulk."""
    entry = history.next_undo(study, coder)
    if entry is None or entry.action in IN_BULK:
        raise NotFound("There is nothing here to take back.")
    return entry


def next_redo(study: Study, coder: str) -> HistoryEntry:
    """What she took back last."""
    entry = history.next_redo(study, coder)
    if entry is None or entry.action in IN_BULK:
        raise NotFound("There is nothing here to do again.")
    return entry
