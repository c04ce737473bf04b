"""The only way to write to a study: a change, which records every row before and after.

One mechanism gives the audit trail, undo and redo, and later the codebook of a past day.
"""

from __future__ import annotations

import base64
import functools
import json
import os
import uuid
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from qualcode.errors import Conflict, Phrase
from qualcode.store import engine
from qualcode.store.tables import Base, ChangedBatch, ChangedRow, ChangeRow, Row

Image = dict[str, Any]
"""One row of one table: column name to value."""
AT_ONCE = 1_000
"""How many rows are named in one statement."""


@functools.cache
def insertion(table: Table) -> Insert:
    """Built once: while somebody codes, building a statement costs as much as running it."""
    return insert(table)


@functools.cache
def _by_id(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("row_id"))


@functools.cache
def _by_ids(table: Table) -> Select[Any]:
    return select(table).where(table.c.id.in_(bindparam("row_ids", expanding=True)))


@functools.cache
def _change_of(table: Table, names: frozenset[str]) -> Update:
    named: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in sorted(names)}
    return update(table).where(table.c.id == bindparam("row_id")).values(**named)


@functools.cache
def _removal(table: Table) -> Delete:
    return delete(table).where(table.c.id.in_(bindparam("row_ids", expanding=True)))


def table_of(row_class: type[Base]) -> Table:
    table = row_class.__table__
    assert isinstance(table, Table)
    return table


def noun_of(table: Table) -> str:
    """What a row of a table is called in messages."""
    return _NOUNS.get(table.name, table.name)


