"""`qualcode history` and `qualcode undo`: what was done, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from qualcode.workflow import coding, recoding
from qualcode.workflow.studies import open_study

Qualcode = Callable[..., Any]


def test_the_history_is_listed_newest_first(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("history", study)

    told = [line.split("  ", 3)[3] for line in outcome.out.splitlines()]
    assert told == [
        "tok inn kodinger: codings.csv (5)",
        "tok inn intervjuer: 01.txt, 02.txt, 03.txt",
        "tok inn kodebok: Liten kodebok",
        "satte opp studien: Tre sentre",
    ]


def test_only_the_newest_are_listed_if_asked(qualcode: Qualcode, study: Path) -> None:
    assert len(qualcode("history", study, "--limit", "2").out.splitlines()) == 2


def test_the_newest_thing_is_taken_back(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("undo", study)

    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "Tatt tilbake: tok inn kodinger: codings.csv (5) (endring 4).\n"
    newest, taken_back, *_ = qualcode("history", study).out.splitlines()
    assert "tok tilbake 4, tok inn kodinger" in newest
    assert taken_back.endswith("(tatt tilbake)")


def test_a_change_is_taken_back_by_its_number(
    qualcode: Qualcode, study: Path, tmp_path: Path
) -> None:
    for name in ("04.txt", "05.txt"):
        (tmp_path / name).write_text(f"Leder: {name}.\n", encoding="utf-8")
        qualcode("import", study, name)

    outcome = qualcode("undo", study, "--change", "5")

    assert outcome.code == 0
    assert "04.txt" in outcome.err


def test_what_others_built_on_is_not_taken_back(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("undo", study, "--change", "2")

    assert outcome.code == 1
    assert "kan ikke angres" in outcome.err
    assert len(qualcode("history", study).out.splitlines()) == 4


def test_a_coder_takes_back_what_she_did(qualcode: Qualcode, study: Path, tmp_path: Path) -> None:
    for name, coder in (("04.txt", "siv"), ("05.txt", "jonas")):
        (tmp_path / name).write_text(f"Leder: {name}.\n", encoding="utf-8")
        qualcode("import", study, name, "--coder", coder)

    outcome = qualcode("undo", study, "--coder", "siv")

    assert "04.txt" in outcome.err


def test_all_can_be_taken_back_and_then_there_is_nothing(qualcode: Qualcode, study: Path) -> None:
    codes = [qualcode("undo", study).code for _ in range(5)]

    assert codes == [0, 0, 0, 0, 1]
    assert qualcode("check", study).code == 0


def test_what_was_done_and_to_what_are_told_with_one_colon(qualcode: Qualcode, study: Path) -> None:
    with closing(open_study(study)) as held:
        recoding.rename_theme(held, "siv", coding.themes(held)[0].id, "Planverk")

    told = qualcode("history", study, "--limit", "1").out
    undone = qualcode("undo", study)

    assert "ga kodegruppen nytt navn: Forankring → Planverk" in told
    assert "Tatt tilbake: ga kodegruppen nytt navn: Forankring → Planverk (" in undone.err
    assert "::" not in qualcode("history", study).out
