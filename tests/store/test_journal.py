"""Many rows at once are recorded, and taken back, row for row."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from qualcode.errors import Conflict
from qualcode.store import journal, undo
from qualcode.store.journal import new_guid, table_of
from qualcode.store.study import Study
from qualcode.store.tables import ChangedRow, CodeRow, ThemeRow

MANY = journal.AT_ONCE + 200
"""More rows than are named in one statement."""


def codes(study: Study) -> dict[int, journal.Image]:
    with study.read() as connection:
        return dict(undo.images(connection, table_of(CodeRow)))


def recorded(study: Study) -> int:
    with study.read() as connection:
        counted = select(func.count()).select_from(ChangedRow)
        return int(connection.execute(counted).scalar_one())


def fill(study: Study) -> list[int]:
    """Codes, each but the first two under another one, in one change; their rows."""
    rows: list[int] = []
    plain = dict.fromkeys(("definition", "include", "exclude", "example", "question"), "")
    with study.change("siv", "fill") as change:
        for n in range(MANY):
            parent = rows[n // 2] if n > 1 else None
            made = change.insert(
                CodeRow,
                guid=new_guid(),
                position=n,
                ident=f"k{n}",
                name="",
                theme_id=1,
                parent_id=parent,
                origin="empirical",
                state="active",
                **plain,
            )
            rows.append(made)
    return rows


def test_many_rows_are_changed_and_taken_back(study: Study) -> None:
    rows = fill(study)
    before, held = codes(study), recorded(study)

    with study.change("siv", "rename") as change:
        change.update_many(CodeRow, {row: {"name": f"navn {row}"} for row in rows})

    names = {row: image["name"] for row, image in codes(study).items()}
    assert [names[row] for row in rows] == [f"navn {row}" for row in rows]
    assert recorded(study) == held + MANY
    study.undo("siv")
    assert codes(study) == before


def test_what_is_the_same_already_leaves_no_trace(study: Study) -> None:
    before = study.history()

    with study.change("siv", "nothing") as change:
        change.update_many(CodeRow, {1: {"state": "active"}, 2: {"name": ""}})

    assert study.history() == before


def test_a_row_that_is_gone_stops_all_of_it(study: Study) -> None:
    before = codes(study)

    with (
        pytest.raises(Conflict, match="row 999 of code is gone"),
        study.change("siv", "rename") as change,
    ):
        change.update_many(CodeRow, {1: {"name": "ny"}, 999: {"name": "ny"}})

    assert codes(study) == before


def test_many_rows_are_taken_away_and_brought_back(study: Study) -> None:
    rows = fill(study)
    before = codes(study)

    with study.change("siv", "remove") as change:
        change.delete_many(CodeRow, rows[::-1])
    without = codes(study)
    study.undo("siv")

    assert not without.keys() & set(rows)
    assert codes(study) == before
    study.redo("siv")
    assert codes(study) == without


def test_rows_that_point_to_one_another_are_taken_back_together(study: Study) -> None:
    before = codes(study)
    fill(study)

    study.undo("siv")

    assert codes(study) == before


def test_rows_in_use_are_not_taken_back(study: Study) -> None:
    rows = fill(study)
    filled = study.history(1)[0].id
    with study.change("jonas", "move") as change:
        change.update(CodeRow, 1, parent_id=rows[-1])

    with pytest.raises(Conflict, match="a code uses a code"):
        study.undo("siv", change_id=filled)

    assert len(codes(study)) == MANY + 4


def test_a_row_that_changes_twice_in_one_change_is_taken_back_in_two_steps(study: Study) -> None:
    before = codes(study)
    with study.change("siv", "swap") as change:
        for name in ("én", "to"):
            change.update_many(CodeRow, {1: {"name": name}, 2: {"name": f"{name} til"}})
        change.update(ThemeRow, 1, name="Annet")
        change.update(CodeRow, 1, name="tre")

    study.undo("siv")

    assert codes(study) == before
