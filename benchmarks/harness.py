"""Runs one side of a comparison, ours or the plain one, in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, process_time
from typing import Literal, Protocol

from benchmarks.places import Place

REPOSITORY = Path(__file__).parent.parent

Clock = Literal["wall", "cpu"]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: as the clock on the wall has them, and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Sample:
    """What one process showed; `peak` is the most memory it held, in MB."""

    timings: Sequence[Timing]
    peak: float


class Failed(Exception):
    """A process that was measured ended in failure; the message is what it said."""


class Side(Protocol):
    """Ours or the plain one."""

    def sample(self, place: Place) -> Sample: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A Python process from beginning to end, by its arguments."""

    arguments: Callable[[Place], Sequence[str | Path]]

    def sample(self, place: Place) -> Sample:
        timing, peak, _ = _run(list(map(str, self.arguments(place))))
        return Sample([timing], peak)


class Stopwatch:
    """Times what happens within `with stopwatch:`, each time anew."""

    def __init__(self, rounds: int) -> None:
        self.rounds = range(rounds)
        self.timings: list[Timing] = []

    def __enter__(self) -> None:
        self._wall, self._cpu = perf_counter(), process_time()

    def __exit__(self, *_: object) -> None:
        cpu, wall = process_time(), perf_counter()
        self.timings.append(Timing(wall - self._wall, cpu - self._cpu))


Task = Callable[..., None]
"""Takes a place, a stopwatch, and the words of its `Inside`; times itself."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What a function times by itself, `rounds` times over, in a process of its own."""

    task: Task
    words: tuple[str, ...] = ()
    rounds: int = 5

    def sample(self, place: Place) -> Sample:
        name = f"{self.task.__module__}:{self.task.__qualname__}"
        data = [str(place.root), place.size.name, str(self.rounds)]
        _, peak, said = _run(["-m", "benchmarks.inside", name, *data, *self.words])
        return Sample([Timing(*pair) for pair in json.loads(said.splitlines()[-1])], peak)


def make_ready(place: Place) -> None:
    """In a process of its own: what is started from here on begins with the memory of this one,
    which must stay small."""
    Inside(_make_ready, rounds=0).sample(place)


def _make_ready(place: Place, _stopwatch: Stopwatch) -> None:
    place.make_ready()


def _run(arguments: list[str]) -> tuple[Timing, float, str]:
    """(time, peak memory in MB, output) of a Python process."""
    with TemporaryFile() as errors:
        start = perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=errors
        )
        assert process.stdout is not None
        with process.stdout as output:
            said = output.read().decode()
        # Unlike `process.wait`, this also tells what that one process used.
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            raise Failed(f"{' '.join(arguments)}\n{errors.read().decode()}")
    return Timing(wall, usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024, said
