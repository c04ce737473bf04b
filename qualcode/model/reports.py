"""Reports before any file format: headings, paragraphs, quotes and tables, in order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

REPORT_NAMES = (
    *("codes", "tests", "themes", "residual", "trail", "spread"),
    *("ears", "concepts", "method", "changes", "saturation"),
)
"""What reports are called in commands, in the order in which they stand."""

Style = Literal["plain", "lead", "mark", "muted"]
"""`lead` says the gist, `mark` what a reader must not miss: untested things, and overrides."""
Kind = Literal["text", "words", "count", "mark"]
"""What a column holds: names and dates, running text, numbers, or marks."""
Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 2 is the first within a report, whose own title is 1."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, with the place where it was said."""

    words: str
    source: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is its name for programs. `width` is in characters; a column that stands `aside` is for
    sheets and csv, where there is room."""

    key: str
    heading: str
    width: int = 12
    kind: Kind = "text"
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `counts` says what its rows or numbers are. The last `sums` rows are sums."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    counts: str = ""
    sums: int = 0

    def on_paper(self) -> Grid:
        """Without what stands aside."""
        kept = [place for place, column in enumerate(self.columns) if not column.aside]
        if len(kept) == len(self.columns):
            return self
        rows = [[row[place] for place in kept] for row in self.rows]
        return Grid(tuple(self.columns[p] for p in kept), rows, self.counts, self.sums)


@dataclass(frozen=True, slots=True)
class Curve:
    """Numbers of the last table of a report as a line chart: columns `lines`, by their keys, along
    the column `along`. Paper has the table."""

    title: str
    along: str
    lines: tuple[str, ...]


Block = Heading | Paragraph | Quotation | Grid | Curve


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `about` says in a sentence what it holds; `sheet` is a short name.

    `blocks` are what one reads; `tables` the same as rows, for sheets and csv, where they are other
    ones than the tables among the blocks. The last of them is the report's own.
    """

    name: str
    title: str
    sheet: str
    about: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Grid, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether it has nothing to show."""
        return not self.blocks

    def grids(self) -> tuple[Grid, ...]:
        return self.tables or tuple(block for block in self.blocks if isinstance(block, Grid))

    def curves(self) -> Iterator[Curve]:
        return (block for block in self.blocks if isinstance(block, Curve))

    def introduction(self) -> Iterator[Paragraph]:
        """The paragraphs that it begins with."""
        begins = takewhile(lambda block: isinstance(block, Paragraph), self.blocks)
        return (block for block in begins if isinstance(block, Paragraph))
