"""The history: what was changed, row by row, or in batches."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.tables.base import NO_REUSE, Row


class ChangeRow(Row):
    """One entry in the history. `coder` is a name, so that it outlives the coder's row.

    `reason` is why, in the words of who did it; empty where nobody asked. `root_id` is empty for
    what a person did, and names it in its undoings and redoings.
    """

    __tablename__ = "change"

    guid: Mapped[str] = mapped_column(String(32))
    at: Mapped[str]
    coder: Mapped[str]
    action: Mapped[str]
    summary: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    direction: Mapped[str] = mapped_column(default="do")
    root_id: Mapped[int | None] = mapped_column(ForeignKey("change.id"), index=True)


class ChangedRow(Row):
    """One row of one table, as it was before and after a change, in JSON (None: no such row)."""

    __tablename__ = "changed_row"
    __table_args__ = (Index("changed_row_named", "table", "row_id"), NO_REUSE)

    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), index=True)
    seq: Mapped[int]
    table: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


class ChangedBatch(Row):
    """Rows that came or went together, by the range of their ids.

    Rows that came are not written down again here: they are in their table, or in the batch
    that took them away (`gone`, compressed JSON).
    """

    __tablename__ = "changed_batch"

    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), index=True)
    seq: Mapped[int]
    table: Mapped[str]
    first_id: Mapped[int]
    last_id: Mapped[int]
    count: Mapped[int]
    gone: Mapped[bytes | None] = mapped_column(LargeBinary)
