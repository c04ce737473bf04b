"""Taking back, and doing again, across sessions.

An undo is a change of its own that puts the rows back as they were. It refuses, with a
reason, where a row is not as the change left it, where others use it, where something else has
taken its name, or where something would not hold together any more. Only what came along unasked
(the coder of a first coding) stays if it is used.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Select,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
)

from qualcode.errors import Conflict
from qualcode.model.history import HistoryEntry
from qualcode.store import engine, holding_together, journal
from qualcode.store.holding_together import RowStep
from qualcode.store.journal import Change, Image, from_json, table_of
from qualcode.store.tables import (
    DERIVED,
    Base,
    ChangedBatch,
    ChangedRow,
    ChangeRow,
    CodebookFileRow,
)

CAME_ALONG = {"coder": {"coding", "reading", "memo"}, "theme": {"code"}}
"""What a change makes unasked, in the tables that it has written to then: whoever does something
for the first time becomes a coder, and a code without a theme is put in one."""


# Built once: while somebody codes, building a statement costs as much as running it.
_LAST = select(func.max(ChangeRow.id)).where(
    or_(ChangeRow.id == bindparam("root"), ChangeRow.root_id == bindparam("root"))
)
_ROWS = select(table_of(ChangedRow)).where(ChangedRow.change_id == bindparam("change"))
_BATCHES = select(table_of(ChangedBatch)).where(ChangedBatch.change_id == bindparam("change"))


def reverse(connection: Connection, target: HistoryEntry, coder: str) -> Change:
    """Take back `target` if it stands, or do it again if it was taken back.

    What is reversed is the last thing that happened to it: doing, undoing or doing again.
    """
    last = _last_of(connection, target.id)
    direction = "redo" if target.undone else "undo"
    change = journal.begin(
        connection,
        coder,
        target.action,
        reason=target.reason,
        direction=direction,
        root_id=target.id,
    )
    change.summary = target.summary
    engine.defer_foreign_keys(connection)
    did = list(_steps(connection, last))
    steps = [step for step in did if not _overtaken(connection, step)]
    if did and not steps:
        raise _other_by_now(did[0].table)
    may_stay = _came_along(steps)
    for run in _runs(steps):
        if isinstance(run, _BatchStep):
            _reverse_batch(change, run)
        else:
            _reverse_rows(change, _going(connection, run, may_stay))
    rows = [step for step in steps if isinstance(step, RowStep)]
    holding_together.refuse_if_broken(change, last, rows)
    for table, among in _brought_back(steps):
        _refuse_if_lacking(connection, table, among)
    return change


def _overtaken(connection: Connection, step: RowStep | _BatchStep) -> bool:
    """Whether a step kept a codebook file that has been kept anew since. Undo passes over that, so
    it must not stand in the way of anything; and the newer one is what the study knows of it."""
    if not isinstance(step, RowStep) or step.table.name != CodebookFileRow.__tablename__:
        return False
    held = journal.images(connection, step.table, [step.row_id])
    return not _same(held.get(step.row_id), step.after)


def _last_of(connection: Connection, root_id: int) -> int:
    return int(connection.execute(_LAST, {"root": root_id}).scalar_one())


@dataclass(frozen=True, slots=True)
class _BatchStep:
    table: Table
    ids: range
    count: int
    gone: bytes | None
    change_id: int


def _steps(connection: Connection, change_id: int) -> Iterator[RowStep | _BatchStep]:
    """What a change did, last first."""
    found: list[tuple[int, RowStep | _BatchStep]] = []
    for r in connection.execute(_ROWS, {"change": change_id}):
        before, after = (None if x is None else from_json(x) for x in (r.before, r.after))
        found.append((r.seq, RowStep(_table(r.table), r.row_id, before, after)))
    for b in connection.execute(_BATCHES, {"change": change_id}).mappings():
        ids = range(b["first_id"], b["last_id"] + 1)
        step = _BatchStep(_table(b["table"]), ids, b["count"], b["gone"], change_id)
        found.append((b["seq"], step))
    yield from (step for _, step in sorted(found, key=lambda pair: pair[0], reverse=True))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _runs(steps: Iterable[RowStep | _BatchStep]) -> Iterator[dict[int, RowStep] | _BatchStep]:
    """The steps in the same order, with rows that can be put back in one go taken together:
    rows of one table, no row twice, all inserted, all changed, or all taken away."""
    run: dict[int, RowStep] = {}
    kind: tuple[object, ...] = ()
    for step in steps:
        if isinstance(step, RowStep):
            new_kind = (step.table, step.before is None, step.after is None)
            if run and (kind != new_kind or step.row_id in run):
                yield run
                run = {}
            run[step.row_id], kind = step, new_kind
        else:
            if run:
                yield run
            run = {}
            yield step
    if run:
        yield run


def _came_along(steps: Iterable[RowStep | _BatchStep]) -> set[str]:
    """The tables whose rows the change made only because something else needed them."""
    made = {s.table.name for s in steps if (s.before if isinstance(s, RowStep) else s.gone) is None}
    return {table for table, others in CAME_ALONG.items() if made & others}


def _going(
    connection: Connection, run: dict[int, RowStep], may_stay: set[str]
) -> dict[int, RowStep]:
    """The run without what it would take away, but may leave, and others use by now."""
    return {
        row_id: step
        for row_id, step in run.items()
        if step.table.name not in may_stay
        or step.before is not None
        or _user_of(connection, step.table, _one_of([row_id])) is None
    }


def _reverse_rows(change: Change, run: dict[int, RowStep]) -> None:
    if not run:
        return
    table = next(iter(run.values())).table
    current: dict[int, Image] = {}
    for ids in engine.chunks(run, journal.AT_ONCE):
        current |= journal.images(change.connection, table, ids)
        if not all(_same(current.get(row_id), run[row_id].after) for row_id in ids):
            raise _other_by_now(table)
    before = {i: step.before for i, step in run.items() if step.before is not None}
    if before:
        with _saying_what_is_in_the_way(change.connection, table, before.values()):
            change.restore(table, before, current)
    else:
        change.take_away(table, list(run))
        for ids in engine.chunks(run, journal.AT_ONCE):
            _refuse_if_used(change.connection, table, _one_of(ids))


def _other_by_now(table: Table) -> Conflict:
    return Conflict(
        "This cannot be taken back: a row of {table} has changed since. "
        "Take back the later change first.",
        table=journal.noun_of(table),
    )


def _same(current: Image | None, expected: Image | None) -> bool:
    """Compared in the columns that the image knows: a later version may have added some."""
    if current is None or expected is None:
        return current is expected
    return all(current.get(name) == value for name, value in expected.items())


def _reverse_batch(change: Change, step: _BatchStep) -> None:
    if step.gone is not None:
        _bring_back(change, step)
    else:
        _take_away(change, step)


def _bring_back(change: Change, step: _BatchStep) -> None:
    assert step.gone is not None
    columns = [c.name for c in step.table.columns]
    rows = (tuple(image.get(name) for name in columns) for image in journal.unpack(step.gone))
    with _saying_what_is_in_the_way(change.connection, step.table, journal.unpack(step.gone)):
        engine.insert_many(change.connection, step.table, columns, rows)
    change.record_batch(step.table, step.ids, gone=None)


@contextmanager
def _saying_what_is_in_the_way(
    connection: Connection, table: Table, wanted: Iterable[Image]
) -> Iterator[None]:
    """Name the row that has what these rows had, where only one may have it (a name)."""
    try:
        yield
    except engine.Doubled as error:
        other = next(filter(None, (_double_of(connection, table, image) for image in wanted)), None)
        if other is None:
            raise
        raise Conflict(
            "This cannot be done: there is another {thing} «{name}» by now. "
            "Take back the later change first.",
            thing=journal.noun_of(table),
            name=other,
        ) from error


def _double_of(connection: Connection, table: Table, image: Image) -> str | None:
    """What another row is called that has what only one may have, and this one had."""
    for constraint in table.constraints:
        if not isinstance(constraint, UniqueConstraint):
            continue
        keys = list(constraint.columns)
        same = [key == image.get(key.name) for key in keys]
        statement = select(table).where(table.c.id != image["id"], *same)
        row = connection.execute(statement).mappings().first()
        if row is not None:
            return str(row.get("name") or row[keys[-1].name])
    return None


def _take_away(change: Change, step: _BatchStep) -> None:
    table, ids = step.table, step.ids
    within = table.c.id.between(ids.start, ids.stop - 1)
    statement = select(table).where(within).order_by(table.c.id)
    held = change.connection.execute(select(func.count()).where(within)).scalar_one()
    if held != step.count or _changed_since(change.connection, step):
        raise Conflict(
            "This cannot be taken back: rows of {table} that came with it have changed "
            "since. Take back the later changes first.",
            table=journal.noun_of(table),
        )
    gone = journal.pack(dict(row._mapping) for row in change.connection.execute(statement))
    change.connection.execute(delete(table).where(within))
    _refuse_if_used(change.connection, table, _between(ids))
    change.record_batch(table, ids, gone=gone)


def _changed_since(connection: Connection, step: _BatchStep) -> bool:
    """True if a row of the batch is not as it came: its first later image says how that was."""
    first = (
        select(func.min(ChangedRow.id))
        .where(
            ChangedRow.table == step.table.name,
            ChangedRow.row_id.between(step.ids.start, step.ids.stop - 1),
            ChangedRow.change_id > step.change_id,
        )
        .group_by(ChangedRow.row_id)
    )
    statement = select(table_of(ChangedRow)).where(ChangedRow.id.in_(first))
    for r in connection.execute(statement):
        row = connection.execute(select(step.table).where(step.table.c.id == r.row_id)).first()
        current = None if row is None else dict(row._mapping)
        if not _same(current, None if r.before is None else from_json(r.before)):
            return True
    return False


_Among = Callable[[ColumnElement[Any]], ColumnElement[bool]]


def _one_of(ids: Sequence[int]) -> _Among:
    return lambda key: key.in_(ids)


def _between(ids: range) -> _Among:
    return lambda key: key.between(ids.start, ids.stop - 1)


def _refuse_if_used(connection: Connection, table: Table, among: _Among) -> None:
    """Refuse while other rows point to those that have been taken away."""
    user = _user_of(connection, table, among)
    if user is not None:
        raise Conflict(
            "This cannot be taken back: a {user} uses a {table} that was made "
            "by it. Take back the later change first.",
            user=journal.noun_of(user),
            table=journal.noun_of(table),
        )


def _brought_back(steps: Iterable[RowStep | _BatchStep]) -> Iterator[tuple[Table, _Among]]:
    rows: dict[Table, list[int]] = {}
    for step in steps:
        if isinstance(step, _BatchStep):
            if step.gone is not None:
                yield step.table, _between(step.ids)
        elif step.before is not None:
            rows.setdefault(step.table, []).append(step.row_id)
    for table, found in rows.items():
        yield from ((table, _one_of(ids)) for ids in engine.chunks(found, journal.AT_ONCE))


def _refuse_if_lacking(connection: Connection, table: Table, among: _Among) -> None:
    """Refuse while rows that have been brought back point to others that are gone."""
    for key in table.foreign_keys:
        lacking = _pointing_to_nothing(key).where(among(table.c.id))
        if connection.execute(lacking).first() is not None:
            raise Conflict(
                "This cannot be done: a {thing} that it needs ({user}) is gone by now. "
                "Take back the later change first.",
                thing=journal.noun_of(key.column.table),
                user=journal.noun_of(table),
            )


@functools.cache
def _pointing_to_nothing(key: ForeignKey) -> Select[Any]:
    needed = key.column.table.alias()
    there = select(literal(1)).where(needed.c[key.column.name] == key.parent).exists()
    return select(literal(1)).where(key.parent.is_not(None), ~there).limit(1)


def _user_of(connection: Connection, table: Table, among: _Among) -> Table | None:
    """A table with a row that points to one of these."""
    for key in _keys_to(table):
        uses = select(literal(1)).where(among(key)).limit(1)
        if connection.execute(uses).first() is not None:
            return key.table
    return None


@functools.cache
def _keys_to(table: Table) -> tuple[Column[Any], ...]:
    return tuple(
        key.parent
        for user in Base.metadata.sorted_tables
        for key in user.foreign_keys
        if key.column.table is table and user.name not in DERIVED
    )


def images(connection: Connection, table: Table) -> Mapping[int, Image]:
    """All rows of a table by id; for comparing a study with itself in tests and checks."""
    return {row.id: dict(row._mapping) for row in connection.execute(select(table))}
