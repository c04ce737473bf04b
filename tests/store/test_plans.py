"""What a key asks of the study is found by an index: a long history makes no key slower."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from qualcode.model.spans import Span
from qualcode.store import codebooks
from qualcode.store.standings import Standings
from qualcode.store.study import Study
from qualcode.workflow import coding, grouping, history

GROWING = ("change", "changed_row", "changed_batch", "coding", "test")
"""Tables that grow for as long as people work."""


@contextmanager
def plans() -> Iterator[list[str]]:
    """How SQLite went about every statement: `SEARCH ... USING INDEX ...` or `SCAN ...`."""
    found: list[str] = []

    def explain(
        connection: Connection, _c: object, statement: str, values: tuple[object, ...], *_: object
    ) -> None:
        if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE")):
            cursor = connection.connection.cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            found.extend(f"{row[3]}   of   {statement}" for row in cursor.fetchall())

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", explain)


def scans(found: list[str]) -> list[str]:
    return [plan for plan in found if plan.startswith(tuple(f"SCAN {name} " for name in GROWING))]


def code_row(study: Study, ident: str) -> int:
    with study.read() as connection:
        return codebooks.code_id(connection, ident)


@pytest.fixture
def row(study: Study) -> int:
    return code_row(study, "oko")


def test_a_look_through_a_table_would_be_seen(study: Study) -> None:
    with plans() as found, study.read() as connection:
        connection.exec_driver_sql("SELECT * FROM changed_row WHERE before LIKE '%x%'")

    assert scans(found)


def test_giving_a_code_and_what_is_new_after_it(study: Study, row: int) -> None:
    seen = history.newest_change(study)

    with plans() as found:
        coding.apply_codes(study, "siv", 1, Span(40, 50), [row])
        history.news(study, seen, 1)

    assert found
    assert not scans(found)


def test_taking_back_and_doing_again(study: Study, row: int) -> None:
    # What a person does first makes her a coder, and taking that back looks for all her work.
    coding.apply_codes(study, "siv", 1, Span(0, 9), [row])
    coding.apply_codes(study, "siv", 1, Span(40, 50), [row])

    with plans() as found:
        history.next_undo(study, "siv")
        history.undo(study, "siv", own=True)
        history.next_redo(study, "siv")
        history.redo(study, "siv", own=True)

    assert found
    assert not scans(found)


def test_sorting_a_code_and_the_ladder_after_it(study: Study, row: int) -> None:
    pile = grouping.add_pile(study, "siv")
    standings = Standings()
    with study.read() as connection:
        standings.of_now(connection)

    with plans() as found:
        grouping.place_codes(study, "siv", [row], pile, reason="fordi")
        with study.read() as connection:
            standings.of_now(connection)
        history.undo(study, "siv", own=True)
        with study.read() as connection:
            standings.of_now(connection)

    assert found
    assert not scans(found)
