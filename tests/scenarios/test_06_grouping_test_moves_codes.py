"""Scenario 6: a grouping test moves codes (sdi.md, j.6).

Given themes A (14 codes) and B (9), when G2 names two misfits in A and they are moved to B with
reasons, then both tests are outdated, the moves are in the log, and the board shows excerpts of
any code while one groups.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model.ladder import ThemeStanding
from qualcode.model.method import Answers
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.workflow import grouping, history, testing, tracing
from qualcode.workflow.studies import Study, open_study
from tests.ladder_screens import (
    answer,
    asked,
    at_screen,
    go_to,
    lies_in,
    painted,
    press,
    row_of,
    rows_of,
)
from tests.reading_reports import happened, report
from tests.sorting_study import many_sayings, study_to_sort

A, B = "Råd uten myndighet", "Penger som tar slutt"
SAYINGS = many_sayings(23)
IN_A, IN_B = list(SAYINGS)[:14], list(SAYINGS)[14:]
MISFITS = IN_A[3:5]
WHY = "Handler om penger, ikke om råd"
BELONGS: Answers = {"G1": "yes", "G2": "yes", "G3": "yes", "G4": "yes"}
DOES_NOT: Answers = {"G1": "yes", "G2": "no"}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two themes of codes that have passed, both tested: B holds, and A has two misfits."""
    made = study_to_sort(tmp_path_factory.mktemp("bunker"), SAYINGS)
    for name, codes in ((A, IN_A), (B, IN_B)):
        grouping.place_in_new(made, "siv", rows_of(made, codes), name)
    named = f"Ikke her: {MISFITS[0]}; {MISFITS[1]}"
    testing.give_verdict(made, "siv", "grouping", theme(made, B).theme.id, BELONGS, "passed")
    testing.give_verdict(
        made, "siv", "grouping", theme(made, A).theme.id, DOES_NOT, "failed", comment=named
    )
    made.close()
    return made.path


@pytest.fixture
def study(begun: Path, tmp_path: Path) -> Iterator[Study]:
    made = open_study(Path(shutil.copy(begun, tmp_path)))
    yield made
    made.close()


def theme(study: Study, name: str) -> ThemeStanding:
    return next(t for t in testing.ladder(study).themes if t.theme.name == name)


def move_the_misfits(study: Study) -> None:
    misfits, b = rows_of(study, MISFITS), theme(study, B).theme.id
    grouping.place_codes(study, "siv", misfits, b, reason=WHY)


def test_the_test_says_what_does_not_belong_and_moves_nothing_itself(study: Study) -> None:
    (test,) = theme(study, A).current

    assert (theme(study, A).state, theme(study, B).state) == ("failed", "passed")
    assert all(code in test.comment for code in MISFITS)
    assert [len(theme(study, name).codes) for name in (A, B)] == [14, 9]


def test_when_the_misfits_are_moved_both_tests_are_outdated(study: Study) -> None:
    move_the_misfits(study)

    assert [len(theme(study, name).codes) for name in (A, B)] == [12, 11]
    assert [theme(study, name).state for name in (A, B)] == ["retest", "retest"]
    assert [theme(study, name).current for name in (A, B)] == [(), ()]


def test_the_outdated_tests_can_still_be_read_with_the_codes_that_they_saw(study: Study) -> None:
    move_the_misfits(study)

    for name, members in ((A, IN_A), (B, IN_B)):
        (test,) = theme(study, name).tests
        assert [label for _, label, _ in test.seen["members"]] == members


def test_the_moves_are_in_the_log_with_their_reason(study: Study) -> None:
    move_the_misfits(study)

    for code in MISFITS:
        moves = [s for s in tracing.life_of_code(study, row_of(study, code)) if s.field == "theme"]
        assert (moves[-1].before, moves[-1].after, moves[-1].reason) == (A, B, WHY)
        assert ("flyttet", A, B, WHY) in happened(report(study, "changes"), code)


def test_when_the_moves_are_taken_back_both_tests_hold_again(study: Study) -> None:
    move_the_misfits(study)

    history.undo(study, "siv")

    assert (theme(study, A).state, theme(study, B).state) == ("failed", "passed")


async def test_on_the_board_they_are_drawn_to_the_other_pile_with_a_reason(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, MISFITS[0])
        await press(pilot, "x", "x", "2")
        assert "Hvorfor flyttes det? 2 koder" in asked(pilot)
        await answer(pilot, WHY)

        assert [lies_in(study, code) for code in MISFITS] == [B, B]
        shown = painted(board.board)
        assert f"1 {A}" in shown
        assert shown.count("må testes på nytt") == 2
        (placed,) = (e for e in history.history(study, 1) if e.action == "group codes")
        assert placed.reason == WHY


async def test_the_board_shows_the_excerpts_of_any_code_while_one_groups(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        for code in (IN_B[-1], IN_A[0], MISFITS[1]):
            await go_to(board, pilot, code)
            assert SAYINGS[code][0] in painted(board.quote_list)

        # Also of what was moved a moment ago, and of what is being carried.
        await press(pilot, "2")
        assert "Hvorfor flyttes det?" in asked(pilot)
        await answer(pilot, WHY)
        await go_to(board, pilot, MISFITS[1])
        assert lies_in(study, MISFITS[1]) == B
        assert SAYINGS[MISFITS[1]][0] in painted(board.quote_list)
        await press(pilot, "space", "left")
        assert SAYINGS[MISFITS[1]][0] in painted(board.quote_list)
