"""Reports as sheets of the workbook and as csv, read back by another library."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qualcode.export import write_workbook
from qualcode.export.xlsx import write_xlsx
from qualcode.model.reports import Column, Curve, Grid, Heading, Paragraph, Quotation, Report
from qualcode.model.workbook import Workbook

MakeWorkbook = Callable[..., Workbook]
Write = Callable[..., Any]

SMALL = Grid(
    (Column("state", "Tilstand"), Column("n", "Antall", 8, "count")),
    [("bestått", 2), ("Sum", 2)],
    counts="Koder etter tilstand.",
    sums=1,
)
OWN = Grid(
    (
        Column("code", "Kode", 30),
        Column("new", "Nye", 8, "count"),
        Column("note", "Merknad", 20, "mark"),
        Column("id", "Id", aside=True),
    ),
    [("Penger tar slutt", 3, "ikke testet", "penger"), ("Må ringe", 1, "", "ringe")],
)
REPORT = Report(
    "saturation",
    "Nye koder per intervju",
    "Metning",
    "En rad for hver kode.",
    (
        Paragraph("To koder.", "lead"),
        Paragraph("Den ene er ikke testet.", "mark"),
        Heading("Koder"),
        Paragraph("Bare på papir."),
        Quotation("Pengene er brukt opp", "S01"),
        OWN,
        Curve("Nye koder", "code", ("new",)),
    ),
    (SMALL, OWN),
)


@pytest.fixture
def written(make_workbook: MakeWorkbook, tmp_path: Path) -> Write:
    """Writes a workbook with reports and reads it back."""

    def write(*reports: Report, **parts: Any) -> Any:
        write_xlsx(make_workbook(reports=reports, **parts), tmp_path / "ut.xlsx")
        return openpyxl.load_workbook(tmp_path / "ut.xlsx")

    return write


def lines(sheet: Worksheet) -> list[list[Any]]:
    found = [[value for value in row if value is not None] for row in sheet.values]
    return [line for line in found if line]


def row_of(sheet: Worksheet, text: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == text)


def test_each_report_has_a_sheet_that_the_contents_list_and_lead_to(written: Write) -> None:
    book = written(REPORT, replace(REPORT, sheet="Spor", title="Spor"))

    assert book.sheetnames[3:5] == ["Metning", "Spor"]
    contents = book["Innhold"]
    listed = next(list(row) for row in contents.values if row[0] == "Metning")
    assert listed[1] == "En rad for hver kode."
    links = [
        cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink
    ]
    assert {"'Metning'!A1", "'Spor'!A1"} <= set(links)


def test_a_sheet_has_what_the_report_begins_with_and_its_tables(written: Write) -> None:
    found = lines(written(REPORT)["Metning"])

    assert found == [
        ["Nye koder per intervju"],
        ["En rad for hver kode."],
        ["← Innhold"],
        ["To koder."],
        ["Den ene er ikke testet."],
        ["Koder etter tilstand."],
        ["Tilstand", "Antall"],
        ["bestått", 2],
        ["Sum", 2],
        ["Kode", "Nye", "Merknad", "Id"],
        ["Penger tar slutt", 3, "ikke testet", "penger"],
        ["Må ringe", 1, "ringe"],
    ]


def test_the_own_table_can_be_filtered_and_its_headings_stay(written: Write) -> None:
    sheet = written(REPORT)["Metning"]

    heading = row_of(sheet, "Kode")
    assert sheet.auto_filter.ref == f"A{heading}:D{heading + 2}"
    assert sheet.freeze_panes == f"B{heading + 1}"
    assert sheet.print_title_rows == f"${heading}:${heading}"


def test_sums_are_not_filtered_away(written: Write) -> None:
    summed = replace(REPORT, tables=(replace(OWN, sums=1),))

    sheet = written(summed)["Metning"]

    heading = row_of(sheet, "Kode")
    assert sheet.auto_filter.ref == f"A{heading}:D{heading + 1}"
    assert sheet.cell(heading + 2, 1).font.bold


def test_numbers_are_numbers(written: Write) -> None:
    sheet = written(REPORT)["Metning"]

    cell = sheet.cell(row_of(sheet, "Penger tar slutt"), 2)
    assert (cell.value, cell.data_type) == (3, "n")


def test_a_curve_shows_the_numbers_of_the_own_table(written: Write, tmp_path: Path) -> None:
    sheet = written(REPORT)["Metning"]

    first = row_of(sheet, "Penger tar slutt")
    with zipfile.ZipFile(tmp_path / "ut.xlsx") as file:
        chart = file.read("xl/charts/chart1.xml").decode()
    assert "<c:lineChart>" in chart
    assert f"Metning!$B${first}:$B${first + 1}" in chart
    assert f"Metning!$A${first}:$A${first + 1}" in chart


def test_a_report_without_rows_has_its_headings(written: Write) -> None:
    empty = replace(REPORT, blocks=(), tables=(replace(OWN, rows=[]),))

    assert lines(written(empty)["Metning"])[-1] == ["Kode", "Nye", "Merknad", "Id"]


def test_a_blank_report_has_a_sheet_where_it_was_asked_for(written: Write) -> None:
    assert "Metning" in written(replace(REPORT, blocks=(), tables=())).sheetnames


def test_names_of_sheets_are_short_and_different(written: Write) -> None:
    long = replace(REPORT, sheet="Kodebok")

    book = written(long, replace(REPORT, sheet="M" * 50), long)

    assert len(set(book.sheetnames)) == len(book.sheetnames)
    assert all(len(name) <= 31 for name in book.sheetnames)


@pytest.mark.parametrize(
    "text", ["=1+1", "+47 22", "@du", "<r>sa hun</r> ", "a\x07b", "http://x.no"]
)
def test_text_from_people_stays_text(text: str, written: Write) -> None:
    grid = Grid((Column("words", "Utdrag", 40, "words"),), [(text,)])

    sheet = written(replace(REPORT, blocks=(grid,), tables=()))["Metning"]

    cell = sheet.cell(row_of(sheet, "Utdrag") + 1, 1)
    assert (cell.value, cell.data_type) == (text.replace("\x07", "␇"), "s")


def test_the_same_reports_are_the_same_bytes(make_workbook: MakeWorkbook, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(make_workbook(reports=(REPORT,)), tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# csv


def read(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_a_csv_has_the_own_table_by_the_keys_of_its_columns(
    make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    write_workbook(make_workbook(reports=(REPORT,)), tmp_path / "ut.csv")

    assert read(tmp_path / "ut.csv") == [
        ["code", "new", "note", "id"],
        ["Penger tar slutt", "3", "ikke testet", "penger"],
        ["Må ringe", "1", "", "ringe"],
    ]


def test_a_csv_for_norwegian_excel_guards_against_formulas(
    make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    grid = Grid((Column("words", "Utdrag"),), [("=1+1",)])
    report = replace(REPORT, blocks=(grid,), tables=())

    write_workbook(make_workbook(reports=(report,)), tmp_path / "ut.csv", "excel-nb")

    assert read(tmp_path / "ut.csv", ";")[1] == ["'=1+1"]


def test_a_csv_of_a_blank_report_is_empty(make_workbook: MakeWorkbook, tmp_path: Path) -> None:
    blank = replace(REPORT, blocks=(), tables=())

    write_workbook(make_workbook(reports=(blank,)), tmp_path / "ut.csv")

    assert read(tmp_path / "ut.csv") == []
