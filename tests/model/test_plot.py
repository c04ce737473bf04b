"""Bars and curves in characters."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.plot import AXIS, BAR, EIGHTHS, MARKED, POINTER, Plot, draw, shares_in

numbers = st.lists(st.integers(0, 40) | st.just(0) | st.integers(0, 10_000), max_size=60)
sizes = st.tuples(st.integers(0, 130), st.integers(0, 40))


def drawn(found: list[int], width: int, height: int, marked: int | None = None) -> Plot:
    return draw(found, width, height, sums="i alt", bars="nye", marked=marked)


def dots(row: str, left: int) -> list[list[int]]:
    """Which dots, counted from the bottom, are set in each half of each character of a row."""
    columns: list[list[int]] = []
    for character in row[left:]:
        bits = ord(character) - 0x2800 if character != " " else 0
        for half in ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08)):
            columns.append([n for n, bit in enumerate(half) if bits & bit])
    return columns


def curve(plot: Plot) -> list[list[int]]:
    """The heights of all dots of the curve, half column by half column."""
    bars = next(n for n, row in enumerate(plot.rows) if row.text.strip() == "nye")
    rows = [row.text.ljust(plot.left + plot.shares.columns) for row in plot.rows[1:bars]]
    found: list[list[int]] = [[] for _ in range(2 * plot.shares.columns)]
    for above_floor, row in enumerate(reversed(rows)):
        for heights, set_here in zip(found, dots(row, plot.left), strict=True):
            heights += [4 * above_floor + dot for dot in set_here]
    return found


@given(numbers, sizes, st.booleans())
def test_it_keeps_within_its_columns_and_rows(
    found: list[int], size: tuple[int, int], points: bool
) -> None:
    width, height = size

    plot = drawn(found, width, height, len(found) - 1 if points and found else None)

    assert len(plot.rows) <= height
    assert all(len(row.text) <= width for row in plot.rows)
    assert all(len(row.text) == len(row.kinds) for row in plot.rows)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=200), st.integers(20, 120))
def test_the_curve_is_in_one_piece_and_never_falls(found: list[int], width: int) -> None:
    heights = curve(drawn(found, width, 20))

    assert all(heights)
    assert all(sorted(h) == list(range(min(h), max(h) + 1)) for h in heights)
    for before, after in pairwise(heights):
        assert max(before) <= min(after) <= max(before) + 1


@given(st.lists(st.integers(0, 50), min_size=1, max_size=70))
def test_bars_are_as_high_as_their_numbers_are_large(found: list[int]) -> None:
    plot = drawn(found, 80, 30)
    bars = next(n for n, row in enumerate(plot.rows) if row.text.strip() == "nye")
    rows = plot.rows[bars + 1 : -2]

    def height(number: int) -> int:
        column = plot.left + plot.shares.column(number)
        return sum(EIGHTHS.index(row.text[column]) for row in rows)

    heights = [height(n) for n in range(len(found))]
    assert [h == 0 for h in heights] == [n == 0 for n in found]
    pairs = sorted(zip(found, heights, strict=True))
    assert all(one <= other for (_, one), (_, other) in pairwise(pairs))


@given(st.integers(1, 3000), st.integers(10, 150))
def test_every_number_has_a_bar_and_every_bar_its_number(count: int, width: int) -> None:
    shares = shares_in([1] * count, width)

    assert shares.columns <= max(1, width - len(str(count)) - 2)
    for number in (0, count // 2, count - 1):
        first = shares.number(shares.column(number))
        assert first is not None
        assert first <= number < first + shares.group
    assert shares.number(shares.columns) is None
    assert shares.number(-1) is None


def test_where_there_are_more_numbers_than_columns_a_bar_is_the_sum_of_some() -> None:
    plot = drawn([1, 2, 3, 4, 5, 6], 7, 12)

    assert plot.shares.group == 2
    assert max(row.text.count("█") for row in plot.rows) >= 1
    assert "11 ┤" in "\n".join(plot.lines)


def test_axes_have_the_highest_numbers_and_nothing() -> None:
    found = [9, 4, 0, 1]

    lines = drawn(found, 60, 16).lines

    assert lines[1].startswith(f"{list(accumulate(found))[-1]} ┤")
    assert any(line.startswith(" 9 ┤") for line in lines)
    assert [line[:4] for line in lines].count(" 0 ┤") == 1
    assert lines[-2].startswith(" 0 ┼───")
    assert lines[-1].split() == ["1", "2", "4"]


def test_the_marked_number_is_pointed_at_and_named() -> None:
    plot = drawn([3] * 30, 60, 14, 16)
    axis, foot = plot.rows[-2], plot.rows[-1]

    at = axis.text.index(POINTER)
    assert plot.number_at(at) == 16
    assert axis.kinds[at] == MARKED
    assert "17" in foot.text.split()
    assert {BAR, MARKED} <= set(plot.rows[-3].kinds)


@pytest.mark.parametrize("found", [[0], [0, 0, 0], [7], [10_000] * 3, [1] * 2000])
def test_nothing_one_and_many_are_drawn(found: list[int]) -> None:
    plot = drawn(found, 40, 12, 0)

    assert len(plot.rows) == 12
    assert AXIS in plot.rows[-2].kinds


@pytest.mark.parametrize(("width", "height"), [(0, 0), (4, 20), (80, 3), (80, 0), (2, 2)])
def test_where_there_is_no_room_nothing_is_drawn(width: int, height: int) -> None:
    assert drawn([12, 3], width, height) == Plot()


def test_where_there_is_little_room_there_are_bars_only() -> None:
    assert "i alt" not in "\n".join(drawn([12, 3], 40, 7).lines)
