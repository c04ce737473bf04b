"""Where each coder left each interview. It says nothing about the study, and has no history."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from qualcode.store.study import Study
from qualcode.store.tables import PlaceRow, RevisionRow, TurnRow


def keep(study: Study, who: str, transcript_id: int, offset: int) -> None:
    """Put a place where the last one of this coder in this interview was.

    The time is kept finer than elsewhere: one can leave two interviews within a second.
    """
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    study.keep_aside(
        PlaceRow, anew=True, coder=who, transcript_id=transcript_id, offset=offset, at=at
    )


def of_coder(connection: Connection, who: str, transcript_id: int) -> int | None:
    """Where a coder left an interview."""
    statement = select(PlaceRow.offset).where(
        PlaceRow.coder == who, PlaceRow.transcript_id == transcript_id
    )
    return connection.execute(statement).scalar()


def last(connection: Connection, who: str) -> tuple[int, int, str] | None:
    """(transcript, offset, time) of what a coder left last."""
    statement = (
        select(PlaceRow.transcript_id, PlaceRow.offset, PlaceRow.at)
        .where(PlaceRow.coder == who)
        .order_by(PlaceRow.at.desc(), PlaceRow.transcript_id.desc())
        .limit(1)
    )
    row = connection.execute(statement).first()
    return None if row is None else (row.transcript_id, row.offset, row.at)


def turn_at(connection: Connection, transcript_id: int, offset: int) -> int:
    """The number of the turn that an offset lies in, from one; 0 where no turn has begun."""
    newest = (
        select(RevisionRow.id)
        .where(RevisionRow.transcript_id == transcript_id)
        .order_by(RevisionRow.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    begun = select(func.count()).where(TurnRow.revision_id == newest, TurnRow.start <= offset)
    return int(connection.execute(begun).scalar_one())
