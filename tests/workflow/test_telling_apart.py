"""What was made one is told apart again: every passage, and what is said of it, comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codings import Said
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan, StudyCode
from qualcode.store import taking_in
from qualcode.workflow import coding, grouping, history, recoding, splitting
from qualcode.workflow.codebooks import of_study
from qualcode.workflow.studies import Study, open_study
from tests.workflow.ladder_moves import held, small_study

FIRST, LATER = Span(7, 43), Span(44, 50)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The code 1 stands on the first passage of the first interview; its coding is 1."""
    made = small_study(tmp_path)
    yield made
    made.close()


def made_on(study: Study, name: str, *spans: Span) -> int:
    """A new code, given to these passages."""
    code = coding.create_code(study, "siv", name)
    for span in spans:
        coding.apply_codes(study, "siv", 1, span, [code])
    return code


def say(study: Study, code: int, **said: Any) -> None:
    coding.annotate(study, "siv", [c for c in coded(study) if c.code_id == code], **said)


def coded(study: Study) -> tuple[CodedSpan, ...]:
    return coding.codings_in(study, 1)


def told(study: Study, code: int) -> list[tuple[str | None, str]]:
    return [(c.stance, c.memo) for c in coded(study) if c.code_id == code]


def code_of(study: Study, row: int) -> StudyCode:
    return next(code for code in coding.codes(study) if code.id == row)


# Passages


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_was_folded_on_its_way_to_yet_another_code_comes_back_to_each(
    study: Study, order: tuple[int, int]
) -> None:
    b, c = made_on(study, "B", LATER), made_on(study, "C", FIRST)
    before = coded(study)
    recoding.merge_codes(study, "siv", [1], b)
    recoding.merge_codes(study, "siv", [b], c)

    for which in order:
        splitting.tell_apart(study, "siv", (1, b)[which])

    assert coded(study) == before


def test_each_code_of_a_chain_gets_what_is_its_own(study: Study) -> None:
    b, c = made_on(study, "B", LATER), made_on(study, "C", FIRST)
    recoding.merge_codes(study, "siv", [1], b)
    recoding.merge_codes(study, "siv", [b], c)

    assert splitting.tell_apart(study, "siv", 1) == (1, 0)
    assert splitting.tell_apart(study, "siv", b) == (1, 0)


def test_what_was_folded_into_a_coding_takes_its_place_when_it_leaves(study: Study) -> None:
    b, c = made_on(study, "B"), made_on(study, "C", FIRST)
    [own] = held(study, c)
    recoding.merge_codes(study, "siv", [1], b)
    recoding.merge_codes(study, "siv", [c], b)

    splitting.tell_apart(study, "siv", 1)

    assert held(study, b) == [own]
    assert splitting.tell_apart(study, "siv", c) == (1, 0)
    assert (held(study, b), held(study, c), held(study, 1)) == ([], [own], [1])


def test_it_goes_on_from_there_with_what_came_after_the_two_had_met(study: Study) -> None:
    b, c, d = made_on(study, "B"), made_on(study, "C", FIRST), made_on(study, "D", FIRST)
    before = coded(study)
    recoding.merge_codes(study, "siv", [1], b)
    recoding.merge_codes(study, "siv", [c], b)
    recoding.merge_codes(study, "siv", [b], d)

    splitting.tell_apart(study, "siv", 1)
    splitting.tell_apart(study, "siv", b)

    assert (len(held(study, 1)), len(held(study, b)), len(held(study, d))) == (1, 1, 1)
    splitting.tell_apart(study, "siv", c)
    assert coded(study) == before


# What is said of them


def test_a_coding_says_no_more_what_was_told_apart_from_it(study: Study) -> None:
    say(study, 1, stance="-", memo="fra A")
    c = made_on(study, "C", FIRST)
    recoding.merge_codes(study, "siv", [1], c)
    assert told(study, c) == [("-", "fra A")]

    splitting.tell_apart(study, "siv", 1)

    assert (told(study, c), told(study, 1)) == ([(None, "")], [("-", "fra A")])


def test_what_was_written_since_stays(study: Study) -> None:
    say(study, 1, stance="-", memo="fra A")
    c = made_on(study, "C", FIRST)
    recoding.merge_codes(study, "siv", [1], c)
    say(study, c, memo="fra A, og mer")

    splitting.tell_apart(study, "siv", 1)

    assert told(study, c) == [(None, "fra A, og mer")]


def test_what_others_brought_stays_with_it(study: Study) -> None:
    say(study, 1, memo="fra A")
    b, c = made_on(study, "B", FIRST), made_on(study, "C", FIRST)
    say(study, b, memo="fra B")
    recoding.merge_codes(study, "siv", [1], c)
    recoding.merge_codes(study, "siv", [b], c)

    splitting.tell_apart(study, "siv", 1)

    assert told(study, c) == [(None, "fra B")]
    splitting.tell_apart(study, "siv", b)
    assert told(study, c) == [(None, "")]


def test_telling_apart_is_taken_back_as_one(study: Study) -> None:
    b, c = made_on(study, "B"), made_on(study, "C", FIRST)
    recoding.merge_codes(study, "siv", [1], b)
    recoding.merge_codes(study, "siv", [c], b)
    before = coded(study)

    splitting.tell_apart(study, "siv", 1)
    history.undo(study, "siv")

    assert coded(study) == before
    assert splitting.tell_apart(study, "siv", c) == (1, 0)


# What lies beneath, and exclusive sets


