"""What the home screen lists: interviews with their codings, and the study in numbers."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from qualcode.model.units import CENTRE
from qualcode.model.views import InterviewLine, StudySummary
from qualcode.store.progress import Progress, progress
from qualcode.store.tables import (
    AttributeRow,
    CoderRow,
    CodingRow,
    InformantRow,
    InformantUnitRow,
    RevisionRow,
    SpeakerRow,
    StudyRow,
    TranscriptRow,
    UnitAttributeRow,
    UnitKindRow,
    UnitLinkRow,
    UnitRow,
)


def summary(connection: Connection) -> StudySummary:
    title, language = connection.execute(select(StudyRow.title, StudyRow.language)).one()
    units = _units_of_kinds(connection)
    kind = next((kind for kind in (CENTRE, *units) if units.get(kind)), None)
    coders = connection.execute(select(CoderRow.name).order_by(CoderRow.id)).scalars()
    return StudySummary(
        title=title,
        language=language,
        units=units,
        interviews=_count(connection, TranscriptRow),
        coders=tuple(coders),
        codings=_count(connection, CodingRow),
        kind=kind,
        attributes=_attribute_names(connection, kind),
        not_interviewed=_not_interviewed(connection, kind),
    )


def _units_of_kinds(connection: Connection) -> dict[str, int]:
    statement = (
        select(UnitKindRow.name, func.count(UnitRow.id))
        .join(UnitRow, UnitRow.kind_id == UnitKindRow.id, isouter=True)
        .group_by(UnitKindRow.id)
        .order_by(UnitKindRow.position)
    )
    return dict(connection.execute(statement).all())


def _count(connection: Connection, row_class: type[TranscriptRow] | type[CodingRow]) -> int:
    return int(connection.execute(select(func.count()).select_from(row_class)).scalar_one())


def _attribute_names(connection: Connection, kind: str | None) -> tuple[str, ...]:
    statement = (
        select(AttributeRow.name)
        .join(UnitKindRow, UnitKindRow.id == AttributeRow.kind_id)
        .where(UnitKindRow.name == kind)
        .order_by(AttributeRow.position)
    )
    return tuple(connection.execute(statement).scalars())


def _not_interviewed(connection: Connection, kind: str | None) -> tuple[str, ...]:
    """The keys of the units of a kind of which nobody speaks in any interview."""
    speaking = select(InformantUnitRow.unit_id).join(
        SpeakerRow, SpeakerRow.informant_id == InformantUnitRow.informant_id
    )
    statement = (
        select(UnitRow.key)
        .join(UnitKindRow, UnitKindRow.id == UnitRow.kind_id)
        .where(UnitKindRow.name == kind, UnitRow.id.not_in(speaking))
        .order_by(UnitRow.position)
    )
    return tuple(connection.execute(statement).scalars())


def interviews(connection: Connection) -> list[InterviewLine]:
    """All transcripts, in the order in which they were taken in."""
    codings, last = _codings(connection)
    coders = dict(connection.execute(select(CoderRow.id, CoderRow.name)).all())
    how_far = progress(connection)
    units = _units(connection)
    roles = _roles(connection)
    attributes = _attributes(connection)
    statement = (
        select(TranscriptRow.id, TranscriptRow.name, TranscriptRow.kind, RevisionRow.words)
        .join(RevisionRow, RevisionRow.transcript_id == TranscriptRow.id)
        .where(RevisionRow.number == _newest())
        .order_by(TranscriptRow.id)
    )
    lines = []
    for row in connection.execute(statement):
        here, speaking = how_far.get(row.id, Progress()), units.get(row.id, {})
        by_coder = codings.get(row.id, {})
        lines.append(
            InterviewLine(
                id=row.id,
                name=row.name,
                kind=row.kind,
                units=tuple(speaking),
                roles=roles.get(row.id, ()),
                words=row.words,
                turns=here.turns,
                coded_turns=here.coded,
                codings=sum(by_coder.values()),
                last=last.get(row.id, ""),
                by_coder=by_coder,
                read_turns={coders[coder]: turns for coder, turns in here.read.items()},
                unit_names=tuple(speaking.values()),
                attributes=attributes.get(row.id, {}),
            )
        )
    return lines


def _newest() -> object:
    newer = RevisionRow.__table__.alias("newer")
    return (
        select(func.max(newer.c.number))
        .where(newer.c.transcript_id == TranscriptRow.id)
        .scalar_subquery()
    )


def _codings(connection: Connection) -> tuple[dict[int, dict[str, int]], dict[int, str]]:
    """Codings per transcript and coder, and the time of the newest in each transcript."""
    statement = (
        select(CodingRow.transcript_id, CoderRow.name, func.count(), func.max(CodingRow.created_at))
        .join(CoderRow, CoderRow.id == CodingRow.coder_id)
        .group_by(CodingRow.transcript_id, CoderRow.name)
    )
    by_coder: dict[int, dict[str, int]] = defaultdict(dict)
    last: dict[int, str] = {}
    for transcript, coder, count, newest in connection.execute(statement):
        by_coder[transcript][coder] = count
        last[transcript] = max(last.get(transcript, ""), newest)
    return by_coder, last


def _units(connection: Connection) -> dict[int, dict[str, str]]:
    """The units that speak in each transcript, key and name, in the order of the study."""
    statement = (
        select(SpeakerRow.transcript_id, UnitRow.key, UnitRow.name)
        .join(InformantUnitRow, InformantUnitRow.informant_id == SpeakerRow.informant_id)
        .join(UnitRow, UnitRow.id == InformantUnitRow.unit_id)
        .order_by(UnitRow.position, SpeakerRow.id)
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for transcript, key, name in connection.execute(statement):
        found[transcript][key] = name
    return found


def _attributes(connection: Connection) -> dict[int, dict[str, tuple[str, ...]]]:
    """What the units of each transcript are, by attribute, and where they lie, by kind."""
    speaks = InformantUnitRow.informant_id == SpeakerRow.informant_id
    values = (
        select(SpeakerRow.transcript_id, AttributeRow.name, UnitAttributeRow.value)
        .join(InformantUnitRow, speaks)
        .join(UnitAttributeRow, UnitAttributeRow.unit_id == InformantUnitRow.unit_id)
        .join(AttributeRow, AttributeRow.id == UnitAttributeRow.attribute_id)
        .where(UnitAttributeRow.value != "")
        .order_by(AttributeRow.position, SpeakerRow.id, InformantUnitRow.unit_id)
    )
    parent = aliased(UnitRow)
    links = (
        select(SpeakerRow.transcript_id, UnitKindRow.name, parent.key)
        .join(InformantUnitRow, speaks)
        .join(UnitLinkRow, UnitLinkRow.unit_id == InformantUnitRow.unit_id)
        .join(parent, parent.id == UnitLinkRow.parent_id)
        .join(UnitKindRow, UnitKindRow.id == parent.kind_id)
        .order_by(UnitKindRow.position, parent.position)
    )
    found: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for transcript, name, value in chain(connection.execute(values), connection.execute(links)):
        held = found[transcript].get(name, ())
        if value not in held:
            found[transcript][name] = (*held, value)
    return found


def _roles(connection: Connection) -> dict[int, tuple[str, ...]]:
    statement = (
        select(SpeakerRow.transcript_id, InformantRow.role)
        .join(InformantRow, InformantRow.id == SpeakerRow.informant_id)
        .where(InformantRow.role != "")
        .order_by(SpeakerRow.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for transcript, role in connection.execute(statement):
        found[transcript] = tuple(dict.fromkeys((*found.get(transcript, ()), role)))
    return found
