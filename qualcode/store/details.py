"""What is known of an interview besides who speaks in it: its attributes, by name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from qualcode.errors import NotFound
from qualcode.store.journal import Change
from qualcode.store.tables import TranscriptRow


def read(connection: Connection, transcript_id: int) -> dict[str, str]:
    statement = select(TranscriptRow.details).where(TranscriptRow.id == transcript_id)
    found = connection.execute(statement).scalar()
    if found is None:
        raise NotFound("The interview is not in the study any more.")
    return _from_json(found)


def write(change: Change, transcript_id: int, details: Mapping[str, str]) -> None:
    """Let these be the attributes of an interview."""
    change.update(TranscriptRow, transcript_id, details=_to_json(details))


def add(change: Change, names: Sequence[str]) -> int:
    """Give every interview attributes of these names, empty where it has none of that name; returns
    how many interviews had to be changed."""
    statement = select(TranscriptRow.id, TranscriptRow.details)
    rows = {}
    for transcript_id, held in change.connection.execute(statement):
        rows[transcript_id] = {
            "details": _to_json({**dict.fromkeys(names, ""), **_from_json(held)})
        }
    return len(change.update_many(TranscriptRow, rows))


def _from_json(text: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(text or "{}")
    return found


def _to_json(details: Mapping[str, str]) -> str:
    return json.dumps(dict(details), ensure_ascii=False)
