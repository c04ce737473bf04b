"""Wrapping a transcript into rows of the screen; rows tile the text, and know no screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from rich.cells import split_graphemes

from qualcode.model.spans import Span
from qualcode.model.transcripts import Turn
from qualcode.tui.safe import visible

Kind = Literal["label", "text", "blank"]

OUTSIDE = -1
"""The turn of a row that stands in no turn."""

_NARROW = frozenset(
    chr(code)
    for low, high in (
        (0x20, 0x7E),
        (0xA0, 0xAC),
        (0xAE, 0x2FF),
        (0x386, 0x482),
        (0x48A, 0x52F),
        (0x5D0, 0x5EA),
        (0x620, 0x64A),
        (0x2010, 0x2027),
        (0x2030, 0x205E),
    )
    for code in range(low, high + 1)
)
"""Latin, Greek, Cyrillic, Hebrew and Arabic letters, digits and punctuation of one cell each:
where a line has no other characters, its cells are its characters."""


class Row(NamedTuple):
    """The characters from `start` up to `end` on one row; white space at its end is not shown.

    A label row holds the speaker label as the text has it, and is painted as number and name.
    """

    turn: int
    start: int
    end: int
    kind: Kind


def wrap(text: str, turns: Sequence[Turn], width: int) -> Iterator[Row]:
    """The rows of a transcript. Joined, their pieces are the text."""
    position = 0
    for number, turn in enumerate(turns):
        yield from _between(text, position, turn.start, width)
        if turn.speaker or turn.body > turn.start:
            yield Row(number, turn.start, turn.body, "label")
        yield from _lines(text, turn.body, turn.end, width, number)
        position = turn.end
    if position < len(text):
        yield from _between(text, position, len(text), width)


def _between(text: str, start: int, end: int, width: int) -> Iterator[Row]:
    """What stands between turns: one blank row, or the lines of what is said there."""
    if not _blank(text[start:end]):
        yield from _lines(text, start, end, width, OUTSIDE)
        if not text.endswith("\n\n", start, end) and end < len(text):
            yield Row(OUTSIDE, end, end, "blank")
    elif end > 0:
        yield Row(OUTSIDE, start, end, "blank")


def _lines(text: str, start: int, end: int, width: int, turn: int) -> Iterator[Row]:
    while start < end:
        stop = text.find("\n", start, end) + 1 or end
        line = text[start:stop]
        if _blank(line):
            yield Row(turn, start, stop, "blank")
        elif _NARROW.issuperset(line.rstrip("\n")):
            for first, last in _narrow_breaks(text, start, stop, width):
                yield Row(turn, first, last, "text")
        else:
            for first, last in _wide_breaks(line, start, width):
                yield Row(turn, first, last, "text")
        start = stop


def _blank(text: str) -> bool:
    """True if nothing would be seen of it; some control characters pass for white space."""
    return not text.strip() and not visible(text).strip()


def _narrow_breaks(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Where one line of one-cell characters is broken: after spaces, or within a long word."""
    said = start + len(text[start:end].rstrip())
    while said - start > width:
        space = text.rfind(" ", start, start + width + 1)
        cut = start + width if space < start else space + 1
        while cut < end and text[cut] in " \n":
            cut += 1
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _wide_breaks(line: str, offset: int, width: int) -> Iterator[tuple[int, int]]:
    """The same for any characters: none is parted from its combining marks, and ideographs may
    end a row."""
    begin = used = 0
    chance: tuple[int, int] | None = None
    for start, end, cells in graphemes(line):
        if not line[start:end].strip(" \n"):
            used += cells
            chance = end, used
            continue
        while used + cells > width and start > begin:
            cut, before = chance or (start, used)
            yield offset + begin, offset + cut
            begin, used, chance = cut, used - before, None
        used += cells
        if cells > 1:
            chance = end, used
    yield offset + begin, offset + len(line)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """What is painted as one character each: (start, end, cells)."""
    return split_graphemes(visible(text))[0]


@dataclass(frozen=True, slots=True)
class Rows:
    """A wrapped transcript: from offsets to rows and cells, and back."""

    text: str
    width: int
    rows: Sequence[Row]
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str, turns: Sequence[Turn], width: int) -> Rows:
        rows = list(wrap(text, turns, max(2, width)))
        return cls(text, width, rows, [row.start for row in rows])

    def __len__(self) -> int:
        return len(self.rows)

    def row_of(self, offset: int) -> int:
        """The row that holds a character."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def rows_of(self, span: Span) -> tuple[int, int]:
        """The first and the last row that hold a character of the span."""
        first, last = bisect_right(self.starts, span.start), bisect_right(self.starts, span.end - 1)
        return max(0, first - 1), max(0, last - 1)

    def shown(self, number: int) -> str:
        """What is painted of a row of text; one character for each, less those at its end."""
        row = self.rows[number]
        return visible(self.text[row.start : row.end]).rstrip() if row.kind == "text" else ""

    def cell_of(self, number: int, offset: int) -> int:
        """How many cells of its row stand before a character."""
        ahead = offset - self.rows[number].start
        return sum(cells for start, _, cells in graphemes(self.shown(number)) if start < ahead)

    def offset_at(self, number: int, cell: int) -> int:
        """The character at a cell of a row; the nearest one where there is none."""
        if not self.rows:
            return 0
        number = min(max(0, number), len(self.rows) - 1)
        row = self.rows[number]
        pieces = graphemes(self.shown(number))
        if not pieces:
            return row.start
        ends = list(accumulate(cells for *_, cells in pieces))
        return row.start + pieces[min(bisect_right(ends, cell), len(pieces) - 1)][0]

    def grapheme_at(self, offset: int) -> Span:
        """The whole of what is painted as one character, from any code point of it."""
        number = self.row_of(offset)
        start = self.rows[number].start if self.rows else 0
        for first, last, _ in graphemes(self.shown(number)) if self.rows else ():
            if start + first <= offset < start + last:
                return Span(start + first, start + last)
        return Span(offset, offset + 1)
