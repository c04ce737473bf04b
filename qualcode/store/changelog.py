"""What has been changed between two moments, and stands: all rows of a table at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set

from sqlalchemy import Connection, func, select

from qualcode.model.lives import Step
from qualcode.store.journal import Image, from_json, table_of
from qualcode.store.past import fields_changed
from qualcode.store.tables import ChangedRow, ChangeRow, Row


def standing(connection: Connection, since: int, until: int) -> frozenset[int]:
    """The changes after `since` and up to `until` that say what happened in between: not those that
    were taken back by then; of what was older, its being taken back, or done again."""
    reversed_by: dict[int, tuple[int, str]] = {}
    done: list[int] = []
    statement = select(ChangeRow.id, ChangeRow.direction, ChangeRow.root_id)
    for row in connection.execute(statement.where(ChangeRow.id <= until).order_by(ChangeRow.id)):
        if row.root_id is not None:
            reversed_by[row.root_id] = row.id, row.direction
        elif row.id > since:
            done.append(row.id)
    gone = {root for root, (_, direction) in reversed_by.items() if direction == "undo"}
    late = {row for root, (row, _) in reversed_by.items() if root <= since < row}
    return frozenset(row for row in done if row not in gone) | late


_HISTORY = (
    select(
        ChangedRow.row_id,
        ChangedRow.before,
        ChangedRow.after,
        ChangeRow.id,
        ChangeRow.at,
        ChangeRow.coder,
        ChangeRow.action,
        ChangeRow.reason,
    )
    .join(ChangeRow, ChangeRow.id == ChangedRow.change_id)
    .order_by(ChangedRow.id)
)


def steps(connection: Connection, row_class: type[Row], among: Set[int]) -> dict[int, list[Step]]:
    """What these changes did to the rows of a table, by row, oldest first; as `past.life` tells
    it."""
    statement = _HISTORY.where(ChangedRow.table == table_of(row_class).name)
    found: dict[int, list[Step]] = defaultdict(list)
    for row in connection.execute(statement):
        if row.id in among:
            images = ({} if text is None else from_json(text) for text in (row.before, row.after))
            told = row.id, row.at, row.coder, row.action, row.reason
            found[row.row_id] += [Step(*told, *field) for field in fields_changed(*images)]
    return dict(found)


def arrivals(
    connection: Connection, row_class: type[Row], among: Set[int] | None = None
) -> list[tuple[Step, Image]]:
    """The rows of a table that came with these changes (or ever), as they came, oldest first."""
    return [
        (step, after) for step, before, after in states(connection, row_class, among) if not before
    ]


def states(
    connection: Connection, row_class: type[Row], among: Set[int] | None = None
) -> Iterator[tuple[Step, Image, Image]]:
    """What rows of a table were before these changes (or any) and after them, oldest first; empty
    where they were not there."""
    statement = _HISTORY.where(ChangedRow.table == table_of(row_class).name)
    for row in connection.execute(statement):
        if among is None or row.id in among:
            step = Step(row.id, row.at, row.coder, row.action, row.reason, "", "", "")
            yield step, from_json(row.before or "{}"), from_json(row.after or "{}")


def newest(connection: Connection) -> int:
    """The newest change; 0 before any."""
    return int(connection.execute(select(func.max(ChangeRow.id))).scalar() or 0)
