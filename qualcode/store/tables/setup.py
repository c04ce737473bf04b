"""What a study is set up with: coders, units and their attributes, chapters."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.tables.base import NO_REUSE, Row


class StudyRow(Row):
    """`terms` are the words of the method: those of 2012, or of 2017 and later."""

    __tablename__ = "study"

    guid: Mapped[str] = mapped_column(String(32))
    title: Mapped[str]
    language: Mapped[str]
    terms: Mapped[str] = mapped_column(default="2017")
    created_at: Mapped[str]


class ChapterRow(Row):
    """`themes` and `breakdown` are JSON lists of names."""

    __tablename__ = "chapter"

    position: Mapped[int]
    title: Mapped[str]
    themes: Mapped[str]
    breakdown: Mapped[str]


class CoderRow(Row):
    __tablename__ = "coder"

    guid: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(unique=True)
    adjudicates: Mapped[bool] = mapped_column(default=False)


class UnitKindRow(Row):
    __tablename__ = "unit_kind"

    position: Mapped[int]
    name: Mapped[str] = mapped_column(unique=True)
    of: Mapped[str | None]
    column: Mapped[str | None]
    separator: Mapped[str | None]
    file: Mapped[str | None]


class UnitRow(Row):
    """`key` is how files name the unit."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("kind_id", "key"), NO_REUSE)

    guid: Mapped[str] = mapped_column(String(32))
    kind_id: Mapped[int] = mapped_column(ForeignKey("unit_kind.id"))
    position: Mapped[int]
    key: Mapped[str]
    name: Mapped[str]


class UnitLinkRow(Row):
    """`unit` lies in, or is hosted by, `parent` (a centre in a county)."""

    __tablename__ = "unit_link"
    __table_args__ = (UniqueConstraint("unit_id", "parent_id"), NO_REUSE)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    parent_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)


class AttributeRow(Row):
    """`definition` is JSON: values, aliases and classes as in `model.units.AttributeDef`."""

    __tablename__ = "attribute"
    __table_args__ = (UniqueConstraint("kind_id", "name"), NO_REUSE)

    kind_id: Mapped[int] = mapped_column(ForeignKey("unit_kind.id"))
    position: Mapped[int]
    name: Mapped[str]
    type: Mapped[str]
    definition: Mapped[str] = mapped_column(Text)


class UnitAttributeRow(Row):
    """`raw` is what the file said, `value` what tallies use (alias resolved, class of a number)."""

    __tablename__ = "unit_attribute"
    __table_args__ = (UniqueConstraint("unit_id", "attribute_id"), NO_REUSE)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    attribute_id: Mapped[int] = mapped_column(ForeignKey("attribute.id"), index=True)
    raw: Mapped[str]
    value: Mapped[str]
