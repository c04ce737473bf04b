"""Comma-separated values, read back as programs and spreadsheets do."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.export.csv import SHEETS, table_csv, table_text, write_csv
from qualcode.model.questions import Cell, Question, Quote, Row, Table
from qualcode.model.workbook import ChapterTables, Workbook

MakeTable = Callable[..., Table]
MakeQuote = Callable[..., Quote]
MakeWorkbook = Callable[..., Workbook]


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_tally_has_the_columns_that_scripts_depend_on(make_table: MakeTable) -> None:
    rows = list(table_csv(make_table()))

    assert rows == [
        ["theme", "code", "USH", "UHT", "n", "base", "percent"],
        ["Forankring", "", "5", "1", "6", "8", "75.0"],
        ["Forankring", "leadership", "4", "1", "5", "8", "62.5"],
        ["Forankring", "politics", "2", "0", "2", "8", "25.0"],
    ]


def test_without_a_base_there_is_no_share_either(make_table: MakeTable) -> None:
    row = Row("Økonomi", "tilskudd", "Tilskudd", 1, (), Cell(12))
    table = make_table(question=Question(count="segments"), columns=(), rows=(row,))

    assert list(table_csv(table))[1] == ["Økonomi", "tilskudd", "12", "", ""]


def test_an_empty_base_is_shown_without_a_share(make_table: MakeTable) -> None:
    row = Row("Økonomi", "tilskudd", "Tilskudd", 1, (), Cell(0, 0))

    assert list(table_csv(make_table(columns=(), rows=(row,))))[1][2:] == ["0", "0", ""]


def test_plain_text_has_commas_points_and_line_feeds(make_table: MakeTable) -> None:
    text = table_text(make_table())

    assert text.splitlines()[1] == "Forankring,,5,1,6,8,75.0"
    assert text.endswith("25.0\n")
    assert "\r" not in text
    assert not text.startswith("\ufeff")


def test_the_norwegian_dialect_opens_in_a_norwegian_spreadsheet(make_table: MakeTable) -> None:
    text = table_text(make_table(), "excel-nb")

    assert text.startswith("\ufefftheme;code;USH")
    assert "Forankring;leadership;4;1;5;8;62,5\r\n" in text


@pytest.mark.parametrize("text", ["=1+1", "+ ja", "- nei", "@alle", "\tinn"])
def test_a_formula_is_guarded_where_a_spreadsheet_would_run_it(
    text: str, make_workbook: MakeWorkbook, make_quote: MakeQuote, tmp_path: Path
) -> None:
    for dialect in ("plain", "excel-nb"):
        workbook = make_workbook(quotes=[make_quote(text=text, stances=("-",))])
        write_csv(workbook, tmp_path / f"{dialect}.csv", "quotes", dialect)

    assert read(tmp_path / "plain.csv")[1][4] == text
    with (tmp_path / "excel-nb.csv").open(encoding="utf-8-sig", newline="") as file:
        row = list(csv.reader(file, delimiter=";"))[1]
    assert row[4] == f"'{text}"
    assert row[11] == "'-"


def test_a_carriage_return_does_not_break_a_row_in_two(
    make_workbook: MakeWorkbook, make_quote: MakeQuote, tmp_path: Path
) -> None:
    quotes = [make_quote(memos=("\rfør\retter",))]

    write_csv(make_workbook(quotes=quotes), tmp_path / "q.csv", "quotes")

    assert [row["memos"] for row in records(tmp_path / "q.csv")] == ["\nfør\netter"]


def test_quotes_can_be_traced_to_their_place(
    make_workbook: MakeWorkbook, make_quote: MakeQuote, tmp_path: Path
) -> None:
    write_csv(make_workbook(quotes=iter([make_quote()])), tmp_path / "q.csv", "quotes")

    assert records(tmp_path / "q.csv") == [
        {
            "units": "Fjordvik; Skogdal",
            "role": "leder",
            "theme": "Forankring",
            "code": "Ledelsens støtte",
            "text": "Vi har støtte hele veien.",
            "coders": "Kari; Nils",
            "transcript": "intervju.txt",
            "turn": "7",
            "start": "120",
            "end": "145",
            "memos": "Se avtalen",
            "stances": "+ neutral",
            "codings": "3 9",
        }
    ]


def test_themes_stand_in_long_rows_with_all_that_a_number_depends_on(
    make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    write_csv(make_workbook(), tmp_path / "t.csv", "themes")

    rows = records(tmp_path / "t.csv")
    assert len(rows) == 9
    assert rows[3] | {"n": "4", "base": "6"} == rows[3]
    assert rows[3] == {
        "chapter": "Organisering",
        "count": "centre",
        "base_rule": "all",
        "base_code": "",
        "coder": "any",
        "roll_up": "any",
        "by": "type",
        "value": "USH",
        "theme": "Forankring",
        "code": "leadership",
        "label": "Ledelsens støtte",
        "n": "4",
        "base": "6",
        "percent": "66.7",
    }


def test_a_total_stands_once_though_a_chapter_has_two_breakdowns(
    make_workbook: MakeWorkbook, make_table: MakeTable, tmp_path: Path
) -> None:
    tables = (make_table(), make_table(question=Question(by="fylke")))

    write_csv(make_workbook(chapters=(ChapterTables("A", tables),)), tmp_path / "t.csv", "themes")

    totals = [row for row in records(tmp_path / "t.csv") if not row["by"]]
    assert [row["code"] for row in totals] == ["", "leadership", "politics"]


def test_the_matrix_has_a_row_for_each_unit_and_a_column_for_each_code(
    make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    write_csv(make_workbook(), tmp_path / "m.csv", "matrix")

    assert read(tmp_path / "m.csv") == [
        ["centre", "name", "type", "leadership", "politics"],
        ["s1", "Fjordvik", "USH", "yes", "explicit_no"],
        ["s2", "Skogdal", "UHT", "both", "asked_not_mentioned"],
        ["s3", "Lyngnes", "UHT", "not_asked", "no_information"],
    ]


def test_the_codebook_says_how_much_each_code_is_used(
    make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    write_csv(make_workbook(), tmp_path / "c.csv", "codebook")

    first, second = records(tmp_path / "c.csv")
    assert (first["code"], first["segments"], first["units"]) == ("leadership", "12", "5")
    assert (second["state"], second["segments"]) == ("retired", "0")


def test_an_unknown_sheet_or_dialect_is_refused_with_those_known(
    make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    with pytest.raises(QualcodeError, match="the sheets are themes, matrix, quotes, codebook"):
        write_csv(make_workbook(), tmp_path / "a.csv", "chapters")
    with pytest.raises(QualcodeError, match="the dialects are plain, excel-nb"):
        write_csv(make_workbook(), tmp_path / "a.csv", "themes", "excel-fr")


def test_quotes_that_are_not_there_are_refused_and_leave_no_file(
    make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    with pytest.raises(QualcodeError, match="made without quotes"):
        write_csv(make_workbook(), tmp_path / "q.csv", "quotes")

    assert list(tmp_path.iterdir()) == []


def test_every_sheet_is_the_same_bytes_each_time(
    make_workbook: MakeWorkbook, make_quote: MakeQuote, tmp_path: Path
) -> None:
    for sheet in SHEETS:
        for name in ("a", "b"):
            workbook = make_workbook(quotes=[make_quote()])
            write_csv(workbook, tmp_path / f"{name}.csv", sheet, "excel-nb")

        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
