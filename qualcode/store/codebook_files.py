"""Codebook files as they were when a study and a file were last the same."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualcode.store.journal import Change
from qualcode.store.tables import CodebookFileRow


def base(connection: Connection, name: str) -> str | None:
    """The codebook, as YAML, that a file of that name held when it was last loaded or saved."""
    statement = select(CodebookFileRow.book).where(CodebookFileRow.name == name)
    return connection.execute(statement).scalar()


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
