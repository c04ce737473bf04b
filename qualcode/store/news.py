"""What is new since somebody last looked, and where a change left its traces.

Both are read from the journal. An open interview is kept up to date by this alone, whether the
change was made there, taken back, or made in another window on the same file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from qualcode.model.history import HistoryEntry, News, Traces
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan, Reading
from qualcode.store import codings, engine
from qualcode.store.entries import entries
from qualcode.store.journal import Image, from_json
from qualcode.store.tables import (
    ChangedBatch,
    ChangedRow,
    ChangeRow,
    CoderRow,
    CodingRow,
    ReadingRow,
)

MANY = 2_000
"""More changed rows than this, and reading all again is sooner done."""
CODEBOOK = frozenset({"code", "theme", "exclusive_set", "exclusive_member"})
IN_INTERVIEWS = ("coding", "reading", "memo")
"""The tables whose rows belong to an interview and are written while coding."""
ON_THE_LADDER = frozenset(
    {
        *("code_anchor", "fate", "moved_coding", "placement", "test", "wording", "snapshot"),
        *("ear", "ear_anchor", "concept", "concept_part", "evidence", "looked_again"),
        *("research_question", "question_theme", "codebook_file"),
    }
)
"""The tables of the method, of which an open interview shows nothing."""
FOLLOWED = frozenset({*IN_INTERVIEWS, *CODEBOOK, *ON_THE_LADDER, "coder", "chapter"})
"""The tables whose rows are followed one by one, or of which an open interview shows nothing."""

_GENERATION = 1 << 40
"""More than there are changes in a study: above it, a mark says in which file they were counted."""


class Changed(NamedTuple):
    """A row before and after; None where it was not there."""

    table: str
    row_id: int
    before: Image | None
    after: Image | None

    @property
    def image(self) -> Image:
        return self.after or self.before or {}


_LATEST = select(func.coalesce(func.max(ChangeRow.id), 0))
_COLUMNS = (ChangedRow.table, ChangedRow.row_id, ChangedRow.before, ChangedRow.after)
# In the order of the index: ordered by id alone, SQLite reads the journal from its beginning.
_SINCE = (
    select(*_COLUMNS)
    .where(ChangedRow.change_id > bindparam("change"))
    .order_by(ChangedRow.change_id, ChangedRow.id)
    .limit(MANY + 1)
)
_BATCHES = select(ChangedBatch.id).where(ChangedBatch.change_id > bindparam("change")).limit(1)
_CODERS = select(ChangeRow.coder).where(ChangeRow.id > bindparam("change")).distinct()


def latest(connection: Connection) -> int:
    """A mark of this moment: the newest change; 0 in a study without any.

    Once another copy of the study has been put in the place of the file, marks are higher than
    any before, so that the same number of changes is not taken for the same study.
    """
    newest = int(connection.execute(_LATEST).scalar_one())
    return engine.generation_of(connection) * _GENERATION + newest


def since(connection: Connection, mark: int, transcript_id: int) -> News:
    """What has come since a mark of `latest` that concerns an open interview."""
    newest = latest(connection)
    if newest == mark:
        return News(newest)
    if newest // _GENERATION != mark // _GENERATION:
        return News(newest, everything=True)
    coders = tuple(connection.execute(_CODERS, {"change": mark % _GENERATION}).scalars())
    changed = rows_since(connection, mark, newest)
    if changed is None or not {c.table for c in changed} <= FOLLOWED:
        return News(newest, coders, everything=True)
    return News(
        newest,
        coders,
        codings=_codings(connection, transcript_id, _rows_here(changed, "coding", transcript_id)),
        readings=_readings(connection, _rows_here(changed, "reading", transcript_id)),
        used=_used(changed),
        codebook=any(c.table in CODEBOOK for c in changed),
    )


def rows_since(connection: Connection, mark: int, newest: int) -> list[Changed] | None:
    """The rows that have changed since a mark of `latest`, in order; None where another file is
    there, or so many have that it is better to read all again. `newest` is the mark of now."""
    if newest // _GENERATION != mark // _GENERATION or newest < mark:
        return None
    values = {"change": mark % _GENERATION}
    rows = connection.execute(_SINCE, values).all()
    if len(rows) > MANY or connection.execute(_BATCHES, values).first() is not None:
        return None
    return [_read(*row) for row in rows]


def _rows_here(changed: Sequence[Changed], table: str, transcript_id: int) -> set[int]:
    return {
        c.row_id for c in changed if c.table == table and c.image["transcript_id"] == transcript_id
    }


def _read(table: str, row_id: int, before: str | None, after: str | None) -> Changed:
    images = (None if text is None else from_json(text) for text in (before, after))
    return Changed(table, row_id, *images)


def _codings(
    connection: Connection, transcript_id: int, ids: set[int]
) -> dict[int, CodedSpan | None]:
    if not ids:
        return {}
    found = codings.of_transcript(connection, transcript_id, only=sorted(ids))
    return dict.fromkeys(ids) | {coding.id: coding for coding in found}


def _readings(connection: Connection, ids: set[int]) -> dict[int, Reading | None]:
    if not ids:
        return {}
    statement = (
        select(
            ReadingRow.id, ReadingRow.start, ReadingRow.end, CoderRow.name, ReadingRow.created_at
        )
        .join(CoderRow, CoderRow.id == ReadingRow.coder_id)
        .where(ReadingRow.id.in_(sorted(ids)))
    )
    found = {
        row_id: Reading(row_id, Span(start, end), coder, at)
        for row_id, start, end, coder, at in connection.execute(statement)
    }
    return dict.fromkeys(ids) | found


def _used(changed: Sequence[Changed]) -> dict[int, int]:
    """How many codings each code has won or lost."""
    used: Counter[int] = Counter()
    for change in changed:
        if change.table == "coding":
            used.update([change.after["code_id"]] if change.after else [])
            used.subtract([change.before["code_id"]] if change.before else [])
    return {code: n for code, n in used.items() if n}


def traces(connection: Connection, change_id: int) -> Traces:
    """In which interviews a change, not made in bulk, did something, and where in them."""
    statement = select(*_COLUMNS).where(
        ChangedRow.change_id == change_id, ChangedRow.table.in_(IN_INTERVIEWS)
    )
    places: dict[int, list[Span]] = defaultdict(list)
    for row in connection.execute(statement):
        image = _read(*row).image
        if image["transcript_id"] is not None:
            places[image["transcript_id"]].extend(_span_in(image))
    return Traces({transcript: tuple(spans) for transcript, spans in places.items()})


def _span_in(image: Image) -> Iterator[Span]:
    if "start" in image:
        yield Span(image["start"], image["end"])


def of_interview(
    connection: Connection, transcript_id: int, limit: int | None = None
) -> list[HistoryEntry]:
    """The history of one interview, newest first: what touched its codings, readings and memos."""
    return entries(connection, limit, _touched(transcript_id))


def of_codebook(connection: Connection, limit: int | None = None) -> list[HistoryEntry]:
    """The history of the codebook and of the ladder on it, newest first."""
    changes = select(ChangedRow.change_id).where(ChangedRow.table.in_(CODEBOOK | ON_THE_LADDER))
    return entries(connection, limit, ChangeRow.id.in_(changes))


def _touched(transcript_id: int) -> ColumnElement[bool]:
    return or_(
        ChangeRow.id.in_(_touched_rows(transcript_id)),
        ChangeRow.id.in_(_touched_batches(transcript_id)),
    )


def _touched_rows(transcript_id: int) -> Select[int]:
    # Images are JSON of ours, without blanks; every database can look for a piece of text.
    named = f'%"transcript_id":{transcript_id},%'
    return select(ChangedRow.change_id).where(
        ChangedRow.table.in_(IN_INTERVIEWS),
        or_(ChangedRow.before.like(named), ChangedRow.after.like(named)),
    )


def _touched_batches(transcript_id: int) -> Select[int]:
    return (
        select(ChangedBatch.change_id)
        .join(
            CodingRow,
            and_(
                CodingRow.id.between(ChangedBatch.first_id, ChangedBatch.last_id),
                CodingRow.transcript_id == transcript_id,
            ),
        )
        .where(ChangedBatch.table == "coding")
    )
