"""The words of the interface, in English and Norwegian.

A catalogue of gettext per room and language: `t("tui.home.title")` is the entry `home.title` of
`nb/LC_MESSAGES/tui.po`, read from the `.mo` that `make texts` makes of it. Tests hold the two
languages to the same entries with the same blanks to fill.

What goes wrong is written in English where it is found (`qualcode.errors`); the room `errors` has
the same in Norwegian, by the English. So has the room `help` for the help of the commands.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import NoReturn

from qualcode.errors import Phrase, QualcodeError

LANGUAGES = ("en", "nb")
_FALLBACKS = {"nn": "nb", "no": "nb", "da": "nb", "sv": "nb"}
_FOLDER = Path(__file__).parent

Translator = Callable[..., str]
"""`t(key, **blanks)`: the text for a key, with its {blanks} filled. `t(key, n, **blanks)` is the
form of the text for n things."""


def known(language: str) -> str:
    """The nearest language that the interface speaks; English if none is near."""
    short = language.lower().replace("_", "-").split("-")[0]
    short = _FALLBACKS.get(short, short)
    return short if short in LANGUAGES else "en"


def system_language() -> str | None:
    """The language that the system speaks, if the interface speaks it or a near one."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in names if (value := os.environ.get(name))), "")
    language = known(locale)
    return language if language != LANGUAGES[0] or locale.lower().startswith("en") else None


class _NoSuchText(NullTranslations):
    """A text that no catalogue has is our mistake: its key is not shown in its place."""

    def gettext(self, message: str) -> NoReturn:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:
        raise KeyError(msgid1)


@functools.cache
def _catalogue(language: str, room: str) -> GNUTranslations:
    with (_FOLDER / language / "LC_MESSAGES" / f"{room}.mo").open("rb") as file:
        catalogue = GNUTranslations(file)
    catalogue.add_fallback(_NoSuchText())
    return catalogue


@functools.cache
def entries(language: str, room: str) -> dict[str, str]:
    """All texts of a room, by key without the room; where there are two forms, that for many."""
    # gettext has no other way to list a catalogue. It holds the form for many as (key, 1).
    held: dict[str | tuple[str, int], str] = vars(_catalogue(language, room))["_catalog"]
    many = {key[0]: text for key, text in held.items() if isinstance(key, tuple) and key[1]}
    return many | {key: text for key, text in held.items() if isinstance(key, str) and key}


@functools.cache
def translator(language: str) -> Translator:
    """The texts of one language, e.g. `translator("nb")("cli.tally.size", n=7)`."""
    spoken = known(language)

    def text(key: str, /, *count: int, **blanks: object) -> str:
        room, _, rest = key.partition(".")
        words = _catalogue(spoken, room)
        template = words.ngettext(rest, rest, *count) if count else words.gettext(rest)
        return template.format(**blanks) if blanks else template

    return text


def fault(said: QualcodeError | str, language: str) -> str:
    """What went wrong, or another `Phrase`, in a language; what it does not have is English."""
    spoken = known(language)
    return str(said) if spoken == "en" else str(_in_words(said, entries(spoken, "errors")))


def _in_words(said: object, words: dict[str, str]) -> object:
    if isinstance(said, QualcodeError):
        said = said.phrase
    if not isinstance(said, Phrase):
        return said
    template = words.get(said.message, said.message)
    blanks = {name: _in_words(blank, words) for name, blank in said.blanks.items()}
    return template.format(**blanks) if blanks else template
