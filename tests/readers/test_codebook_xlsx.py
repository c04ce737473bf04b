"""Codebooks in workbooks that people made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qualcode.errors import InvalidData, UnreadableFile
from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.codebook_table import CODES, THEMES, UNGROUPED
from qualcode.readers.codebook import read_codebook, read_codebook_file

Sheet = Sequence[Sequence[Any]]
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a workbook with these sheets."""

    def write(**sheets: Sheet) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "kodebok.xlsx"
        book.save(path)
        return path

    return write


def test_a_plain_table_needs_a_column_with_the_code_only(make: Make) -> None:
    path = make(Ark1=[["Code"], ["plan"], [None], ["råd"]])

    assert read_codebook(path) == Codebook(
        themes=(Theme(name=UNGROUPED, ungrouped=True, codes=(Code(id="plan"), Code(id="råd"))),)
    )


def test_numbers_are_texts_and_themes_come_as_they_are_first_named(make: Make) -> None:
    path = make(
        Ark1=[
            [None, None, None],
            ["THEME", " code ", "definition"],
            ["Økonomi", 7, 2.5],
            ["Plan", 8.0, "Om\r\nplan"],
            ["Økonomi", True, None],
        ]
    )

    økonomi, plan = read_codebook(path).themes

    assert økonomi.codes == (Code(id="7", definition="2.5"), Code(id="yes"))
    assert plan.codes == (Code(id="8", definition="Om\nplan"),)


def test_the_sheet_with_the_codes_is_found_wherever_it_is(make: Make) -> None:
    path = make(Forside=[["Vår kodebok"]], Koder=[["name", "code"], ["Plan", "plan"]])

    assert [code.name for code in read_codebook(path).codes()] == ["Plan"]


def test_columns_without_a_meaning_are_left_out_and_told(make: Make) -> None:
    path = make(Ark1=[["code", "Antall", "Merknad"], ["plan", 3, "=A1"]])

    read = read_codebook_file(path)

    assert [code.id for code in read.codebook.codes()] == ["plan"]
    assert [str(remark) for remark in read.remarks] == [
        "Columns that have no meaning here were left out: «Antall», «Merknad»."
    ]


def test_dates_are_told_since_a_spreadsheet_makes_them_of_other_things(make: Make) -> None:
    path = make(Ark1=[["code", "name"], ["a", date(2026, 3, 1)], ["b", datetime(2026, 3, 1, 9)]])

    read = read_codebook_file(path)

    assert [code.name for code in read.codebook.codes()] == ["2026-03-01", "2026-03-01T09:00:00"]
    assert "dates to the spreadsheet, read as 2026-03-01: 2." in str(read.remarks[0])


def test_everything_wrong_is_told_with_its_row(make: Make) -> None:
    path = make(
        Ark1=[["code", "name", "parent", "key"], ["a", "=1+1", None, "xy"], ["a"], [None, "b"]]
    )

    with pytest.raises(InvalidData) as caught:
        read_codebook(path)

    assert str(caught.value).splitlines() == [
        'kodebok.xlsx, line 2, column "name": the cell holds a formula; copy it and paste its '
        "value only.",
        'kodebok.xlsx, line 2: key "xy" must be one character.',
        'kodebok.xlsx, line 4, column "code": this is missing.',
    ]


def test_what_does_not_hold_together_is_told_with_its_row(make: Make) -> None:
    rows = [["a", "Plan", "b"], ["b", "Plan", "a"], ["c", None, "borte"], ["c", None, None]]
    path = make(Ark1=[["code", "name", "parent"], *rows])

    with pytest.raises(InvalidData) as caught:
        read_codebook(path)

    assert str(caught.value).splitlines() == [
        'kodebok.xlsx, line 5, value "c": the code stands twice.',
        'kodebok.xlsx, line 2, value "a": it is its own ancestor.',
        'kodebok.xlsx, line 3, value "b": it is its own ancestor.',
        'kodebok.xlsx, line 5, value "c": its parent "borte" is not defined.',
        'kodebok.xlsx, line 3, value "b": it has the name of "a" in the same theme.',
    ]


def test_a_row_that_says_nothing_of_a_code_is_passed_over(make: Make) -> None:
    path = make(Ark1=[["code", "name", "Antall"], ["plan", "Plan", 3], [None, " ", 3]])

    assert [code.id for code in read_codebook(path).codes()] == ["plan"]


def test_sheets_that_only_have_the_names_of_ours_are_left_out(make: Make) -> None:
    path = make(
        **{CODES: [["Kode"], ["plan"]], "Ark2": [["code"], ["plan"]], THEMES: [["Tema"], ["A"]]}
    )

    assert [theme.name for theme in read_codebook(path).themes] == [UNGROUPED]


def test_codes_in_no_theme_go_to_the_one_that_waits_for_them(make: Make) -> None:
    path = make(
        **{
            CODES: [["code", "theme"], ["a", None], ["b", "Ny"]],
            THEMES: [["name", "ungrouped"], ["Rest", ""], ["Venter", "ja"]],
        }
    )

    themes = read_codebook(path).themes

    assert [(t.name, t.ungrouped, [c.id for c in t.codes]) for t in themes] == [
        ("Rest", False, []),
        ("Venter", True, ["a"]),
        ("Ny", False, ["b"]),
    ]


def test_a_workbook_without_codes_says_what_it_needs(make: Make) -> None:
    with pytest.raises(InvalidData, match=r'kodebok\.xlsx: no sheet has a column "code"'):
        read_codebook(make(Ark1=[["kode"], ["plan"]]))


def damaged_workbook() -> bytes:
    with io.BytesIO() as data:
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook>")
        return data.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"code,name\n", "not an Excel workbook"),
        (b"", "not an Excel workbook"),
        (damaged_workbook(), "not an Excel workbook, or it is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected by a password, or in the old format of E"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(
    tmp_path: Path, data: bytes, what: str
) -> None:
    path = tmp_path / "kodebok.xlsx"
    path.write_bytes(data)

    with pytest.raises(UnreadableFile, match=rf"kodebok\.xlsx is {what}"):
        read_codebook(path)
