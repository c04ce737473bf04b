"""Codebook files as they were when a study and a file were last the same."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualcode.model.codebook_bases import Kept
from qualcode.store import entries
from qualcode.store.journal import Change, from_json
from qualcode.store.tables import ChangedRow, ChangeRow, CodebookFileRow

LIMIT = 20
"""How many versions of codebook files are looked through for what a file was made of."""


def kept(connection: Connection) -> list[Kept]:
    """The versions of codebook files that the history holds, of whatever name, newest first. Not
    those of changes that were taken back: of these, the study has nothing any more."""
    found: dict[str, Kept] = {}
    for image in connection.execute(_VERSIONS).scalars():
        row = from_json(image or "")
        found.setdefault(row["book"], Kept(row["name"], row["at"], row["book"]))
        if len(found) == LIMIT:
            break
    return list(found.values())


_VERSIONS = (
    select(ChangedRow.after)
    .join(ChangeRow, ChangeRow.id == ChangedRow.change_id)
    .where(
        ChangedRow.table == CodebookFileRow.__tablename__,
        ChangedRow.after.is_not(None),
        entries.STANDING,
    )
    .order_by(ChangedRow.id.desc())
)


def newest(connection: Connection) -> str:
    """The name of the file that was loaded or saved last; empty if none was."""
    statement = select(CodebookFileRow.name).order_by(
        CodebookFileRow.at.desc(), CodebookFileRow.id.desc()
    )
    return str(connection.execute(statement.limit(1)).scalar() or "")


def keep(change: Change, name: str, book: str) -> None:
    statement = select(CodebookFileRow.id, CodebookFileRow.book).where(CodebookFileRow.name == name)
    row = change.connection.execute(statement).first()
    if row is None:
        change.insert(CodebookFileRow, name=name, at=change.at, book=book)
    elif row.book != book:
        change.update(CodebookFileRow, row.id, at=change.at, book=book)
