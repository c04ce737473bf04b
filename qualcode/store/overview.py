"""What the home screen lists: interviews with their codings, and the study in numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, distinct, func, select

from qualcode.model.views import InterviewLine, StudySummary
from qualcode.store.tables import (
    CoderRow,
    CodingRow,
    InformantRow,
    InformantUnitRow,
    RevisionRow,
    SpeakerRow,
    StudyRow,
    TranscriptRow,
    TurnRow,
    UnitKindRow,
    UnitRow,
)


def summary(connection: Connection) -> StudySummary:
    title, language = connection.execute(select(StudyRow.title, StudyRow.language)).one()
    units = connection.execute(
        select(UnitKindRow.name, func.count(UnitRow.id))
        .join(UnitRow, UnitRow.kind_id == UnitKindRow.id, isouter=True)
        .group_by(UnitKindRow.id)
        .order_by(UnitKindRow.position)
    )
    coders = connection.execute(select(CoderRow.name).order_by(CoderRow.id)).scalars()
    return StudySummary(
        title=title,
        language=language,
        units=dict(units.all()),
        interviews=_count(connection, TranscriptRow),
        coders=tuple(coders),
        codings=_count(connection, CodingRow),
    )


def _count(connection: Connection, row_class: type[TranscriptRow] | type[CodingRow]) -> int:
    return int(connection.execute(select(func.count()).select_from(row_class)).scalar_one())


def interviews(connection: Connection) -> list[InterviewLine]:
    """All transcripts, in the order in which they were taken in."""
    codings, by_coder, last = _codings(connection)
    turns = _turns(connection)
    coded = _coded_turns(connection)
    units = labels_of(connection)
    roles = _roles(connection)
    statement = (
        select(TranscriptRow.id, TranscriptRow.name, TranscriptRow.kind, RevisionRow.words)
        .join(RevisionRow, RevisionRow.transcript_id == TranscriptRow.id)
        .where(RevisionRow.number == _newest())
        .order_by(TranscriptRow.id)
    )
    return [
        InterviewLine(
            id=row.id,
            name=row.name,
            kind=row.kind,
            units=units.get(row.id, ()),
            roles=roles.get(row.id, ()),
            words=row.words,
            turns=turns.get(row.id, 0),
            coded_turns=coded.get(row.id, 0),
            codings=codings.get(row.id, 0),
            last=last.get(row.id, ""),
            by_coder=by_coder.get(row.id, {}),
        )
        for row in connection.execute(statement)
    ]


def _newest() -> object:
    newer = RevisionRow.__table__.alias("newer")
    return (
        select(func.max(newer.c.number))
        .where(newer.c.transcript_id == TranscriptRow.id)
        .scalar_subquery()
    )


def _codings(
    connection: Connection,
) -> tuple[dict[int, int], dict[int, dict[str, int]], dict[int, str]]:
    """Codings per transcript, the same per coder, and the time of the newest."""
    statement = (
        select(CodingRow.transcript_id, CoderRow.name, func.count(), func.max(CodingRow.created_at))
        .join(CoderRow, CoderRow.id == CodingRow.coder_id)
        .group_by(CodingRow.transcript_id, CoderRow.name)
    )
    total: dict[int, int] = defaultdict(int)
    by_coder: dict[int, dict[str, int]] = defaultdict(dict)
    last: dict[int, str] = {}
    for transcript, coder, count, newest in connection.execute(statement):
        total[transcript] += count
        by_coder[transcript][coder] = count
        last[transcript] = max(last.get(transcript, ""), newest)
    return total, by_coder, last


def _turns(connection: Connection) -> dict[int, int]:
    statement = (
        select(SpeakerRow.transcript_id, func.count())
        .join(TurnRow, TurnRow.speaker_id == SpeakerRow.id)
        .where(SpeakerRow.interviewer.is_(False))
        .group_by(SpeakerRow.transcript_id)
    )
    return dict(connection.execute(statement).all())


def _coded_turns(connection: Connection) -> dict[int, int]:
    """How many of the informants' turns some coding touches."""
    statement = (
        select(SpeakerRow.transcript_id, func.count(distinct(TurnRow.id)))
        .join(TurnRow, TurnRow.speaker_id == SpeakerRow.id)
        .join(
            CodingRow,
            (CodingRow.transcript_id == SpeakerRow.transcript_id)
            & (CodingRow.start < TurnRow.end)
            & (CodingRow.end > TurnRow.start),
        )
        .where(SpeakerRow.interviewer.is_(False))
        .group_by(SpeakerRow.transcript_id)
    )
    return dict(connection.execute(statement).all())


def labels_of(connection: Connection) -> dict[int, tuple[str, ...]]:
    """The keys of the units that speak in each transcript, in the order of the study."""
    statement = (
        select(SpeakerRow.transcript_id, UnitRow.key)
        .join(InformantUnitRow, InformantUnitRow.informant_id == SpeakerRow.informant_id)
        .join(UnitRow, UnitRow.id == InformantUnitRow.unit_id)
        .order_by(UnitRow.position, SpeakerRow.id)
    )
    return _grouped((t, key) for t, key in connection.execute(statement))


def _roles(connection: Connection) -> dict[int, tuple[str, ...]]:
    statement = (
        select(SpeakerRow.transcript_id, InformantRow.role)
        .join(InformantRow, InformantRow.id == SpeakerRow.informant_id)
        .where(InformantRow.role != "")
        .order_by(SpeakerRow.id)
    )
    return _grouped((t, role) for t, role in connection.execute(statement))


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for transcript, label in pairs:
        found[transcript][label] = None
    return {transcript: tuple(labels) for transcript, labels in found.items()}
