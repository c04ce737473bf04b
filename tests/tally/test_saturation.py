"""Saturation, held to what it says: an interview's new codes are those given first in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.model.saturation import SaturationStep
from qualcode.model.spans import Span
from qualcode.store.tables import CodeRow, CodingRow
from qualcode.workflow import coding, importing, splitting, studies, tallying
from qualcode.workflow.studies import Study

INTERVIEWS = ("a.txt", "b.txt", "c.txt", "d.txt")
WORDS = 12
CODES = 6
DEDUCTIVE = (5, 6)
"""Codes that stood before anybody had read."""


class Given(NamedTuple):
    """A code given to a word of an interview at a minute; all are counted from 1."""

    interview: int
    code: int
    word: int
    minute: int


codings = st.lists(
    st.builds(
        Given,
        st.integers(1, len(INTERVIEWS)),
        st.integers(1, CODES),
        st.integers(1, WORDS),
        st.integers(0, 9),
    ),
    max_size=25,
    unique_by=lambda one: one[:3],
)


def new_study(folder: Path) -> Study:
    """Interviews of twelve words each, and six codes that nobody has given."""
    study = studies.create_study(folder / "s.qualcode", coder="siv")
    for name in INTERVIEWS:
        text = f"{name[0]} " * WORDS
        (folder / name).write_text(text.strip() + "\n", encoding="utf-8")
    importing.import_files(study, [folder / name for name in INTERVIEWS], coder="siv")
    for n in range(1, CODES + 1):
        coding.create_code(study, "siv", f"Kode {n}")
    with study.change("siv", "set origin") as change:
        for row in DEDUCTIVE:
            change.update(CodeRow, row, origin="guide")
    return study


def give(study: Study, found: Sequence[Given]) -> None:
    for one in found:
        span = Span(2 * one.word - 2, 2 * one.word - 1)
        coding.apply_codes(study, "siv", one.interview, span, [one.code])
    with study.change("siv", "set times") as change:
        for row, one in enumerate(found, start=1):
            change.update(CodingRow, row, created_at=f"2026-03-01T12:{one.minute:02}:00Z")


def expected(found: Sequence[Given]) -> list[tuple[int, int, int, int]]:
    """(interview, codes, new, in all), from the sentences of the docstring alone."""
    made = [one for one in found if one.code not in DEDUCTIVE]
    begun = {
        interview: min(one.minute for one in made if one.interview == interview)
        for interview in {one.interview for one in made}
    }
    born = where_first(made)
    rows, total = [], 0
    for interview in sorted(begun, key=lambda i: (begun[i], i)):
        codes = {one.code for one in made if one.interview == interview}
        new = sum(born[code] == interview for code in codes)
        total += new
        rows.append((interview, len(codes), new, total))
    return rows


def where_first(made: Sequence[Given]) -> Mapping[int, int]:
    """The interview in which each code was given first; of two in one minute, the first one."""
    return {
        code: min((one.minute, one.interview) for one in made if one.code == code)[1]
        for code in {one.code for one in made}
    }


def told(steps: Sequence[SaturationStep]) -> list[tuple[int, int, int, int]]:
    return [(s.transcript_id, s.codes, s.new, s.total) for s in steps]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = new_study(tmp_path_factory.mktemp("saturation"))
    made.close()
    return made.path


@given(codings)
@settings(max_examples=20, deadline=None)
def test_new_codes_are_those_given_first_in_an_interview(ready: Path, found: list[Given]) -> None:
    with TemporaryDirectory() as folder:
        study = studies.open_study(Path(shutil.copy(ready, folder)))
        give(study, found)

        steps = tallying.saturation(study)

        assert told(steps) == expected(found)
        born = where_first([one for one in found if one.code not in DEDUCTIVE])
        for n in range(1, len(INTERVIEWS) + 1):
            shown = {e.code_id for e in tallying.new_codes(study, n)}
            assert shown == {code for code, interview in born.items() if interview == n}
        study.close()


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return new_study(tmp_path)


def test_nothing_coded_is_no_interview(study: Study) -> None:
    assert tallying.saturation(study) == []
    assert tallying.new_codes(study, 1) == []


def test_who_coded_first_counts_and_not_the_order_of_the_interviews(study: Study) -> None:
    give(study, [Given(3, 1, 1, 0), Given(1, 1, 1, 5), Given(1, 2, 2, 6)])

    assert told(tallying.saturation(study)) == [(3, 1, 1, 1), (1, 2, 1, 2)]


def test_a_code_that_was_replaced_counts_under_what_it_became(study: Study) -> None:
    give(study, [Given(1, 1, 1, 0), Given(2, 2, 1, 1)])

    splitting.replace_code(study, "siv", 2, 1, reason="det samme")

    assert told(tallying.saturation(study)) == [(1, 1, 1, 1), (2, 1, 0, 1)]


def test_passages_of_new_codes_stand_code_by_code_in_the_order_of_the_text(study: Study) -> None:
    give(study, [Given(1, 2, 3, 0), Given(1, 1, 5, 0), Given(1, 2, 9, 0), Given(2, 1, 1, 0)])

    found = tallying.new_codes(study, 1)

    assert [(e.code_id, e.span.start // 2 + 1) for e in found] == [(2, 3), (2, 9), (1, 5)]
    assert {e.quote for e in found} == {"a"}
