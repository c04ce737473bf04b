"""The columns of a chapter's table: what stands above each, and what each row shows in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from qualcode.export.sheets.looks import HEAT
from qualcode.locale import Translator
from qualcode.model.questions import Cell, Missing, Row, SumLine, Table

MANY_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `first` says that it begins its group; `sums` are mentions and units below.

    `look` is how its numbers look; a value of None is shown as a dash. `upright` is a column
    that is its own group, in a table of so many that their headings must stand.
    """

    group: str
    heading: str
    look: Literal["count", "percent"]
    value: Callable[[Row], float | None]
    heat: Callable[[Row], int | None] | None = None
    first: bool = False
    sums: tuple[int, int] | None = None
    upright: bool = False
    heading_looks: tuple[str, ...] = ()


def fields(table: Table, t: Translator) -> list[Field]:
    """The values of the breakdown, the total, what the counted ones said, and the rest."""
    found: list[Field] = []
    if table.question.by is not None:
        for index, column in enumerate(table.columns):
            found += _count(table, t, column.label or column.key, index)
    found += _count(table, t, t("export.chapter.total"), None)
    found += _missing(table, t, "of_these", ("explicit_no", "both", "unprompted"), ())
    always = ("not_asked", "no_information")
    found += _missing(table, t, "rest", ("asked_not_mentioned", *always), always)
    return found


def _count(table: Table, t: Translator, label: str, index: int | None) -> Iterator[Field]:
    """n, its base, and its share. `index` is None for the total, whose base has a column always;
    elsewhere the base stands in the heading if it is the same in all rows."""

    def cell(row: Row) -> Cell:
        return row.total if index is None else row.cells[index]

    def heat(row: Row) -> int | None:
        return heat_of(cell(row))

    bases = {cell(row).base for row in table.rows}
    has_base = bool(bases - {None})
    apart = has_base and (index is None or len(bases) > 1)
    one_by_one = index is not None and _one_by_one(table)
    if has_base and not apart and not one_by_one:
        label = t("export.chapter.group", label=label, n=max(b for b in bases if b is not None))
    yield Field(
        label,
        t("export.chapter.n"),
        "count",
        lambda row: _counted(cell(row)),
        heat,
        first=True,
        sums=_sums(table.sums, index),
        upright=index is not None
        and len(table.columns) > MANY_COLUMNS
        and (one_by_one or not has_base),
    )
    if apart and not one_by_one:
        yield Field(label, t("export.chapter.of"), "count", lambda row: cell(row).base)
    if has_base and not one_by_one:
        percent = t("export.chapter.percent")
        yield Field(label, percent, "percent", lambda row: _share(cell(row)), heat)


def _one_by_one(table: Table) -> bool:
    """Each column is one of what is counted: shares would all be none or all."""
    bases = {cell.base for row in table.rows for cell in row.cells}
    return 1 in bases and bases <= {0, 1}


def _sums(sums: SumLine | None, index: int | None) -> tuple[int, int] | None:
    if sums is None:
        return None
    if index is None:
        return sums.mentions_total, sums.units_total
    return sums.mentions[index], sums.units[index]


def _counted(cell: Cell) -> int | None:
    """Nobody of nobody is not zero: none in the column was asked."""
    return None if cell.base == 0 == cell.n else cell.n


def _share(cell: Cell) -> float | None:
    return cell.n / cell.base if cell.base else None


def heat_of(cell: Cell) -> int | None:
    """The fifth of its base that a count falls in; None for nothing, or without a base.

    One of one is no share to speak of, and gets a middle shade.
    """
    if not cell.n or not cell.base:
        return None
    if cell.base == 1:
        return len(HEAT) // 2
    return min(cell.n * len(HEAT) // cell.base, len(HEAT) - 1)


def _missing(
    table: Table, t: Translator, group: str, names: tuple[str, ...], always: tuple[str, ...]
) -> Iterator[Field]:
    """Those of the names that occur, or are shown always where units are counted at all."""
    label = t(f"export.chapter.{group}")
    first = True
    for name in names:
        values = {_of(row.missing, name) for row in table.rows} - {None}
        if values - {0} or (values and name in always):
            heading = t(f"export.chapter.{name}")
            yield Field(
                label, heading, "count", _reading(name), first=first, heading_looks=("small",)
            )
            first = False


def _reading(name: str) -> Callable[[Row], int | None]:
    return lambda row: _of(row.missing, name)


def _of(missing: Missing, name: str) -> int | None:
    value: int | None = getattr(missing, name)
    return value
