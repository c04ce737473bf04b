from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.model.spans import Span
from qualcode.model.transcripts import Turn
from qualcode.tui.safe import visible
from qualcode.tui.widgets.transcript.rows import OUTSIDE, Row, Rows, graphemes, wrap

NASTY = st.text(st.sampled_from("ab ø\n[/]–中文é́\xad👩‍👧\u200d\t\u202e  "), max_size=200)
JOINED = st.lists(
    st.sampled_from(
        ["👩\u200d👧", "中", "e\u0301", "\xad", "ab", " ", "\n", "[/x]", "–", "☕\ufe0f", "\t"]
    ),
    max_size=80,
).map("".join)
"""The same without joiners that join nothing, whose width terminals do not agree on."""
WORDS = st.text(st.sampled_from("abc ø–« »\n"), max_size=300)


def shown(text: str, width: int, turns: tuple[Turn, ...] = ()) -> list[str]:
    rows = Rows.of(text, turns, width)
    return [rows.shown(n) for n in range(len(rows))]


@given(NASTY | WORDS, st.integers(2, 40))
def test_joined_rows_are_the_text(text: str, width: int) -> None:
    rows = list(wrap(text, (), width))

    assert "".join(text[row.start : row.end] for row in rows) == text
    assert all(before.end == after.start for before, after in pairwise(rows))


@given(JOINED | WORDS, st.integers(2, 40))
def test_no_row_is_wider_than_asked(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in shown(text, width))


@given(NASTY, st.integers(2, 40))
def test_what_is_painted_as_one_character_stays_on_one_row(text: str, width: int) -> None:
    rows = [row for row in wrap(text, (), width) if row.kind == "text"]

    lines = text.splitlines(keepends=True)
    whole = {0}
    position = 0
    for line in text.split("\n"):
        whole |= {position + start for start, _, _ in graphemes(line)} | {position}
        position += len(line) + 1
    assert lines == [] or {row.start for row in rows} <= whole


@given(st.data(), WORDS.filter(lambda t: len(t) > 10), st.integers(5, 40))
def test_rows_join_to_the_text_with_turns_and_gaps(
    data: st.DataObject, text: str, width: int
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=9)))
    cuts = cuts[: len(cuts) // 3 * 3]
    turns = [Turn("A", a, b, c) for a, b, c in zip(*[iter(cuts)] * 3, strict=True)]

    rows = list(wrap(text, turns, width))

    assert "".join(text[row.start : row.end] for row in rows) == text


@given(WORDS, st.integers(4, 30))
def test_the_quick_way_and_the_careful_way_break_alike(text: str, width: int) -> None:
    quick = shown(text, width)

    careful = shown(text.replace("a", "\u0101\u0301"), width)

    assert [line.replace("\u0101\u0301", "a") for line in careful] == quick


def test_lines_break_after_spaces() -> None:
    assert shown("Vi er tre nå.", 6) == ["Vi er", "tre", "nå."]


def test_a_word_that_is_too_long_is_broken() -> None:
    assert shown("utviklingssenter", 6) == ["utvikl", "ingsse", "nter"]


def test_ideographs_may_end_a_row() -> None:
    assert shown("vi sier 我们很高兴", 12) == ["vi sier 我们", "很高兴"]


def test_what_is_left_after_a_space_may_have_to_be_broken_too() -> None:
    assert shown(" abc中", 4) == ["", "abc", "中"]


def test_a_mark_on_a_space_takes_room() -> None:
    assert shown("中 \u0301", 2) == ["中", " \u0301"]


def test_a_turn_has_a_label_row_and_a_blank_row_before_the_next() -> None:
    text = "I: Hva?\n\nL: Alt.\n"
    turns = (Turn("I", 0, 3, 7, True), Turn("L", 9, 12, 16))

    rows = list(wrap(text, turns, 20))

    assert rows == [
        Row(0, 0, 3, "label"),
        Row(0, 3, 7, "text"),
        Row(OUTSIDE, 7, 9, "blank"),
        Row(1, 9, 12, "label"),
        Row(1, 12, 16, "text"),
        Row(OUTSIDE, 16, 17, "blank"),
    ]


def test_what_stands_before_the_turns_is_shown() -> None:
    rows = Rows.of("Oslo 2015\n\nL: Ja", (Turn("L", 11, 14, 16),), 20)

    assert rows.shown(0) == "Oslo 2015"


def test_a_soft_hyphen_takes_no_room() -> None:
    assert shown("sam\xadar\xadbeid", 9) == ["sam\u200bar\u200bbeid"]


def test_brackets_are_shown_as_they_are() -> None:
    assert shown("[latter] ja [/laughs]", 40) == ["[latter] ja [/laughs]"]


@given(JOINED.filter(str.strip), st.integers(2, 40), st.data())
def test_a_cell_leads_back_to_its_character(text: str, width: int, data: st.DataObject) -> None:
    rows = Rows.of(text, (), width)
    offset = data.draw(st.integers(0, len(text) - 1))
    number = rows.row_of(offset)
    whole = rows.grapheme_at(offset)
    if whole.end - rows.rows[number].start > len(rows.shown(number)):
        return  # white space at the end of a row has no cell
    if cell_len(visible(whole.of(text))) == 0:
        return

    assert rows.offset_at(number, rows.cell_of(number, whole.start)) == whole.start


def test_rows_of_a_span_are_those_that_hold_its_characters() -> None:
    rows = Rows.of("aaaa bbbb cccc", (), 5)

    assert rows.rows_of(Span(2, 6)) == (0, 1)
    assert rows.rows_of(Span(5, 10)) == (1, 1)


@pytest.mark.parametrize("text", ["", "\n", "   "])
def test_a_text_without_words_can_be_asked_about(text: str) -> None:
    rows = Rows.of(text, (), 20)

    assert rows.row_of(0) == 0
    assert rows.offset_at(3, 7) == 0
