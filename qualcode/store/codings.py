"""Codings in the study: one at a time while somebody codes, or half a million from a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from sqlalchemy import Connection, func, select

from qualcode.errors import Conflict, InvalidData, NotFound, at
from qualcode.model.codings import Stance, When
from qualcode.model.spans import Span
from qualcode.model.studies import CodingRecord
from qualcode.model.views import CodedSpan
from qualcode.store.journal import Change, new_guid, new_guids, now, table_of
from qualcode.store.setup import coder_id
from qualcode.store.tables import CodeRow, CoderRow, CodingRow, RevisionRow
from qualcode.store.transcripts import lengths, text_of, transcript_ids
from qualcode.store.voices import Speech, Voices, members_at, speech_of

FAULTS_SHOWN = 20


def apply(
    change: Change,
    transcript_id: int,
    span: Span,
    code_row: int,
    *,
    stance: Stance | None = None,
    when: When | None = None,
    value: str = "",
    memo: str = "",
    certainty: int | None = None,
) -> int:
    """Let the coder of the change give a span a code; returns the id of the coding.

    Raises Conflict where the same coder has given the very span that code already.
    """
    length = _length_of(change.connection, transcript_id)
    if span.end > length:
        raise InvalidData(f"The coding ends at {span.end}, but the text has {length} characters.")
    coder = coder_id(change, change.coder)
    _refuse_double(change.connection, transcript_id, span, code_row, coder)
    members = members_at(change.connection, transcript_id, span.start, span.end)
    return change.insert(
        CodingRow,
        guid=new_guid(),
        transcript_id=transcript_id,
        start=span.start,
        end=span.end,
        code_id=code_row,
        coder_id=coder,
        voice_id=Voices(change).id_of(members),
        stance=stance,
        when=when,
        value=value,
        memo=memo,
        certainty=certainty,
        created_at=now(),
    )


def _length_of(connection: Connection, transcript_id: int) -> int:
    found = connection.execute(
        select(RevisionRow.length)
        .where(RevisionRow.transcript_id == transcript_id)
        .order_by(RevisionRow.number.desc())
        .limit(1)
    ).scalar()
    if found is None:
        raise NotFound(f"There is no transcript with the id {transcript_id} in the study.")
    return int(found)


def _refuse_double(
    connection: Connection, transcript_id: int, span: Span, code_row: int, coder: int
) -> None:
    same = (
        select(CodingRow.id)
        .where(
            CodingRow.code_id == code_row,
            CodingRow.transcript_id == transcript_id,
            CodingRow.start == span.start,
            CodingRow.end == span.end,
            CodingRow.coder_id == coder,
        )
        .limit(1)
    )
    if connection.execute(same).first() is not None:
        raise Conflict("You have given this passage that code already.")


def of_transcript(connection: Connection, transcript_id: int) -> tuple[CodedSpan, ...]:
    """All codings of a transcript, in the order in which they begin."""
    statement = (
        select(
            CodingRow.id,
            CodingRow.start,
            CodingRow.end,
            CodingRow.code_id,
            CoderRow.name,
            CodingRow.created_at,
            CodingRow.stance,
            CodingRow.when,
            CodingRow.value,
            CodingRow.memo,
            CodingRow.certainty,
        )
        .join(CoderRow, CoderRow.id == CodingRow.coder_id)
        .where(CodingRow.transcript_id == transcript_id)
        .order_by(CodingRow.start, CodingRow.end, CodingRow.id)
    )
    return tuple(
        CodedSpan(row_id, Span(start, end), *rest)
        for row_id, start, end, *rest in connection.execute(statement)
    )


def per_code(connection: Connection) -> dict[int, int]:
    """Codings per code."""
    statement = select(CodingRow.code_id, func.count()).group_by(CodingRow.code_id)
    return dict(connection.execute(statement).all())


def describe(connection: Connection, coding_id: int) -> tuple[str, int, int, int]:
    """(name of the code, transcript id, start, end) of a coding."""
    row = connection.execute(
        select(CodeRow.name, CodingRow.transcript_id, CodingRow.start, CodingRow.end)
        .join(CodeRow, CodeRow.id == CodingRow.code_id)
        .where(CodingRow.id == coding_id)
    ).first()
    if row is None:
        raise NotFound("The coding is gone; somebody has removed it.")
    return row.name, row.transcript_id, row.start, row.end


def load(change: Change, source: str, records: Iterable[CodingRecord]) -> int:
    """Take in many codings as one batch; returns how many.

    `source` names the file in messages. Nothing is taken in if any record is at fault:
    InvalidData lists the first faults with their lines.
    """
    columns = [c.name for c in table_of(CodingRow).columns if c.name != "id"]
    rows = _checked(change, source, records)
    return len(change.insert_batch(CodingRow, columns, rows))


def _checked(
    change: Change, source: str, records: Iterable[CodingRecord]
) -> Iterator[tuple[object, ...]]:
    """The records as rows of the table, in the order of its columns."""
    connection = change.connection
    transcripts = transcript_ids(connection)
    codes = dict(connection.execute(select(CodeRow.ident, CodeRow.id)).all())
    text_lengths = lengths(connection)
    coders = lru_cache(maxsize=None)(lambda name: coder_id(change, name))
    speech: Callable[[int], Speech] = lru_cache(maxsize=64)(
        lambda t: speech_of(connection, t, text_lengths[t])
    )
    texts: Callable[[int], str] = lru_cache(maxsize=4)(lambda t: text_of(connection, t)[1])
    voice_of = Voices(change).id_of
    guids = _guids()
    stamp = now()
    faults: list[str] = []
    for record in records:
        transcript = transcripts.get(record.file)
        code = codes.get(record.code)
        if transcript is None or code is None or record.end > text_lengths[transcript]:
            faults.append(_fault(source, record, transcript, code, text_lengths))
        elif record.quote and texts(transcript)[record.start : record.end] != record.quote:
            faults.append(_wrong_quote(source, record, texts(transcript)))
        elif not faults:
            members = speech(transcript).members(record.start, record.end)
            yield (
                next(guids),
                transcript,
                record.start,
                record.end,
                code,
                coders(record.coder),
                voice_of(members),
                record.stance,
                record.when,
                record.value,
                record.memo,
                record.certainty,
                record.at or stamp,
            )
        if len(faults) >= FAULTS_SHOWN:
            break
    if faults:
        raise InvalidData("\n".join(faults))


def _guids() -> Iterator[str]:
    while True:
        yield from new_guids(10_000)


def _fault(
    source: str,
    record: CodingRecord,
    transcript: int | None,
    code: int | None,
    text_lengths: dict[int, int],
) -> str:
    if transcript is None:
        return f"{at(source, record.line, 'file', record.file)}: there is no such transcript."
    if code is None:
        return (
            f"{at(source, record.line, 'code', record.code)}: the code is not in the codebook; "
            "add it there first."
        )
    return (
        f"{at(source, record.line, 'end', record.end)}: {record.file} has only "
        f"{text_lengths[transcript]} characters."
    )


def _wrong_quote(source: str, record: CodingRecord, text: str) -> str:
    found = text[record.start : record.end]
    shown = found if len(found) <= 60 else f"{found[:57]}…"
    return (
        f"{at(source, record.line, 'quote')}: the text at {record.start}-{record.end} of "
        f"{record.file} is another: «{shown}»."
    )
