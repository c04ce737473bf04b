"""What stands in the history: its entries, and which of them can be taken back or done again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    RowMapping,
    Select,
    and_,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import aliased

from qualcode.model.history import HistoryEntry
from qualcode.store.journal import table_of
from qualcode.store.tables import ChangeRow


def _state(root: Any = ChangeRow.id) -> Label[Any]:
    """What was last done to a change: "undo", "redo", or nothing."""
    later = aliased(ChangeRow)
    return (
        select(later.direction)
        .where(later.root_id == root)
        .order_by(later.id.desc())
        .limit(1)
        .scalar_subquery()
        .label("state")
    )


UNCHANGED = "load unchanged codebook"
OF_FILES_ONLY = ("save codebook", UNCHANGED)
"""What keeps how a codebook file was, and changes nothing that anybody has made. It is taken back
by its number only, and stands between nobody and what she did before."""

STANDING = and_(ChangeRow.root_id.is_(None), func.coalesce(_state().element, "do") != "undo")
"""What somebody did, and nobody has taken back."""

# Built once: while somebody codes, building a statement costs as much as running it.
_ENTRIES = select(table_of(ChangeRow), _state()).order_by(ChangeRow.id.desc())
_ENTRY = _ENTRIES.where(ChangeRow.id == bindparam("change"))
_TO_UNDO = _ENTRIES.where(STANDING, ChangeRow.action.not_in(OF_FILES_ONLY)).limit(1)
_TO_UNDO_OF = _TO_UNDO.where(ChangeRow.coder == bindparam("coder"))


def _to_redo(*, of_coder: bool) -> Select[Any]:
    """The change that was taken back last, unless something new has been done since."""
    newest = select(func.max(ChangeRow.id)).where(
        ChangeRow.direction == "do", ChangeRow.action.not_in(OF_FILES_ONLY)
    )
    undoing, root = aliased(ChangeRow), aliased(ChangeRow)
    statement = (
        select(undoing.root_id)
        .join(root, root.id == undoing.root_id)
        .where(
            undoing.direction == "undo",
            _state(undoing.root_id).element == "undo",
            root.action.not_in(OF_FILES_ONLY),
        )
        .order_by(undoing.id.desc())
        .limit(1)
    )
    if of_coder:
        newest = newest.where(ChangeRow.coder == bindparam("coder"))
        statement = statement.where(root.coder == bindparam("coder"))
    return statement.where(undoing.id > newest.scalar_subquery())


_TO_REDO, _TO_REDO_OF = _to_redo(of_coder=False), _to_redo(of_coder=True)


def entries(
    connection: Connection, limit: int | None = None, where: ColumnElement[bool] | None = None
) -> list[HistoryEntry]:
    """The history, newest first; of it only what fits `where`."""
    statement = _ENTRIES.limit(limit)
    if where is not None:
        statement = statement.where(where)
    return [_entry(row) for row in connection.execute(statement).mappings()]


def to_undo(connection: Connection, coder: str | None = None) -> HistoryEntry | None:
    """The newest thing that is not taken back; of one coder, if named."""
    return _one(connection, _TO_UNDO if coder is None else _TO_UNDO_OF, coder=coder)


def to_redo(connection: Connection, coder: str | None = None) -> HistoryEntry | None:
    """What was taken back last, unless something new has been done since."""
    statement = _TO_REDO if coder is None else _TO_REDO_OF
    root_id = connection.execute(statement, {"coder": coder}).scalar()
    return None if root_id is None else entry(connection, root_id)


def entry(connection: Connection, change_id: int) -> HistoryEntry | None:
    return _one(connection, _ENTRY, change=change_id)


def _one(connection: Connection, statement: Select[Any], **values: object) -> HistoryEntry | None:
    row = connection.execute(statement, values).mappings().first()
    return None if row is None else _entry(row)


def _entry(row: RowMapping) -> HistoryEntry:
    return HistoryEntry(
        row["id"],
        row["at"],
        row["coder"],
        row["action"],
        row["summary"],
        row["direction"],
        row["root_id"],
        row["state"] == "undo",
        row["reason"],
    )
