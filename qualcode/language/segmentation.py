"""Sentences and words of a transcript, as spans of its text."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qualcode.language.pipelines import Token, tokenise
from qualcode.language.sentences import Mark, abbreviation, sentence_starts
from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.transcripts import Turn


def segment(text: str, turns: Sequence[Turn], language: str) -> Segmentation:
    """The sentences and words of each turn, and of what stands outside the turns.

    No sentence crosses a turn, and speaker labels are in none.
    """
    regions = list(_regions(text, turns))
    sentences: list[Span] = []
    words: list[Span] = []
    pieces = [region.of(text) for region in regions]
    for region, piece, tokens in zip(regions, pieces, tokenise(pieces, language), strict=True):
        sentences += _sentences(piece, tokens, region.start)
        words += _words(tokens, region.start)
    return Segmentation(tuple(sentences), tuple(words))


def _regions(text: str, turns: Sequence[Turn]) -> Iterator[Span]:
    """What is segmented by itself: the bodies of turns, and the text between them."""
    position = 0
    for turn in turns:
        yield from _trimmed(text, position, turn.start)
        yield from _trimmed(text, max(position, turn.body), turn.end)
        position = max(position, turn.end)
    yield from _trimmed(text, position, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without outer white space; nothing if nothing is left."""
    piece = text[start:end]
    if inner := piece.strip():
        start += len(piece) - len(piece.lstrip())
        yield Span(start, start + len(inner))


def _sentences(text: str, tokens: Sequence[Token], offset: int) -> Iterator[Span]:
    cuts = [0, *sentence_starts(text, tokens), len(text)]
    for start, end in pairwise(cuts):
        yield Span(offset + start, offset + start + len(text[start:end].rstrip()))


def _words(tokens: Sequence[Token], offset: int) -> Iterator[Span]:
    """Tokens with a letter or digit; those that touch are one word (`don't`, `10km`)."""
    start = end = -1
    for at, token in tokens:
        text = token if token[-1].isalnum() else _bare(token)
        if not text:
            continue
        if at != end:
            if end > 0:
                yield Span(offset + start, offset + end)
            start = at
        end = at + len(text)
    if end > 0:
        yield Span(offset + start, offset + end)


@functools.lru_cache(maxsize=4096)
def _bare(token: str) -> str:
    """A token as a word, without the full stop of its sentence; empty if it is no word.

    The tokeniser leaves some words their full stop (`to.`, `10.30.`); abbreviations keep it.
    """
    if not any(map(str.isalnum, token)):
        return ""
    short = abbreviation(token) is not Mark.STOP or token.count(".") > 1
    return token if short and not token[0].isdigit() else token.rstrip(".")
