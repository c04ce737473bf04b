"""What a machine remembers of how somebody works."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.workflow.remembering import (
    code_close_to_text,
    codes_close_to_text,
    first_start,
)
from qualcode.workflow.studies import create_study


def test_there_is_one_first_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_STATE", str(tmp_path / "not" / "yet"))

    assert [first_start(), first_start()] == [True, False]


def test_where_it_cannot_be_remembered_there_is_no_first_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("QUALCODE_STATE", str(tmp_path / "file"))

    assert not first_start()


def test_the_layer_that_is_out_of_sight_is_remembered_study_by_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALCODE_STATE", str(tmp_path / "state"))
    one = create_study(tmp_path / "en.qualcode", coder="siv")
    other = create_study(tmp_path / "to.qualcode", coder="siv")

    code_close_to_text(one, True)

    assert (codes_close_to_text(one), codes_close_to_text(other)) == (True, False)
    code_close_to_text(one, False)
    assert not codes_close_to_text(one)
    one.close()
    other.close()


def test_where_it_cannot_be_remembered_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("QUALCODE_STATE", str(tmp_path / "a file" / "state"))
    study = create_study(tmp_path / "en.qualcode", coder="siv")

    code_close_to_text(study, True)

    assert not codes_close_to_text(study)
    study.close()
