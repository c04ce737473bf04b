"""What holds a codebook together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme, faults, in_circles


def wrong(*codes: Code) -> list[str]:
    """What is wrong with a theme of these codes, each fault as `code: what`."""
    found = faults(Codebook(themes=(Theme(name="Plan", codes=codes),)))
    return [f"{name}: {what}" for name, what in found]


def test_a_chain_of_parents_holds_together() -> None:
    assert wrong(Code(id="a"), Code(id="b", parent="a"), Code(id="c", parent="b")) == []


def test_those_on_a_circle_are_named_and_those_that_hang_on_it_are_not() -> None:
    codes = (Code(id="a", parent="b"), Code(id="b", parent="a"), Code(id="c", parent="a"))

    assert wrong(*codes) == ["a: it is its own ancestor", "b: it is its own ancestor"]


@pytest.mark.parametrize("name", ["Økonomi", "  økonomi ", "ØKONOMI"])
def test_two_codes_of_one_name_in_one_theme_cannot_be_told_apart(name: str) -> None:
    codes = (Code(id="a", name="Økonomi"), Code(id="b", name=name))

    assert wrong(*codes) == ['b: it has the name of "a" in the same theme']


def test_a_code_that_is_not_given_any_more_may_have_the_name_of_another() -> None:
    given, merged = Code(id="a", name="Plan"), Code(id="b", name="Plan", state="merged")

    assert wrong(given, merged) == wrong(merged, given) == []


def test_two_sets_of_one_name_cannot_be_told_apart() -> None:
    codes = (Code(id="a"), Code(id="b"), Code(id="c"))
    sets = tuple(ExclusiveSet(name="e", codes=("a", other)) for other in "bc")

    found = faults(Codebook(themes=(Theme(name="Plan", codes=codes),), exclusive=sets))

    assert [f"{name}: {what}" for name, what in found] == ["e: the exclusive set stands twice"]


@given(st.dictionaries(st.integers(0, 9).map(str), st.none() | st.integers(0, 9).map(str)))
def test_circles_are_found_as_by_walking_up_from_each(parents: dict[str, str | None]) -> None:
    def above(code: str | None) -> set[str | None]:
        found: set[str | None] = set()
        while code is not None and (code := parents.get(code)) not in found:
            found.add(code)
        return found

    assert in_circles(parents) == {code for code in parents if code in above(code)}
