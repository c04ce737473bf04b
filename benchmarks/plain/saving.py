"""Saving one coding, by hand: an insert and a commit."""

from __future__ import annotations

import sqlite3

from benchmarks.plain.database import INSERT


def opened(path: str) -> sqlite3.Connection:
    """With the journal that a study has."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode=DELETE")
    db.execute("PRAGMA synchronous=FULL")
    return db


def save(db: sqlite3.Connection, interview: int, start: int, end: int, code: int) -> None:
    db.execute(INSERT, (interview, start, end, code, "anna", 1))
    db.commit()
