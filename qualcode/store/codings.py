"""Codings in the study: one at a time while somebody codes, or half a million from a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Unpack

from sqlalchemy import Connection, RowMapping, bindparam, func, select

from qualcode.errors import Conflict, InvalidData, NotFound, Phrase, at, joined
from qualcode.model.codings import Said
from qualcode.model.spans import Span
from qualcode.model.studies import CodingRecord
from qualcode.model.views import CodedSpan
from qualcode.store.journal import Change, new_guid, new_guids, now, table_of
from qualcode.store.setup import coder_id
from qualcode.store.tables import CodeRow, CoderRow, CodingRow, RevisionRow
from qualcode.store.transcripts import lengths, text_of, transcript_ids
from qualcode.store.voices import Speech, Voices, members_at, speech_of

FAULTS_SHOWN = 20
UNSAID = Said(stance=None, when=None, value="", memo="", certainty=None)


def apply(
    change: Change,
    transcript_id: int,
    span: Span,
    code_row: int,
    **said: Unpack[Said],
) -> int:
    """Let the coder of the change give a span a code; returns the id of the coding.

    Raises Conflict where the same coder has given the very span that code already.
    """
    _refuse_beyond(change.connection, transcript_id, span)
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
        created_at=now(),
        **(UNSAID | said),
    )


def say(change: Change, seen: CodedSpan, said: Said) -> None:
    """Change what a coding says besides its code; only the fields in `said`.

    Raises Conflict where one of them is not as it was seen: somebody else has written there.
    """
    row = _row_of(change.connection, seen.id)
    for name, value in said.items():
        if row[name] not in (getattr(seen, name), value):
            raise Conflict(
                "Somebody has changed this coding since you saw it; it is shown as it is now. "
                "Write again what is still needed."
            )
    change.update(CodingRow, seen.id, **said)


def move(change: Change, seen: CodedSpan, span: Span) -> None:
    """Let a coding stand on another passage of its interview; who is heard there is looked up
    anew. Raises Conflict where it has been moved since it was seen, or would become double."""
    row = _row_of(change.connection, seen.id)
    if (row["start"], row["end"]) != (seen.span.start, seen.span.end):
        raise Conflict("Somebody has moved this coding since you saw it; move it again if need be.")
    transcript_id = row["transcript_id"]
    _refuse_beyond(change.connection, transcript_id, span)
    _refuse_double(change.connection, transcript_id, span, row["code_id"], row["coder_id"])
    members = members_at(change.connection, transcript_id, span.start, span.end)
    voice_id = Voices(change).id_of(members)
    change.update(CodingRow, seen.id, start=span.start, end=span.end, voice_id=voice_id)


def _row_of(connection: Connection, coding_id: int) -> RowMapping:
    statement = select(table_of(CodingRow)).where(CodingRow.id == coding_id)
    row = connection.execute(statement).mappings().first()
    if row is None:
        raise NotFound("The coding is gone; somebody has removed it.")
    return row


def _refuse_beyond(connection: Connection, transcript_id: int, span: Span) -> None:
    length = _length_of(connection, transcript_id)
    if span.end > length:
        raise InvalidData(
            "The coding ends at {end}, but the text has {length} characters.",
            end=span.end,
            length=length,
        )


# Built once: while somebody codes, building a statement costs as much as running it.
_LENGTH = (
    select(RevisionRow.length)
    .where(RevisionRow.transcript_id == bindparam("transcript"))
    .order_by(RevisionRow.number.desc())
    .limit(1)
)
_SAME = (
    select(CodingRow.id)
    .where(
        CodingRow.code_id == bindparam("code"),
        CodingRow.transcript_id == bindparam("transcript"),
        CodingRow.start == bindparam("first"),
        CodingRow.end == bindparam("last"),
        CodingRow.coder_id == bindparam("coder"),
    )
    .limit(1)
)


def _length_of(connection: Connection, transcript_id: int) -> int:
    found = connection.execute(_LENGTH, {"transcript": transcript_id}).scalar()
    if found is None:
        raise NotFound(
            "There is no transcript with the id {transcript_id} in the study.",
            transcript_id=transcript_id,
        )
    return int(found)


def _refuse_double(
    connection: Connection, transcript_id: int, span: Span, code_row: int, coder: int
) -> None:
    same = {
        "code": code_row,
        "transcript": transcript_id,
        "first": span.start,
        "last": span.end,
        "coder": coder,
    }
    if connection.execute(_SAME, same).first() is not None:
        raise Conflict("You have given this passage that code already.")


_CODINGS = (
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
    .where(CodingRow.transcript_id == bindparam("transcript"))
    .order_by(CodingRow.start, CodingRow.end, CodingRow.id)
)
_SOME_CODINGS = _CODINGS.where(CodingRow.id.in_(bindparam("rows", expanding=True)))


def of_transcript(
    connection: Connection, transcript_id: int, *, only: Sequence[int] | None = None
) -> tuple[CodedSpan, ...]:
    """The codings of a transcript (`only` those rows of them), in the order in which they begin."""
    values: dict[str, object] = {"transcript": transcript_id}
    if only is not None:
        values["rows"] = only
    found = connection.execute(_CODINGS if only is None else _SOME_CODINGS, values)
    return tuple(CodedSpan(row_id, Span(start, end), *rest) for row_id, start, end, *rest in found)


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
    faults: list[Phrase] = []
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
        raise InvalidData(joined("\n", faults))


def _guids() -> Iterator[str]:
    while True:
        yield from new_guids(10_000)


def _fault(
    source: str,
    record: CodingRecord,
    transcript: int | None,
    code: int | None,
    text_lengths: dict[int, int],
) -> Phrase:
    if transcript is None:
        place = at(source, record.line, "file", record.file)
        return Phrase("{place}: there is no such transcript.", place=place)
    if code is None:
        return Phrase(
            "{place}: the code is not in the codebook; add it there first.",
            place=at(source, record.line, "code", record.code),
        )
    return Phrase(
        "{place}: {file} has only {length} characters.",
        place=at(source, record.line, "end", record.end),
        file=record.file,
        length=text_lengths[transcript],
    )


def _wrong_quote(source: str, record: CodingRecord, text: str) -> Phrase:
    found = text[record.start : record.end]
    shown = found if len(found) <= 60 else f"{found[:57]}…"
    return Phrase(
        "{place}: the text at {start}-{end} of {file} is another: «{shown}».",
        place=at(source, record.line, "quote"),
        start=record.start,
        end=record.end,
        file=record.file,
        shown=shown,
    )
