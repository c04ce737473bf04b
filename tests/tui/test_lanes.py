from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.widgets.transcript import lanes as room
from qualcode.tui.widgets.transcript.lanes import Item, Lanes, assign, in_order, together

ROWS = 80
PLACES = st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda p: (p[0], p[0] + p[1]))
INTERVALS = st.lists(PLACES, max_size=40)


def items(intervals: Iterable[tuple[int, int]]) -> list[Item]:
    """A coding for each interval of rows, of ten characters to a row."""
    return [
        Item(first, last, 10 * first, 10 * last + 9, number)
        for number, (first, last) in enumerate(intervals)
    ]


def assigned(intervals: Sequence[tuple[int, int]]) -> list[int]:
    """The lane of each interval."""
    ordered = in_order(items(intervals))
    lanes = {item.id: lane for item, lane in zip(ordered, assign(ordered), strict=True)}
    return [lanes[number] for number in range(len(intervals))]


def names(lanes: Lanes, most: int) -> dict[int, list[int]]:
    """Which codings are named on which row."""
    named = {row: [item.id for item in lanes.names(row, most)] for row in range(ROWS)}
    return {row: found for row, found in named.items() if found}


def seen(lanes: Lanes, most: int) -> list[object]:
    """All that a margin shows of the lanes."""
    rows = [(lanes.at(row, most), lanes.count(row), lanes.names(row, most)) for row in range(ROWS)]
    spans = [set(lanes.between(row, row + 7)) for row in range(0, ROWS, 5)]
    clusters = [(cluster.first, cluster.last, cluster.items) for cluster in lanes.clusters]
    return [rows, spans, clusters, lanes.depth]


@given(INTERVALS)
def test_no_two_codings_share_a_cell(intervals: list[tuple[int, int]]) -> None:
    lanes = assigned(intervals)

    cells = [
        (lane, row)
        for lane, (first, last) in zip(lanes, intervals, strict=True)
        for row in range(first, last + 1)
    ]
    assert len(cells) == len(set(cells))


@given(INTERVALS)
def test_there_are_no_more_lanes_than_codings_side_by_side(
    intervals: list[tuple[int, int]],
) -> None:
    lanes = Lanes(items(intervals))

    assert lanes.depth == max((lanes.count(row) for row in range(ROWS)), default=0)


@given(INTERVALS, st.randoms())
def test_lanes_do_not_depend_on_the_order_of_coding(
    intervals: list[tuple[int, int]], random: object
) -> None:
    given_items = items(intervals)
    shuffled = sorted(given_items, key=lambda _: random.random())  # type: ignore[attr-defined]

    assert seen(Lanes(shuffled), 4) == seen(Lanes(given_items), 4)


@given(INTERVALS, st.integers(0, ROWS))
def test_a_row_knows_what_stands_on_it(intervals: list[tuple[int, int]], row: int) -> None:
    lanes = Lanes(items(intervals))

    expected = {i for i, (first, last) in enumerate(intervals) if first <= row <= last}
    assert {item.id for item in lanes.at(row, 99) if item is not None} == expected
    assert {item.id for item in lanes.between(row, row)} == expected
    assert lanes.count(row) == len(expected)


@given(INTERVALS, st.integers(1, 8))
def test_whatever_has_a_lane_is_named_once_and_on_a_row_of_its_own(
    intervals: list[tuple[int, int]], most: int
) -> None:
    lanes = Lanes(items(intervals))

    found = [(row, number) for row, named in names(lanes, most).items() for number in named]

    shown = {item.id for row in range(ROWS) for item in lanes.at(row, most) if item is not None}
    assert sorted(number for _, number in found) == sorted(shown)
    for row, number in found:
        assert intervals[number][0] <= row <= intervals[number][1]


