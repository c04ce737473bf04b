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
from qualcode.store.journal import Change, new_guid, new_guids, table_of
from qualcode.store.setup import coder_id
from qualcode.store.tables import CodeRow, CoderRow, CodingRow
from qualcode.store.transcripts import length_of, lengths, text_of, transcript_ids
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
        created_at=change.at,
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


def remove(change: Change, seen: CodedSpan) -> None:
    """Take a coding away. Raises Conflict where it has another code, passage or coder by now than
    it was seen with; what else it says goes with it."""
    row = _row_of(change.connection, seen.id)
    coder = change.connection.execute(_CODER_OF, {"coding": seen.id}).scalar()
    if (row["code_id"], row["start"], row["end"], coder) != (
        seen.code_id,
        seen.span.start,
        seen.span.end,
        seen.coder,
    ):
        raise Conflict(
            "Somebody has changed this coding since you saw it; it is shown as it is now. "
            "Take it away again if need be."
        )
    change.delete(CodingRow, seen.id)


def _row_of(connection: Connection, coding_id: int) -> RowMapping:
    statement = select(table_of(CodingRow)).where(CodingRow.id == coding_id)
    row = connection.execute(statement).mappings().first()
    if row is None:
        raise NotFound("The coding is gone; somebody has removed it.")
    return row


def _refuse_beyond(connection: Connection, transcript_id: int, span: Span) -> None:
    length = length_of(connection, transcript_id)
    if span.end > length:
        raise InvalidData(
            "The coding ends at {end}, but the text has {length} characters.",
            end=span.end,
            length=length,
        )


# Built once: while somebody codes, building a statement costs as much as running it.
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

_CODER_OF = (
    select(CoderRow.name)
    .join(CodingRow, CodingRow.coder_id == CoderRow.id)
    .where(CodingRow.id == bindparam("coding"))
)


def of_transcript(
    connection: Connection, transcript_id: int, *, only: Sequence[int] | None = None
) -> tuple[CodedSpan, ...]:
    """The codings of a transcript (`only` those rows of them), in the order in which they begin."""
    values: dict[str, object] = {"transcript": transcript_id}
    if only is not None:
        values["rows"] = only
    found = connection.execute(_CODINGS if only is None else _SOME_CODINGS, values)
    return tuple(CodedSpan(row_id, Span(start, end), *rest) for row_id, start, end, *rest in found)


def any_made(connection: Connection) -> bool:
    """Whether anybody has coded anything."""
    return connection.execute(select(CodingRow.id).limit(1)).first() is not None


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
    known = _Known(change, source)
    faults: list[Phrase] = []
    for record in records:
        fault = known.fault_of(record)
        if fault is not None:
            faults.append(fault)
        elif not faults:
            yield known.row_of(record)
        if len(faults) >= FAULTS_SHOWN:
            break
    if faults:
        raise InvalidData(joined("\n", faults))


class _Known:
    """What the study knows, by the names that records use: to check them, and to make rows."""

    def __init__(self, change: Change, source: str) -> None:
        connection = change.connection
        self._source = source
        self._transcripts = transcript_ids(connection)
        self._codes = dict(connection.execute(select(CodeRow.ident, CodeRow.id)).all())
        self._lengths = lengths(connection)
        self._text: Callable[[int], str] = lru_cache(maxsize=4)(lambda t: text_of(connection, t)[1])
        self._speech: Callable[[int], Speech] = lru_cache(maxsize=64)(
            lambda t: speech_of(connection, t, self._lengths[t])
        )
        self._coder: Callable[[str], int] = lru_cache(maxsize=None)(
            lambda name: coder_id(change, name)
        )
        self._voice = Voices(change).id_of
        self._guids = _guids()
        self._now = change.at

    def fault_of(self, record: CodingRecord) -> Phrase | None:
        transcript, code = self._transcripts.get(record.file), self._codes.get(record.code)
        if transcript is None or code is None or record.end > self._lengths[transcript]:
            return _fault(self._source, record, transcript, code, self._lengths)
        if record.quote and self._text(transcript)[record.start : record.end] != record.quote:
            return _wrong_quote(self._source, record, self._text(transcript))
        return None

    def row_of(self, record: CodingRecord) -> tuple[object, ...]:
        transcript = self._transcripts[record.file]
        members = self._speech(transcript).members(record.start, record.end)
        return (
            next(self._guids),
            transcript,
            record.start,
            record.end,
            self._codes[record.code],
            self._coder(record.coder),
            self._voice(members),
            record.stance,
            record.when,
            record.value,
            record.memo,
            record.certainty,
            record.at or self._now,
        )


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
