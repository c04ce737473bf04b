"""The results as a table to read, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.figures import Result

_HEADINGS = ("operation", "size", "ours", "plain", "ratio", "limit", "growth", "peak", "n", "")
_TEXT = (0, 1, 5, 9)
"""The columns that are set flush left."""
_WIDTHS = (43, 18, 9, 9, 6, 27, 6, 7, 4, 6)


def heading() -> str:
    return _line(_HEADINGS)


def line(result: Result) -> str:
    """One line; times are medians, memory the most that our process held."""
    return _line(
        (
            result.figure.name,
            result.size.name,
            _time(result.ours),
            _time(result.plain),
            _number(result.ratio),
            str(result.figure.limits) if result.held else "",
            _number(result.growth),
            f"{result.peak:.0f} MB",
            str(result.n),
            result.verdict,
        )
    )


def _line(cells: Iterable[str]) -> str:
    placed = (
        cell.ljust(width) if column in _TEXT else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    )
    return "  ".join(placed).rstrip()


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds:.2f} s"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def as_json(results: Iterable[Result]) -> list[dict[str, object]]:
    return [
        {
            "operation": r.figure.name,
            "size": r.size.name,
            "ours": r.ours,
            "plain": r.plain,
            "ratio": r.ratio,
            "limit": str(r.figure.limits) if r.held else "",
            "growth": r.growth,
            "since_smallest": r.spread,
            "peak_mb": r.peak,
            "n": r.n,
            "verdict": r.verdict,
        }
        for r in results
    ]
