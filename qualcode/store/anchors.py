"""Passages that codes hang on: what a code was born from, and where its example stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from sqlalchemy import Connection, bindparam, select

from qualcode.errors import InvalidData
from qualcode.model.places import Place
from qualcode.model.spans import Span
from qualcode.store.journal import Change
from qualcode.store.tables import CodeAnchorRow, TranscriptRow
from qualcode.store.transcripts import length_of, transcript_ids

Role = Literal["born", "example"]


_PLACES = select(
    CodeAnchorRow.code_id,
    CodeAnchorRow.role,
    TranscriptRow.name,
    CodeAnchorRow.start,
    CodeAnchorRow.end,
).join(TranscriptRow, TranscriptRow.id == CodeAnchorRow.transcript_id)
_SOME_PLACES = _PLACES.where(CodeAnchorRow.code_id.in_(bindparam("codes", expanding=True)))


def read(
    connection: Connection, codes: Sequence[int] | None = None
) -> dict[tuple[int, str], Place]:
    """The places of codes (all, unless some are named), by code and role."""
    if codes is None:
        found = connection.execute(_PLACES)
    else:
        found = connection.execute(_SOME_PLACES, {"codes": codes})
    return {(code, role): Place(name, Span(start, end)) for code, role, name, start, end in found}


def put(change: Change, code_row: int, role: Role, transcript_id: int, span: Span) -> None:
    """Let a code hang on a passage; what it hung on in that role before is let go."""
    row = _row_of(change.connection, code_row, role)
    values = {"transcript_id": transcript_id, "start": span.start, "end": span.end}
    if row is None:
        change.insert(CodeAnchorRow, code_id=code_row, role=role, **values)
    else:
        change.update(CodeAnchorRow, row, **values)


def put_place(
    change: Change,
    code_row: int,
    role: Role,
    written: str,
    interviews: Mapping[str, int] | None = None,
) -> None:
    """The same by a place as files write it, `S01.txt:162-323`; an empty one lets go. `interviews`
    are the transcripts by name, for who has looked them up already.

    Raises InvalidData where there is no such interview, or it is not as long. A codebook may
    come before the interviews that it was made of: in a study without any, places are let go.
    """
    if not written:
        row = _row_of(change.connection, code_row, role)
        if row is not None:
            change.delete(CodeAnchorRow, row)
        return
    place = Place.parse(written)
    if interviews is None:
        interviews = transcript_ids(change.connection)
    if not interviews:
        return
    transcript_id = interviews.get(place.file)
    if transcript_id is None or place.span.end > length_of(change.connection, transcript_id):
        raise InvalidData("There is no such passage in the study: {place}.", place=written)
    put(change, code_row, role, transcript_id, place.span)


def _row_of(connection: Connection, code_row: int, role: Role) -> int | None:
    statement = select(CodeAnchorRow.id).where(
        CodeAnchorRow.code_id == code_row, CodeAnchorRow.role == role
    )
    return connection.execute(statement).scalar()
