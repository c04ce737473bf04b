"""Looking again at what was coded before a code meant what it means now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import NotFound
from qualcode.model.rechecking import Recheck
from qualcode.model.spans import Span
from qualcode.store import journal
from qualcode.store.study import Study
from qualcode.workflow import (
    codebooks,
    coding,
    history,
    importing,
    reading,
    rechecking,
    recoding,
    splitting,
)
from qualcode.workflow.studies import create_study
from tests.clock import Clock

TEXTS = {
    "a.txt": "Leder: Pengene tar slutt før vi får begynt. Vi kan bare gi råd.\n",
    "b.txt": "Leder: Prosjektet gir rom. Ja.\n",
}


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    monkeypatch.setattr(journal, "datetime", Clock)
    made = create_study(tmp_path / "s.qualcode", coder="siv")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    importing.import_files(made, [tmp_path / name for name in TEXTS], coder="siv")
    coding.create_and_apply(made, "siv", 1, Span(7, 43), "Pengene tar slutt")
    yield made
    made.close()


def found(study: Study) -> list[tuple[str, str, list[int], list[int], int]]:
    return [
        (r.code.label, r.cause, list(r.codings), list(r.interviews), r.done)
        for r in rechecking.rechecks(study)
    ]


def late(study: Study) -> list[Recheck]:
    return [r for r in rechecking.rechecks(study) if r.cause == "late"]


def test_at_first_nothing_waits(study: Study) -> None:
    assert found(study) == []


def test_what_had_the_code_waits_when_it_is_defined_anew(study: Study) -> None:
    recoding.redefine_code(study, "siv", 1, definition="Om penger som tar slutt.")
    coding.apply_codes(study, "siv", 2, Span(0, 5), [1])

    assert found(study) == [("Pengene tar slutt", "defined", [1], [], 0)]


def test_a_change_that_is_not_one_of_meaning_makes_nothing_wait(study: Study) -> None:
    recoding.redefine_code(study, "siv", 1, example="«Tolv måneder av gangen.»")

    assert found(study) == []


def test_an_interview_that_was_begun_before_a_code_came_waits_for_it(study: Study) -> None:
    coding.create_and_apply(study, "siv", 2, Span(7, 26), "Prosjekt gir rom")

    assert found(study) == [("Prosjekt gir rom", "late", [], [1], 0)]


def test_to_have_read_an_interview_is_to_have_begun_it(study: Study) -> None:
    reading.mark_read(study, "siv", 2, [Span(7, 26)])
    coding.create_and_apply(study, "siv", 1, Span(44, 63), "Kan bare gi råd")

    assert late(study)[0].interviews == (2,)


def test_an_interview_in_which_the_code_was_given_since_waits_no_more(study: Study) -> None:
    coding.create_and_apply(study, "siv", 2, Span(7, 26), "Prosjekt gir rom")
    coding.apply_codes(study, "siv", 1, Span(44, 63), [2])

    assert found(study) == []


def test_a_better_code_comes_when_it_is_made_and_not_when_its_passages_were_coded(
    study: Study,
) -> None:
    coding.create_and_apply(study, "siv", 2, Span(7, 26), "Rom")
    splitting.replace_code(study, "siv", 2, "Prosjekt gir rom")

    assert [(r.code.label, r.interviews) for r in late(study)] == [("Prosjekt gir rom", (1,))]


def test_what_has_been_looked_at_is_counted_and_waits_no_more(study: Study) -> None:
    coding.create_and_apply(study, "siv", 2, Span(7, 26), "Prosjekt gir rom")

    assert rechecking.looked_again(study, "siv", 2, "late", interviews=[1]) == 1

    assert found(study) == [("Prosjekt gir rom", "late", [], [], 1)]
    history.undo(study, "siv")
    assert found(study) == [("Prosjekt gir rom", "late", [], [1], 0)]


def test_a_passage_that_two_have_coded_is_looked_at_once(study: Study) -> None:
    coding.apply_codes(study, "jonas", 1, Span(7, 43), [1])
    recoding.redefine_code(study, "siv", 1, definition="Om penger.")
    [recheck] = rechecking.rechecks(study)
    assert (len(recheck.codings), recheck.left, recheck.done) == (2, 1, 0)

    assert rechecking.looked_again(study, "siv", 1, "defined", codings=recheck.codings) == 1

    [recheck] = rechecking.rechecks(study)
    assert (recheck.left, recheck.done) == (0, 1)


def test_a_second_change_of_meaning_makes_all_wait_anew(study: Study) -> None:
    recoding.redefine_code(study, "siv", 1, definition="Om penger.")
    rechecking.looked_again(study, "siv", 1, "defined", codings=[1])
    recoding.rename_code(study, "siv", 1, "Pengene er brukt opp")

    assert found(study) == [("Pengene er brukt opp", "defined", [1], [], 0)]


def test_what_was_looked_at_is_done_still_when_a_change_of_meaning_is_taken_back(
    study: Study,
) -> None:
    recoding.redefine_code(study, "siv", 1, definition="Om penger")
    rechecking.looked_again(study, "siv", 1, "defined", codings=[1])
    assert found(study) == [("Pengene tar slutt", "defined", [], [], 1)]

    recoding.rename_code(study, "siv", 1, "Pengene er slutt")
    assert found(study)[0][2:] == ([1], [], 0)
    history.undo(study, "siv")
    assert found(study) == [("Pengene tar slutt", "defined", [], [], 1)]

    history.redo(study, "siv")
    assert found(study)[0][2:] == ([1], [], 0)


def test_an_interview_is_gone_through_for_all_codes_at_once(study: Study) -> None:
    coding.create_and_apply(study, "siv", 2, Span(7, 26), "Prosjekt gir rom")
    coding.create_and_apply(study, "siv", 2, Span(27, 30), "Ja")
    recoding.redefine_code(study, "siv", 1, definition="Om penger.")

    assert rechecking.looked_through(study, "siv", 1) == 3

    assert [r.left for r in rechecking.rechecks(study)] == [0, 0, 0]


def test_who_says_to_have_looked_where_nothing_waits_is_told(study: Study) -> None:
    with pytest.raises(NotFound, match="waiting"):
        rechecking.looked_again(study, "siv", 1, "late", interviews=[1])
    with pytest.raises(NotFound, match="waiting"):
        rechecking.looked_through(study, "siv", 1)


def test_a_code_that_is_not_given_any_more_waits_for_nothing(study: Study) -> None:
    recoding.redefine_code(study, "siv", 1, definition="Om penger.")
    recoding.retire_code(study, "siv", 1)

    assert found(study) == []


def test_deductive_codes_are_there_from_the_beginning_and_never_late(
    study: Study, tmp_path: Path
) -> None:
    (tmp_path / "bok.csv").write_text("code,theme,origin\nrolle,Guide,guide\n", encoding="utf-8")
    codebooks.load(study, tmp_path / "bok.csv", coder="siv")

    assert late(study) == []
