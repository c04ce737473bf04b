"""A tally as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

from qualcode.export.json import table_json
from qualcode.model.questions import Cell, Question, Row, Table

MakeTable = Callable[..., Table]


def test_the_question_goes_with_the_answer(make_table: MakeTable) -> None:
    question = Question(by="type", base="asked", where=(("type", "USH"),), codes=("politics",))

    answer = json.loads(table_json(make_table(question=question)))

    assert answer["question"] == {
        "rows": "codes",
        "by": "type",
        "count": "centre",
        "coder": "any",
        "base": "asked",
        "base_code": None,
        "roll_up": "any",
        "where": [["type", "USH"]],
        "themes": [],
        "codes": ["politics"],
    }
    assert answer["base"] == {"rule": "asked", "code": None, "size": 8, "interviewed": 7}


def test_each_cell_has_its_count_and_base(make_table: MakeTable) -> None:
    answer = json.loads(table_json(make_table()))

    row = answer["rows"][1]
    assert row["code"] == "leadership"
    assert row["cells"][0] == {"column": "USH", "n": 4, "base": 6, "percent": 66.7}
    assert row["total"] == {"n": 5, "base": 8, "percent": 62.5}
    assert row["missing"]["asked_not_mentioned"] == 2
    assert answer["columns"][0] == {"key": "USH", "label": "Sykehjem", "size": 6}


def test_sums_violations_and_notes_are_there(make_table: MakeTable) -> None:
    answer = json.loads(table_json(make_table()))

    assert answer["sums"]["mentions_total"] == 7
    assert answer["violations"][0]["codes"] == ["leadership", "politics"]
    assert answer["notes"] == ["Ett senter ligger i to fylker."]


def test_what_is_not_counted_is_null(make_table: MakeTable) -> None:
    row = Row("Økonomi", "tilskudd", "Tilskudd", 1, (), Cell(12))
    table = make_table(columns=(), rows=(row,), sums=None)

    answer = json.loads(table_json(table))

    assert answer["rows"][0]["total"] == {"n": 12, "base": None, "percent": None}
    assert answer["sums"] is None


def test_letters_stand_as_they_are_and_the_text_ends_with_a_line_feed(
    make_table: MakeTable,
) -> None:
    text = table_json(make_table())

    assert "Ledelsens støtte" in text
    assert text.endswith("}\n")
    assert text == table_json(make_table())
