"""Merged segments: overlapping spans of the same row in one transcript, made one (DESIGN 5.5).

Worked out by the database with window functions; spans that only touch stay apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    CTE,
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    func,
    insert,
    select,
)

from qualcode.tally.admitting import Source


@dataclass(frozen=True, slots=True)
class Merged:
    """One merged segment of a row (by its number); `informants` are heard in it."""

    row: int
    transcript: int
    start: int
    end: int
    informants: frozenset[int]


def wanted(connection: Connection, rows: Sequence[frozenset[int]]) -> Table:
    """The rows to count and their codes, as a table of this connection only."""
    table = Table(
        "wanted",
        MetaData(),
        Column("code_id", Integer),
        Column("row", Integer),
        prefixes=["TEMPORARY"],
    )
    table.drop(connection, checkfirst=True)
    table.create(connection)
    pairs = [{"code_id": c, "row": n} for n, codes in enumerate(rows) for c in sorted(codes)]
    if pairs:
        connection.execute(insert(table), pairs)
    return table


def _numbered(source: Source, rows: Table) -> CTE:
    """Each admitted coding with the number of its segment within row and transcript."""
    c = source.table.c
    codings = (
        select(rows.c.row, c.transcript_id, c.start, c.end, c.voice_id)
        .select_from(rows.join(source.table, rows.c.code_id == c.code_id))
        .where(and_(source.admitted, c.voice_id.is_not(None)))
        .cte("codings")
    )
    k = codings.c
    reach = func.max(k.end).over(
        partition_by=(k.row, k.transcript_id), order_by=(k.start, k.end), rows=(None, -1)
    )
    marked = select(codings, case((k.start < reach, 0), else_=1).label("fresh")).cte("marked")
    m = marked.c
    number = func.sum(m.fresh).over(
        partition_by=(m.row, m.transcript_id), order_by=(m.start, m.end), rows=(None, 0)
    )
    return select(m.row, m.transcript_id, m.start, m.end, m.voice_id, number.label("number")).cte(
        "numbered"
    )


def _grouped(source: Source, rows: Table) -> Select[int, int, int, int, str]:
    n = _numbered(source, rows).c
    return select(
        n.row,
        n.transcript_id,
        func.min(n.start).label("start"),
        func.max(n.end).label("end"),
        func.aggregate_strings(cast(n.voice_id, String), ",").label("voices"),
    ).group_by(n.row, n.transcript_id, n.number)


def counts(
    connection: Connection, source: Source, rows: Sequence[frozenset[int]]
) -> list[dict[frozenset[int], int]]:
    """For each row, how many merged segments belong to each set of informants."""
    g = _grouped(source, wanted(connection, rows)).subquery().c
    statement = select(g.row, g.voices, func.count()).group_by(g.row, g.voices)
    found: list[dict[frozenset[int], int]] = [{} for _ in rows]
    for row, voices, count in connection.execute(statement):
        informants = _informants(source, voices)
        found[row][informants] = found[row].get(informants, 0) + count
    return found


def merged(
    connection: Connection, source: Source, rows: Sequence[frozenset[int]]
) -> Iterator[Merged]:
    """The merged segments themselves, by transcript, row and place."""
    g = _grouped(source, wanted(connection, rows)).subquery()
    statement = select(g).order_by(g.c.transcript_id, g.c.row, g.c.start)
    for r in connection.execution_options(yield_per=5000).execute(statement):
        yield Merged(r.row, r.transcript_id, r.start, r.end, _informants(source, r.voices))


def _informants(source: Source, voices: str) -> frozenset[int]:
    return frozenset().union(*(source.voices[int(v)] for v in set(voices.split(","))))
