"""Giving codings of one code to others: each to one of them, or to several."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from qualcode.model.spans import Span
from qualcode.store import anchors, recoding
from qualcode.store.fates import Moved
from qualcode.store.folding import place
from qualcode.store.journal import Change, Image, images, new_guid, table_of
from qualcode.store.tables import CodingRow


def codings_of(connection: Connection, code_row: int) -> list[int]:
    """The codings of a code, in the order in which they were made."""
    statement = select(CodingRow.id).where(CodingRow.code_id == code_row).order_by(CodingRow.id)
    return list(connection.execute(statement).scalars())


def as_they_are(change: Change, code_row: int) -> dict[int, Image]:
    """The codings of a code, by id."""
    statement = select(table_of(CodingRow)).where(CodingRow.code_id == code_row)
    rows = change.connection.execute(statement.order_by(CodingRow.id)).mappings()
    return {row["id"]: dict(row) for row in rows}


def give(change: Change, source: int, into: int, codings: Sequence[Image]) -> Moved:
    """Give codings to a code; they are handed over as they were before the first was given away.
    Those that went to another code since are given to this one as well."""
    present = images(change.connection, table_of(CodingRow), [row["id"] for row in codings])
    here = {row for row, image in present.items() if image["code_id"] == source}
    moved = recoding.merge_codings(change, [source], into, here)[source]
    _copy(change, [row for row in codings if row["id"] not in here], into)
    return moved


def _copy(change: Change, held: Sequence[Image], into: int) -> None:
    """The same passages with one code more, by the same coders; where they have it, they do."""
    there = {place(row) for row in as_they_are(change, into).values()}
    rows = [
        {
            **{name: value for name, value in row.items() if name != "id"},
            "guid": new_guid(),
            "code_id": into,
            "created_at": change.at,
        }
        for row in held
        if place(row) not in there
    ]
    change.insert_many(CodingRow, rows)


def be_born(change: Change, code_row: int, row: Image) -> None:
    """Let a code hang on the passage of a coding as on that which it was made of."""
    span = Span(row["start"], row["end"])
    anchors.put(change, code_row, "born", row["transcript_id"], span)
