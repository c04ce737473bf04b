"""Piles that come and go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import Conflict
from qualcode.workflow import coding, grouping, recoding
from qualcode.workflow.studies import Study
from tests.workflow.ladder_moves import small_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = small_study(tmp_path)
    yield made
    made.close()


def test_a_pile_goes_and_what_is_not_given_any_more_in_it_waits(study: Study) -> None:
    [waiting] = [theme.id for theme in coding.themes(study) if theme.ungrouped]
    grouping.place_codes(study, "siv", [1], 2, reason="passer")
    recoding.retire_code(study, "siv", 1)

    grouping.remove_pile(study, "siv", 2)

    assert next(code.theme_id for code in coding.codes(study) if code.id == 1) == waiting
    assert 2 not in [theme.id for theme in coding.themes(study)]


def test_where_codes_wait_stays_though_none_waits(study: Study) -> None:
    [waiting] = [theme for theme in coding.themes(study) if theme.ungrouped]
    recoding.retire_code(study, "siv", 1)
    grouping.place_codes(study, "siv", [2, 3], 2, reason="passer")

    with pytest.raises(Conflict, match=f"«{waiting.name}» is where codes wait"):
        grouping.remove_pile(study, "siv", waiting.id)

    assert waiting in coding.themes(study)
