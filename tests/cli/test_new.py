"""`qualcode new`: a study, empty or from a folder."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

Qualcode = Callable[..., Any]


def test_a_study_is_made_of_a_folder(qualcode: Qualcode, study_folder: Path) -> None:
    outcome = qualcode("new", "sentre", "--from", study_folder)

    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.split("\n")[:3] == [
        "Laget sentre.qualcode.",
        "3 filer tatt inn (3 intervjuer, 37 ord).",
        "3 sentre, 2 fylker, 3 intervjuer, 5 kodinger",
    ]
    assert Path("sentre.qualcode").is_file()


def test_what_was_not_taken_in_is_told(qualcode: Qualcode, study_folder: Path) -> None:
    (study_folder / "transcripts" / "03.txt").write_bytes(b"")

    outcome = qualcode("new", "sentre", "--from", study_folder)

    assert outcome.code == 1
    assert "Ikke tatt inn: 03.txt er tom" in outcome.err
    assert "2 filer tatt inn" in outcome.err
    assert "3 kodinger er utelatt" in outcome.err
    assert Path("sentre.qualcode").is_file()


def test_an_empty_study_has_the_title_and_language_that_were_given(qualcode: Qualcode) -> None:
    made = qualcode("new", "tom", "--title", "Centres", "--language", "en")

    assert (made.code, made.err) == (0, "Made tom.qualcode.\n")
    assert "set up the study: Centres" in qualcode("history", "tom").out


def test_a_title_and_a_folder_are_one_too_many(qualcode: Qualcode, study_folder: Path) -> None:
    assert qualcode("new", "x", "--from", study_folder, "--title", "Y").code == 2


def test_a_study_is_not_overwritten(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("new", study)

    assert outcome.code == 1
    assert "exists already" in outcome.err


def test_a_folder_without_a_study_is_refused(qualcode: Qualcode, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()

    outcome = qualcode("new", "sentre", "--from", "tom")

    assert outcome.code == 1
    assert "holds no study" in outcome.err
    assert not Path("sentre.qualcode").exists()


def test_yaml_that_unfolds_without_end_is_refused(qualcode: Qualcode, study_folder: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    names = "abcdefgh"
    for before, name in pairwise(names):
        bomb += f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    (study_folder / "study.yaml").write_text(bomb, encoding="utf-8")

    outcome = qualcode("new", "sentre", "--from", study_folder)

    assert outcome.code == 1
    assert "study.yaml" in outcome.err


def test_a_key_that_stands_twice_in_yaml_is_refused(qualcode: Qualcode, study_folder: Path) -> None:
    (study_folder / "study.yaml").write_text("title: A\ntitle: B\n", encoding="utf-8")

    outcome = qualcode("new", "sentre", "--from", study_folder)

    assert outcome.code == 1
    assert "study.yaml, line 2" in outcome.err
