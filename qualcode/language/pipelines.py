"""The spaCy tokenisers, loaded when first asked for and kept."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer

_PIPELINES = {"nb": "nb", "nn": "nb", "no": "nb", "en": "en"}
"""Nynorsk shares the tokeniser of bokmål, so that spans do not hang on the version of spaCy:
not all have one for `nn`, and the abbreviations of both are ours."""
_ANY_LANGUAGE = "xx"

_lock = Lock()
_tokenisers: dict[str, Tokenizer] = {}

Token = tuple[int, str]
"""Where a token begins, and its text."""


def tokenise(texts: Iterable[str], language: str) -> list[list[Token]]:
    """The tokens of each text, white space left out.

    One thread at a time: a tokeniser fills its cache as it goes.
    """
    with _lock:
        split = _tokeniser(language)
        return [[(t.idx, t.text) for t in split(text) if not t.is_space] for text in texts]


def _tokeniser(language: str) -> Tokenizer:
    short = language.lower().replace("_", "-").split("-")[0]
    name = _PIPELINES.get(short, _ANY_LANGUAGE)
    if name not in _tokenisers:
        import spacy  # 700 ms: only who asks for sentences pays, and once

        _tokenisers[name] = spacy.blank(name).tokenizer
    return _tokenisers[name]
