"""Searching all interviews: the first hits, with what is said around them."""

from __future__ import annotations

import sqlite3
from random import Random

from benchmarks.figures import Figure, Limits
from benchmarks.harness import Inside, Stopwatch
from benchmarks.places import Place
from benchmarks.plain import searching as by_hand
from benchmarks.synthetic import LARGE, SEED, vocabulary

HITS = 50
RANKS = {"a common word": 20, "a word": 1_000, "a rare word": 25_000}
"""How many words of the language are more frequent."""


def word(rank: str) -> str:
    return vocabulary(Random(SEED)).words[int(rank)]


def ours(place: Place, stopwatch: Stopwatch, rank: str) -> None:
    """The first search of a process, which pays for what later ones find made."""
    from qualcode.workflow.searching import search
    from qualcode.workflow.studies import open_study

    study, query = open_study(place.study), f'"{word(rank)}"'
    for _ in stopwatch.rounds:
        with stopwatch:
            search(study, query, limit=HITS)


def plain(place: Place, stopwatch: Stopwatch, rank: str) -> None:
    db, query = sqlite3.connect(place.plain), word(rank)
    for _ in stopwatch.rounds:
        with stopwatch:
            by_hand.search(db, query, HITS)


FIGURES = [
    Figure(
        name=f"search: first {HITS} hits of {name}",
        ours=Inside(ours, (str(rank),), rounds=1),
        plain=Inside(plain, (str(rank),), rounds=1),
        limits=Limits(seconds=0.05),
        held=[LARGE],
    )
    for name, rank in RANKS.items()
]
