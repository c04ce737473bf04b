"""Tests and their verdicts: given by people, kept for ever, and out of date when things change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import Conflict, InvalidData, NotFound
from qualcode.model.spans import Span
from qualcode.workflow import codebooks, coding, conceptual, grouping, recoding, testing
from qualcode.workflow.studies import Study
from tests.workflow.ladder_moves import C, G, K, small_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = small_study(tmp_path)
    yield made
    made.close()


def passed(study: Study, code: int, coder: str = "siv") -> None:
    testing.give_verdict(study, coder, "code", code, K[0], "passed")


def state(study: Study, code: int = 1) -> str:
    return testing.standing_of(study, code).state


def themes(study: Study) -> dict[str, str]:
    return {s.theme.name: s.state for s in testing.ladder(study).themes}


def test_a_passed_code_is_to_be_tested_again_when_its_name_or_meaning_changes(
    study: Study,
) -> None:
    for change in (
        lambda: recoding.rename_code(study, "siv", 1, "Penger tar slutt"),
        lambda: recoding.redefine_code(study, "siv", 1, definition="Om penger."),
        lambda: recoding.redefine_code(study, "siv", 1, include="også lån"),
        lambda: recoding.redefine_code(study, "siv", 1, exclude="ikke gaver"),
        lambda: coding.apply_codes(study, "siv", 1, Span(64, 77), [1]),
    ):
        passed(study, 1)
        assert state(study) == "passed"
        change()
        assert state(study) == "retest"


def test_a_second_coder_on_the_same_passage_changes_nothing_that_was_tested(study: Study) -> None:
    passed(study, 1)

    coding.apply_codes(study, "jonas", 1, Span(7, 43), [1])

    assert state(study) == "passed"


def test_what_is_changed_and_changed_back_is_as_it_was_tested(study: Study) -> None:
    passed(study, 1)
    recoding.rename_code(study, "siv", 1, "Noe annet")
    recoding.rename_code(study, "siv", 1, "Pengene tar slutt før start")

    assert state(study) == "passed"


def test_a_theme_goes_out_of_date_with_its_members_and_what_they_have(study: Study) -> None:
    pile = next(t.id for t in coding.themes(study) if t.name == "Penger")
    passed(study, 1)
    grouping.place_codes(study, "siv", [1], pile)
    testing.give_verdict(study, "siv", "grouping", pile, G[0], "passed")
    assert themes(study)["Penger"] == "passed"

    coding.apply_codes(study, "siv", 1, Span(64, 77), [1])

    assert themes(study)["Penger"] == "retest"


def test_a_concept_goes_out_of_date_with_its_themes(study: Study) -> None:
    pile = next(t.id for t in coding.themes(study) if t.name == "Penger")
    concept = conceptual.new_concept(study, "siv", "Klemma", themes=[pile], override="tidlig")
    testing.give_verdict(study, "siv", "concept", concept, C[0], "passed")
    grouping.describe_theme(study, "siv", pile, "Alt om penger.")

    assert testing.ladder(study).concepts[0].state == "retest"


def test_the_queue_has_first_what_nobody_has_tested_then_what_failed(study: Study) -> None:
    testing.give_verdict(study, "siv", "code", 1, {"K1": "yes"}, "failed")
    passed(study, 2)

    ladder = testing.ladder(study)
    assert [s.code.id for s in testing.queue(ladder, "siv")] == [3, 1]
    assert [s.code.id for s in testing.queue(ladder, "jonas", all_testers=True)] == [3, 1, 2]


def test_a_verdict_is_on_what_the_tester_saw_or_on_nothing(study: Study) -> None:
    looked_at = testing.look_at(study, "code", 1)
    recoding.rename_code(study, "jonas", 1, "Noe annet")

    with pytest.raises(Conflict, match="changed while you looked"):
        testing.give_verdict(study, "siv", "code", 1, K[0], "passed", looked_at=looked_at)
    assert testing.standing_of(study, 1).tests == ()


def test_codes_that_stood_before_anybody_read_are_not_put_to_the_code_test(
    study: Study, tmp_path: Path
) -> None:
    (tmp_path / "guide.csv").write_text("code,theme,origin\nrolle,Guide,guide\n", "utf-8")
    codebooks.load(study, tmp_path / "guide.csv", coder="siv")
    row = next(c.id for c in coding.codes(study) if c.code.id == "rolle")

    with pytest.raises(InvalidData, match="before anybody had read"):
        testing.give_verdict(study, "siv", "code", row, {"K1": "yes"}, "failed")
    assert state(study, row) == "in_use"
    assert row not in [s.code.id for s in testing.queue(testing.ladder(study), "siv")]


def test_what_keeps_codes_aside_or_is_gone_is_not_tested(study: Study) -> None:
    aside = next(t.id for t in coding.themes(study) if t.ungrouped)

    with pytest.raises(InvalidData, match="keeps codes aside"):
        testing.give_verdict(study, "siv", "grouping", aside, G[0], "passed")
    with pytest.raises(NotFound, match="not there any more"):
        testing.give_verdict(study, "siv", "code", 99, K[2], "failed")
    with pytest.raises(NotFound, match="not there any more"):
        testing.give_verdict(study, "siv", "grouping", 99, G[1], "failed")
    with pytest.raises(NotFound, match="not there any more"):
        testing.give_verdict(study, "siv", "concept", 99, C[1], "back")


@pytest.mark.parametrize(
    ("answers", "verdict", "said"),
    [
        ({"K1": "no", "K2": "topic"}, "passed", "K2"),
        ({"K1": "no", "K2": "content"}, "passed", "K3"),
        ({"K1": "maybe"}, "failed", "maybe"),
        ({"G1": "yes"}, "failed", "G1"),
        ({}, "failed", "answer"),
        ({"K1": "yes"}, "back", "no verdict"),
    ],
)
def test_answers_that_do_not_bear_the_verdict_are_refused(
    study: Study, answers: dict[str, str], verdict: str, said: str
) -> None:
    with pytest.raises(InvalidData, match=said):
        testing.give_verdict(study, "siv", "code", 1, answers, verdict)  # type: ignore[arg-type]


def test_g4_only_makes_one_look(study: Study) -> None:
    pile = next(t.id for t in coding.themes(study) if t.name == "Penger")

    testing.give_verdict(study, "siv", "grouping", pile, {**G[0], "G4": "no"}, "passed")

    assert themes(study)["Penger"] == "passed"


# Wording and terms


def test_a_team_words_a_question_itself_and_goes_back_to_ours(study: Study) -> None:
    ours = testing.wording(study, "nb")["K2"]
    testing.set_wording(study, "siv", "K2", "Hva sier koden alene?")

    assert testing.wording(study, "nb")["K2"] == "Hva sier koden alene?"
    assert testing.wording(study, "en")["K2"].startswith("What does the code tell")
    testing.set_wording(study, "siv", "K2", "")
    assert testing.wording(study, "nb")["K2"] == ours


def test_a_verdict_keeps_the_question_as_it_was_asked_then(study: Study) -> None:
    testing.set_wording(study, "siv", "K1", "Sto den i guiden?")
    testing.give_verdict(study, "siv", "code", 1, {"K1": "yes"}, "failed")
    testing.set_wording(study, "siv", "K1", "Kunne den vært laget før?")

    assert testing.standing_of(study, 1).tests[0].asked == {"K1": "Sto den i guiden?"}


def test_there_are_no_other_questions(study: Study) -> None:
    with pytest.raises(InvalidData, match="K9"):
        testing.set_wording(study, "siv", "K9", "Hva?")


def test_the_words_follow_the_edition(study: Study) -> None:
    assert testing.words(study, "nb")["group"] == "kodegruppe"
    testing.set_terms(study, "siv", "2012")

    assert testing.words(study, "nb")["group"] == "kategori"
    assert "kategorien" in testing.wording(study, "nb")["G1"]
    with pytest.raises(InvalidData, match="1999"):
        testing.set_terms(study, "siv", "1999")  # type: ignore[arg-type]
