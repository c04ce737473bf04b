"""Looking again: what a change of a code, or its late birth, leaves to be looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, func, select, union_all

from qualcode.model.rechecking import Passage, Recheck
from qualcode.model.views import StudyCode
from qualcode.store import births, changelog, codebooks
from qualcode.store.journal import Change, from_json
from qualcode.store.setup import sign
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


def read(connection: Connection, only: int | None = None) -> list[Recheck]:
    """All codes (or that one) of which something is to be looked at again, or has been; in codebook
    order."""
    rows = None if only is None else [only]
    codes = [code for code in codebooks.read_codes(connection, rows) if code.code.given]
    turns, done = _turns(connection, only), _looked(connection)
    first, born = _first_coded(connection), _births(connection, only)
    used = _used(connection, only)
    found: list[Recheck] = []
    for code in codes:
        if code.id in turns:
            found.append(_defined(connection, code, turns[code.id], done))
        if not code.code.deductive and code.id in born:
            found.append(_late(code, born[code.id], first, used.get(code.id, set()), done))
    return [recheck for recheck in found if recheck.left or recheck.done]


def _turns(connection: Connection, only: int | None) -> dict[int, _Turn]:
    """The newest change of each code's meaning that stands; its making is none, and neither is the
    taking back of a change, after which all is as it was looked at."""
    standing = changelog.standing(connection, 0, changelog.newest(connection))
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
    if only is not None:
        statement = statement.where(ChangedRow.row_id == only)
    found: dict[int, _Turn] = {}
    for row_id, was, is_now, change, at in connection.execute(statement):
        before, after = from_json(was or "{}"), from_json(is_now or "{}")
        fields = tuple(name for name in MEANING if before.get(name) != after.get(name))
        if fields and change in standing:
            found[row_id] = change, at, fields
    return found


def _births(connection: Connection, only: int | None) -> dict[int, tuple[int, str]]:
    """(change, time) of each code's birth: of its making, or of its first coding if that is
    earlier, as where a study was taken in whole."""
    made = select(ChangedRow.row_id, ChangedRow.change_id).where(
        ChangedRow.table == "code", ChangedRow.before.is_(None)
    )
    changes = dict(connection.execute(made).all())
    born = births.of_codes(connection, only)
    return {code: (changes.get(code, 0), at) for code, at in born.items()}


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


def _used(connection: Connection, only: int | None) -> dict[int, set[int]]:
    """The interviews in which each code was given."""
    found: dict[int, set[int]] = defaultdict(set)
    statement = select(CodingRow.code_id, CodingRow.transcript_id).distinct()
    if only is not None:
        statement = statement.where(CodingRow.code_id == only)
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
        select(CodingRow.id, CodingRow.transcript_id, CodingRow.start, CodingRow.end)
        .where(CodingRow.code_id == code.id, CodingRow.created_at <= at)
        .order_by(CodingRow.transcript_id, CodingRow.start, CodingRow.id)
    )
    held = {row: Passage(*place) for row, *place in connection.execute(statement)}
    seen = done.get((code.id, change), ())
    left = {row: place for row, place in held.items() if (place.transcript, row) not in seen}
    waiting = set(left.values())
    places = dict.fromkeys(held.values())
    looked = tuple(place.transcript for place in places if place not in waiting)
    return Recheck(code, "defined", change, at, fields, left, (), looked)


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
    looked = tuple(transcript for transcript in before if transcript in seen)
    return Recheck(code, "late", change, at, (), {}, left, looked)


def mark(
    change: Change, recheck: Recheck, codings: Collection[int], interviews: Collection[int]
) -> int:
    """Keep that passages and interviews have been looked at again; returns how many. Each coding is
    kept, so that one that comes to a passage later is looked at by itself."""
    looked = {row: place for row, place in recheck.codings.items() if row in codings}
    through = [row for row in recheck.interviews if row in interviews]
    places: list[tuple[int, int | None]] = [(at.transcript, row) for row, at in looked.items()]
    places += [(row, None) for row in through]
    coder, at = sign(change)
    rows = [
        {
            "code_id": recheck.code.id,
            "transcript_id": transcript,
            "coding_id": coding,
            "cause": recheck.change,
            "coder_id": coder,
            "at": at,
        }
        for transcript, coding in places
    ]
    change.insert_many(LookedAgainRow, rows)
    return len(set(looked.values())) + len(through)
