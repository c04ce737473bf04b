"""The format follows from the name of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.export import WRITERS, write_workbook
from qualcode.model.workbook import Workbook

MakeWorkbook = Callable[..., Workbook]


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_each_format_writes_a_file(
    suffix: str, make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    write_workbook(make_workbook(), tmp_path / f"ut{suffix.upper()}")

    assert (tmp_path / f"ut{suffix.upper()}").stat().st_size > 100


def test_csv_takes_a_dialect_and_a_sheet(make_workbook: MakeWorkbook, tmp_path: Path) -> None:
    write_workbook(make_workbook(), tmp_path / "ut.csv", "excel-nb", sheet="matrix")

    assert (tmp_path / "ut.csv").read_bytes().startswith("\ufeffcentre;name;type".encode())


def test_an_unknown_suffix_is_refused_with_those_known(
    make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    with pytest.raises(
        QualcodeError, match=r'ut\.odt: "\.odt" is not .* end in \.xlsx, \.docx or \.csv'
    ):
        write_workbook(make_workbook(), tmp_path / "ut.odt")

    assert list(tmp_path.iterdir()) == []


def test_the_words_of_both_languages_are_the_same_keys() -> None:
    from qualcode.locale import entries

    assert entries("nb", "export").keys() == entries("en", "export").keys()
