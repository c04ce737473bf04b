"""What a spreadsheet can hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.export.cells import (
    CELL_LIMIT,
    SHEET_NAME_LIMIT,
    column_width,
    cut,
    heading_lines,
    lines_needed,
    sheet_name,
    too_long,
    utf16_head,
    utf16_length,
    writable,
)


def test_common_text_is_written_as_it_is() -> None:
    text = "«Vi har [latter] støtte», sa hun – 😀\n\tog så <b>videre</b> & 漢字"

    assert writable(text) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x00b", "a␀b"),
        ("a\x1bb", "a␛b"),
        ("a\ud800b", "a�b"),
        ("a\uffffb", "a�b"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_what_xml_cannot_hold_becomes_visible(text: str, seen: str) -> None:
    assert writable(text) == seen


def test_text_in_the_markup_of_the_library_is_told_apart_from_it() -> None:
    assert writable("<r>sa hun</r>") == "<r>sa hun</r> "


def test_text_of_the_very_limit_is_not_too_long() -> None:
    assert not too_long("a" * CELL_LIMIT)
    assert too_long("a" * (CELL_LIMIT + 1))


def test_length_is_counted_as_the_spreadsheet_counts() -> None:
    assert not too_long("😀" * (CELL_LIMIT // 2))
    assert too_long("😀" * (CELL_LIMIT // 2 + 1))


def test_text_that_is_cut_fits_and_says_how_long_it_was() -> None:
    short = cut("😀" * 40_000, "… [avkortet, {n} tegn]")

    assert short.endswith("😀… [avkortet, 40000 tegn]")
    assert CELL_LIMIT - 1 <= utf16_length(short) <= CELL_LIMIT


@given(st.text(), st.integers(0, 20))
def test_a_beginning_is_a_beginning_and_halves_no_character(text: str, units: int) -> None:
    head = utf16_head(text, units)

    assert text.startswith(head)
    assert utf16_length(head) <= units
    assert utf16_length(head) >= min(units, utf16_length(text)) - 1


@pytest.mark.parametrize(
    ("wanted", "legal"),
    [
        ("Økonomi", "Økonomi"),
        ("Forankring/økonomi", "Forankring-økonomi"),
        ("[a]:*?\\b", "-a-b"),
        ("'Prosjektet'", "Prosjektet"),
        ("History", "History -"),
        ("", "-"),
        ("Nettverk og kompetansespredning i kommunene", "Nettverk og kompetansespredning"),
    ],
)
def test_a_sheet_gets_a_legal_name_near_the_one_wanted(wanted: str, legal: str) -> None:
    assert sheet_name(wanted, []) == legal


def test_a_name_that_is_taken_in_another_case_gets_a_number() -> None:
    assert sheet_name("ØKONOMI", ["Økonomi", "økonomi 2"]) == "ØKONOMI 3"


@given(st.lists(st.text(max_size=40), max_size=12))
def test_sheet_names_are_always_legal_and_different(wanted: list[str]) -> None:
    names: list[str] = []
    for name in wanted:
        names.append(sheet_name(name, names))

    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < utf16_length(name) <= SHEET_NAME_LIMIT for name in names)
    assert not any(set("[]:*?/\\") & set(name) for name in names)
    assert not any(name.startswith("'") or name.endswith("'") for name in names)


def test_a_column_is_as_wide_as_its_longest_line_within_bounds() -> None:
    assert column_width(["kort", "en lengre linje\nog en"], 5, 50) == 16.5
    assert column_width(["kort"], 10, 50) == 10
    assert column_width(["x" * 100], 5, 50) == 50


def test_wrapped_text_needs_a_line_for_each_line_feed_and_for_what_is_too_wide() -> None:
    assert lines_needed("", 20) == 0
    assert lines_needed("kort", 20) == 1
    assert lines_needed("en\n\nto", 20) == 3
    assert lines_needed("ord " * 30, 20) >= 120 // 26


def test_a_heading_breaks_between_words() -> None:
    assert heading_lines("spurt, nevner ikke", 8) == 3
    assert heading_lines("informasjon", 5) == 1
