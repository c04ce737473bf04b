"""Taking codings away: only those that the coder saw, and all of them or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.errors import Conflict, NotFound
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan
from qualcode.store.study import Study
from qualcode.store.tables import CoderRow, CodingRow
from qualcode.workflow import coding


@pytest.fixture
def seen(study: Study) -> tuple[CodedSpan, ...]:
    """Two codings as they were on the screen, before somebody changes the latter."""
    coding.apply_codes(study, "siv", 1, Span(40, 50), [1])
    coding.apply_codes(study, "siv", 1, Span(41, 51), [2])
    return coding.codings_in(study, 1)


def test_codings_are_taken_away_as_one_change(study: Study, seen: tuple[CodedSpan, ...]) -> None:
    coding.remove_codings(study, "jonas", seen)

    assert coding.codings_in(study, 1) == ()
    assert study.history(1)[0].summary == "plan, oko"


def test_a_coding_that_is_gone_is_said_to_be_gone(
    study: Study, seen: tuple[CodedSpan, ...]
) -> None:
    coding.remove_codings(study, "jonas", seen[1:])

    with pytest.raises(NotFound, match="somebody has removed it"):
        coding.remove_codings(study, "siv", seen)

    assert coding.codings_in(study, 1) == seen[:1]


CHANGES: dict[str, Callable[[Study, CodedSpan], object]] = {
    "code": lambda study, last: change(study, last, code_id=3),
    "passage": lambda study, last: coding.move_coding(study, "jonas", last, Span(41, 49)),
    "coder": lambda study, last: change(study, last, coder_id=other_coder(study)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_another_coding_than_the_one_that_was_seen_is_not_taken_away(
    study: Study, seen: tuple[CodedSpan, ...], what: str
) -> None:
    CHANGES[what](study, seen[-1])
    held = coding.codings_in(study, 1)

    with pytest.raises(Conflict, match="since you saw it"):
        coding.remove_codings(study, "siv", seen)

    assert coding.codings_in(study, 1) == held


def test_what_else_a_coding_says_goes_with_it(study: Study, seen: tuple[CodedSpan, ...]) -> None:
    coding.annotate(study, "jonas", seen, memo="jf. S2")

    coding.remove_codings(study, "siv", seen)

    assert coding.codings_in(study, 1) == ()


def test_to_take_nothing_away_is_refused(study: Study) -> None:
    with pytest.raises(NotFound, match="no coding here"):
        coding.remove_codings(study, "siv", [])


def change(study: Study, found: CodedSpan, **values: object) -> None:
    with study.change("jonas", "change") as change:
        change.update(CodingRow, found.id, **values)


def other_coder(study: Study) -> int:
    with study.change("siv", "add coder") as change:
        return change.insert(CoderRow, guid="0" * 32, name="jonas", adjudicates=False)
