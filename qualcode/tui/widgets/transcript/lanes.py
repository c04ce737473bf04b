"""Lanes: which column of the margin each coding gets, where codings stand side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

NAME_ROWS = 4
"""A name stands on one of the first rows of its coding, or nowhere."""

Interval = tuple[int, int]
"""The first and the last row of a coding."""


def in_order(intervals: Sequence[Interval]) -> list[int]:
    """The places of the intervals: what begins earlier, and of those the longer, comes first."""
    keyed = [(first, -last, item) for item, (first, last) in enumerate(intervals)]
    keyed.sort()
    return [item for _, _, item in keyed]


def assign(intervals: Sequence[Interval], order: Sequence[int] | None = None) -> list[int]:
    """The lane of each interval: the lowest that is free, first come first served.

    So a lane depends on what stands there, not on the order in which it was coded.
    """
    lanes = [0] * len(intervals)
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    opened = 0
    for item in in_order(intervals) if order is None else order:
        first, last = intervals[item]
        while busy and busy[0][0] < first:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, opened = opened, opened + 1
        lanes[item] = lane
        heappush(busy, (last, lane))
    return lanes


class Lanes:
    """Codings by row: answers in a bisection per lane, however many codings there are."""

    def __init__(self, intervals: Sequence[Interval]) -> None:
        self.intervals = intervals
        self._order = in_order(intervals)
        self.lanes = assign(intervals, self._order)
        self.depth = max(self.lanes, default=-1) + 1
        self._items: list[list[int]] = [[] for _ in range(self.depth)]
        self._lasts: list[list[int]] = [[] for _ in range(self.depth)]
        for item in self._order:
            self._items[self.lanes[item]].append(item)
            self._lasts[self.lanes[item]].append(intervals[item][1])
        self._first_rows = sorted(first for first, _ in intervals)
        self._last_rows = sorted(last for _, last in intervals)

    def at(self, row: int, most: int) -> list[int | None]:
        """What stands on a row in each of the first `most` lanes."""
        return [self._in_lane(lane, row) for lane in range(min(most, self.depth))]

    def _in_lane(self, lane: int, row: int) -> int | None:
        place = bisect_left(self._lasts[lane], row)
        if place == len(self._lasts[lane]):
            return None
        item = self._items[lane][place]
        return item if self.intervals[item][0] <= row else None

    def count(self, row: int) -> int:
        """How many codings stand on a row, shown or not."""
        return bisect_right(self._first_rows, row) - bisect_left(self._last_rows, row)

    def between(self, first: int, last: int) -> Iterator[int]:
        """All that stands on any of the rows, by lane."""
        for items, lasts in zip(self._items, self._lasts, strict=True):
            for place in range(bisect_left(lasts, first), len(items)):
                if self.intervals[items[place]][0] > last:
                    break
                yield items[place]

    def reach(self, first: int, last: int) -> Interval:
        """The rows whose lanes hang together with those of the given rows."""
        for item in self.between(first, last):
            first = min(first, self.intervals[item][0])
            last = max(last, self.intervals[item][1])
        return first, last

    def names(self, most: int) -> dict[int, int]:
        """The coding to name on each row: where it begins, or a row or so below. What ends first
        is named first, so that a short coding is not left nameless beside a long one. Only those
        in the first `most` lanes are named."""
        coming = [item for item in self._order if self.lanes[item] < most]
        named: dict[int, int] = {}
        waiting: list[tuple[int, int, int]] = []
        row = place = 0
        while place < len(coming) or waiting:
            if not waiting:
                row = max(row, self.intervals[coming[place]][0])
            while place < len(coming) and self.intervals[coming[place]][0] <= row:
                first, last = self.intervals[coming[place]]
                heappush(waiting, (min(last, first + NAME_ROWS - 1), place, coming[place]))
                place += 1
            latest, _, item = heappop(waiting)
            if latest >= row:
                named[row] = item
                row += 1
        return named
