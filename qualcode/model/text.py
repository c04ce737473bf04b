"""Text as the study keeps it: NFC, line feeds, no byte-order mark; offsets are code points."""

from __future__ import annotations

import hashlib
import re
import unicodedata

WORD = re.compile(r"\w+")
"""A word, for counting: a run of letters and digits (DESIGN 5.5)."""


def normalise(raw: str) -> str:
    """The form in which offsets are counted; normalising twice changes nothing."""
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def count_words(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))
