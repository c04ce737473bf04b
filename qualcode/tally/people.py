"""Units, informants and interviews of a study, and who belongs to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Executable, select

from qualcode.model.units import AttributeDef
from qualcode.store.setup import read_attributes
from qualcode.store.tables import (
    AttributeRow,
    InformantRow,
    InformantUnitRow,
    SpeakerRow,
    TranscriptRow,
    UnitAttributeRow,
    UnitKindRow,
    UnitLinkRow,
    UnitRow,
    VoiceMemberRow,
    VoiceRow,
)

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitLabel:
    key: str
    label: str


@dataclass(frozen=True)
class People:
    """Everybody, by row id. Orders are those of the study."""

    kinds: Mapping[str, tuple[int, ...]]
    """Units of each kind, in order."""
    labels: Mapping[int, UnitLabel]
    children: Mapping[int, frozenset[int]]
    """Units that lie in, or are hosted by, a unit."""
    parents: Mapping[int, frozenset[int]]
    speakers: Mapping[int, frozenset[int]]
    """Informants who speak for a unit themselves."""
    units_of: Mapping[int, frozenset[int]]
    """Units that an informant speaks for."""
    roles: Mapping[int, str]
    transcript_of: Mapping[int, int]
    """The interview of each informant."""
    transcripts: Mapping[int, str]
    """Names of all transcripts, in order."""
    voices: Mapping[int, frozenset[int]]
    attributes: Mapping[str, AttributeDef]
    values: Mapping[str, Mapping[int, str]]
    """Attribute -> unit -> value, units without a value left out."""

    @property
    def question_voice(self) -> int:
        """The voice of spans in which only an interviewer speaks; 0 while there are none."""
        return next((v for v, members in self.voices.items() if not members), 0)

    def kin(self, unit: int) -> frozenset[int]:
        """Units linked to this one, up or down."""
        return self.children.get(unit, NOBODY) | self.parents.get(unit, NOBODY)

    def interviewed(self, unit: int) -> bool:
        """True if somebody speaks for the unit, or for one that lies in it."""
        return bool(self.speakers.get(unit)) or any(
            self.speakers.get(child) for child in self.children.get(unit, NOBODY)
        )


def read_people(connection: Connection) -> People:
    transcript_of = _pairs(
        connection,
        select(SpeakerRow.informant_id, SpeakerRow.transcript_id).where(
            SpeakerRow.informant_id.is_not(None)
        ),
    )
    links = _pairs_list(connection, select(UnitLinkRow.unit_id, UnitLinkRow.parent_id))
    spoken = _pairs_list(
        connection, select(InformantUnitRow.informant_id, InformantUnitRow.unit_id)
    )
    return People(
        kinds=_kinds(connection),
        labels=_labels(connection),
        children=_sets((parent, unit) for unit, parent in links),
        parents=_sets(links),
        speakers=_sets((unit, informant) for informant, unit in spoken),
        units_of=_sets(spoken),
        roles=_pairs(connection, select(InformantRow.id, InformantRow.role)),
        transcript_of=transcript_of,
        transcripts=_pairs(
            connection, select(TranscriptRow.id, TranscriptRow.name).order_by(TranscriptRow.id)
        ),
        voices=_voices(connection),
        attributes={a.name: a for a in read_attributes(connection)},
        values=_values(connection),
    )


def _pairs(connection: Connection, statement: Executable) -> dict[Any, Any]:
    return {row[0]: row[1] for row in connection.execute(statement)}


def _pairs_list(connection: Connection, statement: Executable) -> list[tuple[int, int]]:
    return [(a, b) for a, b in connection.execute(statement)]


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _kinds(connection: Connection) -> dict[str, tuple[int, ...]]:
    kinds: dict[str, list[int]] = {
        name: []
        for name in connection.execute(
            select(UnitKindRow.name).order_by(UnitKindRow.position)
        ).scalars()
    }
    statement = (
        select(UnitKindRow.name, UnitRow.id)
        .join(UnitKindRow, UnitKindRow.id == UnitRow.kind_id)
        .order_by(UnitRow.position)
    )
    for kind, unit in connection.execute(statement):
        kinds[kind].append(unit)
    return {kind: tuple(units) for kind, units in kinds.items()}


def _labels(connection: Connection) -> dict[int, UnitLabel]:
    statement = select(UnitRow.id, UnitRow.key, UnitRow.name)
    return {
        row.id: UnitLabel(row.key, row.name or row.key) for row in connection.execute(statement)
    }


def _voices(connection: Connection) -> dict[int, frozenset[int]]:
    statement = select(VoiceRow.id, VoiceMemberRow.informant_id).join(
        VoiceMemberRow, VoiceMemberRow.voice_id == VoiceRow.id, isouter=True
    )
    found: dict[int, set[int]] = defaultdict(set)
    for row in connection.execute(statement).mappings():
        members = found[row["id"]]
        if row["informant_id"] is not None:
            members.add(row["informant_id"])
    return {voice: frozenset(members) for voice, members in found.items()}


def _values(connection: Connection) -> dict[str, dict[int, str]]:
    statement = (
        select(AttributeRow.name, UnitAttributeRow.unit_id, UnitAttributeRow.value)
        .join(AttributeRow, AttributeRow.id == UnitAttributeRow.attribute_id)
        .join(UnitRow, UnitRow.id == UnitAttributeRow.unit_id)
        .where(UnitAttributeRow.value != "")
        .order_by(UnitRow.position)
    )
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for name, unit, value in connection.execute(statement):
        found[name][unit] = value
    return found
