"""Taken back, or done again, out of its turn: what held before holds still, or nothing is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode.errors import Conflict
from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.spans import Span
from qualcode.model.studies import Chapter
from qualcode.model.views import CodedSpan
from qualcode.store import taking_in
from qualcode.workflow import (
    asking,
    coding,
    conceptual,
    grouping,
    history,
    recoding,
    splitting,
    studies,
)
from qualcode.workflow.studies import Study
from tests.workflow.ladder_moves import small_study
from tests.workflow.test_recoding import contents

FIRST, SECOND = (1, Span(7, 12)), (2, Span(7, 12))
PENGER, RAAD = 2, 3


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = small_study(tmp_path)
    yield made
    made.close()


def newest(study: Study) -> int:
    return history.history(study, 1)[0].id


def refused(study: Study, match: str, do: Callable[[], object]) -> None:
    before = contents(study), history.history(study)

    with pytest.raises(Conflict, match=f"cannot be taken back: .*{match}.* later change first"):
        do()

    assert (contents(study), history.history(study)) == before


def of_code(study: Study, code: int) -> list[CodedSpan]:
    return [coded for coded in coding.codings_in(study, 1) if coded.code_id == code]


def take_in(study: Study, *codes: Code, theme: str = "T") -> None:
    with study.change("siv", "load codebook") as change:
        taking_in.take_in(change, Codebook(themes=(Theme(name=theme, codes=codes),)))


# EARs


def test_an_ear_keeps_a_passage(study: Study) -> None:
    ear = conceptual.note_ear(study, "siv", "Klemma", "En felle", [FIRST])
    conceptual.hang_ear(study, "siv", ear, SECOND)
    hung = newest(study)
    conceptual.unhang_ear(study, "siv", ear, FIRST)

    refused(study, "hang on no passage", lambda: history.undo(study, "siv", change_id=hung))


def test_an_ear_goes_with_its_passage(study: Study) -> None:
    conceptual.note_ear(study, "siv", "Klemma", "En felle", [FIRST])

    history.undo(study, "siv")

    assert conceptual.ears(study) == []


# Themes and concepts


def test_there_is_one_residual_theme(study: Study) -> None:
    grouping.set_aside(study, "siv", [1], reason="brukes ikke")
    history.undo(study, "siv", own=True)
    grouping.set_aside(study, "jonas", [2], reason="brukes ikke")
    [residual] = [theme.id for theme in coding.themes(study) if theme.residual]
    recoding.rename_theme(study, "jonas", residual, "Rest")

    refused(study, "residual theme", lambda: history.redo(study, "siv", own=True))


def test_there_is_one_theme_of_what_waits(tmp_path: Path) -> None:
    study = studies.create_study(tmp_path / "tom.qualcode", coder="siv")
    coding.create_code(study, "siv", "Penger")
    history.undo(study, "siv", own=True)
    coding.create_code(study, "jonas", "Tid")
    [waiting] = coding.themes(study)
    recoding.rename_theme(study, "jonas", waiting.id, "Venter")

    refused(study, "ungrouped codes", lambda: history.redo(study, "siv", own=True))
    study.close()


def test_two_themes_do_not_get_one_name(study: Study) -> None:
    recoding.rename_theme(study, "siv", PENGER, "Kroner")
    renamed = newest(study)
    grouping.add_pile(study, "jonas", "penger")

    refused(
        study, "two themes would be called", lambda: history.undo(study, "siv", change_id=renamed)
    )


def test_two_concepts_do_not_get_one_name(study: Study) -> None:
    concept = conceptual.new_concept(study, "siv", "Klemma")
    conceptual.redefine_concept(study, "siv", concept, name="Fella")
    renamed = newest(study)
    conceptual.new_concept(study, "jonas", "KLEMMA")

    refused(
        study,
        "two concepts would be called",
        lambda: history.undo(study, "siv", change_id=renamed),
    )


def test_a_chapter_keeps_a_theme_under_the_name_it_knows(study: Study) -> None:
    recoding.rename_theme(study, "siv", PENGER, "Kroner")
    renamed = newest(study)
    asking.set_chapters(study, "jonas", [Chapter(title="Økonomi", themes=("Kroner",))])

    refused(
        study,
        "chapter «Økonomi» names the theme «Kroner»",
        lambda: history.undo(study, "siv", change_id=renamed),
    )


def test_a_chapter_keeps_its_themes(study: Study) -> None:
    grouping.add_pile(study, "siv", "Ny")
    made = newest(study)
    asking.set_chapters(study, "jonas", [Chapter(title="Nytt", themes=("Ny",))])

    refused(study, "chapter «Nytt» names", lambda: history.undo(study, "siv", change_id=made))


def test_a_theme_is_named_back_together_with_the_chapters_that_name_it(study: Study) -> None:
    asking.set_chapters(study, "siv", [Chapter(title="Økonomi", themes=("Penger",))])
    recoding.rename_theme(study, "siv", PENGER, "Kroner")

    history.undo(study, "siv")

    assert asking.chapters(study)[0].themes == ("Penger",)


# Codes and codings


def test_a_key_gives_one_code(study: Study) -> None:
    take_in(study, Code(id="x", key="a"), Code(id="y"))
    take_in(study, Code(id="x"), Code(id="y"))
    let_go = newest(study)
    take_in(study, Code(id="y", key="a"))

    refused(study, "by the key «a»", lambda: history.undo(study, "siv", change_id=let_go))


def test_a_passage_has_a_code_once_from_a_coder(study: Study) -> None:
    [coded] = of_code(study, 1)
    coding.remove_codings(study, "siv", [coded])
    removed = newest(study)
    coding.apply_codes(study, "siv", 1, coded.span, [1])

    refused(
        study,
        "«Pengene tar slutt før start» twice",
        lambda: history.undo(study, "siv", change_id=removed),
    )


def test_another_coder_may_have_given_it_meanwhile(study: Study) -> None:
    [coded] = of_code(study, 1)
    coding.remove_codings(study, "siv", [coded])
    removed = newest(study)
    coding.apply_codes(study, "jonas", 1, coded.span, [1])

    history.undo(study, "siv", change_id=removed)

    assert sorted(c.coder for c in coding.codings_in(study, 1) if c.code_id == 1) == [
        "jonas",
        "siv",
    ]


def test_a_passage_that_had_a_code_twice_gets_both_back(study: Study) -> None:
    """A merge keeps both codings where they tell different things."""
    other = coding.create_code(study, "siv", "Annet")
    coding.apply_codes(study, "siv", 1, Span(7, 43), [other], stance="+")
    coding.annotate(study, "siv", of_code(study, 1), stance="-")
    recoding.merge_codes(study, "siv", [1], other)
    both = coding.codings_in(study, 1)
    coding.remove_codings(study, "siv", [c for c in both if c.stance == "-"])

    history.undo(study, "siv")

    assert coding.codings_in(study, 1) == both


# What a file says


@pytest.fixture
def merged(study: Study) -> int:
    """A code of which a file says that it is merged, and nothing says into what."""
    take_in(study, Code(id="gammel", name="Gammel", state="merged"))
    return next(code.id for code in coding.codes(study) if code.code.id == "gammel")


def test_a_code_that_a_file_calls_merged_is_taken_in_again(study: Study, merged: int) -> None:
    before = contents(study)

    history.undo(study, "siv")
    history.redo(study, "siv")

    assert contents(study) == before


@pytest.mark.parametrize(
    "do",
    [
        lambda study, code: recoding.rename_code(study, "siv", code, "Annet"),
        lambda study, code: recoding.bring_back_code(study, "siv", code),
    ],
    ids=["named otherwise", "brought back"],
)
def test_what_is_done_to_it_can_be_taken_back(
    study: Study, merged: int, do: Callable[[Study, int], None]
) -> None:
    before = contents(study)
    do(study, merged)

    history.undo(study, "siv")

    assert contents(study) == before


def test_what_was_told_of_a_code_is_told_still(study: Study) -> None:
    splitting.replace_code(study, "siv", 1, "Bedre")
    recoding.bring_back_code(study, "siv", 1)
    brought_back = newest(study)
    splitting.tell_apart(study, "siv", 1)

    refused(
        study,
        "nothing tells any more what became of",
        lambda: history.undo(study, "siv", change_id=brought_back),
    )
