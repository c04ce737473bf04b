"""The texts of the interface in the words of the edition of the method that a study follows.

They are written in the words of 2017 and later. For a study that uses those of 2012 each is
exchanged: a text then needs no blank for what people call a group of codes.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from qualcode.locale import Translator, known, translator

EARLIER = "2012"


@functools.cache
def _exchanged(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The words that are exchanged, in all their forms, and those that come in their place."""
    t = translator(language)
    said, instead = t("method.edition.written").split(), t("method.edition.2012").split()
    words = dict(zip(said, instead, strict=True))
    return re.compile(rf"\b({'|'.join(said)})\b", re.IGNORECASE), words


def in_edition(text: str, language: str, edition: str) -> str:
    """A text of ours in the words of an edition; what people have written is never given here."""
    if edition != EARLIER:
        return text
    pattern, words = _exchanged(known(language))

    def exchange(found: re.Match[str]) -> str:
        instead = words[found[0].lower()]
        return instead.capitalize() if found[0][0].isupper() else instead

    return pattern.sub(exchange, text)


def speaking(t: Translator, language: str, edition: Callable[[], str]) -> Translator:
    """The texts of `t` in the words of the edition, which is asked for each time."""

    def text(key: str, /, *count: int, **blanks: object) -> str:
        said = in_edition(t(key, *count), language, edition())
        return said.format(**blanks) if blanks else said

    return text
