"""Transcripts, turns and a full-text index: `python -m benchmarks.plain.importing FOLDER DB`."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from benchmarks.plain.database import turns

SCHEMA = """
CREATE TABLE interview (id INTEGER PRIMARY KEY, name TEXT UNIQUE, text TEXT);
CREATE TABLE turn (
    interview_id INTEGER, number INTEGER, speaker TEXT, start INTEGER, body INTEGER, "end" INTEGER
);
CREATE INDEX turn_place ON turn (interview_id, start);
CREATE VIRTUAL TABLE words USING fts5(text, content='interview', content_rowid='id');
"""


def main(folder: str, database: str) -> None:
    db = sqlite3.connect(database)
    db.executescript(SCHEMA)
    for path in sorted(Path(folder).glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        insert = "INSERT INTO interview (name, text) VALUES (?, ?)"
        interview = db.execute(insert, (path.name, text)).lastrowid
        rows = [(interview, number, *turn) for number, turn in enumerate(turns(text), 1)]
        db.executemany("INSERT INTO turn VALUES (?, ?, ?, ?, ?, ?)", rows)
    db.execute("INSERT INTO words (words) VALUES ('rebuild')")
    db.commit()
    db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
