"""`check` finds what is not as it should be."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from qualcode.model.spans import Span
from qualcode.store.study import Study
from qualcode.workflow import coding as workflow
from qualcode.workflow import reading
from qualcode.workflow.checking import check_study


def test_a_study_that_was_only_written_to_by_changes_is_whole(study: Study) -> None:
    workflow.apply_codes(study, "siv", 1, Span(40, 50), [1, 2])
    study.undo("siv")
    study.redo("siv")

    assert check_study(study) == []


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE revision SET text = text || '.'", "the text of s1.txt is not what was imported"),
        ("UPDATE source_file SET content = x'00'", "the original of s1.txt is not what"),
        ('UPDATE coding SET "end" = 9999', "coding 1 stands at 40-9999"),
        ("UPDATE coding SET voice_id = NULL", "counted for the wrong informants"),
        ("UPDATE coding SET memo = 'x'", "row 1 of coding was changed outside the history"),
        ("UPDATE coding SET code_id = 99", "points to a row of code that is not there"),
        ("UPDATE code SET guid = 'x'", "share their GUID"),
        ('UPDATE reading SET "end" = 9999', "what was read stands at 33-9999"),
    ],
)
def test_damage_is_named(study: Study, damage: str, found: str) -> None:
    workflow.apply_codes(study, "siv", 1, Span(40, 50), [1])
    reading.mark_read(study, "siv", 1, [Span(33, 60)])
    with closing(sqlite3.connect(study.path)) as connection:
        connection.execute(damage)
        connection.commit()

    assert any(found in fault for fault in check_study(study))
