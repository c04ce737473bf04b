"""`qualcode export`: the workbook and its sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

Qualcode = Callable[..., Any]


def sheets(path: Path) -> list[str]:
    book = load_workbook(path)
    try:
        return list(book.sheetnames)
    finally:
        book.close()


def test_a_workbook_is_written(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("export", study, "ut.xlsx")

    assert (outcome.code, outcome.out, outcome.err) == (0, "", "Skrev ut.xlsx.\n")
    assert {"Organisering", "Matrise", "Sitater", "Kodebok", "Metode"} <= set(
        sheets(Path("ut.xlsx"))
    )


def test_quotes_may_be_left_out(qualcode: Qualcode, study: Path) -> None:
    qualcode("export", study, "ut.xlsx", "--no-quotes")

    assert "Sitater" not in sheets(Path("ut.xlsx"))


def test_the_same_study_gives_the_same_bytes(qualcode: Qualcode, study: Path) -> None:
    for name in ("en.xlsx", "to.xlsx"):
        qualcode("export", study, name)

    assert Path("en.xlsx").read_bytes() == Path("to.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("sheet", "begins"),
    [
        ("themes", "chapter,count"),
        ("matrix", "centre,name,type"),
        ("quotes", "units,role,theme,code,text"),
        ("codebook", "theme,code,name"),
    ],
)
def test_each_sheet_can_be_csv(qualcode: Qualcode, study: Path, sheet: str, begins: str) -> None:
    qualcode("export", study, "ut.csv", "--sheet", sheet)

    assert Path("ut.csv").read_text(encoding="utf-8").startswith(begins)


def test_csv_for_norwegian_excel(qualcode: Qualcode, study: Path) -> None:
    qualcode("export", study, "ut.csv", "--dialect", "excel-nb")

    assert Path("ut.csv").read_bytes().startswith("\ufeffchapter;count".encode())


def test_a_format_that_cannot_be_written_is_refused(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("export", study, "ut.pdf")

    assert outcome.code == 1
    assert "«.pdf» er ikke et format som kan skrives" in outcome.err