@given(st.lists(st.tuples(st.booleans(), st.sets(PLACES, max_size=6)), max_size=12), st.data())
def test_changing_lanes_gives_what_building_them_anew_gives(
    changes: list[tuple[bool, set[tuple[int, int]]]], data: st.DataObject
) -> None:
    lanes, standing = Lanes(), dict[int, Item]()
    for number, (adds, places) in enumerate(changes):
        before = [seen_on(lanes, row) for row in range(ROWS)]
        numbered = enumerate(sorted(places), 100 * number)
        come = [Item(*rows, rows[0], rows[1] + 1, key) for key, rows in numbered] if adds else []
        gone = [
            item
            for item in standing.values()
            if not adds and data.draw(st.booleans(), label=f"take {item}")
        ]

        changed = lanes.change(gone, come)

        standing |= {item.id: item for item in come}
        for item in gone:
            del standing[item.id]
        assert seen(lanes, 4) == seen(Lanes(standing.values()), 4)
        told = {row for first, last in changed for row in range(first, last + 1)}
        for row in range(ROWS):
            assert row in told or seen_on(lanes, row) == before[row]


def seen_on(lanes: Lanes, row: int) -> object:
    return lanes.at(row, 99), lanes.count(row), lanes.names(row, 4)


def test_many_changes_at_once_give_the_same() -> None:
    intervals = [(n, n + n % 7) for n in range(room.MANY)]
    lanes = Lanes(items(intervals)[:5])

    lanes.change([], items(intervals)[5:])
    changed = lanes.change(items(intervals)[1:], [])

    assert seen(lanes, 4) == seen(Lanes(items(intervals)[:1]), 4)
    assert changed[0][1] >= max(last for _, last in intervals)


def test_what_is_taken_away_and_put_back_stays() -> None:
    found = items([(0, 4), (2, 3)])
    lanes = Lanes(found)

    assert lanes.change([found[1]], [found[1]]) == [(0, 4)]
    assert seen(lanes, 4) == seen(Lanes(found), 4)


def test_a_change_is_a_matter_of_the_rows_that_hang_together() -> None:
    lanes = Lanes(items([(0, 4), (4, 9), (12, 13), (20, 21)]))
    far = lanes.clusters[-1]

    changed = lanes.change([], [Item(3, 3, 30, 39, 9)])

    assert changed == [(0, 9)]
    assert lanes.clusters[-1] is far


def test_a_coding_that_bridges_two_clusters_makes_them_one() -> None:
    lanes = Lanes(items([(0, 2), (6, 8)]))
    bridge = Item(2, 6, 20, 69, 9)

    assert lanes.change([], [bridge]) == [(0, 8)]
    assert len(lanes.clusters) == 1
    assert lanes.change([bridge], []) == [(0, 8)]
    assert len(lanes.clusters) == 2


def test_names_of_codings_that_begin_together_stand_below_each_other() -> None:
    assert names(Lanes(items([(3, 8), (3, 5)])), 4) == {3: [1], 4: [0]}


def test_a_short_coding_is_named_before_a_long_one() -> None:
    assert names(Lanes(items([(3, 8), (3, 3)])), 4) == {3: [1], 4: [0]}


def test_a_short_coding_within_long_ones_is_named() -> None:
    lanes = Lanes(items([(0, 40), (0, 30), (0, 20), (0, 10), (3, 3)]))

    assert names(lanes, 8) == {0: [3], 1: [2], 2: [1], 3: [4, 0]}


def test_names_share_a_row_where_their_codings_have_no_other() -> None:
    assert names(Lanes(items([(3, 3), (3, 3)])), 4) == {3: [0, 1]}


def test_the_longer_coding_stands_to_the_left() -> None:
    assert assigned([(3, 4), (3, 9)]) == [1, 0]


def test_a_lane_is_used_again_when_its_coding_has_ended() -> None:
    assert assigned([(0, 2), (1, 5), (3, 4)]) == [0, 1, 0]


@given(INTERVALS)
def test_rows_that_are_taken_together_are_each_told_once(intervals: list[tuple[int, int]]) -> None:
    told = [row for first, last in together(intervals) for row in range(first, last + 1)]

    expected = {row for first, last in intervals for row in range(first, last + 1)}
    assert told == sorted(expected)
