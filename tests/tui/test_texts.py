"""The two languages of the interface say the same things."""

from __future__ import annotations

import string
from importlib import resources

import pytest

from qualcode.locale import LANGUAGES, entries

ROOMS = sorted(
    file.name.removesuffix(".toml")
    for file in resources.files("qualcode.locale").joinpath("nb").iterdir()
    if file.name.endswith(".toml")
)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_room_has_a_file_in_each_language(language: str) -> None:
    folder = resources.files("qualcode.locale").joinpath(language)

    assert sorted(f.name for f in folder.iterdir()) == [f"{room}.toml" for room in ROOMS]


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_have_the_same_keys(room: str) -> None:
    assert entries("en", room).keys() == entries("nb", room).keys()


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_have_the_same_blanks_to_fill(room: str) -> None:
    english, norwegian = entries("en", room), entries("nb", room)

    unlike = [k for k in english if blanks(english[k]) != blanks(norwegian.get(k, ""))]

    assert unlike == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_text_is_missing_in_both_languages_or_in_none(room: str) -> None:
    english, norwegian = entries("en", room), entries("nb", room)

    assert [k for k in english if bool(english[k]) != bool(norwegian.get(k))] == []
