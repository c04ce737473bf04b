"""What all tables share. Ids are never used again, so that the history can name rows for ever."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NO_REUSE: dict[str, Any] = {"sqlite_autoincrement": True}


class Base(DeclarativeBase):
    """`id` is the first column of every table but those that are keyed by what they belong to."""


class Row(Base):
    """A table with an integer key that the journal can name."""

    __abstract__ = True
    __table_args__: Any = NO_REUSE

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
