"""The only way to write to a study: a change, which records every row before and after.

One mechanism gives the audit trail, undo and redo, and later the codebook of a past day.
"""

from __future__ import annotations

import base64
import json
import os
import uuid
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from qualcode.errors import Conflict
from qualcode.store import engine
from qualcode.store.tables import Base, ChangedBatch, ChangedRow, ChangeRow, Row

Image = dict[str, Any]
"""One row of one table: column name to value."""


def table_of(row_class: type[Base]) -> Table:
    table = row_class.__table__
    assert isinstance(table, Table)
    return table


def now() -> str:
    """This moment in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_guid() -> str:
    return uuid.uuid4().hex


def new_guids(count: int) -> Iterator[str]:
    """Many random GUIDs at a tenth of the cost of `uuid4` each."""
    while count > 0:
        some = min(count, 10_000)
        digits = os.urandom(16 * some).hex()
        for at in range(0, 32 * some, 32):
            yield f"{digits[at : at + 12]}4{digits[at + 13 : at + 16]}a{digits[at + 17 : at + 32]}"
        count -= some


class Change:
    """One thing that a person did. Got from `Study.change`; all of it is saved, or none."""

    def __init__(self, connection: Connection, change_id: int, coder: str) -> None:
        self.connection = connection
        self.id = change_id
        self.coder = coder
        self.seq = 0
        self.summary: str | None = None
        """Set it to say what was done, where that is known only at the end."""

    def insert(self, row_class: type[Row], **values: Any) -> int:
        """Insert one row; returns its id."""
        table = table_of(row_class)
        result = self.connection.execute(insert(table).values(**values))
        key = result.inserted_primary_key
        assert key is not None
        row_id = int(key[0])
        self._record(table, row_id, None, self._image(table, row_id))
        return row_id

    def update(self, row_class: type[Row], row_id: int, **values: Any) -> None:
        """Change columns of one row; what is the same already leaves no trace."""
        table = table_of(row_class)
        before = self._image(table, row_id)
        if before is None:
            raise Conflict(f"the row {row_id} of {table.name} is gone; open the study again.")
        if all(before[name] == value for name, value in values.items()):
            return
        self.connection.execute(update(table).where(table.c.id == row_id).values(**values))
        self._record(table, row_id, before, self._image(table, row_id))

    def delete(self, row_class: type[Row], row_id: int) -> None:
        table = table_of(row_class)
        before = self._image(table, row_id)
        if before is not None:
            self.connection.execute(delete(table).where(table.c.id == row_id))
            self._record(table, row_id, before, None)

    def next_id(self, row_class: type[Row]) -> int:
        """The id that the first row of a batch will have."""
        return engine.highest_id(self.connection, table_of(row_class)) + 1

    def insert_batch(
        self, row_class: type[Row], columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> range:
        """Insert many rows in the order of `columns` (without `id`); returns their ids.

        The batch is one entry in the history, and is taken back as one.
        """
        table = table_of(row_class)
        first = self.next_id(row_class)
        numbered = ((first + i, *row) for i, row in enumerate(rows))
        count = engine.insert_many(self.connection, table, ("id", *columns), numbered)
        ids = range(first, first + count)
        self.record_batch(table, ids, gone=None)
        return ids

    def record_batch(self, table: Table, ids: range, gone: bytes | None) -> None:
        if ids:
            self._write(
                ChangedBatch,
                table=table.name,
                first_id=ids.start,
                last_id=ids.stop - 1,
                count=len(ids),
                gone=gone,
            )

    def restore(self, table: Table, row_id: int, image: Image | None) -> None:
        """Make a row what it is in an image (None: away with it); for undo."""
        before = self._image(table, row_id)
        if image is None:
            self.connection.execute(delete(table).where(table.c.id == row_id))
        elif before is None:
            self.connection.execute(insert(table).values(**image))
        else:
            self.connection.execute(update(table).where(table.c.id == row_id).values(**image))
        self._record(table, row_id, before, image)

    def _image(self, table: Table, row_id: int) -> Image | None:
        row = self.connection.execute(select(table).where(table.c.id == row_id)).first()
        return None if row is None else dict(row._mapping)

    def _record(self, table: Table, row_id: int, before: Image | None, after: Image | None) -> None:
        self._write(
            ChangedRow,
            table=table.name,
            row_id=row_id,
            before=None if before is None else to_json(before),
            after=None if after is None else to_json(after),
        )

    def _write(self, row_class: type[Row], **values: Any) -> None:
        self.seq += 1
        values |= {"change_id": self.id, "seq": self.seq}
        self.connection.execute(insert(table_of(row_class)).values(**values))


def begin(
    connection: Connection,
    coder: str,
    action: str,
    *,
    direction: str = "do",
    root_id: int | None = None,
) -> Change:
    """Open an entry in the history, within a transaction of the caller's."""
    statement = insert(table_of(ChangeRow)).values(
        guid=new_guid(),
        at=now(),
        coder=coder,
        action=action,
        summary="",
        direction=direction,
        root_id=root_id,
    )
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return Change(connection, int(key[0]), coder)


def to_json(image: Image) -> str:
    return json.dumps(image, ensure_ascii=False, default=_bytes_to_json, separators=(",", ":"))


def from_json(text: str) -> Image:
    image: Image = json.loads(text)
    for name, value in image.items():
        if isinstance(value, dict):
            image[name] = base64.b64decode(value["base64"])
    return image


def _bytes_to_json(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"a column of type {type(value).__name__} cannot be kept in the history")


def pack(images: Iterable[Image]) -> bytes:
    """Rows as compressed JSON lines, without holding them all in memory at once."""
    compressor = zlib.compressobj(level=6)
    parts = [compressor.compress(f"{to_json(image)}\n".encode()) for image in images]
    return b"".join([*parts, compressor.flush()])


def unpack(packed: bytes) -> Iterator[Image]:
    # Not splitlines: that would also break at a U+2028 that somebody said.
    for line in zlib.decompress(packed).decode().split("\n"):
        if line:
            yield from_json(line)
