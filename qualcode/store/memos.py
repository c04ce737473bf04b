"""Memos in the study: one per coder and thing; a memo on a passage stands in its coding."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, Row, func, literal, select

from qualcode.errors import Conflict, InvalidData, NotFound
from qualcode.model.memos import About, Memo
from qualcode.model.spans import Span
from qualcode.store import codebooks
from qualcode.store.journal import Change, from_json, new_guid
from qualcode.store.setup import coder_id
from qualcode.store.tables import (
    ChangedRow,
    ChangeRow,
    CodeRow,
    CoderRow,
    CodingRow,
    MemoRow,
    TranscriptRow,
)
from qualcode.store.transcripts import text_of

_CODE = func.coalesce(func.nullif(CodeRow.name, ""), CodeRow.ident, "").label("code")


def read(connection: Connection) -> list[Memo]:
    """All memos, newest first, each with the whole of its passage."""
    found = [*_in_rows(connection, literal(True)), *_in_codings(connection, CodingRow.memo != "")]
    return sorted(found, key=lambda memo: (memo.at, memo.id or memo.coding_id), reverse=True)


def on_thing(
    connection: Connection, coder: str, transcript_id: int | None, code_id: int | None
) -> Memo | None:
    """The coder's memo on an interview, on a code, or (both None) on the study."""
    of_hers = _is_on(transcript_id, code_id) & (CoderRow.name == coder)
    return next(_in_rows(connection, of_hers), None)


def on_coding(connection: Connection, coding_id: int) -> Memo | None:
    here = (CodingRow.id == coding_id) & (CodingRow.memo != "")
    return next(_in_codings(connection, here), None)


def _is_on(transcript_id: int | None, code_id: int | None) -> ColumnElement[bool]:
    return (MemoRow.transcript_id == transcript_id) & (MemoRow.code_id == code_id)


def _in_rows(connection: Connection, where: ColumnElement[bool]) -> Iterator[Memo]:
    """Memos with a row of their own, newest row first."""
    statement = (
        select(
            MemoRow.id,
            CoderRow.name.label("coder"),
            MemoRow.text,
            MemoRow.changed_at.label("at"),
            MemoRow.transcript_id,
            func.coalesce(TranscriptRow.name, "").label("interview"),
            MemoRow.code_id,
            _CODE,
        )
        .join(CoderRow, CoderRow.id == MemoRow.coder_id)
        .outerjoin(TranscriptRow, TranscriptRow.id == MemoRow.transcript_id)
        .outerjoin(CodeRow, CodeRow.id == MemoRow.code_id)
        .where(where)
        .order_by(MemoRow.id.desc())
    )
    for row in connection.execute(statement):
        yield Memo(about=_about(row.transcript_id, row.code_id), **row._asdict())


def _about(transcript_id: int | None, code_id: int | None) -> About:
    if code_id is not None:
        return "code"
    return "study" if transcript_id is None else "interview"


def _in_codings(connection: Connection, where: ColumnElement[bool]) -> Iterator[Memo]:
    """Memos on passages, interview by interview, so that one text at a time is held."""
    statement = (
        select(
            CodingRow.id.label("coding_id"),
            CoderRow.name.label("coder"),
            CodingRow.memo.label("text"),
            CodingRow.created_at.label("at"),
            CodingRow.transcript_id,
            TranscriptRow.name.label("interview"),
            CodingRow.code_id,
            _CODE,
            CodingRow.start,
            CodingRow.end,
        )
        .join(CoderRow, CoderRow.id == CodingRow.coder_id)
        .join(TranscriptRow, TranscriptRow.id == CodingRow.transcript_id)
        .join(CodeRow, CodeRow.id == CodingRow.code_id)
        .where(where)
        .order_by(CodingRow.transcript_id)
    )
    rewritten = _rewritten(connection, where)
    text = lru_cache(maxsize=1)(lambda transcript_id: text_of(connection, transcript_id)[1])
    for row in connection.execute(statement):
        values = row._asdict()
        span = Span(values.pop("start"), values.pop("end"))
        values["at"] = rewritten.get(row.coding_id, row.at)
        quote = span.of(text(row.transcript_id))
        yield Memo(about="segment", span=span, quote=quote, **values)


