"""Sentences and words: worked out in the background, once for each interview."""

from __future__ import annotations

from itertools import islice

from benchmarks.figures import Figure
from benchmarks.harness import Inside, Stopwatch
from benchmarks.places import Place
from benchmarks.plain import text as by_hand
from benchmarks.synthetic import SMALL

SOME = 10
"""Interviews: enough to see the rate."""


def ours(place: Place, stopwatch: Stopwatch) -> None:
    from qualcode.language.segmentation import segment
    from qualcode.readers.turns import turns_of

    texts = [(text, turns_of(text)) for text in _texts(place)]
    segment("Først leses spaCy inn.", (), "nb")
    for _ in stopwatch.rounds:
        with stopwatch:
            for text, turns in texts:
                segment(text, turns, "nb")


def plain(place: Place, stopwatch: Stopwatch) -> None:
    texts = _texts(place)
    for _ in stopwatch.rounds:
        with stopwatch:
            for text in texts:
                by_hand.segment(text)


def _texts(place: Place) -> list[str]:
    files = sorted((place.folder / "transcripts").iterdir())
    return [path.read_text(encoding="utf-8") for path in islice(files, SOME)]


FIGURES = [
    Figure(
        name=f"sentences and words, {SOME} interviews, behind",
        ours=Inside(ours, rounds=2),
        plain=Inside(plain, rounds=2),
        sizes=[SMALL],
    )
]
