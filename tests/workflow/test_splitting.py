"""Splitting, coding anew, and telling apart again long after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import Conflict, InvalidData, NotFound
from qualcode.model.spans import Span
from qualcode.workflow import coding, history, recoding, splitting, testing
from qualcode.workflow.studies import Study
from tests.workflow.ladder_moves import small_study

PLACES = (Span(7, 43), Span(44, 63), Span(64, 77))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The code 1 on three passages of the first interview; its codings are 1, 4 and 5."""
    made = small_study(tmp_path)
    coding.apply_codes(made, "siv", 1, PLACES[1], [1])
    coding.apply_codes(made, "jonas", 1, PLACES[2], [1])
    yield made
    made.close()


def codes_at(study: Study) -> dict[tuple[int, int], set[str]]:
    names = {code.id: code.label for code in coding.codes(study)}
    found: dict[tuple[int, int], set[str]] = {}
    for coded in coding.codings_in(study, 1):
        found.setdefault((coded.span.start, coded.span.end), set()).add(names[coded.code_id])
    return found


def state(study: Study, code: int) -> str:
    return testing.standing_of(study, code).state


def test_a_code_is_split_passage_by_passage_and_is_given_no_more(study: Study) -> None:
    made = splitting.split_code(
        study, "siv", 1, {"Tar slutt": [1], 2: [4], "Folk slutter": [5]}, reason="tre ting"
    )

    at = codes_at(study)
    assert at[7, 43] == {"Tar slutt"}
    assert at[44, 63] == {"Kan bare gi råd"}
    assert at[64, 77] == {"Folk slutter"}
    assert state(study, 1) == "split"
    assert [fate.into for fate in testing.standing_of(study, 1).fates] == made


def test_what_is_not_named_stays_and_the_code_is_given_still(study: Study) -> None:
    splitting.split_code(study, "siv", 1, {"Folk slutter": [5]})

    assert codes_at(study)[7, 43] == {"Pengene tar slutt før start"}
    assert state(study, 1) == "draft"


def test_a_passage_may_go_to_two_codes_with_its_coder(study: Study) -> None:
    splitting.split_code(study, "siv", 1, {"En": [5], "To": [5]})

    assert codes_at(study)[64, 77] == {"En", "To"}
    coders = {c.coder for c in coding.codings_in(study, 1) if c.span == PLACES[2]}
    assert coders == {"jonas"}


def test_a_new_code_is_born_from_the_first_passage_it_got(study: Study) -> None:
    (made,) = splitting.split_code(study, "siv", 1, {"Folk slutter": [5]})

    assert testing.standing_of(study, made).code.code.born == "a.txt:64-77"


def test_a_split_is_one_change_and_one_undo(study: Study) -> None:
    before = codes_at(study)

    splitting.split_code(study, "siv", 1, {"En": [1, 4], "To": [4, 5]})
    history.undo(study, "siv")

    assert codes_at(study) == before
    assert len(coding.codes(study)) == 3


def test_it_is_told_apart_again_long_after_with_what_came_in_between(study: Study) -> None:
    (made, _) = splitting.split_code(study, "siv", 1, {"En": [1, 4], "To": [5]})
    recoding.rename_code(study, "jonas", made, "Noe ganske annet")
    coding.apply_codes(study, "siv", 2, Span(7, 26), [made])

    assert splitting.tell_apart(study, "siv", 1) == (3, 0)

    assert {
        p for p, names in codes_at(study).items() if "Pengene tar slutt før start" in names
    } == {(place.start, place.end) for place in PLACES}
    assert [c.code_id for c in coding.codings_in(study, 2)].count(made) == 1
    assert state(study, 1) == "draft"


def test_passages_that_went_on_to_yet_another_code_come_back_too(study: Study) -> None:
    first = splitting.replace_code(study, "siv", 1, "Bedre")
    splitting.replace_code(study, "siv", first, "Enda bedre")

    assert splitting.tell_apart(study, "siv", 1) == (3, 0)


