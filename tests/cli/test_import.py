"""`qualcode import`: what is taken in, and what a person is told of the rest."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Qualcode = Callable[..., Any]


def test_files_are_taken_in(qualcode: Qualcode, study: Path, tmp_path: Path) -> None:
    (tmp_path / "04.txt").write_text("Leder: Vi er nye.\n", encoding="utf-8")

    outcome = qualcode("import", study, "04.txt", "--coder", "siv")

    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "1 filer tatt inn (1 intervjuer, 4 ord).\n"
    assert "siv" in qualcode("history", study, "--limit", "1").out


def test_the_same_file_twice_is_told_and_no_fault(
    qualcode: Qualcode, study: Path, study_folder: Path
) -> None:
    copy = study_folder / "kopi.txt"
    copy.write_bytes((study_folder / "transcripts" / "01.txt").read_bytes())

    outcome = qualcode("import", study, copy)

    assert outcome.code == 0
    assert "kopi.txt er samme fil som 01.txt" in outcome.err
    assert "1 var kjent fra før" in outcome.err


def test_patterns_are_understood_where_the_shell_leaves_them(
    qualcode: Qualcode, study: Path, tmp_path: Path
) -> None:
    for i in (4, 5):
        (tmp_path / f"0{i}.txt").write_text(f"Leder: Nummer {i}.\n", encoding="utf-8")

    outcome = qualcode("import", study, "0*.txt")

    assert "2 filer tatt inn" in outcome.err


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 80_000_000)


BAD: dict[str, Callable[[Path], Any]] = {
    "tom.txt": lambda path: path.write_bytes(b""),
    "bilde.txt": lambda path: path.write_bytes(bytes(range(256)) * 100),
    "stor.txt": lambda path: path.write_bytes(b"Leder: ord ord ord\n" * 2_200_000),
    "tekst.docx": lambda path: path.write_bytes(b"ikke en zip"),
    "bombe.docx": bomb,
    "rart.pdf": lambda path: path.write_bytes(b"%PDF-1.4"),
    "borte.txt": lambda path: None,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_the_others_are_taken(
    qualcode: Qualcode, study: Path, tmp_path: Path, name: str
) -> None:
    BAD[name](tmp_path / name)
    (tmp_path / "04.txt").write_text("Leder: Vi er nye.\n", encoding="utf-8")

    outcome = qualcode("import", study, name, "04.txt")

    assert outcome.code == 1
    assert f"Ikke tatt inn: {name}" in outcome.err
    assert "1 filer tatt inn" in outcome.err
    assert "Traceback" not in outcome.err
    assert qualcode("check", study).code == 0


def test_an_unknown_centre_is_named_by_line_and_nothing_is_taken(
    qualcode: Qualcode, study: Path, tmp_path: Path
) -> None:
    (tmp_path / "04.txt").write_text("Leder: Vi er nye.\n", encoding="utf-8")
    (tmp_path / "nye.csv").write_text("file;centre\n04.txt;S99\n", encoding="utf-8")
    before = qualcode("history", study).out

    outcome = qualcode("import", study, "04.txt", "--interviews", "nye.csv")

    assert outcome.code == 1
    assert "nye.csv, linje 2, kolonne «centre», verdi «S99»" in outcome.err
    assert qualcode("history", study).out == before


def test_no_files_are_wrong_usage(qualcode: Qualcode, study: Path) -> None:
    assert qualcode("import", study).code == 2
