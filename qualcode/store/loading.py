"""Gathers rows of several tables, ids given beforehand, to insert them in few statements."""

from __future__ import annotations

from typing import Any

from qualcode.store.journal import Change, table_of
from qualcode.store.tables import Row


class Loader:
    """Rows to come, table by table; nothing is written before `flush`."""

    def __init__(self, change: Change, *row_classes: type[Row]) -> None:
        self._change = change
        self._columns = {
            row_class: [c.name for c in table_of(row_class).columns if c.name != "id"]
            for row_class in row_classes
        }
        self._rows: dict[type[Row], list[tuple[Any, ...]]] = {r: [] for r in row_classes}
        self._next = {r: change.next_id(r) for r in row_classes}

    def add(self, row_class: type[Row], **values: Any) -> int:
        """Take a row in; returns the id that it will have. All columns must be given."""
        columns = self._columns[row_class]
        self._rows[row_class].append(tuple(values[name] for name in columns))
        self._next[row_class] += 1
        return self._next[row_class] - 1

    def add_tuples(self, row_class: type[Row], rows: list[tuple[Any, ...]]) -> None:
        """Take in rows whose values stand in the order of the table's columns."""
        self._rows[row_class] += rows
        self._next[row_class] += len(rows)

    def flush(self) -> None:
        """Insert what was gathered; tables in the order in which they were named."""
        for row_class, rows in self._rows.items():
            if rows:
                self._change.insert_batch(row_class, self._columns[row_class], rows)
                rows.clear()
