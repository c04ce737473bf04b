"""A codebook as a workbook, looked at with another program than the one that wrote it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.export.codebooks.xlsx import write_xlsx
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codebook_table import ABOUT, CODES, COLUMNS, EXCLUSIVE, THEMES
from qualcode.readers.codebook import read_codebook
from tests.codebook_strategies import FILLED, codebooks

BOOK = Codebook(
    title="Sentre",
    source="Rapport 2015",
    themes=(
        Theme(
            name="Plan",
            definition="Det kommunen vil.",
            codes=(
                Code(id="plan", name="=1+1", definition="@SUM(A1)\nog +47", colour="#a1b2c3"),
                Code(id="0071", name="2015-03-01", parent="plan"),
            ),
        ),
        Theme(name="Rest", residual=True),
    ),
    exclusive=(ExclusiveSet(name="Rolle", codes=("plan", "0071")),),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kodebok.xlsx"
    write_xlsx(BOOK, path)
    return path


def test_each_code_is_a_row_of_texts_and_none_is_a_formula(file: Path) -> None:
    sheet = openpyxl.load_workbook(file)[CODES]

    heads, *rows = sheet.iter_rows()
    assert tuple(cell.value for cell in heads) == COLUMNS
    assert [[cell.value for cell in row[:4]] for row in rows] == [
        ["plan", "=1+1", "Plan", "@SUM(A1)\nog +47"],
        ["0071", "2015-03-01", "Plan", None],
    ]
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}


def test_the_heading_stays_in_sight_and_can_filter_and_texts_are_wrapped(file: Path) -> None:
    book = openpyxl.load_workbook(file)

    assert book.sheetnames == [CODES, THEMES, EXCLUSIVE, ABOUT]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(cell.alignment.wrap_text for cell in sheet[2] if cell.value)


def test_themes_and_sets_have_sheets_of_their_own(file: Path) -> None:
    book = openpyxl.load_workbook(file)

    assert list(book[THEMES].values)[1:] == [
        ("Plan", "Det kommunen vil.", None, None),
        ("Rest", None, "yes", None),
    ]
    assert list(book[EXCLUSIVE].values)[1:] == [("Rolle", "plan"), ("Rolle", "0071")]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=25,
)
@given(codebooks(texts=st.just("") | FILLED))
def test_a_codebook_in_a_workbook_is_read_back_whole(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "k.xlsx"

    write_xlsx(codebook, path)

    assert read_codebook(path) == codebook


def test_the_same_codebook_gives_the_same_bytes(file: Path, tmp_path: Path) -> None:
    write_xlsx(BOOK, tmp_path / "igjen.xlsx")

    assert (tmp_path / "igjen.xlsx").read_bytes() == file.read_bytes()


def test_a_text_that_no_cell_can_hold_is_refused_rather_than_cut(file: Path) -> None:
    before = file.read_bytes()
    long = Codebook(themes=(Theme(name="A", codes=(Code(id="a", example="x" * 40_000),)),))

    with pytest.raises(QualcodeError, match=r"kodebok\.xlsx was not written: «a» has .*40,000"):
        write_xlsx(long, file)

    assert file.read_bytes() == before
