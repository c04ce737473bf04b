"""Handing over: the workbook without the quotes, and all quotes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, Limits
from benchmarks.harness import Whole
from benchmarks.places import Place
from benchmarks.plain import quotes, workbook
from benchmarks.synthetic import LARGE


def our_workbook(place: Place) -> Sequence[str | Path]:
    return ["-m", "qualcode", "export", place.study, place.scratch("book.xlsx"), "--no-quotes"]


def plain_workbook(place: Place) -> Sequence[str | Path]:
    return ["-m", workbook.__name__, place.plain, place.scratch("plain-book.xlsx")]


def our_csv(place: Place) -> Sequence[str | Path]:
    return ["-m", "qualcode", "export", place.study, place.scratch("q.csv"), "--sheet", "quotes"]


def plain_csv(place: Place) -> Sequence[str | Path]:
    return ["-m", quotes.__name__, place.plain, place.scratch("plain-q.csv")]


def our_xlsx(place: Place) -> Sequence[str | Path]:
    return ["-m", "qualcode", "export", place.study, place.scratch("all.xlsx")]


def plain_xlsx(place: Place) -> Sequence[str | Path]:
    return ["-m", workbook.__name__, place.plain, place.scratch("plain-all.xlsx"), "quotes"]


FIGURES = [
    Figure(
        name="workbook without quotes",
        ours=Whole(our_workbook),
        plain=Whole(plain_workbook),
        limits=Limits(ratio=3),
        held=[LARGE],
    ),
    Figure(
        name="all coded segments to .csv",
        ours=Whole(our_csv),
        plain=Whole(plain_csv),
        limits=Limits(ratio=1.5, memory=100),
        held=[LARGE],
    ),
    Figure(
        name="workbook with all coded segments, .xlsx",
        ours=Whole(our_xlsx),
        plain=Whole(plain_xlsx),
        limits=Limits(ratio=1.3, memory=100),
        held=[LARGE],
    ),
]
