"""The catalogues: whole in both languages, and compiled from what stands beside them."""

from __future__ import annotations

import string
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from qualcode.locale import LANGUAGES, entries
from tools.texts import LOCALE, compiled, read, sources

BY_THE_ENGLISH = ("errors", "help")
"""What stands in English in the code, as what goes wrong does; only Norwegian has catalogues."""
SOURCES = sources()
ROOMS = sorted({po.stem for po in SOURCES} - set(BY_THE_ENGLISH))
SAME_IN_BOTH = {
    *("coding.keys.coding.in_vivo", "coding.origins.in_vivo", "export.origin.in_vivo"),
}
"""Texts of several words that are the same in Norwegian: it is the Latin term there too."""


def named(po: Path) -> str:
    return f"{po.parts[-3]}-{po.stem}"


def source(language: str, room: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{room}.po"


def messages(po: Path) -> dict[str, Message]:
    """By msgid, as they stand in the file; the header left out."""
    return {forms(m.id)[0]: m for m in read(po) if m.id}


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """The one form of a text, or that for one and that for many."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def words(text: str) -> list[str]:
    """The words of a text that are not blanks to fill."""
    parts = "".join(said for said, *_ in string.Formatter().parse(text))
    return [word for word in parts.split() if any(letter.isalpha() for letter in word)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_room_has_a_catalogue_in_each_language(language: str) -> None:
    found = {po.stem for po in SOURCES if po.parts[-3] == language}

    assert sorted(found - set(BY_THE_ENGLISH)) == ROOMS


@pytest.mark.parametrize("po", SOURCES, ids=named)
def test_what_is_compiled_is_what_is_written(po: Path) -> None:
    mo = po.with_suffix(".mo")

    same = mo.is_file() and mo.read_bytes() == compiled(po)

    assert same, f"{mo.name} is not made of this {po.name}: run `make texts`"


def test_nothing_is_compiled_whose_source_is_gone() -> None:
    orphans = [mo for mo in LOCALE.rglob("*.mo") if mo.with_suffix(".po") not in SOURCES]

    assert orphans == []


@pytest.mark.parametrize("po", SOURCES, ids=named)
def test_every_text_is_there_and_nobody_doubts_it(po: Path) -> None:
    open_ones = [name for name, m in messages(po).items() if m.fuzzy or not all(forms(m.string))]

    assert open_ones == []


@pytest.mark.parametrize("po", SOURCES, ids=named)
def test_a_catalogue_holds_each_text_once(po: Path) -> None:
    lines = po.read_text(encoding="utf-8").splitlines()

    assert sum(line.startswith("msgid ") for line in lines) == 1 + len(messages(po))
    assert not any(line.startswith("#~") for line in lines)


@pytest.mark.parametrize("po", SOURCES, ids=named)
def test_the_header_says_which_language_it_is_and_how_it_counts(po: Path) -> None:
    head = po.read_text(encoding="utf-8").partition("\n\n")[0]

    assert f'"Language: {po.parts[-3]}\\n"' in head
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in head


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_have_the_same_texts(room: str) -> None:
    english, norwegian = messages(source("en", room)), messages(source("nb", room))

    assert {n: m.pluralizable for n, m in english.items()} == {
        n: m.pluralizable for n, m in norwegian.items()
    }


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_have_the_same_blanks_to_fill(room: str) -> None:
    english, norwegian = messages(source("en", room)), messages(source("nb", room))

    unlike = [
        name
        for name in english.keys() & norwegian.keys()
        if [blanks(f) for f in forms(english[name].string)]
        != [blanks(f) for f in forms(norwegian[name].string)]
    ]

    assert unlike == []


@pytest.mark.parametrize("room", BY_THE_ENGLISH)
def test_what_stands_in_the_code_has_its_blanks_marked(room: str) -> None:
    """So that every tool for translators holds the Norwegian to the blanks of the English."""
    text = source("nb", room).read_text(encoding="utf-8")
    marks = (f"#, {mark}python-brace-format\n" for mark in ("", "no-"))

    marked = sum(text.count(mark) for mark in marks)

    assert marked == sum(bool(blanks(name)) for name in messages(source("nb", room)))


@pytest.mark.parametrize("room", ROOMS)
def test_the_norwegian_is_not_the_english(room: str) -> None:
    english, norwegian = entries("en", room), entries("nb", room)

    same = {
        f"{room}.{key}"
        for key, text in english.items()
        if text == norwegian.get(key) and len(words(text)) > 1
    }

    assert same - SAME_IN_BOTH == set()


@pytest.mark.parametrize("po", SOURCES, ids=named)
def test_gettext_reads_what_was_written(po: Path) -> None:
    with po.with_suffix(".mo").open("rb") as file:
        held = GNUTranslations(file)

    for name, message in messages(po).items():
        one, *many = forms(message.string)
        assert (held.ngettext(name, name, 1) if many else held.gettext(name)) == one
        assert [held.ngettext(name, name, n) for n in (0, 2) if many] == many * 2
