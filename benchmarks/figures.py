"""A figure to hold, what was measured of it, and whether it held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median, quantiles
from time import perf_counter
from typing import Literal

from benchmarks.harness import Clock, Failed, Sample, Side
from benchmarks.places import STUDIES, Place
from benchmarks.synthetic import Size

LEAST, ENOUGH = 3, 9
"""How many times ours is timed: at least, and as long as there is patience."""
PATIENCE = 2.0
"""Seconds for one line of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """At most: so many times the plain script, so many seconds, so many times the time at the
    size before, or at the smallest size, so many MB. None: no such limit."""

    ratio: float | None = None
    seconds: float | None = None
    growth: float | None = None
    spread: float | None = None
    memory: float | None = None

    def __str__(self) -> str:
        parts = [
            (self.ratio, "{:g} x"),
            (self.seconds and self.seconds * 1000, "{:g} ms"),
            (self.growth, "growth {:g}"),
            (self.spread, "{:g} x smallest"),
            (self.memory, "{:g} MB"),
        ]
        return ", ".join(form.format(limit) for limit, form in parts if limit is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One operation: ours, and beside it what somebody would write by hand.

    `held` are the sizes at which the limits hold; the others are measured to see the growth.
    `brief` is what the quick bench runs in the place of ours, if ours takes long.
    """

    name: str
    ours: Side
    plain: Side | None = None
    brief: Side | None = None
    limits: Limits = Limits()
    sizes: Sequence[Size] = STUDIES
    held: Sequence[Size] | None = None
    pick: Literal["median", "p95"] = "median"
    clock: Clock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A row of the table. Times in seconds, memory in MB; `n` is how many times ours was timed."""

    figure: Figure
    size: Size
    ours: float
    plain: float | None
    n: int
    peak: float
    growth: float | None = None
    spread: float | None = None
    failure: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.plain if self.plain else None

    @property
    def over(self) -> bool:
        limits = self.figure.limits
        pairs = [
            (self.ratio, limits.ratio),
            (self.ours, limits.seconds),
            (self.growth, limits.growth),
            (self.spread, limits.spread),
            (self.peak, limits.memory),
        ]
        return any(found > most for found, most in pairs if found is not None and most is not None)

    @property
    def held(self) -> bool:
        return self.figure.held is None or self.size in self.figure.held

    @property
    def verdict(self) -> str:
        if self.failure:
            return "FAILED"
        if not self.held:
            return ""
        return "OVER" if self.over else "ok"


def measure(figure: Figure, places: Sequence[Place], clock: Clock) -> Iterator[Result]:
    """One result for each of the places that the figure asks for, smallest first."""
    first: Result | None = None
    before: Result | None = None
    for place in places:
        if place.size not in figure.sizes:
            continue
        result = _measure_one(figure, place, figure.clock or clock)
        if before is not None and first is not None and not result.failure:
            growth, spread = result.ours / before.ours, result.ours / first.ours
            result = replace(result, growth=growth, spread=spread)
        if not result.failure:
            before, first = result, first or result
        yield result


def _measure_one(figure: Figure, place: Place, clock: Clock) -> Result:
    """Ours and plain by turns, so that a busy moment of the machine meets both."""
    ours: list[Sample] = []
    plain: list[Sample] = []
    start, failure = perf_counter(), ""
    try:
        while _timed(ours) < (LEAST if perf_counter() - start > PATIENCE else ENOUGH):
            ours.append(figure.ours.sample(place))
            if figure.plain is not None:
                plain.append(figure.plain.sample(place))
    except Failed as error:
        failure = str(error)
    return Result(
        figure=figure,
        size=place.size,
        ours=_picked(figure, ours, clock),
        plain=_picked(figure, plain, clock) if plain else None,
        n=_timed(ours),
        peak=max((sample.peak for sample in ours), default=0.0),
        failure=failure,
    )


def _timed(samples: Sequence[Sample]) -> int:
    return sum(len(sample.timings) for sample in samples)


def _picked(figure: Figure, samples: Sequence[Sample], clock: Clock) -> float:
    times = [getattr(timing, clock) for sample in samples for timing in sample.timings]
    if figure.pick == "p95" and len(times) > 1:
        return float(quantiles(times, n=20)[-1])
    return float(median(times)) if times else 0.0
