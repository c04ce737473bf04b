"""The database engine of a study, and everything that differs between databases.

Other modules write portable SQL; what SQLite wants otherwise stands here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, text
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.pool import QueuePool

from qualcode.errors import Conflict, Phrase, StudyError
from qualcode.store import word_index

APPLICATION_ID = 0x51_43_4F_44  # "QCOD", in the header of every study file
SQLITE_MAGIC = b"SQLite format 3\x00"
CHUNK = 10_000
WRITING, PATIENCE, GENERATION = "qualcode_writing", "qualcode_patience", "qualcode_generation"
"""What a connection is told by the options of its engine."""
PATIENT = 5.0
"""How many seconds to wait while another program writes, unless `PATIENCE` says otherwise."""

_SQLITE_FAULTS = (
    ("readonly database", Phrase("cannot be written to: the file or its folder is read-only")),
    (
        "database or disk is full",
        Phrase("could not be saved: the disk is full; nothing was changed"),
    ),
    (
        "disk i/o error",
        Phrase("could not be saved: the disk reports an error; nothing was changed"),
    ),
    ("database is locked", Phrase("is being written to by another program; try again")),
    ("not a database", Phrase("is not a qualcode study")),
    (
        "foreign key constraint",
        Phrase(
            "was not changed: something that the change points to is gone; open the study again"
        ),
    ),
    ("malformed", Phrase("is damaged; run `qualcode check` and restore a backup")),
    (
        "unable to open database file",
        Phrase("cannot be opened; does the folder exist, may you write?"),
    ),
)


class Doubled(Conflict):
    """A row was to be written whose name, or whatever there may be only once, another has."""


def make_engine(path: Path, *, read_only: bool = False, make: bool = False) -> Engine:
    """An engine on a study file; the file must exist unless it is to be made."""
    mode = "ro" if read_only else "rwc" if make else "rw"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri, uri=True, timeout=PATIENT, check_same_thread=False),
        poolclass=QueuePool,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _finish)
    event.listen(engine, "handle_error", lambda context: _translate(context, path))
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions begin too late and commit by themselves: `_begin` begins.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")
    # Large tables are read once from end to end: a page cache above 16 MB makes nothing faster.
    connection.execute("PRAGMA cache_size=-16384")
    connection.execute("PRAGMA temp_store=MEMORY")
    word_index.teach(connection)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    _wait_for_others(connection, options.get(PATIENCE, PATIENT))
    # A writer takes its lock at once; one that takes it halfway can meet a deadlock.
    writing = options.get(WRITING, False)
    if writing:
        word_index.follow(connection)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _finish(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITING, False):
        word_index.catch_up(connection)


def _wait_for_others(connection: Connection, seconds: float) -> None:
    if connection.info.get(PATIENCE, PATIENT) != seconds:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={round(seconds * 1000)}")
        connection.info[PATIENCE] = seconds


def generation_of(connection: Connection) -> int:
    """How often the file had been exchanged when this connection was asked for."""
    return int(connection.get_execution_options().get(GENERATION, 0))


def _translate(context: ExceptionContext, path: Path) -> None:
    message = str(context.original_exception).lower()
    if "unique constraint" in message:
        what = Phrase("Nothing was changed: something of that name is there already.")
        raise Doubled(what) from context.original_exception
    for sign, meaning in _SQLITE_FAULTS:
        if sign in message:
            raise StudyError(
                "{file} {what}.", file=path.name, what=meaning
            ) from context.original_exception


def mark_as_study(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def is_marked(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID)


def highest_id(connection: Connection, table: Table) -> int:
    """The highest id that a row of the table ever had."""
    found = connection.execute(
        text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}
    ).scalar()
    return int(found or 0)


def insert_many(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert tuples in the order of `columns`, without a dictionary per row; returns how many."""
    statement = insert(table).values(dict.fromkeys(columns))
    compiled = statement.compile(connection, column_keys=list(columns))
    order = [columns.index(name) for name in compiled.positiontup or columns]
    straight = order == list(range(len(columns)))
    count = 0
    for chunk in chunks(rows, CHUNK):
        values = chunk if straight else [tuple(row[i] for i in order) for row in chunk]
        connection.exec_driver_sql(str(compiled), values)
        count += len(values)
    return count


def chunks(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def defer_foreign_keys(connection: Connection) -> None:
    """Let rows of this transaction come and go in any order; all must fit at its end."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")


def integrity_faults(connection: Connection) -> list[str]:
    """What the database itself finds wrong: damaged pages, and rows that point nowhere."""
    faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    found: list[str] = [] if faults == ["ok"] else [*faults]
    for child, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found.append(
            Phrase(
                "row {row_id} of {child} points to a row of {parent} that is not there",
                row_id=row_id,
                child=child,
                parent=parent,
            )
        )
    return found


def copy_database(source: Connection, target: Path) -> None:
    """A copy that is whole even while somebody writes."""
    driver: Any = source.connection.driver_connection
    copy = sqlite3.connect(target)
    try:
        driver.backup(copy)
    finally:
        copy.close()


def analyze(connection: Connection) -> None:
    """Let the planner see how many rows there are; after a bulk load."""
    connection.exec_driver_sql("PRAGMA analysis_limit=1000")
    connection.exec_driver_sql("ANALYZE")
