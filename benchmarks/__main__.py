"""`python -m benchmarks`: makes the studies, measures every figure, and prints the table."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import report
from benchmarks.figures import Figure, Result, measure
from benchmarks.harness import Clock, make_ready
from benchmarks.places import FEW_CODES, LONG, MANY_CODES, SHORT, STUDIES, Place
from benchmarks.registry import FIGURES
from benchmarks.synthetic import MIDDLE, SMALL, Size

QUICK = (SMALL, MIDDLE, SHORT, LONG, FEW_CODES, MANY_CODES)
ALL = (*STUDIES, SHORT, LONG, FEW_CODES, MANY_CODES)


def main() -> int:
    """Returns 1 where a figure is over its limit, or could not be measured."""
    asked = _arguments()
    sizes: Sequence[Size] = QUICK if asked.quick else ALL
    if asked.size:
        sizes = [size for size in ALL if size.name in asked.size]
    figures = [f for f in FIGURES if not asked.only or any(w in f.name for w in asked.only)]
    if asked.quick:
        figures = [replace(figure, ours=figure.brief or figure.ours) for figure in figures]
    results = []
    with _data(asked.keep) as root:
        for result in run(root, figures, sizes, asked.clock):
            results.append(result)
    if asked.json:
        asked.json.write_text(json.dumps(report.as_json(results), indent=2), encoding="utf-8")
    return int(any(result.verdict in ("OVER", "FAILED") for result in results))


def run(
    root: Path, figures: Sequence[Figure], sizes: Sequence[Size], clock: Clock
) -> Iterator[Result]:
    """Measures and prints, one line at a time."""
    needed = [size for size in sizes if any(size in figure.sizes for figure in figures)]
    places = [Place(root, size) for size in needed]
    for place in places:
        make_ready(place)
    print(report.heading(), flush=True)
    for figure in figures:
        for result in measure(figure, places, clock):
            print(report.line(result), flush=True)
            if result.failure:
                print(result.failure, file=sys.stderr)
            yield result


@contextmanager
def _data(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with TemporaryDirectory(prefix="qualcode-bench-") as folder:
        yield Path(folder)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the small and the middle study")
    names = [size.name for size in ALL]
    parser.add_argument("--size", action="append", choices=names, help="only this; repeatable")
    parser.add_argument("--only", action="append", metavar="WORD", help="figures with this word")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="what is timed")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there, too")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep the data there, and use what is there"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