_NOUNS = {
    "chapter": Phrase("chapter"),
    "code_anchor": Phrase("passage of a code"),
    "codebook_file": Phrase("codebook file"),
    "concept": Phrase("concept"),
    "concept_part": Phrase("part of a concept"),
    "ear_anchor": Phrase("passage of an EAR"),
    "evidence": Phrase("evidence"),
    "looked_again": Phrase("look at what was coded before"),
    "moved_coding": Phrase("coding that was moved"),
    "question_theme": Phrase("link to a theme"),
    "wording": Phrase("wording"),
    "ear": Phrase("EAR"),
    "fate": Phrase("what became of a code"),
    "placement": Phrase("reason"),
    "research_question": Phrase("research question"),
    "snapshot": Phrase("snapshot"),
    "test": Phrase("test"),
    "code": Phrase("code"),
    "coder": Phrase("coder"),
    "coding": Phrase("coding"),
    "informant": Phrase("informant"),
    "memo": Phrase("memo"),
    "reading": Phrase("reading"),
    "source_file": Phrase("file"),
    "speaker": Phrase("speaker"),
    "theme": Phrase("theme"),
    "transcript": Phrase("transcript"),
    "unit": Phrase("unit"),
}


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

    def __init__(self, connection: Connection, change_id: int, coder: str, at: str) -> None:
        self.connection = connection
        self.id = change_id
        self.coder = coder
        self.at = at
        """When it was begun: all that is written in it has this time, and no other."""
        self.seq = 0
        self.summary: str | None = None
        self.action: str | None = None
        """Set them to say what was done, where that is known only at the end."""

    def insert(self, row_class: type[Row], **values: Any) -> int:
        """Insert one row; returns its id."""
        table = table_of(row_class)
        result = self.connection.execute(insertion(table), values)
        key = result.inserted_primary_key
        assert key is not None
        row_id = int(key[0])
        image = {"id": row_id, **values}
        if image.keys() != set(table.columns.keys()):
            image = self._image(table, row_id) or image  # with what the table fills in itself
        self._record(table, row_id, None, image)
        return row_id

    def update(self, row_class: type[Row], row_id: int, **values: Any) -> None:
        """Change columns of one row; what is the same already leaves no trace."""
        table = table_of(row_class)
        before = self._image(table, row_id)
        if before is None:
            raise Conflict(
                "the row {row_id} of {table} is gone; open the study again.",
                row_id=row_id,
                table=noun_of(table),
            )
        if all(before[name] == value for name, value in values.items()):
            return
        self.connection.execute(_change_of(table, frozenset(values)), {"row_id": row_id, **values})
        self._record(table, row_id, before, {**before, **values})

    def delete(self, row_class: type[Row], row_id: int) -> None:
        table = table_of(row_class)
        before = self._image(table, row_id)
        if before is not None:
            self.connection.execute(delete(table).where(table.c.id == row_id))
            self._record(table, row_id, before, None)

    def insert_many(self, row_class: type[Row], rows: Sequence[Mapping[str, Any]]) -> range:
        """Insert some rows that the history names one by one, unlike a batch; returns their ids.

        All columns but `id` must be given.
        """
        ids = range(first := self.next_id(row_class), first + len(rows))
        self.restore(
            table_of(row_class),
            {row_id: {"id": row_id, **row} for row_id, row in zip(ids, rows, strict=True)},
        )
        return ids

    def update_many(self, row_class: type[Row], rows: Mapping[int, Mapping[str, Any]]) -> set[int]:
        """Change columns of many rows, by id, at a fraction of what `update` costs for each.
        Returns the rows that were not so already."""
        table = table_of(row_class)
        changed: set[int] = set()
        for ids in engine.chunks(rows, AT_ONCE):
            held = images(self.connection, table, ids)
            missing = next((row_id for row_id in ids if row_id not in held), None)
            if missing is not None:
                raise Conflict(
                    "the row {row_id} of {table} is gone; open the study again.",
                    row_id=missing,
                    table=noun_of(table),
                )
            wanted = {row_id: {**held[row_id], **rows[row_id]} for row_id in ids}
            wanted = {row_id: new for row_id, new in wanted.items() if new != held[row_id]}
            self._put(table, held, wanted)
            changed |= wanted.keys()
        return changed

    def delete_many(self, row_class: type[Row], row_ids: Sequence[int]) -> None:
        self.take_away(table_of(row_class), row_ids)

    def take_away(self, table: Table, row_ids: Sequence[int]) -> None:
        for ids in engine.chunks(row_ids, AT_ONCE):
            held = images(self.connection, table, ids)
            self.connection.execute(_removal(table), {"row_ids": ids})
            self._record_many(table, held, {})

    def restore(
        self, table: Table, wanted: Mapping[int, Image], held: Mapping[int, Image] | None = None
    ) -> None:
        """Make rows what they are in images; for undo. `held` are those rows as they are now, where
        somebody has read them already."""
        for ids in engine.chunks(wanted, AT_ONCE):
            some = {row_id: wanted[row_id] for row_id in ids}
            now = images(self.connection, table, ids) if held is None else held
            self._put(table, now, some)

    def _put(self, table: Table, held: Mapping[int, Image], wanted: Mapping[int, Image]) -> None:
        changed = [{"row_id": i, **image} for i, image in wanted.items() if i in held]
        if changed:
            same = table.c.id == bindparam("row_id")
            self.connection.execute(update(table).where(same), changed)
        new = [image for i, image in wanted.items() if i not in held]
        if new:
            self.connection.execute(insert(table), new)
        self._record_many(table, {i: held[i] for i in wanted if i in held}, wanted)

    def _record_many(
        self, table: Table, before: Mapping[int, Image], after: Mapping[int, Image]
    ) -> None:
        columns = ("change_id", "seq", "table", "row_id", "before", "after")
        rows = []
        for row_id in after or before:
            self.seq += 1
            both = (_json_or_none(before.get(row_id)), _json_or_none(after.get(row_id)))
            rows.append((self.id, self.seq, table.name, row_id, *both))
        engine.insert_many(self.connection, table_of(ChangedRow), columns, rows)

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

    def _image(self, table: Table, row_id: int) -> Image | None:
        row = self.connection.execute(_by_id(table), {"row_id": row_id}).first()
        return None if row is None else dict(row._mapping)

    def _record(self, table: Table, row_id: int, before: Image | None, after: Image | None) -> None:
        self._write(
            ChangedRow,
            table=table.name,
            row_id=row_id,
            before=_json_or_none(before),
            after=_json_or_none(after),
        )

    def _write(self, row_class: type[Row], **values: Any) -> None:
        self.seq += 1
        values |= {"change_id": self.id, "seq": self.seq}
        self.connection.execute(insertion(table_of(row_class)), values)


def images(connection: Connection, table: Table, row_ids: Sequence[int]) -> dict[int, Image]:
    """Those of these rows that are there, by id."""
    rows = connection.execute(_by_ids(table), {"row_ids": list(row_ids)})
    return {row["id"]: dict(row) for row in rows.mappings()}


def begin(
    connection: Connection,
    coder: str,
    action: str,
    *,
    reason: str = "",
    direction: str = "do",
    root_id: int | None = None,
) -> Change:
    """Open an entry in the history, within a transaction of the caller's."""
    at = now()
    values = {
        "guid": new_guid(),
        "at": at,
        "coder": coder,
        "action": action,
        "summary": "",
        "reason": reason,
        "direction": direction,
        "root_id": root_id,
    }
    key = connection.execute(insertion(table_of(ChangeRow)), values).inserted_primary_key
    assert key is not None
    return Change(connection, int(key[0]), coder, at)


def to_json(image: Image) -> str:
    return json.dumps(image, ensure_ascii=False, default=_bytes_to_json, separators=(",", ":"))


def _json_or_none(image: Image | None) -> str | None:
    return None if image is None else to_json(image)


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
