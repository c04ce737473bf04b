"""A tally as a table for the terminal, in as many blocks as its width asks for."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from qualcode.locale import Translator, fault, translator
from qualcode.model.questions import Missing, Row, Table

GAP = INDENT = 2
LABEL_SHARE = 0.45
WIDEST_HEADING = 14


@dataclass(frozen=True)
class _Figures:
    """One column of the grid: its heading, a figure for each row, and for the sum lines."""

    heading: tuple[str, ...]
    cells: tuple[str, ...]
    sums: tuple[str, ...] = ("", "")

    @property
    def width(self) -> int:
        heading = (min(cell_len(line), WIDEST_HEADING) for line in self.heading)
        return max([*heading, *map(cell_len, self.cells), *map(cell_len, self.sums)])


def rendered(table: Table, counted: tuple[str, str], language: str, *, plain: bool) -> str:
    """The table with the sentences that say what it counts; without colours where `plain`."""
    text = translator(language)
    colours = sys.stdout.isatty() and not plain
    width = shutil.get_terminal_size((80, 24)).columns if colours else 80
    console = Console(
        file=io.StringIO(), width=width, force_terminal=colours, highlight=False, markup=False
    )
    _heading(console, table, counted, text)
    for block in _blocks(_figures(table, text), width - _label_width(table, text, width)):
        console.print()
        console.print(_grid(table, block, text, width))
    _remarks(console, table, language)
    printed = console.file
    assert isinstance(printed, io.StringIO)
    return "\n".join(line.rstrip() for line in printed.getvalue().split("\n"))


def _heading(console: Console, table: Table, counted: tuple[str, str], text: Translator) -> None:
    what, by = counted
    console.print(Text(what, "bold"))
    details = [by] if by else []
    if table.size is not None:
        details.append(text("cli.tally.size", n=table.size))
    if table.interviewed is not None:
        details.append(text("cli.tally.interviewed", n=table.interviewed))
    if details:
        console.print(Text(" · ".join(details), "dim"))


def _figures(table: Table, text: Translator) -> list[_Figures]:
    columns = [
        _Figures(
            (column.label, "" if column.size is None else str(column.size)),
            tuple(str(row.cells[i].n) for row in table.rows),
            _sums(table, i),
        )
        for i, column in enumerate(table.columns)
    ]
    return [*columns, *_totals(table, text), *_missing(table, text)]


def _sums(table: Table, column: int) -> tuple[str, str]:
    if table.sums is None:
        return "", ""
    return str(table.sums.mentions[column]), str(table.sums.units[column])


def _totals(table: Table, text: Translator) -> Iterator[_Figures]:
    totals = [row.total for row in table.rows]
    sums = table.sums
    yield _Figures(
        (text("cli.tally.n"), ""),
        tuple(str(total.n) for total in totals),
        ("", "") if sums is None else (str(sums.mentions_total), str(sums.units_total)),
    )
    if any(total.base is not None for total in totals):
        of = ("" if t.base is None else text("cli.tally.of", base=t.base) for t in totals)
        yield _Figures((text("cli.tally.base"), ""), tuple(of))
        share = ("" if t.percent is None else f"{t.percent:.0f} %" for t in totals)
        yield _Figures(("%", ""), tuple(share))


_MISSING: dict[str, Callable[[Missing], int | None]] = {
    "explicit_no": lambda m: m.explicit_no,
    "both": lambda m: m.both,
    "asked_not_mentioned": lambda m: m.asked_not_mentioned,
    "not_asked": lambda m: m.not_asked,
    "no_information": lambda m: m.no_information,
}


def _missing(table: Table, text: Translator) -> Iterator[_Figures]:
    """What the others said, and who is missing; a column that has zeros only is left out."""
    for name, number_of in _MISSING.items():
        numbers = [number_of(row.missing) for row in table.rows]
        if any(numbers):
            cells = ("" if n is None else str(n) for n in numbers)
            yield _Figures((text(f"cli.tally.{name}"), ""), tuple(cells))


def _blocks(figures: Sequence[_Figures], room: int) -> Iterator[list[_Figures]]:
    """As many columns at a time as there is room for beside the labels."""
    block: list[_Figures] = []
    for column in figures:
        if block and sum(c.width + GAP for c in [*block, column]) > room:
            yield block
            block = []
        block.append(column)
    yield block


def _label_width(table: Table, text: Translator, width: int) -> int:
    labels = [INDENT * row.depth + _label(row, text).cell_len for row in table.rows]
    if table.sums is not None:
        labels += [cell_len(label) for label in _sum_labels(text)]
    return min(max(labels, default=0), int(width * LABEL_SHARE))


def _label(row: Row, text: Translator) -> Text:
    residual = row.residual and not row.code
    label = text("cli.tally.residual", label=row.label) if residual else row.label
    return Text(label, "" if row.code else "bold")


def _indented(row: Row, text: Translator) -> Padding:
    """Indented in all its lines, where a label is too long for one."""
    return Padding(_label(row, text), (0, 0, 0, INDENT * row.depth))


def _sum_labels(text: Translator) -> tuple[str, str]:
    return text("cli.tally.mentions"), text("cli.tally.behind")


def _grid(table: Table, block: Sequence[_Figures], text: Translator, width: int) -> Grid:
    grid = Grid(box=None, padding=(0, 0, 0, GAP), pad_edge=False, header_style="dim")
    grid.add_column("", width=_label_width(table, text, width))
    for column in block:
        heading = Text("\n".join(line for line in column.heading if line))
        grid.add_column(heading, justify="right", vertical="bottom", width=column.width)
    for i, row in enumerate(table.rows):
        grid.add_row(_indented(row, text), *(Text(column.cells[i]) for column in block))
    if table.sums is not None:
        for i, label in enumerate(_sum_labels(text)):
            grid.add_row(Text(label, "dim"), *(Text(column.sums[i]) for column in block))
    return grid


def _remarks(console: Console, table: Table, language: str) -> None:
    text = translator(language)
    lines = [fault(note, language) for note in table.notes]
    lines += [
        text("cli.tally.violation", set=v.set_name, unit=v.unit, codes=", ".join(v.codes))
        for v in table.violations
    ]
    if lines:
        console.print()
    for line in lines:
        console.print(Text(line, "dim"))
