"""Starting up: what everybody waits for, each time."""

from __future__ import annotations

from benchmarks.figures import Figure, Limits
from benchmarks.harness import Whole
from benchmarks.synthetic import SMALL

FIGURES = [
    Figure(
        name="qualcode --help",
        ours=Whole(lambda place: ["-m", "qualcode", "--help"]),
        plain=Whole(lambda place: ["-c", "pass"]),
        limits=Limits(ratio=10),
        sizes=[SMALL],
    )
]
