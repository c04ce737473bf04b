"""A word in its context, by hand: text after text, as somebody without an index would."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from itertools import islice

CONTEXT = 80

Hit = tuple[str, int, str, str, str]
"""Interview, offset, and the words before, in and after the hit."""


def search(db: sqlite3.Connection, word: str, limit: int) -> list[Hit]:
    return list(islice(_hits(db, re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)), limit))


def _hits(db: sqlite3.Connection, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for name, text in db.execute("SELECT name, text FROM interview ORDER BY id"):
        for match in pattern.finditer(text):
            start, end = match.span()
            before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
            yield name, start, before, match[0], after
