"""Studies as older versions of the program made them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from qualcode.store import engine, versions


def make_older(path: Path, revision: str) -> None:
    """Take from a study what came after a revision, as if that version had made it."""
    kept = _layout(_made_at(path.with_name(f"{revision}.qualcode"), revision))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for table, columns in _layout(path).items():
            if table not in kept:
                connection.execute(f'DROP TABLE IF EXISTS "{table}"')
                continue
            for column in columns - kept[table]:
                connection.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()


def _made_at(path: Path, revision: str) -> Path:
    from alembic import command
    from alembic.config import Config

    sqlite3.connect(path).close()
    config = Config()
    config.set_main_option("script_location", str(versions.SCRIPTS))
    db = engine.make_engine(path)
    with db.execution_options(**{engine.WRITING: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    db.dispose()
    return path


def _layout(path: Path) -> dict[str, set[str]]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = [name for (name,) in found if not name.startswith("sqlite_")]
        return {
            name: {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
            for name in names
        }
