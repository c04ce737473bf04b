"""Opening an interview: all that the screen needs, without the screen."""

from __future__ import annotations

import sqlite3

from benchmarks.figures import Figure, Limits
from benchmarks.harness import Inside, Stopwatch
from benchmarks.places import Place


def ours(place: Place, stopwatch: Stopwatch, which: str) -> None:
    from qualcode.workflow.coding import open_transcript, work_out_sentences
    from qualcode.workflow.studies import open_study

    study = open_study(place.study)
    transcript = _transcript(place, which)
    work_out_sentences(study, open_transcript(study, transcript))
    for _ in stopwatch.rounds:
        with stopwatch:
            open_transcript(study, transcript)


def plain(place: Place, stopwatch: Stopwatch, which: str) -> None:
    db = sqlite3.connect(place.plain)
    name = "SELECT name, text FROM interview WHERE id = ?"
    coded = 'SELECT start, "end", code_id, coder FROM coding WHERE interview_id = ? ORDER BY start'
    transcript = _transcript(place, which)
    for _ in stopwatch.rounds:
        with stopwatch:
            db.execute(name, (transcript,)).fetchone()
            db.execute(coded, (transcript,)).fetchall()


def _transcript(place: Place, which: str) -> int:
    """The first has the same codings in every study; the last has many in a large one."""
    return 1 if which == "first" else place.size.interviews


FIGURES = [
    Figure(
        name="open an interview, data part",
        ours=Inside(ours, ("last",), rounds=40),
        plain=Inside(plain, ("last",), rounds=40),
        limits=Limits(seconds=0.005),
    ),
    Figure(
        name="open the same interview in a larger study",
        ours=Inside(ours, ("first",), rounds=40),
        plain=Inside(plain, ("first",), rounds=40),
        limits=Limits(seconds=0.005, spread=1.5),
    ),
]
