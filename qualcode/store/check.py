"""Is the study whole? Database, texts, originals, spans, voices and history, each looked at."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from qualcode.errors import Phrase
from qualcode.model.text import normalise, sha256
from qualcode.store import engine, journal, word_index
from qualcode.store.journal import table_of
from qualcode.store.tables import (
    JOURNAL,
    Base,
    ChangedBatch,
    ChangedRow,
    CodingRow,
    ReadingRow,
    RevisionRow,
    SourceFileRow,
    TranscriptRow,
    VoiceRow,
)
from qualcode.store.voices import speech_of


def faults(connection: Connection) -> Iterator[str]:
    """Everything that is not as it should be, one sentence each; nothing if all is well."""
    yield from engine.integrity_faults(connection)
    yield from _originals(connection)
    yield from _texts(connection)
    yield from word_index.faults(connection)
    yield from _spans(connection)
    yield from _readings(connection)
    yield from _guids(connection)
    yield from _history(connection)


def _originals(connection: Connection) -> Iterator[Phrase]:
    statement = select(SourceFileRow.name, SourceFileRow.sha256, SourceFileRow.content)
    for name, digest, content in connection.execution_options(yield_per=20).execute(statement):
        if sha256(content) != digest:
            yield Phrase(
                "the original of {name} is not what was imported (its hash differs)", name=name
            )


def _texts(connection: Connection) -> Iterator[Phrase]:
    statement = select(
        TranscriptRow.name, RevisionRow.sha256, RevisionRow.length, RevisionRow.text
    ).join(RevisionRow, RevisionRow.transcript_id == TranscriptRow.id)
    for name, digest, length, text in connection.execution_options(yield_per=20).execute(statement):
        if sha256(text.encode()) != digest or len(text) != length:
            yield Phrase(
                "the text of {name} is not what was imported (its hash differs)", name=name
            )
        elif normalise(text) != text:
            yield Phrase(
                "the text of {name} is not normalised, so that offsets may be wrong", name=name
            )


def _spans(connection: Connection) -> Iterator[Phrase]:
    """Codings beyond their text, and codings whose voice is not who speaks there."""
    names = select(TranscriptRow.id, TranscriptRow.name, RevisionRow.length).join(
        RevisionRow, RevisionRow.transcript_id == TranscriptRow.id
    )
    newest = {
        row.id: (row.name, row.length)
        for row in connection.execute(names.order_by(RevisionRow.number))
    }
    for transcript_id, (name, length) in newest.items():
        speech = speech_of(connection, transcript_id, length)
        codings = (
            select(CodingRow.id, CodingRow.start, CodingRow.end, VoiceRow.members)
            .join(VoiceRow, VoiceRow.id == CodingRow.voice_id, isouter=True)
            .where(CodingRow.transcript_id == transcript_id)
        )
        for row_id, start, end, members in connection.execute(codings):
            if not 0 <= start < end <= length:
                yield Phrase(
                    "coding {row_id} stands at {start}-{end} in {name}, which has {length}",
                    row_id=row_id,
                    start=start,
                    end=end,
                    name=name,
                    length=length,
                )
            elif speech.members(start, end) != members:
                yield Phrase(
                    "coding {row_id} in {name} is counted for the wrong informants",
                    row_id=row_id,
                    name=name,
                )


def _readings(connection: Connection) -> Iterator[Phrase]:
    """Marks of what was read that stand beyond their text."""
    length = (
        select(RevisionRow.length)
        .where(RevisionRow.transcript_id == ReadingRow.transcript_id)
        .order_by(RevisionRow.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(ReadingRow.id, ReadingRow.start, ReadingRow.end, TranscriptRow.name, length)
        .join(TranscriptRow, TranscriptRow.id == ReadingRow.transcript_id)
        .where((ReadingRow.end > length) | (ReadingRow.start >= ReadingRow.end))
    )
    for row_id, start, end, name, said in connection.execute(statement):
        yield Phrase(
            "mark {row_id} of what was read stands at {start}-{end} in {name}, which has {length}",
            row_id=row_id,
            start=start,
            end=end,
            name=name,
            length=said,
        )


def _guids(connection: Connection) -> Iterator[Phrase]:
    for table in Base.metadata.sorted_tables:
        if "guid" not in table.c:
            continue
        total, different = connection.execute(
            select(func.count(), func.count(table.c.guid.distinct())).select_from(table)
        ).one()
        if total != different:
            yield Phrase(
                "{n} rows of {table} share their GUID with another",
                n=total - different,
                table=table.name,
            )


def _history(connection: Connection) -> Iterator[Phrase]:
    """Each row named by the history must be as its newest image says."""
    newest = (
        select(func.max(ChangedRow.id)).group_by(ChangedRow.table, ChangedRow.row_id).subquery()
    )
    rows = select(table_of(ChangedRow)).where(ChangedRow.id.in_(select(newest.c[0])))
    for named in connection.execute(rows).mappings().all():
        table = Base.metadata.tables.get(named["table"])
        if table is None or table.name in JOURNAL:
            yield Phrase(
                "the history names a table {table} that is not there", table=named["table"]
            )
            continue
        row = connection.execute(select(table).where(table.c.id == named["row_id"])).first()
        current = None if row is None else dict(row._mapping)
        image = None if named["after"] is None else journal.from_json(named["after"])
        if current != image and not _in_later_batch(connection, named["change_id"], table.name):
            yield Phrase(
                "row {row_id} of {table} was changed outside the history",
                row_id=named["row_id"],
                table=table.name,
            )


def _in_later_batch(connection: Connection, change_id: int, table: str) -> bool:
    later = select(ChangedBatch.id).where(
        ChangedBatch.table == table, ChangedBatch.change_id > change_id
    )
    return connection.execute(later.limit(1)).first() is not None
