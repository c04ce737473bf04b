"""The sample study, from its folder to the ten themes that most centres mention."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.workflow.coding import codes, create_code
from qualcode.workflow.demo import Mentioned, build_demo, sample_folder
from qualcode.workflow.importing import study_from_folder


def test_the_sample_study_is_found() -> None:
    assert (sample_folder() / "interviews.csv").is_file()


def test_themes_are_ranked_by_how_many_mention_them(study_folder: Path, tmp_path: Path) -> None:
    made = build_demo(tmp_path / "demo", "siv", study_folder)

    assert made.top == (
        Mentioned("Forankring", 2, 3, "Står i planen", 2),
        Mentioned("Rammer", 2, 3, "Knappe rammer", 2),
    )
    assert made.workbook.is_file()
    made.study.close()


def test_what_somebody_did_in_the_demo_is_kept(study_folder: Path, tmp_path: Path) -> None:
    first = build_demo(tmp_path / "demo", "siv", study_folder)
    create_code(first.study, "siv", "Min egen kode")
    first.study.close()
    workbook = first.workbook.read_bytes()

    again = build_demo(tmp_path / "demo", "siv", study_folder)

    assert again.report is None
    assert "Min egen kode" in [code.label for code in codes(again.study)]
    assert again.workbook.read_bytes() == workbook
    again.study.close()


def test_a_workbook_that_was_thrown_away_is_made_again(study_folder: Path, tmp_path: Path) -> None:
    first = build_demo(tmp_path / "demo", "siv", study_folder)
    first.study.close()
    first.workbook.unlink()

    again = build_demo(tmp_path / "demo", "siv", study_folder)

    assert again.workbook.is_file()
    again.study.close()


def test_a_sample_with_a_fault_leaves_no_study(study_folder: Path, tmp_path: Path) -> None:
    (study_folder / "centres.csv").write_text("feil\n", encoding="utf-8")

    with pytest.raises(QualcodeError):
        build_demo(tmp_path / "demo", "siv", study_folder)

    assert list((tmp_path / "demo").iterdir()) == []


def test_the_sample_study_has_no_fault(tmp_path: Path) -> None:
    study, report = study_from_folder(tmp_path / "prøve", sample_folder(), coder="siv")

    assert [file.message for file in report.refused] == []
    assert report.notes == ()
    study.close()
