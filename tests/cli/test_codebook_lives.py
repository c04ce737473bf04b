"""`qualcode codebook history`, `trail` and `saturation`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.model.spans import Span
from qualcode.workflow import coding, grouping, recoding, splitting, testing
from qualcode.workflow.studies import open_study

Qualcode = Callable[..., Any]


@pytest.fixture
def walked(study: Path) -> Path:
    """The small study with an inductive code that was replaced, tested, grouped and renamed."""
    opened = open_study(study)
    code, _ = coding.create_and_apply(opened, "siv", 1, Span(46, 57), "Økonomi")
    better = splitting.replace_code(opened, "siv", code, "Står i økonomien", reason="et emne")
    answers = {"K1": "no", "K2": "content", "K3": "yes"}
    testing.give_verdict(opened, "siv", "code", better, answers, "passed")
    pile = grouping.add_pile(opened, "siv", "Penger")
    grouping.place_codes(opened, "siv", [better], pile)
    recoding.rename_code(opened, "jonas", better, "Er med i økonomien")
    opened.close()
    return study


def test_the_history_of_the_codebook_leaves_out_what_was_coded(
    qualcode: Qualcode, walked: Path
) -> None:
    lines = qualcode("codebook", "history", walked).out.splitlines()

    assert "ga nytt navn til" in lines[0]
    assert "kodet om" in "\n".join(lines)
    assert "(et emne)" in "\n".join(lines)
    assert "kodinger" not in "\n".join(lines)


def test_the_life_of_a_code_is_told_from_the_beginning(qualcode: Qualcode, walked: Path) -> None:
    lines = qualcode("codebook", "history", walked, "Er med i økonomien").out.splitlines()

    assert "laget som «Står i økonomien»" in lines[0]
    assert any("navn: «Står i økonomien» → «Er med i økonomien»" in line for line in lines)
    assert any("kodegruppe: «Uten gruppe» → «Penger»" in line for line in lines)
    assert any("test av «Står i økonomien»: bestått: K1 nei, K2 hva som" in line for line in lines)


def test_a_code_that_became_another_says_which_and_why(qualcode: Qualcode, walked: Path) -> None:
    told = qualcode("codebook", "history", walked, "økonomi").out

    assert "erstattet → «Er med i økonomien»  (et emne)" in told


def test_a_code_that_is_not_there_is_a_clear_error(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("codebook", "history", study, "Ukjent")

    assert outcome.code == 1
    assert "Ukjent" in outcome.err


def test_the_trail_leads_from_the_words_to_the_theme_and_back_to_the_place(
    qualcode: Qualcode, walked: Path
) -> None:
    lines = qualcode("codebook", "trail", walked, "er med i økonomien").out.splitlines()

    assert lines[0].startswith("«")
    assert "01.txt:46-57" in lines[1]
    assert "→ Er med i økonomien  (må testes på nytt" in lines[2]
    assert "først kodet «Økonomi»" in lines[3]
    assert "→ Penger  (utkast" in lines[4]


def test_the_trail_tells_no_state_of_what_only_keeps_codes(
    qualcode: Qualcode, walked: Path
) -> None:
    opened = open_study(walked)
    grouping.set_aside(opened, "siv", [5], reason="gjelder få")
    opened.close()

    told = qualcode("codebook", "trail", walked, "er med i økonomien").out
    assert "→ Restgruppe  (gjelder få)" in told

    opened = open_study(walked)
    grouping.let_wait(opened, "siv", [5])
    opened.close()
    assert "→ Uten gruppe\n" in qualcode("codebook", "trail", walked, "er med i økonomien").out


def test_a_study_without_inductive_codes_has_no_trail_and_no_saturation(
    qualcode: Qualcode, tmp_path: Path
) -> None:
    qualcode("new", tmp_path / "tom")

    for command in ("trail", "saturation"):
        outcome = qualcode("codebook", command, tmp_path / "tom.qualcode")
        assert (outcome.code, outcome.out) == (0, "")
        assert outcome.err


def test_saturation_is_drawn_and_told_interview_by_interview(
    qualcode: Qualcode, walked: Path
) -> None:
    drawn = qualcode("codebook", "saturation", walked).out
    table = qualcode("codebook", "saturation", walked, "--no-plot").out.splitlines()

    assert "nye koder" in drawn
    assert drawn.endswith("\n".join(table) + "\n")
    assert [line.split()[0] for line in table[1:]] == ["1", "2", "3"]
    assert int(table[-1].split()[-1]) == sum(int(line.split()[-2]) for line in table[1:])
