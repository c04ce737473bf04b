"""Saving one coding, and whether it is there after the program was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure, Limits
from benchmarks.harness import Inside, Stopwatch
from benchmarks.places import Place
from benchmarks.plain import saving as by_hand

CODE, LENGTH = 3, 40


def ours(place: Place, stopwatch: Stopwatch) -> None:
    from qualcode.model.spans import Span
    from qualcode.workflow.coding import apply_codes
    from qualcode.workflow.studies import open_study

    study = open_study(place.copy(place.study))
    for n in stopwatch.rounds:
        span = Span(7 * n, 7 * n + LENGTH)
        with stopwatch:
            apply_codes(study, "anna", 1, span, [CODE])


def plain(place: Place, stopwatch: Stopwatch) -> None:
    db = by_hand.opened(str(place.copy(place.plain)))
    for n in stopwatch.rounds:
        with stopwatch:
            by_hand.save(db, 1, 7 * n, 7 * n + LENGTH, CODE)


def survives(place: Place, stopwatch: Stopwatch) -> None:
    """Times the whole: a process that saves, shows, and is killed; then the study opened anew."""
    path = place.copy(place.study)
    for n in stopwatch.rounds:
        with stopwatch:
            shown = _save_and_die(path, 7 * n)
            left = _ids_of_first(path)
        if shown not in left:
            raise SystemExit(f"the coding {shown} was shown as saved, and is gone")
    _refuse_damage(path)


def _save_and_die(path: Path, start: int) -> int:
    """The id of the coding, as the process showed it before its end."""
    words = [sys.executable, "-m", __name__, str(path), str(start)]
    process = subprocess.run(words, stdout=subprocess.PIPE, check=False)
    if process.returncode != -signal.SIGKILL:
        raise SystemExit(f"the process ended by itself, with {process.returncode}")
    return int(process.stdout)


def _save_show_and_die(path: str, start: str) -> None:
    from qualcode.model.spans import Span
    from qualcode.workflow.coding import apply_codes
    from qualcode.workflow.studies import open_study

    span = Span(int(start), int(start) + LENGTH)
    (made,) = apply_codes(open_study(Path(path)), "anna", 1, span, [CODE])
    print(made, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def _ids_of_first(path: Path) -> set[int]:
    from qualcode.workflow.coding import codings_in
    from qualcode.workflow.studies import open_study

    study = open_study(path)
    found = {coding.id for coding in codings_in(study, 1)}
    study.close()
    return found


def _refuse_damage(path: Path) -> None:
    from qualcode.workflow.checking import check_study
    from qualcode.workflow.studies import open_study

    if faults := check_study(open_study(path)):
        raise SystemExit("\n".join(faults))


FIGURES = [
    Figure(
        name="save one coding",
        ours=Inside(ours, rounds=40),
        plain=Inside(plain, rounds=40),
        limits=Limits(ratio=10, spread=1.5),
    ),
    Figure(name="save, show, kill -9: still there", ours=Inside(survives, rounds=3)),
]

if __name__ == "__main__":
    _save_show_and_die(*sys.argv[1:])
