"""Marking what was read, and going on where one left off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import NotFound
from qualcode.model.spans import Span
from qualcode.store import study as store
from qualcode.store.study import Study
from qualcode.workflow import coding, importing, reading, studies

TEXT = (
    "Intervjuer: Hva nå?\n\nLeder: Vi ser det an.\n\nIntervjuer: Ja?\n\nLeder: Nei [latter] 🙂.\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = studies.create_study(tmp_path / "s.qualcode", coder="siv")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{TEXT}\n\nLeder: {name}\n", encoding="utf-8")
    importing.import_files(made, [tmp_path / "a.txt", tmp_path / "b.txt"], coder="siv")
    yield made
    made.close()


def marked(study: Study) -> list[tuple[int, int]]:
    return [(r.span.start, r.span.end) for r in reading.readings_in(study, 1)]


def test_marks_come_with_the_opened_interview(study: Study) -> None:
    assert reading.mark_read(study, "siv", 1, [Span(21, 42), Span(60, 84)]) == 2

    opened = coding.open_transcript(study, 1)

    assert [(r.span, r.coder) for r in opened.readings] == [
        (Span(21, 42), "siv"),
        (Span(60, 84), "siv"),
    ]


def test_marking_and_taking_the_mark_away_are_told_in_the_history(study: Study) -> None:
    reading.mark_read(study, "siv", 1, [Span(21, 42), Span(60, 84)])
    first = reading.readings_in(study, 1)[0]

    reading.unmark(study, "jonas", [first.id])

    assert marked(study) == [(60, 84)]
    assert [(e.coder, e.action, e.summary) for e in study.history(2)] == [
        ("jonas", "unmark as read", "a.txt (1)"),
        ("siv", "mark as read", "a.txt (2)"),
    ]


def test_marks_are_taken_back_and_put_back_again(study: Study) -> None:
    reading.mark_read(study, "siv", 1, [Span(21, 42), Span(60, 84)])
    reading.unmark(study, "siv", [reading.readings_in(study, 1)[0].id])

    study.undo("siv")
    assert marked(study) == [(21, 42), (60, 84)]
    study.undo("siv")
    assert marked(study) == []
    study.redo("siv")
    assert marked(study) == [(21, 42), (60, 84)]


def test_a_mark_that_is_gone_is_told_of(study: Study) -> None:
    with pytest.raises(NotFound, match="gone"):
        reading.unmark(study, "siv", [7])


def test_the_place_that_was_left_last_is_the_one_to_go_on_from(study: Study) -> None:
    assert reading.last_place(study, "siv") is None

    reading.remember_place(study, "siv", 2, 7)
    reading.remember_place(study, "siv", 1, 44)
    reading.remember_place(study, "jonas", 2, 3)
    reading.remember_place(study, "siv", 2, 61)

    last = reading.last_place(study, "siv")
    assert last is not None
    assert last[:2] == (2, 61)
    assert reading.place_of(study, "siv", 1) == 44
    assert reading.turn_at(study, 2, 61) == 4


def test_the_very_beginning_is_a_place(study: Study) -> None:
    reading.remember_place(study, "siv", 1, 0)

    assert reading.place_of(study, "siv", 1) == 0


def test_a_study_that_can_only_be_read_remembers_nothing(study: Study) -> None:
    read_only = store.open_study(study.path)
    read_only.read_only = True

    reading.remember_place(read_only, "siv", 1, 44)

    assert reading.place_of(study, "siv", 1) is None
    read_only.close()


def test_a_place_in_an_interview_that_is_gone_does_not_stand_in_the_way(study: Study) -> None:
    reading.remember_place(study, "siv", 99, 44)

    assert reading.last_place(study, "siv") is None
