"""Painting rows of a transcript: text with cursor and selection, bracket, lanes and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

PLAIN = Style()

Stretch = tuple[int, int]
"""Characters of a row, counted from its start."""

SIGNS = {"+": "+", "-": "–", "±": "±", "neutral": "○"}
"""How the stance of a coding is shown before its name."""


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
        text = max(10, min(width - gutter - margin, 88))
        rest = max(6, width - gutter - text - 4)
        lanes = min(max(depth, 4), max(4, rest // 4), 8)
        return cls(gutter, text, lanes, min(rest - lanes, 40))

    @property
    def margin(self) -> int:
        """The column at which the lanes begin: after the text, a blank and the bracket."""
        return self.gutter + self.text + 3


class Bar(NamedTuple):
    """A coding in one lane of one row."""

    glyph: str
    style: Style


class RowMarks(NamedTuple):
    """What of the selection stands on a row; with the row, all that its strip depends on."""

    selected: Stretch | None = None
    cursor: Stretch | None = None
    bracket: str = " "


@dataclass(frozen=True, slots=True)
class Margin:
    """The lanes of a row, the name that stands on it, and how many codings have no lane."""

    bars: Sequence[Bar | None] = ()
    name: str = ""
    name_style: Style = PLAIN
    more: int = 0


def label_row(
    number: int, speaker: str, asked: bool, columns: Columns, looks: Looks
) -> list[Segment]:
    """The row above a turn: its number and who speaks."""
    count = f"{number:>{columns.gutter - 2}}  "
    name = set_cell_size(speaker, min(cell_len(speaker), columns.text))
    return [
        Segment(count, looks.number),
        Segment(name, looks.label_asked if asked else looks.label),
        Segment(" " * (columns.text - cell_len(name)), looks.text),
    ]


def text_row(
    text: str,
    base: Style,
    marks: RowMarks,
    tinted: Sequence[Stretch],
    columns: Columns,
    looks: Looks,
) -> list[Segment]:
    """A row of what is said: cut wherever a style begins or ends."""
    segments = [Segment(" " * columns.gutter, looks.text)]
    layers = [(stretch, looks.tint) for stretch in tinted]
    layers += [(marks.selected, looks.selected)] if marks.selected else []
    layers += [(marks.cursor, looks.cursor)] if marks.cursor else []
    cuts = {0, len(text)}
    for (start, end), _ in layers:
        cuts |= {min(max(start, 0), len(text)), min(end, len(text))}
    for start, end in pairwise(sorted(cuts)):
        style = base
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
    more = f" +{found.more}" if found.more else ""
    room = columns.name - 1 - len(more)
    name = short(found.name, room)
    segments.append(Segment(" ", looks.text))
    segments.append(Segment(name, found.name_style))
    segments.append(Segment(" " * (room - cell_len(name)), looks.text))
    segments.append(Segment(more, looks.more))
    return segments


def short(name: str, cells: int) -> str:
    """A name cut to fit, with an ellipsis where something was cut."""
    if cell_len(name) <= cells:
        return name
    return set_cell_size(name, max(0, cells - 1)).rstrip() + "…" if cells > 0 else ""


def glyph(row: int, first: int, last: int, *, focused: bool) -> str:
    """A bar shows where its coding begins and ends; that of the code in focus is broad."""
    if focused:
        return "▌"
    return "┃" if first < row < last else "▪" if first == last else "╻" if row == first else "╹"


def finished(segments: Sequence[Segment], width: int, base: Style) -> Strip:
    return Strip(segments).adjust_cell_length(width, base).simplify()
