"""When and where codes were born, and when work on the interviews began."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from qualcode.store.tables import (
    ChangedRow,
    ChangeRow,
    CodeAnchorRow,
    CodingRow,
    InformantUnitRow,
    ReadingRow,
    SpeakerRow,
    TranscriptRow,
    UnitRow,
)


def of_codes(connection: Connection) -> dict[int, str]:
    """When each code was made, or first given if that is earlier (a study taken in whole)."""
    made = (
        select(ChangedRow.row_id, ChangeRow.at)
        .join(ChangeRow, ChangeRow.id == ChangedRow.change_id)
        .where(ChangedRow.table == "code", ChangedRow.before.is_(None))
    )
    found: dict[int, str] = dict(connection.execute(made).all())
    given = select(CodingRow.code_id, func.min(CodingRow.created_at)).group_by(CodingRow.code_id)
    for code, at in connection.execute(given):
        found[code] = min(at, found.get(code, at))
    return found


def of_work(connection: Connection) -> str | None:
    """When anybody coded or read for the first time; None if nobody has."""
    times = [
        connection.execute(select(func.min(row_class.created_at))).scalar()
        for row_class in (CodingRow, ReadingRow)
    ]
    return min((at for at in times if at), default=None)


def interviews(connection: Connection) -> int:
    """How many interviews anything was coded in."""
    counted = select(func.count(CodingRow.transcript_id.distinct()))
    return int(connection.execute(counted).scalar_one())


def units(connection: Connection) -> dict[int, str]:
    """The unit in whose interview each code was born, by its key; codes that hang on no passage are
    left out, and interviews of several units."""
    statement = (
        select(CodeAnchorRow.code_id, func.min(UnitRow.key), func.count(UnitRow.key.distinct()))
        .join(TranscriptRow, TranscriptRow.id == CodeAnchorRow.transcript_id)
        .join(SpeakerRow, SpeakerRow.transcript_id == TranscriptRow.id)
        .join(InformantUnitRow, InformantUnitRow.informant_id == SpeakerRow.informant_id)
        .join(UnitRow, UnitRow.id == InformantUnitRow.unit_id)
        .where(CodeAnchorRow.role == "born")
        .group_by(CodeAnchorRow.code_id)
    )
    return {code: key for code, key, n in connection.execute(statement) if n == 1}
