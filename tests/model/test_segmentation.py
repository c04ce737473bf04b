"""Segmentations in the form in which a study keeps them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.segmentation import packed, unpack
from qualcode.model.spans import Span

SPANS = st.tuples(st.integers(0, 2**31), st.integers(1, 2**31 - 1)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1])
)


@given(st.lists(SPANS))
def test_what_was_packed_is_unpacked_the_same(spans: list[Span]) -> None:
    assert unpack(packed(spans)) == tuple(spans)


def test_a_span_takes_eight_bytes_the_low_ones_first() -> None:
    assert packed([Span(1, 258)]) == b"\x01\0\0\0\x02\x01\0\0"


def test_nothing_packs_to_nothing() -> None:
    assert len(unpack(packed([]))) == 0


def test_bytes_that_break_off_are_refused() -> None:
    with pytest.raises(ValueError, match="9 bytes are not a row of spans"):
        unpack(b"123456789")
