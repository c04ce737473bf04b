"""A study in a plain database: the tables and indexes that somebody would make to count it."""

from __future__ import annotations

import csv
import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

SCHEMA = """
PRAGMA journal_mode=WAL;
CREATE TABLE centre (id INTEGER PRIMARY KEY, name TEXT UNIQUE, type TEXT);
CREATE TABLE interview (id INTEGER PRIMARY KEY, name TEXT UNIQUE, centre_id INTEGER, text TEXT);
CREATE TABLE theme (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE code (id INTEGER PRIMARY KEY, name TEXT UNIQUE, theme_id INTEGER);
CREATE TABLE coding (
    id INTEGER PRIMARY KEY, interview_id INTEGER, start INTEGER, "end" INTEGER,
    code_id INTEGER, coder TEXT, said INTEGER  -- 0: only the interviewer speaks there
);
CREATE INDEX coding_place ON coding (interview_id, start);
CREATE INDEX coding_count ON coding (code_id, interview_id, start, "end", said);
"""
INSERT = """
INSERT INTO coding (interview_id, start, "end", code_id, coder, said) VALUES (?, ?, ?, ?, ?, ?)
"""

TURN = re.compile(r"^(Intervjuer|Leder): ", re.MULTILINE)

Bounds = tuple[list[int], list[int]]
"""Where the leader's turns begin and end."""


def turns(text: str) -> list[tuple[str, int, int, int]]:
    """(speaker, start, body, end) of each turn."""
    found = list(TURN.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        (m[1], m.start(), m.end(), len(text[:end].rstrip()) if end == len(text) else end - 2)
        for m, end in zip(found, ends, strict=True)
    ]


def leader_turns(text: str) -> Bounds:
    spoken = [(start, end) for who, start, _, end in turns(text) if who == "Leder"]
    return [start for start, _ in spoken], [end for _, end in spoken]


def build(folder: Path, path: Path) -> None:
    """A whole study folder in a plain database."""
    db = sqlite3.connect(path)
    db.executescript(SCHEMA)
    load_units(db, folder)
    load_interviews(db, folder)
    db.executemany(INSERT, coding_rows(db, folder))
    db.execute("ANALYZE")
    db.commit()
    db.close()


def load_units(db: sqlite3.Connection, folder: Path) -> None:
    """Centres, themes and codes."""
    centres = [(row["centre"], row["type"]) for row in _rows(folder / "centres.csv")]
    db.executemany("INSERT INTO centre (name, type) VALUES (?, ?)", centres)
    book = [(row["code"], row["theme"]) for row in _rows(folder / "codebook.csv")]
    themes = [(theme,) for theme in dict.fromkeys(theme for _, theme in book)]
    db.executemany("INSERT INTO theme (name) VALUES (?)", themes)
    of_theme = "INSERT INTO code (name, theme_id) SELECT ?, id FROM theme WHERE name = ?"
    db.executemany(of_theme, book)


def load_interviews(db: sqlite3.Connection, folder: Path) -> None:
    centres = dict(db.execute("SELECT name, id FROM centre"))
    for row in _rows(folder / "interviews.csv"):
        text = (folder / "transcripts" / row["file"]).read_text(encoding="utf-8")
        db.execute(
            "INSERT INTO interview (name, centre_id, text) VALUES (?, ?, ?)",
            (row["file"], centres[row["centre"]], text),
        )


def coding_rows(db: sqlite3.Connection, folder: Path) -> Iterator[tuple[object, ...]]:
    interviews = dict(db.execute("SELECT name, id FROM interview"))
    codes = dict(db.execute("SELECT name, id FROM code"))

    @lru_cache(maxsize=64)
    def leader(interview: int) -> Bounds:
        (text,) = db.execute("SELECT text FROM interview WHERE id = ?", (interview,)).fetchone()
        return leader_turns(text)

    with (folder / "codings.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        for name, first, last, code, coder in reader:
            interview, start, end = interviews[name], int(first), int(last)
            starts, ends = leader(interview)
            said = bisect_right(ends, start) < bisect_left(starts, end)
            yield interview, start, end, codes[code], coder, said


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
