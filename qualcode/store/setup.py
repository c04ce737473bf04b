"""What a study is set up with: coders, kinds of units, units, attributes and chapters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from qualcode.errors import InvalidData, NotFound, Phrase
from qualcode.model.studies import Chapter, CoderSpec, StudySpec
from qualcode.model.units import AttributeDef, NumberClass, Unit, UnitKind
from qualcode.store.journal import Change, new_guid, table_of
from qualcode.store.loading import Loader
from qualcode.store.tables import (
    AttributeRow,
    ChapterRow,
    CoderRow,
    StudyRow,
    UnitAttributeRow,
    UnitKindRow,
    UnitLinkRow,
    UnitRow,
)


def write_spec(change: Change, spec: StudySpec) -> None:
    """Set up an empty study: title, language, coders, kinds, attributes, chapters."""
    study_id = change.connection.execute(select(StudyRow.id)).scalar_one()
    change.update(StudyRow, study_id, title=spec.title, language=spec.language)
    for coder in spec.coders:
        coder_id(change, coder.name, adjudicates=coder.adjudicates)
    kind_ids = {
        kind.name: change.insert(
            UnitKindRow,
            position=position,
            name=kind.name,
            of=kind.of,
            column=kind.column,
            separator=kind.separator,
            file=kind.file,
        )
        for position, kind in enumerate(spec.kinds)
    }
    for position, attribute in enumerate(spec.attributes):
        change.insert(
            AttributeRow,
            kind_id=kind_ids[attribute.of],
            position=position,
            name=attribute.name,
            type=attribute.kind,
            definition=_definition(attribute),
        )
    write_chapters(change, spec.chapters)


def write_chapters(change: Change, chapters: Sequence[Chapter]) -> None:
    """Let these be the chapters, in this order; those that are alike keep their rows."""
    held = change.connection.execute(select(ChapterRow.id).order_by(ChapterRow.position)).scalars()
    rows = list(held)
    for position, chapter in enumerate(chapters):
        values = {
            "position": position,
            "title": chapter.title,
            "themes": json.dumps(chapter.themes, ensure_ascii=False),
            "breakdown": json.dumps(chapter.breakdown, ensure_ascii=False),
        }
        if position < len(rows):
            change.update(ChapterRow, rows[position], **values)
        else:
            change.insert(ChapterRow, **values)
    change.delete_many(ChapterRow, rows[len(chapters) :])


_CODER = select(CoderRow.id).where(CoderRow.name == bindparam("name"))


def coder_id(change: Change, name: str, *, adjudicates: bool = False) -> int:
    """The coder of that name, who is made known to the study if need be."""
    found = change.connection.execute(_CODER, {"name": name}).scalar()
    if found is not None:
        return int(found)
    return change.insert(CoderRow, guid=new_guid(), name=name, adjudicates=adjudicates)


class Signed(NamedTuple):
    """Who did something, and when (ISO 8601, UTC); empty where a file does not say: then whoever
    makes the change, and now."""

    coder: str = ""
    at: str = ""


def sign(change: Change, by: Signed | None = None) -> tuple[int, str]:
    """(row of the coder, time) for what a change writes down."""
    signed = by or Signed()
    return coder_id(change, signed.coder or change.coder), signed.at or change.at


def write_units(change: Change, units: Sequence[Unit]) -> None:
    """Add units with their attributes and links; links may point to units that come later."""
    kind_ids = kinds_by_name(change.connection)
    attributes = {(a.of, a.name): a for a in read_attributes(change.connection)}
    attribute_ids = _attribute_ids(change.connection)
    loader = Loader(change, UnitRow, UnitAttributeRow, UnitLinkRow)
    ids = unit_ids(change.connection)
    start = len(ids)
    for position, unit in enumerate(units, start):
        ids[unit.kind, unit.key] = loader.add(
            UnitRow,
            guid=new_guid(),
            kind_id=kind_ids[unit.kind],
            position=position,
            key=unit.key,
            name=unit.name,
        )
    for unit in units:
        unit_id = ids[unit.kind, unit.key]
        for name, raw in unit.attributes.items():
            loader.add(
                UnitAttributeRow,
                unit_id=unit_id,
                attribute_id=attribute_ids[unit.kind, name],
                raw=raw,
                value=attributes[unit.kind, name].value_of(raw),
            )
        for link in dict.fromkeys(unit.links):
            loader.add(UnitLinkRow, unit_id=unit_id, parent_id=_unit_id(ids, link))
    loader.flush()


def _unit_id(ids: dict[tuple[str, str], int], unit: tuple[str, str]) -> int:
    if unit not in ids:
        raise InvalidData('There is no {kind} "{unit}" in the study.', kind=unit[0], unit=unit[1])
    return ids[unit]


def unit_ids(connection: Connection) -> dict[tuple[str, str], int]:
    """Units by (kind, key)."""
    statement = (
        select(UnitKindRow.name, UnitRow.key, UnitRow.id)
        .join(UnitRow, UnitRow.kind_id == UnitKindRow.id)
        .order_by(UnitRow.position)
    )
    return {(kind, key): unit_id for kind, key, unit_id in connection.execute(statement)}


def kinds_by_name(connection: Connection) -> dict[str, int]:
    statement = select(UnitKindRow.name, UnitKindRow.id).order_by(UnitKindRow.position)
    return dict(connection.execute(statement).all())


def _attribute_ids(connection: Connection) -> dict[tuple[str, str], int]:
    statement = select(UnitKindRow.name, AttributeRow.name, AttributeRow.id).join(
        AttributeRow, AttributeRow.kind_id == UnitKindRow.id
    )
    return {
        (kind, name): attribute_id for kind, name, attribute_id in connection.execute(statement)
    }


def read_spec(connection: Connection) -> StudySpec:
    title, language = connection.execute(select(StudyRow.title, StudyRow.language)).one()
    coders = connection.execute(
        select(CoderRow.name, CoderRow.adjudicates).order_by(CoderRow.id)
    ).all()
    return StudySpec(
        title=title,
        language=language,
        coders=tuple(CoderSpec(name=name, adjudicates=judges) for name, judges in coders),
        kinds=tuple(_read_kinds(connection)),
        attributes=tuple(read_attributes(connection)),
        chapters=tuple(read_chapters(connection)),
    )


def _read_kinds(connection: Connection) -> Iterable[UnitKind]:
    for row in connection.execute(select(table_of(UnitKindRow)).order_by(UnitKindRow.position)):
        fields = dict(row._mapping)
        yield UnitKind(**{k: fields[k] for k in ("name", "of", "column", "separator", "file")})


def read_chapters(connection: Connection) -> Iterable[Chapter]:
    """In their order."""
    for row in connection.execute(select(table_of(ChapterRow)).order_by(ChapterRow.position)):
        yield Chapter(
            title=row.title,
            themes=tuple(json.loads(row.themes)),
            breakdown=tuple(json.loads(row.breakdown)),
        )


def read_attributes(connection: Connection) -> list[AttributeDef]:
    statement = (
        select(
            AttributeRow.name,
            UnitKindRow.name.label("of"),
            AttributeRow.type,
            AttributeRow.definition,
        )
        .join(UnitKindRow, UnitKindRow.id == AttributeRow.kind_id)
        .order_by(AttributeRow.position)
    )
    return [_attribute(*row) for row in connection.execute(statement)]


def _definition(attribute: AttributeDef) -> str:
    return json.dumps(
        {
            "values": attribute.values,
            "aliases": attribute.aliases,
            "classes": [(c.name, c.low, c.high) for c in attribute.classes],
        },
        ensure_ascii=False,
    )


def _attribute(name: str, of: str, kind: str, definition: str) -> AttributeDef:
    fields = json.loads(definition)
    return AttributeDef(
        name=name,
        of=of,
        kind="number" if kind == "number" else "category",
        values=tuple(fields["values"]),
        aliases=tuple((a, b) for a, b in fields["aliases"]),
        classes=tuple(NumberClass(*c) for c in fields["classes"]),
    )


def attribute_named(connection: Connection, name: str) -> AttributeDef:
    found = [a for a in read_attributes(connection) if a.name == name]
    if not found:
        known = ", ".join(a.name for a in read_attributes(connection)) or Phrase("none")
        raise NotFound(
            'There is no attribute "{name}" in the study; it has: {known}.', name=name, known=known
        )
    return found[0]
