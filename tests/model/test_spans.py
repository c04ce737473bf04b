"""Spans, and their arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.spans import Span, intersect, merge

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda p: Span(p[0], p[0] + p[1]))
)


def characters(spans: list[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_a_span_is_never_empty_nor_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a span needs"):
        Span(start, end)


@given(SPANS)
def test_merging_keeps_every_character_and_leaves_no_overlap(spans: list[Span]) -> None:
    merged = merge(spans)

    assert characters(merged) == characters(spans)
    assert all(not a.overlaps(b) for a in merged for b in merged if a is not b)
    assert merge(merged) == merged


def test_spans_that_only_touch_stay_apart() -> None:
    assert merge([Span(5, 9), Span(0, 5)]) == [Span(0, 5), Span(5, 9)]


@given(SPANS, SPANS)
def test_an_intersection_holds_what_both_hold(left: list[Span], right: list[Span]) -> None:
    shared = intersect(merge(left), merge(right))

    assert characters(shared) == characters(left) & characters(right)


@given(SPANS, SPANS)
def test_a_clipped_span_lies_within(left: list[Span], right: list[Span]) -> None:
    for a in left:
        for b in right:
            clipped = a.clip(b)
            assert (clipped is not None) == a.overlaps(b)
            assert clipped is None or (a.covers(clipped) and b.covers(clipped))
