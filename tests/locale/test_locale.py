"""The two languages say the same things."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from qualcode.locale import entries, known, translator

ROOMS = sorted(
    file.name.removesuffix(".toml")
    for file in resources.files("qualcode.locale").joinpath("en").iterdir()
    if file.name.endswith(".toml")
)


def blanks(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)", text))


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_have_the_same_texts_with_the_same_blanks(room: str) -> None:
    english, norwegian = entries("en", room), entries("nb", room)

    assert {key: blanks(text) for key, text in english.items()} == {
        key: blanks(text) for key, text in norwegian.items()
    }


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