def test_what_was_taken_away_meanwhile_is_counted_as_lost(study: Study) -> None:
    splitting.replace_code(study, "siv", 1, "Bedre")
    gone = [c for c in coding.codings_in(study, 1) if c.span == PLACES[0]]
    coding.remove_codings(study, "siv", gone)

    assert splitting.tell_apart(study, "siv", 1) == (2, 1)


def test_a_code_of_which_nothing_went_elsewhere_cannot_be_told_apart(study: Study) -> None:
    with pytest.raises(Conflict, match="nothing to bring back"):
        splitting.tell_apart(study, "siv", 1)


def test_a_merge_is_told_apart_with_codings_that_were_folded(study: Study) -> None:
    coding.apply_codes(study, "siv", 1, PLACES[0], [2])
    recoding.merge_codes(study, "siv", [1], 2, reason="det samme")
    assert codes_at(study)[7, 43] == {"Kan bare gi råd"}

    splitting.tell_apart(study, "siv", 1)

    assert codes_at(study)[7, 43] == {"Pengene tar slutt før start", "Kan bare gi råd"}


def test_an_older_change_is_not_taken_back_under_a_code_that_was_told_apart(
    study: Study,
) -> None:
    splitting.replace_code(study, "siv", 1, "Bedre")
    recoding.bring_back_code(study, "siv", 1)
    brought_back = history.history(study, 1)[0]
    splitting.tell_apart(study, "siv", 1)

    with pytest.raises(Conflict, match="nothing tells any more what became"):
        history.undo(study, "siv", change_id=brought_back.id)


def test_a_code_without_passages_is_replaced_all_the_same(study: Study) -> None:
    bare = coding.create_code(study, "siv", "Et emne")

    better = splitting.replace_code(study, "siv", bare, "Noe som ble sagt")

    assert state(study, bare) == "replaced"
    assert testing.standing_of(study, bare).fates[0].into == better


def test_a_code_without_passages_becomes_another_that_is_given(study: Study) -> None:
    bare, other = (coding.create_code(study, "siv", name) for name in ("Et emne", "Et annet"))
    recoding.retire_code(study, "siv", 2)

    with pytest.raises(InvalidData, match="itself"):
        splitting.replace_code(study, "siv", bare, bare)
    with pytest.raises(Conflict, match="«Kan bare gi råd» is not given any more"):
        splitting.replace_code(study, "siv", bare, 2)
    splitting.replace_code(study, "siv", bare, other)
    with pytest.raises(Conflict, match="«Et emne» is not given any more"):
        splitting.replace_code(study, "siv", other, bare)
    with pytest.raises(Conflict, match="«Et emne» is not given any more"):
        splitting.replace_code(study, "siv", bare, 3)
    assert (state(study, bare), state(study, other)) == ("replaced", "draft")
    assert [fate.into for fate in testing.standing_of(study, bare).fates] == [other]


def test_a_code_with_passages_is_not_replaced_without_any(study: Study) -> None:
    with pytest.raises(InvalidData, match="Say which passages"):
        splitting.replace_code(study, "siv", 1, "Bedre", [])
    assert state(study, 1) == "draft"


def test_a_coding_that_has_another_code_by_now_is_not_moved(study: Study) -> None:
    splitting.split_code(study, "jonas", 1, {"Folk slutter": [5]})

    with pytest.raises(NotFound, match="coded otherwise meanwhile"):
        splitting.split_code(study, "siv", 1, {"Slutter": [1, 5]})
    assert codes_at(study)[7, 43] == {"Pengene tar slutt før start"}


def test_a_code_cannot_become_itself_nor_one_that_is_not_given(study: Study) -> None:
    recoding.retire_code(study, "siv", 2)

    with pytest.raises(InvalidData, match="itself"):
        splitting.split_code(study, "siv", 1, {1: [1]})
    with pytest.raises(Conflict, match="not given any more"):
        splitting.split_code(study, "siv", 1, {2: [1]})
    with pytest.raises(InvalidData, match="Say which passages"):
        splitting.split_code(study, "siv", 1, {})
