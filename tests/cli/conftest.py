"""Commands as a person gives them: words in, exit code and two streams out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.cli.main import run


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Qualcode = Callable[..., Outcome]


@pytest.fixture
def qualcode(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Qualcode:
    """Runs a command in the folder of the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUALCODE_LANGUAGE", raising=False)

    def give(*arguments: str | Path) -> Outcome:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        return Outcome(code, *capfd.readouterr())

    return give


@pytest.fixture
def study(qualcode: Qualcode, study_folder: Path) -> Path:
    """The study of three centres."""
    path = study_folder.with_suffix(".qualcode")
    assert qualcode("new", path, "--from", study_folder).code == 0
    return path
