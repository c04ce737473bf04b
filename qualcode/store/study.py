"""A study: one file, opened, made, read from, and written to through a change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, and_, bindparam, select, update

from qualcode.errors import Conflict, NotFound, StudyError, why
from qualcode.model.history import HistoryEntry
from qualcode.store import engine, entries, journal, versions, word_index
from qualcode.store import undo as undoing
from qualcode.store.journal import Change, table_of
from qualcode.store.tables import Base, ChangeRow, StudyRow

SUFFIX = ".qualcode"


_CHANGE = table_of(ChangeRow)
_SUMMARISE = (
    update(_CHANGE).where(_CHANGE.c.id == bindparam("change")).values(summary=bindparam("summary"))
)


class Study:
    """An open study. Its methods may be called from any thread; each call has a transaction
    of its own."""

    def __init__(self, path: Path, db: Engine, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.generation = 0
        """How often another copy of the study has been put in the place of the file."""
        self._patience = engine.PATIENT
        self._exchanging = Lock()
        self._file = _identity(path)
        self._engine = db
        self._use()
        with self.read() as connection:
            row = connection.execute(
                select(StudyRow.guid, StudyRow.title, StudyRow.language)
            ).first()
        if row is None:
            raise StudyError(
                "{file} holds no study; it was perhaps never finished.", file=path.name
            )
        self.guid: str = row.guid
        self.title: str = row.title
        self.language: str = row.language

    def wait_at_most(self, seconds: float) -> None:
        """How long to wait from now on while another program writes to the file; a screen, which
        stands still meanwhile, waits less than a command."""
        self._patience = seconds
        self._use()

    def _use(self) -> None:
        # Each connection carries the generation that was known before it was asked for: what is
        # read from it may be newer than that, but never older.
        options = {engine.GENERATION: self.generation, engine.PATIENCE: self._patience}
        self._db = self._engine.execution_options(**options)
        self._writer = self._db.execution_options(**{engine.WRITING: True})

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One moment of the study: all that is read here belongs together."""
        self.find_file()
        with self._db.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def change(
        self, coder: str, action: str, summary: str = "", *, reason: str = ""
    ) -> Iterator[Change]:
        """The only way to write: all that happens in the block is saved at its end, or none.

        `action` is a word of ours ("apply code"), `summary` says what, for people, `reason` why,
        in the words of the coder. A block that writes nothing leaves no entry.
        """
        with self._writing() as connection:
            change = journal.begin(connection, coder, action, reason=reason)
            yield change
            self._finish(change, change.summary or summary)

    def undo(self, coder: str, *, own: bool = False, change_id: int | None = None) -> HistoryEntry:
        """Take back the newest thing done (`own`: by this coder), or a named change.

        Raises Conflict where something built on it, NotFound where there is nothing.
        """
        with self._writing() as connection:
            if change_id is None:
                target = entries.to_undo(connection, coder if own else None)
            else:
                target = entries.entry(connection, change_id)
                if target is not None and (target.undone or target.root_id is not None):
                    raise Conflict("Change {change_id} is taken back already.", change_id=change_id)
            return self._reverse(connection, target, coder)

    def redo(self, coder: str, *, own: bool = False) -> HistoryEntry:
        """Do again what was taken back last. Raises NotFound where there is nothing."""
        with self._writing() as connection:
            return self._reverse(
                connection, entries.to_redo(connection, coder if own else None), coder
            )

    def history(self, limit: int | None = None) -> list[HistoryEntry]:
        with self.read() as connection:
            return entries.entries(connection, limit)

    def keep_aside(self, row_class: type[Base], *, anew: bool = False, **values: object) -> None:
        """Keep a row of a table without history: what was worked out from the rest, or where
        somebody was. It is no change, and is not taken back.

        What is kept already under the same key stays as it is, or with `anew` makes way.
        """
        if self.read_only:
            return
        with self._writing() as connection:
            table = table_of(row_class)
            keys = list(table.primary_key)
            same = and_(*(key == values[key.name] for key in keys))
            if anew:
                connection.execute(table.delete().where(same))
            elif connection.execute(select(*keys).where(same)).first() is not None:
                return
            connection.execute(table.insert().values(**values))

    def forget_aside(self, row_class: type[Base], **keys: object) -> None:
        """Let go what was kept aside under a key, if there is anything."""
        if self.read_only:
            return
        table = table_of(row_class)
        same = and_(*(table.c[name] == value for name, value in keys.items()))
        with self._writing() as connection:
            connection.execute(table.delete().where(same))

    def close(self) -> None:
        self._db.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise StudyError(
                "{file} is open for reading only: the file or its folder is read-only.",
                file=self.path.name,
            )
        self.find_file()
        with self._writer.connect() as connection, connection.begin():
            yield connection

    def find_file(self) -> None:
        """Make sure that the file is still where it was.

        A database goes on writing to a file that was deleted, and all of it would be lost; it
        would also not notice that a synchronised folder has put another copy in its place.
        """
        with self._exchanging:
            found = _identity(self.path)
            if found is None:
                raise StudyError(
                    "{file} is not in its folder any more: it was moved, renamed or "
                    "deleted. Put it back and try again; what was saved is in that file.",
                    file=self.path.name,
                )
            if found != self._file:
                self._take_up(found)

    def _take_up(self, found: tuple[int, int]) -> None:
        """Go on with the copy that stands in the place of the file now."""
        _refuse_what_is_no_study(self.path)
        self._db.dispose()  # what is open is the file that was there
        try:
            self._recognise()
        except BaseException:
            self._db.dispose()
            raise
        self._file = found
        self.generation += 1
        self._use()

    def _recognise(self) -> None:
        """Refuse what is not this study, with the tables that this program knows."""
        with self._db.connect() as connection:
            if versions.version_of(connection) != versions.HEAD:
                raise StudyError(
                    "{file} was exchanged for a copy of another version of qualcode; close the "
                    "study and open it again.",
                    file=self.path.name,
                )
            if connection.execute(select(StudyRow.guid)).scalar() != self.guid:
                raise StudyError(
                    "{file} was exchanged for another study; close it and open it again.",
                    file=self.path.name,
                )

    def _reverse(
        self, connection: Connection, target: HistoryEntry | None, coder: str
    ) -> HistoryEntry:
        if target is None:
            raise NotFound("There is nothing to take back or to do again.")
        change = undoing.reverse(connection, target, coder)
        self._finish(change, target.summary)
        return target

    @staticmethod
    def _finish(change: Change, summary: str) -> None:
        table = table_of(ChangeRow)
        if change.seq == 0:
            change.connection.execute(table.delete().where(table.c.id == change.id))
            return
        if summary:
            change.connection.execute(_SUMMARISE, {"change": change.id, "summary": summary})
        if change.action:
            named = table.update().where(table.c.id == change.id).values(action=change.action)
            change.connection.execute(named)


