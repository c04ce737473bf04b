"""Numbers drawn in characters: as bars, and over them what they add up to, as a curve.

A drawing is rows of text. Beside each text stands, letter by letter, what each character is, for
who has colours; nothing is told by these alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

BLANK, AXIS, CURVE, BAR, MARKED, WORDS = " acbmw"
"""What a character of a drawing is."""
EIGHTHS = " ▁▂▃▄▅▆▇█"
POINTER = "▲"
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Of the dots of a braille character: those to the left, and those to the right, from the top."""
_BRAILLE = 0x2800
WIDEST = 6
"""Columns that a bar and the gap after it may have."""
APART = 2
"""Blanks, at the least, between two numbers along an axis; and rows between two up it."""
STEPS = (1, 2, 5)


class Drawn(NamedTuple):
    """One row: its text, and what each of its characters is."""

    text: str
    kinds: str


@dataclass(frozen=True, slots=True)
class Shares:
    """How `count` numbers share the columns: each bar has `cells` of them, and stands for `group`
    numbers."""

    count: int
    cells: int
    group: int

    @classmethod
    def of(cls, count: int, columns: int) -> Shares:
        if count <= columns:
            return cls(count, min(WIDEST, columns // max(1, count)), 1)
        return cls(count, 1, -(-count // columns))

    @property
    def bars(self) -> int:
        return -(-self.count // self.group)

    @property
    def columns(self) -> int:
        return self.bars * self.cells

    @property
    def solid(self) -> int:
        """Columns of a bar itself."""
        return self.cells - 1 if self.cells > 1 else 1

    def column(self, number: int) -> int:
        """The first column of the bar that a number is in; numbers are counted from 0."""
        return number // self.group * self.cells

    def number(self, column: int) -> int | None:
        """The first number of the bar in a column."""
        found = column // self.cells * self.group
        return found if column >= 0 and found < self.count else None


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing. Its bars begin at the column `left`."""

    rows: tuple[Drawn, ...] = ()
    left: int = 0
    shares: Shares = Shares(0, 1, 1)

    @property
    def lines(self) -> list[str]:
        return [row.text.rstrip() for row in self.rows]

    def number_at(self, column: int) -> int | None:
        """The number, counted from 0, whose bar stands in a column of the drawing."""
        return self.shares.number(column - self.left)


def draw(
    numbers: Sequence[int],
    width: int,
    height: int,
    *,
    sums: str,
    bars: str,
    marked: int | None = None,
) -> Plot:
    """Draw numbers in at most so many columns and rows; nothing, where there is no room.

    `sums` and `bars` are written over the curve and over the bars. Where there are more numbers
    than columns, a bar is the sum of some. `marked` is pointed at.
    """
    total, left = sum(numbers), _left(numbers)
    curve_rows, bar_rows = _rows(height)
    if not numbers or width <= left or not bar_rows:
        return Plot()
    shares = shares_in(numbers, width)
    grouped = [sum(numbers[at : at + shares.group]) for at in range(0, len(numbers), shares.group)]
    here = None if marked is None else marked // shares.group
    rows: list[Drawn] = []
    if curve_rows:
        rows.append(_caption(sums, left, width))
        curve = _curve(list(accumulate(grouped)), shares.cells, curve_rows)
        rows += _framed(
            curve, _numbers_up(total, curve_rows, curve_rows - 1) | {curve_rows - 1: 0}, left
        )
    rows.append(_caption(bars, left, width))
    drawn = _bars(grouped, shares, bar_rows, here)
    rows += _framed(drawn, _numbers_up(max(grouped), bar_rows, bar_rows), left)
    rows += _foot(shares, left, marked)
    return Plot(tuple(rows), left, shares)


def shares_in(numbers: Sequence[int], width: int) -> Shares:
    """How numbers share the columns of a drawing of that width."""
    return Shares.of(len(numbers), max(1, width - _left(numbers)))


def _left(numbers: Sequence[int]) -> int:
    return len(str(sum(numbers))) + 2


def _rows(height: int) -> tuple[int, int]:
    """Rows of the curve and of the bars: two captions, the axis and its numbers take four."""
    body = height - 4
    if body >= 4:
        return body - body * 2 // 5, body * 2 // 5
    return 0, max(0, height - 3)


def _caption(words: str, left: int, width: int) -> Drawn:
    shown = words[: width - left]
    return Drawn(" " * left + shown, BLANK * left + WORDS * len(shown))


def _framed(rows: Sequence[Drawn], numbers: Mapping[int, int], left: int) -> Iterator[Drawn]:
    """Rows with the axis and its numbers before them."""
    for place, row in enumerate(rows):
        said = numbers.get(place, "")
        axis = f"{said:>{left - 2}} {'│' if said == '' else '┤'}"
        yield Drawn(axis + row.text, AXIS * left + row.kinds)


def _numbers_up(top: int, rows: int, floor: int) -> dict[int, int]:
    """The numbers beside the rows, from the top, of which 0 stands at `floor`: the highest, and
    round ones beneath it where they fit."""
    found = {0: top} if top else {}
    step = next(s for s in _round_steps() if s * rows >= top * APART)
    for value in range(step, top, step):
        place = floor - round(value / top * floor)
        if place < floor - 1 and all(abs(place - other) >= APART for other in found):
            found[place] = value
    return found


def _round_steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    power = 1
    while True:
        yield from (step * power for step in STEPS)
        power *= 10


# The curve


def _curve(totals: Sequence[int], cells: int, rows: int) -> list[Drawn]:
    """A line through the middle of each bar, in dots: two beside and four above each other."""
    dots = [[0] * (len(totals) * cells) for _ in range(rows)]
    before: int | None = None
    for across, height in enumerate(_heights(totals, cells, rows * 4 - 1)):
        # Where it rises by more than a dot, the dots between keep the line in one piece.
        lowest = height if before is None else min(before + 1, height)
        for dot in range(lowest, height + 1):
            row, within = divmod(rows * 4 - 1 - dot, 4)
            dots[row][across // 2] |= _DOTS[across % 2][within]
        before = height
    return [_dotted(row) for row in dots]


def _heights(totals: Sequence[int], cells: int, top: int) -> Iterator[int]:
    """How high the line is, in dots, at each dot from the left."""
    most = max(totals[-1], 1)
    for dot in range(len(totals) * cells * 2):
        place = (dot + 0.5) / (cells * 2) - 0.5
        first = int(place // 1)
        lower = totals[first] if first >= 0 else 0
        upper = totals[min(first + 1, len(totals) - 1)]
        yield round((lower + (upper - lower) * (place - first)) / most * top)


def _dotted(row: Sequence[int]) -> Drawn:
    text = "".join(chr(_BRAILLE + dots) if dots else " " for dots in row)
    return Drawn(text, "".join(CURVE if dots else BLANK for dots in row))


# The bars


def _bars(numbers: Sequence[int], shares: Shares, rows: int, marked: int | None) -> list[Drawn]:
    """What is more than nothing always shows."""
    most, levels = max(*numbers, 1), rows * (len(EIGHTHS) - 1)
    heights = [max(round(n / most * levels), 1 if n else 0) for n in numbers]
    found = []
    for row in reversed(range(rows)):
        text = kinds = ""
        for place, height in enumerate(heights):
            level = min(max(height - row * 8, 0), 8)
            kind = BLANK if not level else MARKED if place == marked else BAR
            gap = shares.cells - shares.solid
            text += EIGHTHS[level] * shares.solid + " " * gap
            kinds += kind * shares.solid + BLANK * gap
        found.append(Drawn(text, kinds))
    return found


def _foot(shares: Shares, left: int, marked: int | None) -> Iterator[Drawn]:
    """The axis under the bars, and the numbers along it, counted from 1."""
    axis = ["─"] * shares.columns
    kinds = [AXIS] * shares.columns
    if marked is not None:
        at = shares.column(marked) + (shares.solid - 1) // 2
        axis[at], kinds[at] = POINTER, MARKED
    yield Drawn(f"{0:>{left - 2}} ┼{''.join(axis)}", AXIS * left + "".join(kinds))
    text, kinds_below = _numbers_along(shares, marked)
    yield Drawn(" " * left + text, BLANK * left + kinds_below)


def _numbers_along(shares: Shares, marked: int | None) -> tuple[str, str]:
    """The marked number first, then the ends, then round ones, each where it does not run into
    another."""
    wanted = [] if marked is None else [marked]
    wanted += [0, shares.count - 1]
    step = next(s for s in _round_steps() if s * shares.cells >= 10 * shares.group)
    wanted += range(step - 1, shares.count, step)
    text, kinds = [" "] * shares.columns, [BLANK] * shares.columns
    for number in dict.fromkeys(wanted):
        said = str(number + 1)
        at = min(shares.column(number), shares.columns - len(said))
        around = text[max(0, at - APART) : at + len(said) + APART]
        if at >= 0 and not "".join(around).strip():
            text[at : at + len(said)] = said
            kinds[at : at + len(said)] = (MARKED if number == marked else AXIS) * len(said)
    return "".join(text), "".join(kinds)
