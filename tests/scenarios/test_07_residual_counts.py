"""Scenario 7: what is left over is counted (sdi.md, j.7).

Given 212 codes that have passed, of which 131 lie in three themes, when the rest is closed, then 81
lie in the residual group with a reason, the report of what was left lists them, the counts add up
to 212, and they can be brought back later.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import NeedsReason
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.workflow import grouping, history, testing
from qualcode.workflow.steps import steps
from qualcode.workflow.studies import Study, open_study
from tests.ladder_oracle import counted
from tests.ladder_screens import answer, asked, at_screen, press, rows_of, said
from tests.reading_reports import own_rows, report, rows
from tests.sorting_study import many_sayings, study_to_sort

THEMES = {"Råd uten myndighet": 50, "Penger som tar slutt": 45, "Den som er alene": 36}
WHY = "Utenfor det studien spør om"
CODES = list(many_sayings(212))
REST = CODES[131:]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """212 codes that have passed, 131 of them in three themes."""
    made = study_to_sort(tmp_path_factory.mktemp("bunker"), many_sayings(212))
    codes = iter([standing.code.id for standing in testing.ladder(made).codes])
    for name, count in THEMES.items():
        grouping.place_in_new(made, "siv", [next(codes) for _ in range(count)], name)
    made.close()
    return made.path


@pytest.fixture
def study(begun: Path, tmp_path: Path) -> Iterator[Study]:
    made = open_study(Path(shutil.copy(begun, tmp_path)))
    yield made
    made.close()


def places(study: Study) -> dict[str, int]:
    """How many codes that have passed stand where."""
    found = steps(study).counts
    return {place: found.standing("passed", place) for place in ("grouped", "residual", "waiting")}


def test_before_it_is_closed_the_rest_waits(study: Study) -> None:
    assert sum(THEMES.values()) == 131
    assert places(study) == {"grouped": 131, "residual": 0, "waiting": 81}


def test_the_rest_is_not_closed_without_a_reason(study: Study) -> None:
    with pytest.raises(NeedsReason):
        grouping.place_rest(study, "siv", reason="  ")

    assert places(study)["residual"] == 0


def test_when_it_is_closed_81_codes_lie_in_the_residual_group_for_one_reason(study: Study) -> None:
    assert grouping.place_rest(study, "siv", reason=WHY) == 81

    (residual,) = (t for t in testing.ladder(study).themes if t.theme.residual)
    assert residual.reasons == dict.fromkeys(rows_of(study, REST), WHY)
    assert len(history.history(study, 1)) == 1
    assert history.history(study, 1)[0].reason == WHY


def test_who_is_set_aside_one_by_one_before_that_keeps_a_reason_of_its_own(study: Study) -> None:
    grouping.set_aside(study, "siv", rows_of(study, REST[7:8]), reason="Ett senter, ett intervju")

    assert grouping.place_rest(study, "siv", reason=WHY) == 80

    reasons = {str(row["code"]): row["reason"] for row in own_rows(report(study, "residual"))}
    assert reasons.pop(REST[7]) == "Ett senter, ett intervju"
    assert Counter(reasons.values()) == {WHY: 80}


def test_the_report_lists_every_code_that_was_left_with_its_reason(study: Study) -> None:
    grouping.place_rest(study, "siv", reason=WHY)

    listed = own_rows(report(study, "residual"))

    assert [row["code"] for row in listed] == REST
    assert {row["reason"] for row in listed} == {WHY}
    assert all(str(row["tested"]).startswith("bestått, siv") for row in listed)


def test_the_counts_add_up_to_all_that_have_passed(study: Study) -> None:
    grouping.place_rest(study, "siv", reason=WHY)

    sums, *_ = report(study, "residual").grids()
    assert [
        (row["grouped"], row["residual"], row["waiting"], row["sum"]) for row in rows(sums)
    ] == [(131, 81, 0, 212)] * 2
    themes = rows(report(study, "themes").grids()[0])
    assert {row["theme"]: row["codes"] for row in themes} == THEMES
    truth = counted(study.path)
    assert [truth[f"place passed {place}"] for place in ("grouped", "residual")] == [131, 81]
    assert truth["state passed"] == 212


def test_they_can_be_brought_back_later_one_by_one_or_all(study: Study) -> None:
    grouping.place_rest(study, "siv", reason=WHY)
    theme = next(t.theme.id for t in testing.ladder(study).themes if t.theme.name in THEMES)

    grouping.place_codes(study, "jonas", rows_of(study, REST[:1]), theme)
    assert places(study) == {"grouped": 132, "residual": 80, "waiting": 0}

    grouping.let_wait(study, "jonas", rows_of(study, REST[1:]))
    assert places(study) == {"grouped": 132, "residual": 0, "waiting": 80}
    # They have passed their test still.
    assert sum(places(study).values()) == 212


async def test_on_the_board_the_rest_is_closed_with_one_key_and_one_reason(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        assert "131 av 212 beståtte koder plassert" in str(board.title_line.right)
        await press(pilot, "Z")
        assert "81 koder har bestått og venter ennå" in asked(pilot)
        await answer(pilot, WHY)

        told = str(board.title_line.right)
        assert "212 av 212 beståtte koder plassert (81 i restgruppen) · 0 igjen" in told
        assert "81 koder lagt til side" in said(board)
        await press(pilot, "u")
        assert places(study)["waiting"] == 81
