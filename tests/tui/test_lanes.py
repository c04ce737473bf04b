from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.widgets.transcript.lanes import Lanes, assign

INTERVALS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=40,
)


@given(INTERVALS)
def test_no_two_codings_share_a_cell(intervals: list[tuple[int, int]]) -> None:
    lanes = assign(intervals)

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
    lanes = Lanes(intervals)

    assert lanes.depth == max((lanes.count(row) for row in range(80)), default=0)


@given(INTERVALS, st.randoms())
def test_lanes_do_not_depend_on_the_order_of_coding(
    intervals: list[tuple[int, int]], random: object
) -> None:
    shuffled = sorted(intervals, key=lambda _: random.random())  # type: ignore[attr-defined]

    def placed(items: list[tuple[int, int]]) -> list[tuple[tuple[int, int], int]]:
        return sorted(zip(items, assign(items), strict=True))

    assert placed(shuffled) == placed(intervals)


@given(INTERVALS, st.integers(0, 80))
def test_a_row_knows_what_stands_on_it(intervals: list[tuple[int, int]], row: int) -> None:
    lanes = Lanes(intervals)

    expected = {i for i, (first, last) in enumerate(intervals) if first <= row <= last}
    assert {item for item in lanes.at(row, 99) if item is not None} == expected
    assert set(lanes.between(row, row)) == expected
    assert lanes.count(row) == len(expected)


@given(INTERVALS, st.integers(1, 4))
def test_a_name_stands_on_a_row_of_its_coding(intervals: list[tuple[int, int]], most: int) -> None:
    lanes = Lanes(intervals)

    for row, item in lanes.names(most).items():
        assert intervals[item][0] <= row <= intervals[item][1]
        assert lanes.lanes[item] < most


def test_names_of_codings_that_begin_together_stand_below_each_other() -> None:
    lanes = Lanes([(3, 8), (3, 5)])

    assert lanes.names(4) == {3: 1, 4: 0}


def test_a_short_coding_is_named_before_a_long_one() -> None:
    lanes = Lanes([(3, 8), (3, 3)])

    assert lanes.names(4) == {3: 1, 4: 0}


def test_the_longer_coding_stands_to_the_left() -> None:
    assert assign([(3, 4), (3, 9)]) == [1, 0]


def test_a_lane_is_used_again_when_its_coding_has_ended() -> None:
    assert assign([(0, 2), (1, 5), (3, 4)]) == [0, 1, 0]


def test_reach_takes_in_what_overlaps() -> None:
    assert Lanes([(0, 4), (4, 9), (12, 13)]).reach(3, 3) == (0, 4)
