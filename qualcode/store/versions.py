"""Which version of the tables a study has, and how an older one is brought up to date."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from qualcode.errors import StudyError
from qualcode.store import engine

HEAD = "0005"
"""The newest revision in `migrations/versions`; a test holds them together."""

SCRIPTS = Path(__file__).parent / "migrations"


def stamp(connection: Connection) -> None:
    """Mark a study that was just made as being of this version."""
    connection.execute(
        text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def version_of(connection: Connection) -> str:
    """The revision of the tables; empty if there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def bring_up_to_date(
    db: Engine, path: Path, *, read_only: bool, scripts: Path = SCRIPTS, head: str = HEAD
) -> None:
    """Upgrade an older study, after a verified copy is made; refuse a newer one."""
    with db.connect() as connection:
        version = version_of(connection)
    if version == head:
        return
    if version > head:
        raise StudyError(
            "{file} was made by a newer version of qualcode; install that to open it.",
            file=path.name,
        )
    if read_only:
        raise StudyError(
            "{file} was made by an older version of qualcode and must be brought up to "
            "date, but it is read-only; copy it to where you may write.",
            file=path.name,
        )
    _verified_copy(db, path, version)
    _upgrade(db, scripts)


def _verified_copy(db: Engine, path: Path, version: str) -> Path:
    copy = path.with_name(f"{path.name}.before-upgrade-from-{version or '0000'}")
    unfinished = copy.with_name(copy.name + ".part")
    with db.connect() as connection:
        engine.copy_database(connection, unfinished)
    check = engine.make_engine(unfinished, read_only=True)
    try:
        with check.connect() as connection:
            faults = engine.integrity_faults(connection)
    finally:
        check.dispose()
    if faults:
        unfinished.unlink()
        raise StudyError(
            "{file} is damaged ({what}); it was not brought up to date.",
            file=path.name,
            what=faults[0],
        )
    os.replace(unfinished, copy)
    return copy


def _upgrade(db: Engine, scripts: Path) -> None:
    # 100 ms: only a study of an older version pays for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts))
    with db.execution_options(**{engine.WRITING: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
