"""Numbers, shares and dates as the screens say them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.locale import translator
from qualcode.tui.words import bar, moment, number, percent, title_of

NOW = datetime(2015, 6, 3, 14, 30).astimezone()


def test_thousands_are_parted_by_a_space_that_does_not_break() -> None:
    assert number(1204567) == "1\u00a0204\u00a0567"


@pytest.mark.parametrize(
    ("share", "shown"),
    [(None, ""), (0.0, "0"), (0.2, "1"), (67.6, "68"), (99.9, "99"), (100.0, "100")],
)
def test_something_is_never_nothing_and_not_all_is_never_all(
    share: float | None, shown: str
) -> None:
    assert percent(share).removesuffix("\u00a0%") == shown


@given(st.floats(0, 100), st.integers(1, 20))
def test_a_bar_keeps_within_its_width_and_is_empty_only_for_nothing(
    share: float, width: int
) -> None:
    drawn = bar(share, width)

    assert len(drawn) <= width
    assert bool(drawn) == (share > 0)


@pytest.mark.parametrize(("hours", "shown"), [(0, "14:30"), (24, "i går"), (48, "01.06.2015")])
def test_a_time_is_said_as_a_person_would(hours: int, shown: str) -> None:
    at = datetime.fromtimestamp(NOW.timestamp() - 3600 * hours).astimezone()

    assert moment(at.isoformat(), translator("nb"), NOW) == shown


@pytest.mark.parametrize(
    ("name", "title"),
    [("S01.TXT", "S01"), ("svar.csv#12", "svar#12"), (".md", ".md"), ("a.b [c].docx", "a.b [c]")],
)
def test_an_interview_is_called_by_its_file_without_the_format(name: str, title: str) -> None:
    assert title_of(name) == title
