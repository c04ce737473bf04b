"""The tables of units: `centres.csv` and its like, and the units that their columns name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.errors import Phrase
from qualcode.model.units import AttributeDef, Unit, UnitKind
from qualcode.readers.faults import Faults, said_by
from qualcode.readers.interviews import KIND_ALIASES, SEPARATOR, parted
from qualcode.readers.tables import Row, Table, read_table


@dataclass(frozen=True, slots=True)
class UnitTables:
    """The units of a study, kind by kind, and all attributes that they have.

    A column that `study.yaml` says nothing of is a category with the values that are found.
    `complete` are the kinds whose units are all known, since there is a table of them.
    """

    units: tuple[Unit, ...]
    attributes: tuple[AttributeDef, ...]
    complete: frozenset[str]


def read_units(
    files: Mapping[str, Path], kinds: Sequence[UnitKind], attributes: Iterable[AttributeDef]
) -> UnitTables:
    """The units in `files` (one per kind that has a table), and those that they name in turn."""
    known = {attribute.name: attribute for attribute in attributes}
    units: dict[tuple[str, str], Unit] = {}
    complete = set(files) | {kind.name for kind in kinds if kind.of in files}
    sources = [_Source.read(files[kind.name], kind, kinds) for kind in kinds if kind.name in files]
    for source in sources:
        source.check_header([a for a in known.values() if a.of == source.kind.name])
        for column in source.attribute_columns():
            known.setdefault(column, AttributeDef(name=column, of=source.kind.name))
        for unit in source.units(known):
            units[unit.kind, unit.key] = unit
    for source in sources:
        for link in source.links(set(files), units):
            units.setdefault(link, Unit(kind=link[0], key=link[1]))
    order = [kind.name for kind in kinds]
    return UnitTables(
        tuple(sorted(units.values(), key=lambda unit: order.index(unit.kind))),
        tuple(known.values()),
        frozenset(complete),
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """The table of one kind. `derived` are the kinds that its columns name units of: those that
    `study.yaml` reaches through it, and those that a column is simply called after."""

    table: Table
    kind: UnitKind
    derived: tuple[UnitKind, ...]
    key: str
    kinds: frozenset[str]

    @classmethod
    def read(cls, path: Path, kind: UnitKind, kinds: Sequence[UnitKind]) -> _Source:
        derived = tuple(other for other in kinds if other.of == kind.name)
        names = (kind.name, *(alias for alias, meant in KIND_ALIASES.items() if meant == kind.name))
        known = (*names, "name", *(other.column or "" for other in derived))
        table = read_table(path, known=known)
        key = next((name for name in names if name in table.header), None)
        if key is None:
            faults = Faults(path)
            faults.add(
                1,
                kind.name,
                None,
                Phrase("the column is missing; it says how files name the unit."),
            )
            faults.raise_if_any()
        called = tuple(
            replace(other, of=kind.name, column=other.name)
            for other in kinds
            if other.of is None and other != kind and other.name in table.header
        )
        return cls(table, kind, derived + called, key or "", frozenset(k.name for k in kinds))

    def attribute_columns(self) -> list[str]:
        own = {self.key, "name", *self.kinds, *(kind.column for kind in self.derived)}
        return [column for column in self.table.header if column not in own]

    def check_header(self, attributes: Iterable[AttributeDef]) -> None:
        """All columns that `study.yaml` speaks of must be there."""
        faults = Faults(self.table.path)
        wanted = [(a.name, Phrase("it is an attribute")) for a in attributes]
        wanted += [
            (kind.column or "", Phrase("it names units, {kind}", kind=kind.name))
            for kind in self.derived
        ]
        for column, why in wanted:
            if column not in self.table.header:
                faults.add(
                    1,
                    column,
                    None,
                    Phrase("the column is missing; study.yaml says {why}.", why=why),
                )
        faults.raise_if_any()

    def units(self, attributes: Mapping[str, AttributeDef]) -> list[Unit]:
        faults = Faults(self.table.path)
        first: dict[str, int] = {}
        for row in self.table.rows:
            key = row.get(self.key)
            if not key:
                faults.add(
                    row.line, self.key, "", Phrase("the cell is empty; each unit needs a name.")
                )
            elif key in first:
                what = Phrase("the unit stands on line {line} already.", line=first[key])
                faults.add(row.line, self.key, key, what)
            first.setdefault(key, row.line)
            self._check_values(row, attributes, faults)
        faults.raise_if_any()
        return [self._unit(row) for row in self.table.rows]

    def _check_values(
        self, row: Row, attributes: Mapping[str, AttributeDef], faults: Faults
    ) -> None:
        for column in self.attribute_columns():
            attribute = attributes[column]
            if attribute.of != self.kind.name:
                continue  # of the same name as another kind's, which goes first
            try:
                attribute.value_of(row.get(column))
            except ValueError as error:
                what = said_by(error)
                if what.startswith("could not convert"):
                    what = Phrase("it is not a number")
                faults.add(row.line, column, row.get(column), Phrase("{what}.", what=what))

    def _unit(self, row: Row) -> Unit:
        return Unit(
            kind=self.kind.name,
            key=row.get(self.key),
            name=row.get("name"),
            attributes={
                column: cell for column in self.attribute_columns() if (cell := row.get(column))
            },
            links=tuple(link for _, link in self._links(row)),
        )

    def _links(self, row: Row) -> list[tuple[str, tuple[str, str]]]:
        return [
            (kind.column or "", (kind.name, key))
            for kind in self.derived
            for key in parted(row.get(kind.column or ""), kind.separator or SEPARATOR)
        ]

    def links(
        self, tabled: set[str], units: Mapping[tuple[str, str], Unit]
    ) -> list[tuple[str, str]]:
        """The units that the table names. Those of a kind with its own table must stand there."""
        faults = Faults(self.table.path)
        found = []
        for row in self.table.rows:
            for column, link in self._links(row):
                if link[0] in tabled and link not in units:
                    what = Phrase("there is no {kind} of that name in its table.", kind=link[0])
                    faults.add(row.line, column, link[1], what)
                found.append(link)
        faults.raise_if_any()
        return found