def _rewritten(connection: Connection, where: ColumnElement[bool]) -> dict[int, str]:
    """When the memos of these codings were last changed; one written with its coding is not here.

    A coding has no such time of its own, but the history tells.
    """
    statement = (
        select(ChangedRow.row_id, ChangeRow.at, ChangedRow.before, ChangedRow.after)
        .join(ChangeRow, ChangeRow.id == ChangedRow.change_id)
        .where(
            ChangedRow.table == CodingRow.__tablename__,
            ChangedRow.row_id.in_(select(CodingRow.id).where(where)),
            ChangedRow.before.is_not(None),
            ChangedRow.after.is_not(None),
        )
        .order_by(ChangedRow.id)
    )
    return {
        row.row_id: row.at
        for row in connection.execute(statement)
        if from_json(row.before)["memo"] != from_json(row.after)["memo"]
    }


def name_of(connection: Connection, transcript_id: int | None, code_id: int | None) -> str:
    """What people call the interview or the code; empty for the study."""
    if transcript_id is not None and code_id is not None:
        raise InvalidData("A memo is on one thing: name an interview or a code, not both.")
    if code_id is not None:
        found = next(iter(codebooks.labels(connection, [code_id])), None)
        if found is None:
            raise NotFound("The code is gone; somebody has removed it.")
        return found
    if transcript_id is None:
        return ""
    named = select(TranscriptRow.name).where(TranscriptRow.id == transcript_id)
    name = connection.execute(named).scalar()
    if name is None:
        raise NotFound(
            "There is no transcript with the id {transcript_id} in the study.",
            transcript_id=transcript_id,
        )
    return name


def write(
    change: Change, text: str, *, transcript_id: int | None, code_id: int | None, seen: str
) -> None:
    """Write, change or (empty text) remove the memo of the change's coder on a thing.

    Raises Conflict where the memo is not as she saw it.
    """
    row = _row_of(change, transcript_id, code_id, seen)
    stored = "" if row is None else row.text
    _refuse_if_changed(stored, seen, text)
    if text == stored:
        return
    stamp = change.at
    if row is None:
        change.insert(
            MemoRow,
            guid=new_guid(),
            coder_id=coder_id(change, change.coder),
            transcript_id=transcript_id,
            code_id=code_id,
            text=text,
            created_at=stamp,
            changed_at=stamp,
        )
    elif text:
        change.update(MemoRow, row.id, text=text, changed_at=stamp)
    else:
        change.delete(MemoRow, row.id)


def _row_of(
    change: Change, transcript_id: int | None, code_id: int | None, seen: str
) -> Row[int, str] | None:
    """The row to write to. A removal that was taken back late can have left two: the one that
    the coder saw is meant."""
    statement = (
        select(MemoRow.id, MemoRow.text)
        .join(CoderRow, CoderRow.id == MemoRow.coder_id)
        .where(_is_on(transcript_id, code_id), CoderRow.name == change.coder)
        .order_by(MemoRow.id.desc())
    )
    rows = change.connection.execute(statement).all()
    newest = rows[0] if rows else None
    return next((row for row in rows if row.text == seen), newest)


def write_on_coding(change: Change, coding_id: int, text: str, *, seen: str) -> None:
    """Write the memo of a coding of the change's coder; what else the coding says is not touched.

    Raises Conflict where the memo is not as she saw it, or the coding is another's.
    """
    statement = (
        select(CodingRow.memo, CoderRow.name)
        .join(CoderRow, CoderRow.id == CodingRow.coder_id)
        .where(CodingRow.id == coding_id)
    )
    row = change.connection.execute(statement).first()
    if row is None:
        raise NotFound("The coding is gone; somebody has removed it.")
    if row.name != change.coder:
        raise Conflict(
            "This coding is by {coder}, and so is its memo. Give the passage the code "
            "yourself, and write your memo there.",
            coder=row.name,
        )
    _refuse_if_changed(row.memo, seen, text)
    change.update(CodingRow, coding_id, memo=text)


def _refuse_if_changed(stored: str, seen: str, text: str) -> None:
    if stored not in (seen, text):
        raise Conflict(
            "The memo was changed meanwhile, perhaps in another window. Look at both texts, "
            "and save what you want to keep."
        )
