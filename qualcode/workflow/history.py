"""What was done, by whom; take back, do again; what is new since one last looked."""

from __future__ import annotations

from qualcode.model.history import HistoryEntry, News, Traces
from qualcode.store import entries
from qualcode.store import news as journal
from qualcode.store.study import Study


def history(study: Study, limit: int | None = None) -> list[HistoryEntry]:
    """The history, newest first."""
    return study.history(limit)


def history_of(study: Study, transcript_id: int, limit: int | None = None) -> list[HistoryEntry]:
    """The history of one interview, newest first: its codings, readings and memos."""
    with study.read() as connection:
        return journal.of_interview(connection, transcript_id, limit)


def history_of_codebook(study: Study, limit: int | None = None) -> list[HistoryEntry]:
    """The history of the codebook and of what stands on it, newest first: codes, themes, tests,
    concepts, EARs and questions."""
    with study.read() as connection:
        return journal.of_codebook(connection, limit)


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


def next_undo(study: Study, who: str) -> HistoryEntry | None:
    """What `undo` of one's own would take back."""
    with study.read() as connection:
        return entries.to_undo(connection, who)


def next_redo(study: Study, who: str) -> HistoryEntry | None:
    """What `redo` of one's own would do again."""
    with study.read() as connection:
        return entries.to_redo(connection, who)


def traces(study: Study, change_id: int) -> Traces:
    """In which interviews a change did something, and where in them."""
    with study.read() as connection:
        return journal.traces(connection, change_id)


def newest_change(study: Study) -> int:
    """A mark of this moment, to ask for news with. It is the same while nothing is changed."""
    with study.read() as connection:
        return journal.latest(connection)


def news(study: Study, seen: int, transcript_id: int) -> News:
    """What has changed since a `newest_change`, for somebody who has an interview open.

    It is everything once another copy of the study has been put in the place of the file.
    """
    with study.read() as connection:
        return journal.since(connection, seen, transcript_id)
