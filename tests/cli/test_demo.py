"""`qualcode demo`: the sample study without a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Qualcode = Callable[..., Any]


def test_the_demo_shows_ten_themes_and_where_the_workbook_lies(qualcode: Qualcode) -> None:
    outcome = qualcode("demo", "her")

    themes = [line for line in outcome.out.splitlines() if " av 35 " in line]
    assert outcome.code == 0
    assert len(themes) == 10
    assert "Regnearket ligger i her/utviklingssentre.xlsx" in outcome.out
    assert sorted(path.name for path in Path("her").iterdir()) == [
        "utviklingssentre.qualcode",
        "utviklingssentre.xlsx",
    ]


def test_the_demo_keeps_what_is_there(qualcode: Qualcode, tmp_path: Path) -> None:
    first = qualcode("demo", "her", "--no-tui")
    before = {path: path.read_bytes() for path in Path("her").iterdir()}

    again = qualcode("demo", "her", "--no-tui")

    assert again.code == 0
    assert again.out == first.out
    assert "finnes fra før" in again.err
    assert {path: path.read_bytes() for path in Path("her").iterdir()} == before


def test_a_file_in_the_place_of_the_folder_is_refused(qualcode: Qualcode, tmp_path: Path) -> None:
    (tmp_path / "her").write_text("opptatt", encoding="utf-8")

    outcome = qualcode("demo", "her", "--no-tui")

    assert outcome.code == 1
    assert "Name another folder" in outcome.err
