"""When and where codes were born, and when work on the interviews began."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from qualcode.store.journal import from_json
from qualcode.store.tables import (
    ChangedRow,
    ChangeRow,
    CodeAnchorRow,
    CodingRow,
    FateRow,
    InformantUnitRow,
    MovedCodingRow,
    ReadingRow,
    SpeakerRow,
    TranscriptRow,
    UnitRow,
)


def of_codes(connection: Connection, only: int | None = None) -> dict[int, str]:
    """When each code (or that one) was made, or first given if that is earlier, as in a study taken
    in whole.

    Passages that came from another code were not given this one before that became it.
    """
    made = (
        select(ChangedRow.row_id, ChangeRow.at)
        .join(ChangeRow, ChangeRow.id == ChangedRow.change_id)
        .where(ChangedRow.table == "code", ChangedRow.before.is_(None))
    )
    moved = select(MovedCodingRow.coding_id).where(MovedCodingRow.folded.is_(None))
    given = (
        select(CodingRow.code_id, func.min(CodingRow.created_at))
        .where(CodingRow.id.not_in(moved))
        .group_by(CodingRow.code_id)
    )
    became = (
        select(FateRow.into_id, func.min(FateRow.at))
        .where(FateRow.into_id.is_not(None))
        .group_by(FateRow.into_id)
    )
    if only is not None:
        made = made.where(ChangedRow.row_id == only)
        given = given.where(CodingRow.code_id == only)
        became = became.where(FateRow.into_id == only)
    found: dict[int, str] = dict(connection.execute(made).all())
    earlier = [*connection.execute(given).all(), *connection.execute(became).all()]
    for code, at in earlier:
        if code is not None:
            found[code] = min(at, found.get(code, at))
    return found


def names(connection: Connection) -> dict[int, str]:
    """What each code was called when it was made."""
    made = (
        select(ChangedRow.row_id, ChangedRow.after)
        .where(ChangedRow.table == "code", ChangedRow.before.is_(None))
        .order_by(ChangedRow.id.desc())
    )
    images = ((row, from_json(after)) for row, after in connection.execute(made) if after)
    return {row: str(image["name"] or image["ident"]) for row, image in images}


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
