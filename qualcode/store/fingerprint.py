"""What a study holds, in one number, and when that last changed."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, select

from qualcode.store.tables import DERIVED, JOURNAL, Base, ChangeRow, StudyRow


def last_change(connection: Connection) -> str:
    """The time of the last change (ISO 8601, UTC); of the making, if there was none."""
    newest = connection.execute(select(func.max(ChangeRow.at))).scalar()
    return str(newest or connection.execute(select(StudyRow.created_at)).scalar_one())


def of_study(connection: Connection) -> str:
    """SHA-256 over all rows that a person made, in a fixed order.

    The bytes of imported files are left out, since their hashes are in; so is the history.
    """
    digest = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        if table.name in JOURNAL | DERIVED:
            continue
        columns = [c for c in table.columns if c.name not in {"content", "text"}]
        digest.update(table.name.encode())
        statement = select(*columns).order_by(table.c.id)
        for row in connection.execution_options(yield_per=10_000).execute(statement):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
