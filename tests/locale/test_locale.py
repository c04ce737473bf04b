"""The words of a language: which one is spoken, and how a text is asked for."""

from __future__ import annotations

import pytest

from qualcode.locale import LANGUAGES, entries, known, translator


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("nb", "nb"),
        ("nn", "nb"),
        ("nb_NO.UTF-8", "nb"),
        ("no", "nb"),
        ("de", "en"),
        ("EN-gb", "en"),
    ],
)
def test_the_nearest_language_is_spoken(asked: str, spoken: str) -> None:
    assert known(asked) == spoken


def test_blanks_are_filled() -> None:
    assert translator("nb")("cli.check.whole", study="a.qualcode") == "a.qualcode er hel."


def test_what_stands_in_a_blank_is_not_filled_again() -> None:
    assert translator("en")("cli.check.whole", study="{n}.qualcode") == "{n}.qualcode is whole."


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        *(("nb", 0, "0 kodinger"), ("nb", 1, "1 koding"), ("nb", 2, "2 kodinger")),
        *(("en", 0, "0 codings"), ("en", 1, "1 coding"), ("en", 21, "21 codings")),
    ],
)
def test_a_text_has_the_form_for_so_many(language: str, n: int, said: str) -> None:
    assert translator(language)("tui.home.codings", n, n=n) == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [(), (1,), (2,)])
def test_a_text_that_is_not_there_is_a_mistake(language: str, count: tuple[int, ...]) -> None:
    with pytest.raises(KeyError, match="no_such_text"):
        translator(language)("tui.no_such_text", *count)


def test_texts_are_listed_by_key_in_the_form_for_many() -> None:
    listed = entries("nb", "tui")

    assert listed["tally.title"] == "Opptelling"
    assert listed["home.codings"] == "{n} kodinger"
    assert "" not in listed
