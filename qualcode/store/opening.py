"""Opening one transcript for coding: everything the screen needs, in a few indexed look-ups."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualcode.errors import NotFound
from qualcode.model.segmentation import Segmentation, packed, unpack
from qualcode.model.views import OpenTranscript
from qualcode.store import codings, readings, transcripts
from qualcode.store.study import Study
from qualcode.store.tables import (
    InformantRow,
    InformantUnitRow,
    SegmentationRow,
    SpeakerRow,
    TranscriptRow,
    UnitRow,
)


def open_transcript(connection: Connection, transcript_id: int) -> OpenTranscript:
    row = connection.execute(
        select(TranscriptRow.name, TranscriptRow.kind).where(TranscriptRow.id == transcript_id)
    ).first()
    if row is None:
        raise NotFound("The interview is not in the study any more.")
    revision_id, text = transcripts.text_of(connection, transcript_id)
    return OpenTranscript(
        id=transcript_id,
        revision_id=revision_id,
        name=row.name,
        kind=row.kind,
        text=text,
        turns=transcripts.turns_of(connection, revision_id),
        codings=codings.of_transcript(connection, transcript_id),
        units=_units(connection, transcript_id),
        roles=_roles(connection, transcript_id),
        segmentation=_segmentation(connection, revision_id),
        readings=readings.of_transcript(connection, transcript_id),
    )


def _units(connection: Connection, transcript_id: int) -> tuple[str, ...]:
    statement = (
        select(UnitRow.key, UnitRow.name)
        .join(InformantUnitRow, InformantUnitRow.unit_id == UnitRow.id)
        .join(SpeakerRow, SpeakerRow.informant_id == InformantUnitRow.informant_id)
        .where(SpeakerRow.transcript_id == transcript_id)
        .order_by(UnitRow.position)
    )
    labels = (f"{key} {name}".strip() for key, name in connection.execute(statement))
    return tuple(dict.fromkeys(labels))


def _roles(connection: Connection, transcript_id: int) -> tuple[str, ...]:
    statement = (
        select(InformantRow.role)
        .join(SpeakerRow, SpeakerRow.informant_id == InformantRow.id)
        .where(SpeakerRow.transcript_id == transcript_id, InformantRow.role != "")
        .order_by(SpeakerRow.id)
    )
    return tuple(dict.fromkeys(connection.execute(statement).scalars()))


def _segmentation(connection: Connection, revision_id: int) -> Segmentation | None:
    row = connection.execute(
        select(SegmentationRow.sentences, SegmentationRow.words).where(
            SegmentationRow.revision_id == revision_id
        )
    ).first()
    return None if row is None else Segmentation(unpack(row.sentences), unpack(row.words))


def keep_segmentation(study: Study, revision_id: int, segmentation: Segmentation) -> None:
    study.keep_aside(
        SegmentationRow,
        revision_id=revision_id,
        sentences=packed(segmentation.sentences),
        words=packed(segmentation.words),
    )
