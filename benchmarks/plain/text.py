"""Sentences and words, by hand: runs up to a full stop, and runs of letters and digits."""

from __future__ import annotations

import re

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
WORD = re.compile(r"\w+")

Spans = list[tuple[int, int]]


def segment(text: str) -> tuple[Spans, Spans]:
    sentences = [match.span() for match in SENTENCE.finditer(text)]
    return sentences, [match.span() for match in WORD.finditer(text)]
