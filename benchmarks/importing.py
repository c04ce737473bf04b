"""Taking in transcripts with their turns, and codings from a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, Limits
from benchmarks.harness import Inside, Stopwatch, Whole
from benchmarks.places import Place
from benchmarks.plain import database
from benchmarks.plain import importing as by_hand
from benchmarks.synthetic import LARGE


def our_import(place: Place) -> Sequence[str | Path]:
    study = place.copy(place.empty)
    who = place.folder / "interviews.csv"
    files = place.folder / "transcripts"
    return ["-m", "qualcode", "import", study, files, "--interviews", who]


def plain_import(place: Place) -> Sequence[str | Path]:
    return ["-m", by_hand.__name__, place.folder / "transcripts", place.scratch("imported.db")]


def our_load(place: Place, stopwatch: Stopwatch) -> None:
    from qualcode.readers.codings import read_codings
    from qualcode.store import codings
    from qualcode.workflow.studies import open_study

    file = place.folder / "codings.csv"
    for _ in stopwatch.rounds:
        study = open_study(place.copy(place.uncoded))
        with stopwatch, study.change("anna", "load codings") as change:
            codings.load(change, file.name, read_codings(file))
        study.close()


def plain_load(place: Place, stopwatch: Stopwatch) -> None:
    for _ in stopwatch.rounds:
        db = sqlite3.connect(place.copy(place.plain))
        db.execute("DELETE FROM coding")
        db.commit()
        with stopwatch:
            db.executemany(database.INSERT, database.coding_rows(db, place.folder))
            db.commit()
        db.close()


FIGURES = [
    Figure(
        name="import transcripts with turns and index",
        ours=Whole(our_import),
        plain=Whole(plain_import),
        limits=Limits(ratio=2, memory=100),
        held=[LARGE],
    ),
    Figure(
        name="load codings from csv",
        ours=Inside(our_load, rounds=2),
        plain=Inside(plain_load, rounds=2),
        limits=Limits(ratio=2.5),
        held=[LARGE],
    ),
]
