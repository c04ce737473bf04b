"""People's words reach a widget as they are, and never as markup or a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.safe import cell, one_line, plain, tree_label, visible

WORDS = "[laughs] well [/laughs] [b]yes[/b] \x1b[31m"


def test_brackets_are_no_markup() -> None:
    shown = "[laughs] well [/laughs] [b]yes[/b] ␛[31m"

    assert plain(WORDS).plain == shown
    assert tree_label(WORDS).plain == shown
    assert cell(WORDS, right=True).plain == shown


@given(st.text())
def test_offsets_hold(text: str) -> None:
    assert len(plain(text).plain) == len(visible(text)) == len(text)


@pytest.mark.parametrize("hidden", ["\u00ad", "\u202e", "\ufeff"])
def test_what_terminals_do_not_agree_on_takes_no_room(hidden: str) -> None:
    assert plain(f"ut{hidden}vikling").cell_length == 9


def test_line_feeds_stay_unless_all_shall_stand_on_one_line() -> None:
    assert visible("a\n b") == "a\n b"
    assert one_line("a\n\t b") == "a b"
