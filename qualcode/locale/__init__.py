"""The words of the interface, in English and Norwegian.

One TOML file per room and language; `text("tui.home.title")` is the entry `home.title` of
`nb/tui.toml`. A test holds the two languages to the same keys and the same blanks to fill.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable
from importlib import resources

LANGUAGES = ("en", "nb")
_FALLBACKS = {"nn": "nb", "no": "nb", "da": "nb", "sv": "nb"}

Translator = Callable[..., str]
"""`t(key, **blanks)`: the text for a key, with its {blanks} filled."""


def known(language: str) -> str:
    """The nearest language that the interface speaks; English if none is near."""
    short = language.lower().replace("_", "-").split("-")[0]
    short = _FALLBACKS.get(short, short)
    return short if short in LANGUAGES else "en"


@functools.cache
def entries(language: str, room: str) -> dict[str, str]:
    """All texts of a room, by dotted key without the room."""
    source = resources.files(__name__).joinpath(language, f"{room}.toml")
    return dict(_flatten(tomllib.loads(source.read_text(encoding="utf-8"))))


def _flatten(table: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flatten(value, f"{prefix}{key}.")
        else:
            found.append((prefix + key, str(value)))
    return found


@functools.cache
def translator(language: str) -> Translator:
    """The texts of one language, e.g. `translator("nb")("tally.of", n=7, base=14)`."""
    spoken = known(language)

    def text(key: str, /, **blanks: object) -> str:
        room, _, rest = key.partition(".")
        template = entries(spoken, room)[rest]
        return template.format(**blanks) if blanks else template

    return text
