"""Moments of a study: which there are, and what is said of those that there are not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from qualcode.errors import NotFound
from qualcode.workflow import codebooks
from qualcode.workflow.history import history
from qualcode.workflow.importing import study_from_folder
from qualcode.workflow.studies import Study


@pytest.fixture
def study(study_folder: Path) -> Iterator[Study]:
    made, _ = study_from_folder(study_folder.with_suffix(".qualcode"), study_folder, coder="siv")
    yield made
    made.close()


@pytest.mark.parametrize("number", ["999", "9" * 20])
def test_a_change_that_nobody_has_made_is_no_moment(study: Study, number: str) -> None:
    newest = history(study, 1)[0].id

    with pytest.raises(NotFound, match=f"no change #{number}; the newest is #{newest}."):
        codebooks.codebook_as_of(study, f"#{number}")


@pytest.mark.parametrize(
    "moment",
    ["9999-12-31", (date.today() + timedelta(days=2)).isoformat(), "2999-01-01T12:00:00+01:00"],
)
def test_what_is_to_come_is_no_moment(study: Study, moment: str) -> None:
    with pytest.raises(NotFound, match="is still to come"):
        codebooks.codebook_as_of(study, moment)


@pytest.mark.parametrize("moment", ["0001-01-01", "0999-06-03", "2014-06-03T12:00", "#0"])
def test_of_what_was_before_the_study_it_is_said_when_that_begins(
    study: Study, moment: str
) -> None:
    with pytest.raises(NotFound, match=rf"The study begins \d{{4}}-\d\d-\d\d .*{moment} is before"):
        codebooks.codebook_as_of(study, moment)


def test_today_is_a_moment_and_so_is_each_change(study: Study) -> None:
    newest = history(study, 1)[0].id

    assert codebooks.codebook_as_of(study, date.today().isoformat()) == codebooks.of_study(study)
    assert codebooks.codebook_as_of(study, f"#{newest}") == codebooks.of_study(study)
    assert codebooks.codebook_as_of(study, "#1").themes == ()
