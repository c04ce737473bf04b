"""Scenario 3: a warning is no verdict (sdi.md, j.3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model.spans import Span
from qualcode.workflow import asking, cautioning, coding, importing, testing
from qualcode.workflow.studies import Study, create_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = create_study(tmp_path / "s.qualcode", coder="siv")
    (tmp_path / "1.txt").write_text("Leder: Pengene er brukt opp når det skal spres.\n", "utf-8")
    importing.import_files(made, [tmp_path / "1.txt"], coder="siv")
    asking.ask(made, "siv", "Hva hindrer spredning av gode prosjekter?")
    yield made
    made.close()


def test_a_label_that_shares_a_word_with_the_question_is_pointed_out_by_that_word(
    study: Study,
) -> None:
    kinds = {c.kind: c.details for c in cautioning.cautions_on_label(study, "Spredning")}

    assert kinds["shares_word"] == ("spredning",)
    assert "short_label" in kinds


def test_other_forms_of_the_word_are_known_again(study: Study) -> None:
    for label in ("Spredningen", "Gode prosjekter"):
        kinds = {c.kind for c in cautioning.cautions_on_label(study, label)}
        assert "shares_word" in kinds, label


def test_the_coder_may_go_on_and_nothing_passes_or_fails_by_itself(study: Study) -> None:
    coding.create_and_apply(study, "siv", 1, Span(7, 30), "Spredning")

    assert testing.standing_of(study, 1).state == "draft"
    assert any(c.kind == "shares_word" and c.row == 1 for c in cautioning.cautions(study))

    passed = {"K1": "no", "K2": "content", "K3": "yes"}
    testing.give_verdict(study, "siv", "code", 1, passed, "passed")

    assert testing.standing_of(study, 1).state == "passed"
    assert any(c.kind == "shares_word" and c.row == 1 for c in cautioning.cautions(study))


def test_a_clause_close_to_the_words_is_left_in_peace(study: Study) -> None:
    label = "Pengene er brukt opp når det skal ut til andre"

    assert cautioning.cautions_on_label(study, label) == []
