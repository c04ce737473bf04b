"""Painting rows of a transcript: text with cursor and selection, bracket, lanes and names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

PLAIN = Style()

Stretch = tuple[int, int]
"""Characters of a row, counted from its start."""

SIGNS = {"+": "+", "-": "–", "±": "±", "neutral": "○"}
"""How the stance of a coding is shown before its name."""
APART = " · "
LEAST_NAME = 6
"""So many cells, with what parts it from the next, a name must have that shares its row."""
READ = "✓"
"""Stands where somebody has read, and found nothing to code."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of the theme in use; `tint` is laid on what has the code in focus,
    over that code's colour."""

    text: Style
    asked: Style
    label: Style
    label_asked: Style
    number: Style
    selected: Style
    cursor: Style
    bracket: Style
    more: Style
    tint: Style
    hit: Style
    read: Style


@dataclass(frozen=True, slots=True)
class Columns:
    """How the width of the view is shared out."""

    gutter: int
    text: int
    lanes: int
    name: int

    @classmethod
    def of(cls, width: int, turns: int, depth: int) -> Columns:
        """Text as wide as it is good to read; the rest is margin."""
        gutter = max(4, len(str(turns)) + 2)
        margin = min(max(width * 3 // 10, 16), 36)
        text = max(2, min(max(10, width - gutter - margin), width - gutter, 88))
        rest = max(6, width - gutter - text - 4)
        lanes = min(max(depth, 4), max(4, rest // 4), 8)
        return cls(gutter, text, lanes, min(rest - lanes, 40))

    @property
    def margin(self) -> int:
        """The column at which the lanes begin: after the text, a blank and the bracket."""
        return self.gutter + self.text + 3


Layer = tuple[Stretch, Style]


@dataclass(frozen=True, slots=True)
class Said:
    """A row of text, the style it is in, and what is laid over parts of it, lowest first."""

    text: str
    style: Style
    layers: Sequence[Layer] = ()
    read: bool = False


class Bar(NamedTuple):
    """A coding in one lane of one row."""

    glyph: str
    style: Style


class Name(NamedTuple):
    """What a coding that begins on a row, or just above, is called."""

    text: str
    style: Style


class RowMarks(NamedTuple):
    """What of the selection stands on a row; with the row, all that its strip depends on."""

    selected: Stretch | None = None
    cursor: Stretch | None = None
    bracket: str = " "


@dataclass(frozen=True, slots=True)
class Margin:
    """The lanes of a row, the names that stand on it, and how many codings have no lane."""

    bars: Sequence[Bar | None] = ()
    names: Sequence[Name] = ()
    more: int = 0


def label_row(
    number: int, speaker: str, style: Style, read: str, columns: Columns, looks: Looks
) -> list[Segment]:
    """The row above a turn: its number, who speaks, and what is said of it once it is read."""
    count = f"{number:>{columns.gutter - 2}}  "
    sign = short(read, columns.text)
    name = short(speaker, columns.text - cell_len(sign))
    return [
        Segment(count, looks.number),
        Segment(name, style),
        Segment(sign, looks.read),
        Segment(" " * (columns.text - cell_len(name) - cell_len(sign)), looks.text),
    ]


def text_row(said: Said, marks: RowMarks, columns: Columns, looks: Looks) -> list[Segment]:
    """A row of what is said: cut wherever a style begins or ends."""
    text = said.text
    sign = f"{READ:>{columns.gutter - 2}}  " if said.read else " " * columns.gutter
    segments = [Segment(sign, looks.read if said.read else looks.text)]
    layers = list(said.layers)
    layers += [(marks.selected, looks.selected)] if marks.selected else []
    layers += [(marks.cursor, looks.cursor)] if marks.cursor else []
    cuts = {0, len(text)}
    for (start, end), _ in layers:
        cuts |= {min(max(start, 0), len(text)), min(end, len(text))}
    for start, end in pairwise(sorted(cuts)):
        style = said.style
        for (first, last), layer in layers:
            if first <= start and end <= last:
                style += layer
        segments.append(Segment(text[start:end], style))
    segments.append(Segment(" " * max(0, columns.text - cell_len(text)), looks.text))
    return segments


def margin(found: Margin, bracket: str, columns: Columns, looks: Looks) -> list[Segment]:
    segments = [Segment(" ", looks.text), Segment(bracket, looks.bracket), Segment(" ", looks.text)]
    for bar in (*found.bars, *[None] * (columns.lanes - len(found.bars))):
        segments.append(Segment(bar.glyph, bar.style) if bar else Segment(" ", looks.text))
    more = more_of(found)
    room = columns.name - 1 - len(more)
    segments.append(Segment(" ", looks.text))
    for place, cut in enumerate(fitted([name.text for name in found.names], room)):
        segments.append(Segment(APART if place else "", looks.more))
        segments.append(Segment(cut, found.names[place].style))
        room -= cell_len(cut) + (len(APART) if place else 0)
    segments.append(Segment(" " * room, looks.text))
    segments.append(Segment(more, looks.more))
    return segments


def more_of(found: Margin) -> str:
    return f" +{found.more}" if found.more else ""


def fitted(names: Sequence[str], cells: int) -> list[str]:
    """Names cut so that they fit beside each other, the longest first; those for which there is
    no room worth having are left out."""
    names = names[: max(1, (cells + len(APART)) // LEAST_NAME)]
    widths = [cell_len(name) for name in names]
    room = cells - len(APART) * (len(names) - 1)
    while sum(widths) > max(0, room):
        widths[widths.index(max(widths))] -= 1
    return [short(name, width) for name, width in zip(names, widths, strict=True)]


def short(name: str, cells: int) -> str:
    """A name cut to fit, with an ellipsis where something was cut."""
    if cell_len(name) <= cells:
        return name
    return set_cell_size(name, max(0, cells - 1)).rstrip() + "…" if cells > 0 else ""


BarLook = Literal["plain", "focused", "picked"]
BARS: Mapping[BarLook, tuple[str, str, str, str]] = {
    "plain": ("╻", "┃", "╹", "▪"),
    "focused": ("▌", "▌", "▌", "▌"),
    "picked": ("▄", "█", "▀", "■"),
}
"""How a bar begins, goes on and ends, and how it looks where it has one row only."""


def glyph(row: int, first: int, last: int, look: BarLook) -> str:
    """A bar shows where its coding begins and ends; that of the code in focus is broad, and that
    of the coding in hand broader."""
    begins, goes_on, ends, alone = BARS[look]
    if first == last:
        return alone
    return begins if row == first else ends if row == last else goes_on


def finished(segments: Iterable[Segment], width: int, base: Style) -> Strip:
    whole = Segment.adjust_line_length(list(segments), width, base)
    return Strip(Segment.simplify(whole), width)
