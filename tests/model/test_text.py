"""Counting words: the quick way and the rule must agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.text import WORD, count_words

WRITTEN = st.text(
    st.sampled_from("aæø½²_9'- –“”…·\u00ad\u00a0\u0301中🙂\n\x85\x1f") | st.characters()
)


@given(WRITTEN)
def test_words_are_the_runs_of_letters_and_digits(text: str) -> None:
    assert count_words(text) == len(WORD.findall(text))


def test_dashes_and_quotation_marks_part_words() -> None:
    assert count_words("“Ja” – men … 10–12 centre’s") == 6
