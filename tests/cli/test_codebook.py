"""`qualcode codebook`: check, load, save, diff."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Qualcode = Callable[..., Any]

CHANGED = """\
themes:
  - name: Forankring
    codes:
      - {id: plan, name: Nevnt i planen, definition: Senteret er nevnt i en kommunal plan.}
      - {id: knapt, name: Knappe rammer}
  - name: Råd
    codes:
      - {id: råd, name: Har et råd}
"""


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    path = tmp_path / "endret.yaml"
    path.write_text(CHANGED, encoding="utf-8")
    return path


def test_a_codebook_that_holds_together(qualcode: Qualcode, study_folder: Path) -> None:
    outcome = qualcode("codebook", "check", study_folder / "codebook.yaml")

    assert outcome.code == 0
    assert outcome.out == "codebook.yaml holds together: 2 themes, 3 codes.\n"


def test_a_fault_is_named_by_line(qualcode: Qualcode, tmp_path: Path) -> None:
    path = tmp_path / "feil.yaml"
    path.write_text(CHANGED.replace("id: råd", "id: plan"), encoding="utf-8")

    outcome = qualcode("codebook", "check", path)

    assert (outcome.code, outcome.out) == (1, "")
    assert "feil.yaml, line 8" in outcome.err


def test_loading_adds_and_changes_and_loses_nothing(
    qualcode: Qualcode, study: Path, changed: Path
) -> None:
    outcome = qualcode("codebook", "load", study, changed, "--coder", "siv")

    assert (outcome.code, outcome.out) == (0, "")
    assert "1 nye koder, 2 endret; 1 av studiens koder" in outcome.err
    assert "tok inn kodebok" in qualcode("history", study, "--limit", "1").out
    assert "utvalg" in qualcode("tally", study, "--format", "csv").out


@pytest.mark.parametrize("name", ["bok.yaml", "bok.yml", "bok.csv"])
def test_a_codebook_that_was_saved_is_the_same(qualcode: Qualcode, study: Path, name: str) -> None:
    saved = qualcode("codebook", "save", study, name)

    same = qualcode("codebook", "diff", study, name)

    assert (saved.code, same.code) == (0, 0)
    assert (same.out, same.err) == ("", "They do not differ.\n")


def test_a_codebook_is_saved_in_a_known_format_only(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("codebook", "save", study, "bok.docx")

    assert outcome.code == 1
    assert ".yaml" in outcome.err


def test_what_differs_is_told_one_line_each(qualcode: Qualcode, study: Path, changed: Path) -> None:
    outcome = qualcode("codebook", "diff", study, changed)

    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "+ theme Råd",
        "- theme Rammer",
        "+ code råd",
        "- code utvalg",
        "~ code plan: renamed from «Står i planen» to «Nevnt i planen»",
        "~ code knapt: moved from «Rammer» to «Forankring»",
    ]
