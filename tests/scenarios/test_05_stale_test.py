"""Scenario 5: what has changed since its test is to be tested again (sdi.md, j.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.widgets import Static

from qualcode.model.method import Answers
from qualcode.model.spans import Span
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.workflow import coding, conceptual, grouping, history, importing, recoding, testing
from qualcode.workflow.studies import Study, create_study
from tests.ladder_screens import at_screen, press
from tests.reading_reports import own_rows, report

BUS = "Låner buss for å komme på kurs"
LIFT = "Får skyss for å komme på kurs"
SAID = (
    "Vi låner buss av naboen når det er kurs.",
    "Bussen låner vi, for egen har vi ikke.",
    "De lot oss få låne bussen i vår også.",
    "I høst satt vi på med renholderne.",
)
PASSED: Answers = {"K1": "no", "K2": "content", "K3": "yes"}
HOLDS: Answers = {"G1": "yes", "G2": "yes", "G3": "yes", "G4": "yes"}
NEEDED: Answers = {"C1": "yes", "C2": "yes", "C3": "yes"}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A passed code on three excerpts, alone in a theme that has passed its test."""
    made = create_study(tmp_path / "s.qualcode", coder="siv")
    for number, words in enumerate(SAID, start=1):
        (tmp_path / f"{number}.txt").write_text(f"Leder: {words}\n", encoding="utf-8")
    importing.import_files(made, [tmp_path / f"{n}.txt" for n in (1, 2, 3, 4)], coder="siv")
    coding.create_and_apply(made, "siv", 1, span_of(1), BUS)
    for transcript in (2, 3):
        coding.apply_codes(made, "siv", transcript, span_of(transcript), [1])
    testing.give_verdict(made, "siv", "code", 1, PASSED, "passed", comment="de låner, hver gang")
    theme = grouping.add_pile(made, "siv", "Veien dit er andres")
    grouping.place_codes(made, "siv", [1], theme)
    testing.give_verdict(made, "siv", "grouping", theme, HOLDS, "passed")
    yield made
    made.close()


def span_of(transcript: int) -> Span:
    return Span(7, 7 + len(SAID[transcript - 1]))


def add_a_fourth_excerpt(study: Study) -> None:
    coding.apply_codes(study, "siv", 4, span_of(4), [1])


def change_the_label(study: Study) -> None:
    recoding.rename_code(study, "siv", 1, LIFT)


def states(study: Study) -> tuple[str, str]:
    """What the code and its theme have come to."""
    ladder = testing.ladder(study)
    (theme,) = (s for s in ladder.themes if s.theme.name == "Veien dit er andres")
    return ladder.codes[0].state, theme.state


def test_a_new_excerpt_and_a_new_label_want_a_new_test_of_the_code_and_of_its_theme(
    study: Study,
) -> None:
    assert states(study) == ("passed", "passed")

    add_a_fourth_excerpt(study)
    change_the_label(study)

    assert states(study) == ("retest", "retest")
    assert [s.code.label for s in testing.queue(testing.ladder(study), "siv")] == [LIFT]


@pytest.mark.parametrize("change", [add_a_fourth_excerpt, change_the_label])
def test_either_of_them_alone_is_enough(study: Study, change: Callable[[Study], None]) -> None:
    change(study)

    assert states(study) == ("retest", "retest")


def test_the_old_test_can_still_be_read_with_the_old_label_and_its_three_excerpts(
    study: Study,
) -> None:
    add_a_fourth_excerpt(study)
    change_the_label(study)

    (test,) = testing.standing_of(study, 1).tests
    assert test.seen["label"] == BUS
    assert test.seen["passages"] == [[f"{n}.txt", 7, span_of(n).end] for n in (1, 2, 3)]
    assert (test.tester, test.verdict, test.answers) == ("siv", "passed", PASSED)
    assert test.comment == "de låner, hver gang"
    (row,) = own_rows(report(study, "tests"))
    assert BUS in row.values()


def test_the_old_test_of_the_theme_still_has_the_members_it_had(study: Study) -> None:
    change_the_label(study)

    (theme,) = (s for s in testing.ladder(study).themes if s.tests)
    assert theme.current == ()
    assert [label for _, label, _ in theme.tests[0].seen["members"]] == [BUS]


def test_a_concept_above_is_to_be_tested_again_as_well(study: Study) -> None:
    theme = next(t.id for t in coding.themes(study) if t.name == "Veien dit er andres")
    concept = conceptual.new_concept(study, "siv", "lånt framkomst", themes=[theme])
    testing.give_verdict(study, "siv", "concept", concept, NEEDED, "passed")
    assert testing.ladder(study).concepts[0].state == "passed"

    add_a_fourth_excerpt(study)

    assert testing.ladder(study).concepts[0].state == "retest"


def test_who_tests_again_adds_a_test_and_the_old_one_stays(study: Study) -> None:
    change_the_label(study)

    testing.give_verdict(study, "siv", "code", 1, PASSED, "passed")

    code = testing.standing_of(study, 1)
    assert code.state == "passed"
    assert [test.seen["label"] for test in code.tests] == [BUS, LIFT]
    assert [test.seen["label"] for test in code.current] == [LIFT]
    # The theme is not tested by that.
    assert states(study) == ("passed", "retest")


def test_what_is_taken_back_holds_again(study: Study) -> None:
    add_a_fourth_excerpt(study)
    change_the_label(study)

    history.undo(study, "siv")
    assert states(study) == ("retest", "retest")
    history.undo(study, "siv")
    assert states(study) == ("passed", "passed")


async def test_the_screen_of_the_test_shows_what_was_tested_before(study: Study) -> None:
    add_a_fourth_excerpt(study)
    change_the_label(study)

    async with at_screen(study, VerdictScreen) as (screen, pilot):
        thing = str(screen.query_one("#name", Static).content)
        assert LIFT in thing
        assert "må testes på nytt" in thing
        await press(pilot, "1", "1")
        told = str(screen.query_one("#told", Static).content)
        assert f"«{BUS}»" in told
        assert "de låner, hver gang" in told
        assert len(screen.quote_list.quotes) == 4