def create(path: Path, title: str, language: str) -> Study:
    """Make a new, empty study. Refuses to overwrite anything."""
    if path.exists():
        raise StudyError("{file} exists already; choose another name or open it.", file=path.name)
    if not path.parent.is_dir():
        raise StudyError("The folder {folder} does not exist; make it first.", folder=path.parent)
    db = engine.make_engine(path, make=True)
    try:
        with db.execution_options(**{engine.WRITING: True}).begin() as connection:
            engine.mark_as_study(connection)
            Base.metadata.create_all(connection)
            word_index.make(connection)
            versions.stamp(connection)
            connection.execute(
                table_of(StudyRow)
                .insert()
                .values(
                    guid=journal.new_guid(),
                    title=title,
                    language=language,
                    created_at=journal.now(),
                )
            )
    except BaseException:
        db.dispose()
        path.unlink(missing_ok=True)
        raise
    return Study(path, db, read_only=False)


def open_study(path: Path) -> Study:
    """Open a study, brought up to date first if an older version made it.

    A file that may not be written to is opened for reading only.
    """
    _refuse_what_is_no_study(path)
    read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    db = engine.make_engine(path, read_only=read_only)
    try:
        versions.bring_up_to_date(db, path, read_only=read_only)
        return Study(path, db, read_only=read_only)
    except BaseException:
        db.dispose()
        raise


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is that stands there; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _refuse_what_is_no_study(path: Path) -> None:
    if not path.exists():
        raise StudyError(
            "There is no study {path}; make one with `qualcode new {file}`.",
            path=path,
            file=path.name,
        )
    if path.is_dir():
        raise StudyError(
            "{path} is a folder; `qualcode new STUDY --from {file}` makes a study of it.",
            path=path,
            file=path.name,
        )
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except OSError as error:
        raise StudyError("{file} cannot be read: {why}.", file=path.name, why=why(error)) from error
    application = int.from_bytes(start[68:72], "big")
    if not start.startswith(engine.SQLITE_MAGIC) or application != engine.APPLICATION_ID:
        raise StudyError("{file} is not a qualcode study.", file=path.name)
