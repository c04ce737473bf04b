"""Codes and themes x centre: the query alone, and the whole command."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, Limits
from benchmarks.harness import Inside, Stopwatch, Whole
from benchmarks.places import Place
from benchmarks.plain import tally as plain
from benchmarks.synthetic import LARGE

COUNTS = ("interviews", "centres", "segments")


def our_query(place: Place, stopwatch: Stopwatch, count: str) -> None:
    from qualcode.model.questions import Question
    from qualcode.workflow.studies import open_study
    from qualcode.workflow.tallying import counting_units, named, tally

    study = open_study(place.study)
    question = Question(by="centre", count=named(count, counting_units(study)))
    for _ in stopwatch.rounds:
        with stopwatch:
            tally(study, question)


def plain_query(place: Place, stopwatch: Stopwatch, count: str) -> None:
    db = sqlite3.connect(place.plain)
    for _ in stopwatch.rounds:
        with stopwatch:
            plain.query(db, count)


def our_command(count: str, place: Place) -> Sequence[str | Path]:
    asked = ("tally", place.study, "--by", "centre", "--count", count)
    return ["-m", "qualcode", *asked, "--format", "csv", "--out", place.scratch(f"{count}.csv")]


def plain_command(count: str, place: Place) -> Sequence[str | Path]:
    return ["-m", plain.__name__, place.plain, count, place.scratch(f"plain-{count}.csv")]


FIGURES = [
    *(
        Figure(
            name=f"tally code x centre, {count}: query",
            ours=Inside(our_query, (count,), rounds=5),
            plain=Inside(plain_query, (count,), rounds=5),
            limits=Limits(ratio=1.5, growth=10),
            held=[LARGE],
        )
        for count in COUNTS
    ),
    *(
        Figure(
            name=f"tally code x centre, {count}: command",
            ours=Whole(partial(our_command, count)),
            plain=Whole(partial(plain_command, count)),
            limits=Limits(ratio=3, growth=10),
            held=[LARGE],
        )
        for count in COUNTS
    ),
]
