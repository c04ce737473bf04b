from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InvalidData
from qualcode.model.units import AttributeDef, Unit, UnitKind, parse_classes
from qualcode.readers.unit_tables import UnitTables, read_units

Write = Callable[[str, str | bytes], Path]
CENTRE = UnitKind(name="centre")
COUNTY = UnitKind(name="county", of="centre", column="fylke", separator="/")


def read(path: Path, *kinds: UnitKind, attributes: tuple[AttributeDef, ...] = ()) -> UnitTables:
    """The units of one table of centres."""
    return read_units({"centre": path}, (CENTRE, *kinds), attributes)


def refused(path: Path, *kinds: UnitKind, attributes: tuple[AttributeDef, ...] = ()) -> list[str]:
    with pytest.raises(InvalidData) as caught:
        read(path, *kinds, attributes=attributes)
    return str(caught.value).split("\n")


def test_centres_have_names_attributes_and_links_to_the_units_that_they_name(write: Write) -> None:
    path = write("centres.csv", "Centre,name,type,fylke\nS01,Bø,USH,Troms/Finnmark\nS02,,,Troms\n")

    tables = read(path, COUNTY)

    assert tables.units == (
        Unit(
            kind="centre",
            key="S01",
            name="Bø",
            attributes={"type": "USH"},
            links=(("county", "Troms"), ("county", "Finnmark")),
        ),
        Unit(kind="centre", key="S02", links=(("county", "Troms"),)),
        Unit(kind="county", key="Troms"),
        Unit(kind="county", key="Finnmark"),
    )
    assert tables.attributes == (AttributeDef(name="type"),)
    assert tables.complete == {"centre", "county"}


def test_a_plus_parts_units_where_the_kind_does_not_say_otherwise(write: Write) -> None:
    path = write("centres.csv", "centre,fylke\nS01,Troms + Finnmark\n")

    tables = read(path, UnitKind(name="county", of="centre", column="fylke"))

    assert [unit.key for unit in tables.units] == ["S01", "Troms", "Finnmark"]


def test_the_column_of_centres_may_be_norwegian(write: Write) -> None:
    assert read(write("centres.csv", "Senter\nS01\n")).units == (Unit(kind="centre", key="S01"),)


def test_a_kind_reached_through_centres_may_have_a_table_of_its_own(write: Write) -> None:
    files = {
        "centre": write("centres.csv", "centre,fylke\nS01,Troms\n"),
        "county": write("counties.csv", "county,folketall\nTroms,167 000\nOslo,\n"),
    }
    people = AttributeDef(
        name="folketall", of="county", kind="number", classes=parse_classes({"stor": ">=1000"})
    )

    tables = read_units(files, (CENTRE, COUNTY), (people,))

    assert [(u.kind, u.key, u.attributes) for u in tables.units] == [
        ("centre", "S01", {}),
        ("county", "Troms", {"folketall": "167 000"}),
        ("county", "Oslo", {}),
    ]


def test_a_column_called_after_a_kind_links_and_is_no_attribute(write: Write) -> None:
    files = {
        "centre": write("centres.csv", "centre,kommune,fylke\nS01,Bø+Vik,Troms\n"),
        "kommune": write("kommuner.csv", "kommune,county\nBø,Troms\nVik,Oslo\n"),
    }

    tables = read_units(files, (CENTRE, COUNTY, UnitKind(name="kommune")), ())

    assert tables.attributes == ()
    assert tables.units[0].links == (("county", "Troms"), ("kommune", "Bø"), ("kommune", "Vik"))
    assert [unit.key for unit in tables.units] == ["S01", "Troms", "Bø", "Vik"]


def test_a_unit_that_its_own_table_does_not_have_is_refused(write: Write) -> None:
    files = {
        "centre": write("centres.csv", "centre,fylke\nS01,Troms\nS02,Trums\n"),
        "county": write("counties.csv", "county\nTroms\n"),
    }

    with pytest.raises(InvalidData) as caught:
        read_units(files, (CENTRE, COUNTY), ())

    assert str(caught.value) == (
        'centres.csv, line 3, column "fylke", value "Trums": '
        "there is no county of that name in its table."
    )


def test_values_are_checked_and_all_faults_told(write: Write) -> None:
    attributes = (
        AttributeDef(name="type", values=("USH", "UHT"), aliases=(("UST", "UHT"),)),
        AttributeDef(name="folk", kind="number", classes=parse_classes({"få": "0-99"})),
    )
    path = write(
        "centres.csv", "centre,type,folk\nS01,UST,12\nS02,USX,100\nS03,,mange\nS01,,\n,USH,\n"
    )

    assert refused(path, attributes=attributes) == [
        'centres.csv, line 3, column "type", value "USX": it is none of USH, UHT.',
        'centres.csv, line 3, column "folk", value "100": it falls in none of the classes.',
        'centres.csv, line 4, column "folk", value "mange": it is not a number.',
        'centres.csv, line 5, column "centre", value "S01": the unit stands on line 2 already.',
        'centres.csv, line 6, column "centre", value "": the cell is empty; each unit needs a '
        "name.",
    ]


def test_columns_that_the_study_speaks_of_must_be_there(write: Write) -> None:
    path = write("centres.csv", "centre\nS01\n")

    assert refused(path, COUNTY, attributes=(AttributeDef(name="type"),)) == [
        'centres.csv, line 1, column "type": the column is missing; study.yaml says it is an '
        "attribute.",
        'centres.csv, line 1, column "fylke": the column is missing; study.yaml says it names '
        "units, county.",
    ]


def test_a_table_without_the_column_of_its_kind_is_refused(write: Write) -> None:
    assert refused(write("centres.csv", "navn\nS01\n")) == [
        'centres.csv, line 1, column "centre": the column is missing; it says how files name the '
        "unit."
    ]
