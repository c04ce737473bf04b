"""Whole, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.export.files import replacing, write_text


def test_a_file_takes_its_place_when_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "ut.csv"
    target.write_text("gammel")

    with replacing(target) as part:
        part.write_text("ny")
        assert target.read_text() == "gammel"

    assert target.read_text() == "ny"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "ut.csv"
    target.write_text("gammel")

    def write() -> None:
        with replacing(target) as part:
            part.write_text("halv")
            raise KeyError("midt i")

    with pytest.raises(KeyError):
        write()

    assert target.read_text() == "gammel"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        QualcodeError, match=r"ut\.csv was not written .* there is no folder .*borte"
    ):
        write_text(tmp_path / "borte" / "ut.csv", "x")


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="is not a file"):
        write_text(tmp_path, "x")


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="the administrator may write anywhere",
)
def test_a_folder_one_may_not_write_in_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)

    with pytest.raises(QualcodeError, match="choose another folder"):
        write_text(tmp_path / "ut.csv", "x")

    tmp_path.chmod(stat.S_IRWXU)


def test_a_target_that_is_open_elsewhere_is_explained(tmp_path: Path) -> None:
    target = tmp_path / "ut.xlsx"
    target.write_text("åpen i Excel")

    def write() -> None:
        with replacing(target):
            raise PermissionError(13, "Access is denied")

    with pytest.raises(QualcodeError, match=r"if it is open in Excel .* close it there"):
        write()


def test_a_full_disk_is_explained(tmp_path: Path) -> None:
    def write() -> None:
        with replacing(tmp_path / "ut.xlsx"):
            raise OSError(28, "No space left on device")

    with pytest.raises(QualcodeError, match=r"No space left on device.* make room on the disk"):
        write()


def test_others_may_read_the_file_as_they_may_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "vanlig").write_text("x")

    write_text(tmp_path / "ut.csv", "x")

    assert (tmp_path / "ut.csv").stat().st_mode == (tmp_path / "vanlig").stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "egentlig.csv").write_text("gammel")
    (tmp_path / "lenke.csv").symlink_to(tmp_path / "egentlig.csv")

    write_text(tmp_path / "lenke.csv", "ny")

    assert (tmp_path / "lenke.csv").is_symlink()
    assert (tmp_path / "egentlig.csv").read_text() == "ny"


def test_line_ends_are_written_as_they_are(tmp_path: Path) -> None:
    write_text(tmp_path / "ut.csv", "a\r\nb\n")

    assert (tmp_path / "ut.csv").read_bytes() == b"a\r\nb\n"