def test_what_lay_beneath_comes_back_to_its_place_with_its_reason(study: Study) -> None:
    grouping.place_codes(study, "siv", [1], 2, reason="passer")
    beneath = made_on(study, "Under")
    recoding.move_code(study, "siv", beneath, parent=1)
    deeper = made_on(study, "Dypere")
    recoding.move_code(study, "siv", deeper, parent=beneath)
    before = coding.codes(study)
    recoding.merge_codes(study, "siv", [1], 3)
    assert code_of(study, deeper).theme_id == code_of(study, 3).theme_id

    splitting.tell_apart(study, "siv", 1)

    assert coding.codes(study) == before


def test_what_has_been_moved_since_stays_where_it_was_put(study: Study) -> None:
    beneath = made_on(study, "Under")
    recoding.move_code(study, "siv", beneath, parent=1)
    recoding.merge_codes(study, "siv", [1], 2)
    recoding.move_code(study, "jonas", beneath, parent=3)

    splitting.tell_apart(study, "siv", 1)

    assert code_of(study, beneath).parent_id == 3


def test_what_lay_beneath_comes_back_though_the_code_stands_elsewhere_by_now(
    study: Study,
) -> None:
    beneath = made_on(study, "Under")
    recoding.move_code(study, "siv", beneath, parent=1)
    recoding.merge_codes(study, "siv", [1], 2)
    recoding.move_code(study, "jonas", 1, theme_id=3)

    splitting.tell_apart(study, "siv", 1)

    assert (code_of(study, beneath).parent_id, code_of(study, beneath).theme_id) == (1, 3)


def test_a_code_that_was_put_beneath_what_lay_beneath_it_does_not_go_round(study: Study) -> None:
    beneath = made_on(study, "Under")
    recoding.move_code(study, "siv", beneath, parent=1)
    recoding.merge_codes(study, "siv", [1], 2)
    recoding.move_code(study, "jonas", 1, parent=beneath)

    splitting.tell_apart(study, "siv", 1)

    assert code_of(study, beneath).parent_id == 2


def with_set(study: Study, members: str) -> dict[str, int]:
    """Four codes of one theme, some of which exclude each other."""
    codes = tuple(Code(id=ident) for ident in "abtc")
    group = ExclusiveSet(name="gruppe", codes=tuple(members))
    book = Codebook(themes=(Theme(name="T", codes=codes),), exclusive=(group,))
    with study.change("siv", "load codebook") as change:
        taking_in.take_in(change, book)
    return {code.code.id: code.id for code in coding.codes(study)}


def sets(study: Study) -> list[str]:
    return ["".join(sorted(group.codes)) for group in of_study(study).exclusive]


@pytest.mark.parametrize("members", ["ac", "at", "act", "ab", "abc", "abt", "abct"])
@pytest.mark.parametrize("sources", ["a", "ab"])
@pytest.mark.parametrize("turn", [1, -1])
def test_places_in_exclusive_sets_come_back(
    study: Study, members: str, sources: str, turn: int
) -> None:
    rows = with_set(study, members)
    recoding.merge_codes(study, "siv", [rows[source] for source in sources], rows["t"])

    for source in sources[::turn]:
        splitting.tell_apart(study, "siv", rows[source])

    assert sets(study) == [members]


def test_another_that_was_merged_too_keeps_its_place_in_the_set(study: Study) -> None:
    rows = with_set(study, "ab")
    recoding.merge_codes(study, "siv", [rows["a"], rows["b"]], rows["t"])

    splitting.tell_apart(study, "siv", rows["a"])

    assert sets(study) == ["at"]


# Whatever is merged with what


CODES, SPANS = 5, (Span(0, 6), Span(7, 43), Span(44, 63))


@pytest.fixture(scope="module")
def fresh() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        small_study(Path(folder)).close()
        yield Path(folder) / "s.qualcode"


ONE = st.integers(0, CODES - 1)
SAID = st.fixed_dictionaries(
    {"stance": st.sampled_from([None, "+", "-"]), "memo": st.sampled_from(["a", "b", ""])}
)
GIVEN = st.dictionaries(st.tuples(ONE, st.sampled_from(SPANS)), SAID, max_size=8)
MOVES = st.lists(st.tuples(st.booleans(), ONE, ONE, ONE), max_size=9)


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(given_to=GIVEN, moves=MOVES, last=st.permutations(range(CODES)))
def test_every_passage_counts_for_what_its_code_became_and_all_comes_back(
    fresh: Path,
    tmp_path_factory: pytest.TempPathFactory,
    given_to: dict[tuple[int, Span], Said],
    moves: list[tuple[bool, int, int, int]],
    last: list[int],
) -> None:
    path = tmp_path_factory.mktemp("merge") / "s.qualcode"
    path.write_bytes(fresh.read_bytes())
    study = open_study(path)
    try:
        rows = [coding.create_code(study, "siv", f"K{n}") for n in range(CODES)]
        for (code, span), said in given_to.items():
            coding.apply_codes(study, "siv", 1, span, [rows[code]], **said)
        before, became = coded(study), dict[int, int]()
        for apart, one, two, into in [*moves, *((True, code, 0, 0) for code in last)]:
            sources = list(dict.fromkeys((one, two)))
            if apart and one in became:
                splitting.tell_apart(study, "siv", rows[one])
                del became[one]
            elif not apart and into not in sources and not {*sources, into} & became.keys():
                recoding.merge_codes(study, "siv", [rows[code] for code in sources], rows[into])
                became |= dict.fromkeys(sources, into)
            assert passages(study) == expected(given_to, became, rows)
        assert coded(study) == before
    finally:
        study.close()


def passages(study: Study) -> set[tuple[int, Span]]:
    return {(c.code_id, c.span) for c in coded(study) if c.code_id > 3}


def expected(
    given_to: dict[tuple[int, Span], Said], became: dict[int, int], rows: list[int]
) -> set[tuple[int, Span]]:
    def end(code: int) -> int:
        return end(became[code]) if code in became else code

    return {(rows[end(code)], span) for code, span in given_to}
