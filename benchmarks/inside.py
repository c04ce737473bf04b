"""Runs one task of `harness.Inside` and prints how long it took: [[wall, cpu], ...]."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.harness import Stopwatch
from benchmarks.places import SIZES, Place


def main(name: str, root: str, size: str, rounds: str, *words: str) -> None:
    module, _, function = name.partition(":")
    stopwatch = Stopwatch(int(rounds))
    getattr(import_module(module), function)(Place(Path(root), SIZES[size]), stopwatch, *words)
    print(json.dumps([[timing.wall, timing.cpu] for timing in stopwatch.timings]))


main(*sys.argv[1:])
