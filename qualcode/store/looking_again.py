"""Looking again: what a change of a code, or its late birth, leaves to be looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, func, select, union_all

from qualcode.model.rechecking import Recheck
from qualcode.model.views import StudyCode
from qualcode.store import births, codebooks
from qualcode.store.journal import Change, from_json, now
from qualcode.store.setup import coder_id
from qualcode.store.tables import (
    ChangedRow,
    ChangeRow,
    CodingRow,
    LookedAgainRow,
    ReadingRow,
)

MEANING = ("name", "definition", "include", "exclude")
"""The fields of a code that say what it means."""

_Turn = tuple[int, str, tuple[str, ...]]
"""A change, when it was, and the fields that it changed."""


def read(connection: Connection) -> list[Recheck]:
    """All codes of which something is to be looked at again, or has been; in codebook order."""
    codes = [code for code in codebooks.read_codes(connection) if code.code.given]
    turns, done = _turns(connection), _looked(connection)
    first, born = _first_coded(connection), _births(connection)
    used = _used(connection)
    found: list[Recheck] = []
    for code in codes:
        if code.id in turns:
            found.append(_defined(connection, code, turns[code.id], done))
        if not code.code.deductive and code.id in born:
            found.append(_late(code, born[code.id], first, used.get(code.id, set()), done))
    return [recheck for recheck in found if recheck.left or recheck.done]


def _turns(connection: Connection) -> dict[int, _Turn]:
    """The newest change of each code's meaning; its making is none."""
    statement = (
        select(ChangedRow.row_id, ChangedRow.before, ChangedRow.after, ChangeRow.id, ChangeRow.at)
        .join(ChangeRow, ChangeRow.id == ChangedRow.change_id)
        .where(
            ChangedRow.table == "code",
            ChangedRow.before.is_not(None),
            ChangedRow.after.is_not(None),
        )
        .order_by(ChangedRow.id)
    )
    found: dict[int, _Turn] = {}
    for row_id, was, is_now, change, at in connection.execute(statement):
        before, after = from_json(was or "{}"), from_json(is_now or "{}")
        fields = tuple(name for name in MEANING if before.get(name) != after.get(name))
        if fields:
            found[row_id] = change, at, fields
    return found


def _births(connection: Connection) -> dict[int, tuple[int, str]]:
    """(change, time) of each code's birth: of its making, or of its first coding if that is
    earlier, as where a study was taken in whole."""
    made = select(ChangedRow.row_id, ChangedRow.change_id).where(
        ChangedRow.table == "code", ChangedRow.before.is_(None)
    )
    changes = dict(connection.execute(made).all())
    return {code: (changes.get(code, 0), at) for code, at in births.of_codes(connection).items()}


def _first_coded(connection: Connection) -> dict[int, str]:
    """When each interview was first coded, or read."""
    worked = union_all(
        select(CodingRow.transcript_id, CodingRow.created_at.label("at")),
        select(ReadingRow.transcript_id, ReadingRow.created_at.label("at")),
    ).subquery()
    statement = select(worked.c.transcript_id, func.min(worked.c.at)).group_by(
        worked.c.transcript_id
    )
    return dict(connection.execute(statement).all())


def _used(connection: Connection) -> dict[int, set[int]]:
    """The interviews in which each code was given."""
    found: dict[int, set[int]] = defaultdict(set)
    statement = select(CodingRow.code_id, CodingRow.transcript_id).distinct()
    for code, transcript in connection.execute(statement):
        found[code].add(transcript)
    return found


_Looked = Mapping[tuple[int, int], Collection[tuple[int, int | None]]]
"""By code and change: (interview, coding)."""


def _looked(connection: Connection) -> _Looked:
    found: dict[tuple[int, int], set[tuple[int, int | None]]] = defaultdict(set)
    statement = select(
        LookedAgainRow.code_id,
        LookedAgainRow.cause,
        LookedAgainRow.transcript_id,
        LookedAgainRow.coding_id,
    )
    for code, cause, transcript, coding in connection.execute(statement):
        found[code, cause].add((transcript, coding))
    return found


def _defined(connection: Connection, code: StudyCode, turn: _Turn, done: _Looked) -> Recheck:
    """Passages that were given the code before it was changed. One that came in the very second of
    the change is looked at once too often rather than not at all."""
    change, at, fields = turn
    statement = (
        select(CodingRow.id, CodingRow.transcript_id)
        .where(CodingRow.code_id == code.id, CodingRow.created_at <= at)
        .order_by(CodingRow.transcript_id, CodingRow.start, CodingRow.id)
    )
    held = connection.execute(statement).all()
    seen = done.get((code.id, change), ())
    left = tuple(row for row, transcript in held if (transcript, row) not in seen)
    return Recheck(code, "defined", change, at, fields, left, (), len(held) - len(left))


def _late(
    code: StudyCode,
    birth: tuple[int, str],
    first: Mapping[int, str],
    used: Collection[int],
    done: _Looked,
) -> Recheck:
    """Interviews that were begun before the code was there, and in which nobody has given it."""
    change, at = birth
    before = [t for t, begun in sorted(first.items()) if begun < at and t not in used]
    seen = {transcript for transcript, _ in done.get((code.id, change), ())}
    left = tuple(transcript for transcript in before if transcript not in seen)
    return Recheck(code, "late", change, at, (), (), left, len(before) - len(left))


def mark(
    change: Change, recheck: Recheck, codings: Collection[int], interviews: Collection[int]
) -> int:
    """Keep that passages and interviews have been looked at again; returns how many."""
    rows = [
        {
            "code_id": recheck.code.id,
            "transcript_id": transcript,
            "coding_id": coding,
            "cause": recheck.change,
            "coder_id": coder_id(change, change.coder),
            "at": now(),
        }
        for transcript, coding in _marked(change.connection, recheck, codings, interviews)
    ]
    change.insert_many(LookedAgainRow, rows)
    return len(rows)


def _marked(
    connection: Connection, recheck: Recheck, codings: Collection[int], interviews: Collection[int]
) -> Iterator[tuple[int, int | None]]:
    wanted = [row for row in recheck.codings if row in codings]
    places = select(CodingRow.id, CodingRow.transcript_id).where(CodingRow.id.in_(wanted))
    transcripts = dict(connection.execute(places).all())
    yield from ((transcripts[row], row) for row in wanted)
    yield from ((row, None) for row in recheck.interviews if row in interviews)
