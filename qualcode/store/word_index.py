"""Which words each text holds, indexed by SQLite (FTS5), so that a search need not read all texts.

The index holds no text and no places, only words as they are compared: a search finds the texts
in it, and the places in the texts. It is a help, not a truth: a revision that it lacks (written
where SQLite has no FTS5) is searched all the same. All of its SQL stands here; another database
has none of it, and searches do without.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection

from qualcode.errors import Phrase
from qualcode.model.queries import Query, Term, folded_words

INDEX, TYPES = "word_index", "word_type"
NEW = "revision_new"

_MAKE = (
    f"DROP TABLE IF EXISTS {TYPES}",
    f"DROP TABLE IF EXISTS {INDEX}",
    # `folded_words` leaves nothing but words and blanks; beyond ASCII, `ascii` takes all for words.
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5("
    "words, content='', detail='none', tokenize=\"ascii tokenchars '_'\")",
    # 8 MB of words are held before they are written: a third faster than with the usual 1.
    f"INSERT INTO {INDEX}({INDEX}, rank) VALUES ('hashsize', 8000000)",
    f"CREATE VIRTUAL TABLE {TYPES} USING fts5vocab('{INDEX}', 'row')",
    f"INSERT INTO {INDEX}(rowid, words) SELECT id, folded_words(text) FROM revision",
)
# Of a connection, not of the file: other programs that write to it do not know `folded_words`.
# New texts wait for the end of the transaction, since FTS5 writes a part of its index to disk with
# every statement: one for all is twice as fast as one for each. What is not in the index
# must not be taken out of it.
_FOLLOW = (
    f"CREATE TEMP TABLE IF NOT EXISTS {NEW} (id INTEGER PRIMARY KEY)",
    "CREATE TEMP TRIGGER IF NOT EXISTS revision_came AFTER INSERT ON main.revision BEGIN "
    f"INSERT INTO {NEW} VALUES (new.id); END",
    "CREATE TEMP TRIGGER IF NOT EXISTS revision_went AFTER DELETE ON main.revision BEGIN "
    f"DELETE FROM {NEW} WHERE id = old.id; "
    f"INSERT INTO {INDEX}({INDEX}, rowid, words) SELECT 'delete', old.id, folded_words(old.text) "
    f"WHERE old.id IN (SELECT id FROM {INDEX}_docsize); END",
)
_CATCH_UP = (
    f"INSERT INTO {INDEX}(rowid, words) "
    f"SELECT id, folded_words(text) FROM revision WHERE id IN (SELECT id FROM {NEW})",
    f"DELETE FROM {NEW}",
)
_HAS_FTS5 = "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"
_IS_USABLE = f"SELECT 1 FROM sqlite_master WHERE name = '{INDEX}' AND EXISTS ({_HAS_FTS5})"
_MISSING = f"SELECT id FROM revision WHERE id NOT IN (SELECT id FROM {INDEX}_docsize)"

MOST_TERMS = 12
"""Of a long query, the longest words tell where it may be."""
MOST_TYPES = 500
"""What is found inside so many words is in most texts, and the index does not help."""


def is_part(name: str | None) -> bool:
    """True of the tables that make up the index; `qualcode.store.tables` does not know them."""
    return name is not None and name.startswith((INDEX, TYPES))


def teach(connection: sqlite3.Connection) -> None:
    """Let a connection know how words are compared."""
    connection.create_function("folded_words", 1, folded_words, deterministic=True)


def make(connection: Connection) -> None:
    """Make the index anew, of all texts; where SQLite has no FTS5, none is made."""
    if connection.exec_driver_sql(_HAS_FTS5).first() is not None:
        for statement in _MAKE:
            connection.exec_driver_sql(statement)


def follow(connection: Connection) -> None:
    """From here on, the index follows what this connection writes. To be called outside of
    transactions: one that fails would take this back with it."""
    if INDEX not in connection.info and _usable(connection):
        for statement in _FOLLOW:
            connection.exec_driver_sql(statement)
        connection.info[INDEX] = True


def catch_up(connection: Connection) -> None:
    """Take in what was written since the transaction began; to be called at its end."""
    if INDEX in connection.info and _any_new(connection):
        for statement in _CATCH_UP:
            connection.exec_driver_sql(statement)


def _any_new(connection: Connection) -> bool:
    return connection.exec_driver_sql(f"SELECT 1 FROM {NEW} LIMIT 1").first() is not None


def revisions(connection: Connection, query: Query) -> set[int] | None:
    """The revisions that may fit the query, old ones among them; None: any may."""
    if not _usable(connection):
        return None
    terms = sorted(set(query.terms), key=lambda term: len(term.word), reverse=True)
    groups = [_wanted(connection, term) for term in terms[:MOST_TERMS]]
    if all(group is None for group in groups):
        return None
    missing = set(connection.exec_driver_sql(_MISSING).scalars())
    if not all(group is None or group for group in groups):
        return missing
    expression = " AND ".join(f"({' OR '.join(group)})" for group in groups if group)
    statement = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH ?"
    return missing.union(connection.exec_driver_sql(statement, (expression,)).scalars())


def _wanted(connection: Connection, term: Term) -> list[str] | None:
    """The words of which a text must have one, as FTS5 writes them; None: that tells nothing."""
    if term.reach == "beginning":
        return [f'"{term.word}" *']
    inside = term.reach == "inside"
    words = _holding(connection, term.word) if inside else sorted(term.literals)
    return [f'"{word}"' for word in words] if len(words) <= MOST_TYPES else None


def _holding(connection: Connection, part: str) -> list[str]:
    statement = f"SELECT term FROM {TYPES} WHERE instr(term, ?) LIMIT {MOST_TYPES + 1}"
    return list(connection.exec_driver_sql(statement, (part,)).scalars())


def types(connection: Connection) -> set[str] | None:
    """All different words of the study, folded; None where there is no index to tell."""
    if not _usable(connection):
        return None
    known = set(connection.exec_driver_sql(f"SELECT term FROM {TYPES}").scalars())
    missing = f"SELECT text FROM revision WHERE id IN ({_MISSING})"
    for text in connection.exec_driver_sql(missing).scalars():
        known.update(folded_words(text).split())
    return known


def faults(connection: Connection) -> Iterator[Phrase]:
    """Whether the index says of each word that it is in as many texts as it is."""
    if not _usable(connection):
        return
    counted: Counter[str] = Counter()
    missing = set(connection.exec_driver_sql(_MISSING).scalars())
    for row in connection.exec_driver_sql("SELECT id, text FROM revision"):
        if row.id not in missing:
            counted.update(set(folded_words(row.text).split()))
    held = {row.term: row.doc for row in connection.exec_driver_sql(f"SELECT * FROM {TYPES}")}
    if held != counted:
        yield Phrase("the index of words is not that of the texts, so that a search may miss some")


def _usable(connection: Connection) -> bool:
    return connection.exec_driver_sql(_IS_USABLE).first() is not None
