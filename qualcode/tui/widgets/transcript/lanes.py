"""Lanes: which column of the margin each coding gets, where codings stand side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import heappop, heappush
from typing import NamedTuple

NAME_ROWS = 4
"""A name stands on one of the first rows of its coding, or nowhere."""

MANY = 200
"""So many changes at once, and building all anew is quicker than mending."""

Interval = tuple[int, int]
"""A first and a last row."""


class Item(NamedTuple):
    """A coding on its rows."""

    first: int
    last: int
    start: int
    end: int
    id: int


def in_order(items: Iterable[Item]) -> list[Item]:
    """What begins on an earlier row comes first, and of those what ends on a later one."""
    return sorted(items, key=lambda item: (item.first, -item.last, *item[2:]))


def assign(items: Sequence[Item]) -> list[int]:
    """The lanes of items in order: each gets the lowest that is free, first come first served.

    So a lane depends on what stands there, not on the order in which it was coded.
    """
    lanes = []
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    for item in items:
        while busy and busy[0][0] < item.first:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        lanes.append(lane)
        heappush(busy, (item.last, lane))
    return lanes


Names = dict[int, Sequence[Item]]
"""What is to be named on each row."""


class Cluster:
    """Codings whose rows hang together: the lanes and names of each depend on no others."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.first = items[0].first
        self.last = max(item.last for item in items)
        self.lanes = assign(items)
        self.depth = max(self.lanes) + 1
        self._names: tuple[int, Names] = (0, {})

    @cached_property
    def _by_lane(self) -> list[list[Item]]:
        by_lane: list[list[Item]] = [[] for _ in range(self.depth)]
        for item, lane in zip(self.items, self.lanes, strict=True):
            by_lane[lane].append(item)
        return by_lane

    @cached_property
    def _lasts(self) -> list[list[int]]:
        return [[item.last for item in items] for items in self._by_lane]

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        """The rows on which items begin, and those on which they end."""
        return [item.first for item in self.items], sorted(item.last for item in self.items)

    def at(self, row: int, most: int) -> list[Item | None]:
        return [self._in_lane(lane, row) for lane in range(min(most, self.depth))]

    def _in_lane(self, lane: int, row: int) -> Item | None:
        place = bisect_left(self._lasts[lane], row)
        if place == len(self._lasts[lane]):
            return None
        item = self._by_lane[lane][place]
        return item if item.first <= row else None

    def count(self, row: int) -> int:
        firsts, lasts = self._edges
        return bisect_right(firsts, row) - bisect_left(lasts, row)

    def between(self, first: int, last: int) -> Iterator[Item]:
        for items, lasts in zip(self._by_lane, self._lasts, strict=True):
            for place in range(bisect_left(lasts, first), len(items)):
                if items[place].first > last:
                    break
                yield items[place]

    def names(self, most: int) -> Names:
        """The items to name on each row, of those in the first `most` lanes."""
        if self._names[0] != most:
            shown = zip(self.items, self.lanes, strict=True)
            self._names = most, _names([item for item, lane in shown if lane < most])
        return self._names[1]


def _names(coming: Sequence[Item]) -> Names:
    """A name to a row: where its item begins, or a row or so below. What ends first is named
    first, so that a short coding is not left nameless beside a long one; what would have no row
    to itself shares the last one that it has."""
    named: Names = {}
    waiting: list[tuple[int, int, int]] = []
    row = place = 0
    while place < len(coming) or waiting:
        if not waiting:
            row = max(row, coming[place].first)
        while place < len(coming) and coming[place].first <= row:
            first, last = coming[place][:2]
            heappush(waiting, (min(last, first + NAME_ROWS - 1), last, place))
            place += 1
        chosen = [coming[heappop(waiting)[2]]]
        while waiting and waiting[0][0] == row:
            chosen.append(coming[heappop(waiting)[2]])
        named[row] = chosen
        row += 1
    return named


class Lanes:
    """Codings by row. A change costs what stands around it, however many codings there are."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._build(items)

    def _build(self, items: Iterable[Item]) -> None:
        self.clusters = list(_clusters(in_order(items)))
        self._firsts = [cluster.first for cluster in self.clusters]
        self._lasts = [cluster.last for cluster in self.clusters]

    @property
    def depth(self) -> int:
        """How many codings stand side by side at most."""
        return max((cluster.depth for cluster in self.clusters), default=0)

    # Changing

    def change(self, gone: Collection[Item], come: Collection[Item]) -> list[Interval]:
        """Take items away and put others in; the rows that may look different now."""
        removed, added = set(gone).difference(come), set(come).difference(gone)
        touched = together((item.first, item.last) for item in (*gone, *come))
        if len(removed) + len(added) > MANY:
            ends = self._lasts[-1:]
            self._build(added.union(self._items()) - removed)
            return [(0, max([*ends, *self._lasts[-1:]], default=0))]
        return [self._change_within(first, last, removed, added) for first, last in touched]

    def _change_within(
        self, first: int, last: int, removed: set[Item], added: set[Item]
    ) -> Interval:
        """Build the clusters on some rows anew; the rows of what stands there now or did."""
        place = slice(bisect_left(self._lasts, first), bisect_right(self._firsts, last))
        old = self.clusters[place]
        kept = (item for cluster in old for item in cluster.items if item not in removed)
        put = (item for item in added if first <= item.first <= last)
        new = list(_clusters(in_order((*kept, *put))))
        self.clusters[place] = new
        self._firsts[place] = [cluster.first for cluster in new]
        self._lasts[place] = [cluster.last for cluster in new]
        reach = (*old, *new)
        return min([first, *(c.first for c in reach)]), max([last, *(c.last for c in reach)])

    # What stands where

    def at(self, row: int, most: int) -> list[Item | None]:
        """What stands on a row in each of the first `most` lanes."""
        cluster = self._cluster(row)
        return cluster.at(row, most) if cluster else []

    def count(self, row: int) -> int:
        """How many codings stand on a row, shown or not."""
        cluster = self._cluster(row)
        return cluster.count(row) if cluster else 0

    def names(self, row: int, most: int) -> Sequence[Item]:
        """The codings to name on a row, if only the first `most` lanes are shown."""
        cluster = self._cluster(row)
        return cluster.names(most).get(row, ()) if cluster else ()

    def between(self, first: int, last: int) -> Iterator[Item]:
        """All that stands on any of the rows."""
        place = slice(bisect_left(self._lasts, first), bisect_right(self._firsts, last))
        for cluster in self.clusters[place]:
            yield from cluster.between(first, last)

    def _cluster(self, row: int) -> Cluster | None:
        place = bisect_left(self._lasts, row)
        if place == len(self.clusters) or self._firsts[place] > row:
            return None
        return self.clusters[place]

    def _items(self) -> Iterator[Item]:
        return (item for cluster in self.clusters for item in cluster.items)


def _clusters(items: Sequence[Item]) -> Iterator[Cluster]:
    """The items, in order, cut where no row holds them together."""
    begin, last = 0, -1
    for number, item in enumerate(items):
        if item.first > last and number > begin:
            yield Cluster(items[begin:number])
            begin = number
        last = max(last, item.last)
    if items:
        yield Cluster(items[begin:])


def together(intervals: Iterable[Interval]) -> list[Interval]:
    """The rows in order, each once: intervals that overlap or follow on one another are one."""
    found: list[Interval] = []
    for first, last in sorted(intervals):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found
