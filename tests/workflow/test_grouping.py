"""Sorting codes: what comes along, what needs a reason, and what the numbers of a theme count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import Conflict, NeedsReason
from qualcode.model.questions import Question
from qualcode.model.studies import Chapter
from qualcode.store.study import Study
from qualcode.workflow import asking, codebooks, coding, grouping, recoding, testing
from qualcode.workflow.tallying import tally
from tests.workflow.ladder_moves import small_study

MONEY, ADVICE = 2, 3
PASSED = {"K1": "no", "K2": "content", "K3": "yes"}
PARENT, CHILD, THIRD = 1, 2, 3


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = small_study(tmp_path)
    yield made
    made.close()


def let_pass(study: Study, *codes: int) -> None:
    for code in codes:
        testing.give_verdict(study, "siv", "code", code, PASSED, "passed")


def segments(study: Study) -> dict[str, int]:
    """What the tally says, by theme and by code."""
    found = tally(study, Question(rows="codes", count="segments"))
    return {row.label: row.total.n for row in found.rows}


def members(study: Study, theme: int) -> tuple[int, ...]:
    found = testing.ladder(study).themes
    return next(standing.codes for standing in found if standing.theme.id == theme)


def test_an_untested_code_needs_a_reason_when_it_comes_along_with_its_parent(study: Study) -> None:
    recoding.move_code(study, "siv", CHILD, parent=PARENT)
    let_pass(study, PARENT)

    with pytest.raises(NeedsReason, match="Kan bare gi råd"):
        grouping.place_codes(study, "siv", [PARENT], MONEY)
    grouping.place_codes(study, "siv", [PARENT], MONEY, reason="testes senere")

    money = testing.ladder(study).themes[1]
    assert money.overrides == {CHILD}
    assert money.reasons == {PARENT: "testes senere", CHILD: "testes senere"}


def test_a_code_that_is_sorted_with_its_parent_stays_beneath_it(study: Study) -> None:
    recoding.move_code(study, "siv", CHILD, parent=PARENT)
    let_pass(study, PARENT, CHILD)
    before = segments(study)["Pengene tar slutt før start"]

    grouping.place_codes(study, "siv", [PARENT, CHILD], MONEY)

    assert {code.id: code.parent_id for code in coding.codes(study)}[CHILD] == PARENT
    assert segments(study)["Pengene tar slutt før start"] == before == 2


def test_closing_the_rest_keeps_the_reason_of_all_that_comes_along(study: Study) -> None:
    recoding.move_code(study, "siv", CHILD, parent=PARENT)
    let_pass(study, PARENT)

    assert grouping.place_rest(study, "siv", reason="gjelder få") == 2

    residual = next(s for s in testing.ladder(study).themes if s.theme.residual)
    assert residual.codes == (PARENT, CHILD)
    assert residual.reasons == dict.fromkeys((PARENT, CHILD), "gjelder få")
    assert {code.id: code.parent_id for code in coding.codes(study)}[CHILD] == PARENT


def test_what_lies_beneath_a_code_stands_in_its_second_theme_with_it(study: Study) -> None:
    recoding.move_code(study, "siv", CHILD, parent=PARENT)
    let_pass(study, PARENT, CHILD, THIRD)
    grouping.place_codes(study, "siv", [THIRD], ADVICE)
    grouping.place_codes(study, "siv", [PARENT], MONEY)
    grouping.stand_in_second(study, "siv", PARENT, ADVICE, reason="om begge deler")

    assert members(study, ADVICE) == (THIRD, PARENT, CHILD)
    assert segments(study)["Råd"] == 3
    with pytest.raises(Conflict, match="beneath"):
        grouping.leave_second(study, "siv", CHILD, ADVICE)

    recoding.move_code(study, "siv", CHILD, theme_id=MONEY)
    assert members(study, ADVICE) == (THIRD, PARENT)
    assert segments(study)["Råd"] == 2


def test_a_theme_that_a_chapter_names_is_not_taken_away(study: Study) -> None:
    asking.set_chapters(study, "siv", [Chapter(title="Økonomi", themes=("Penger", "Råd"))])

    with pytest.raises(Conflict, match="Økonomi"):
        grouping.remove_pile(study, "siv", MONEY)

    asking.set_chapters(study, "siv", [Chapter(title="Økonomi", themes=("Råd",))])
    grouping.remove_pile(study, "siv", MONEY)
    assert [theme.name for theme in coding.themes(study)] == ["Uten gruppe", "Råd"]


def test_a_chapter_calls_a_theme_by_the_name_that_a_codebook_file_gives_it(
    study: Study, tmp_path: Path
) -> None:
    let_pass(study, PARENT)
    grouping.place_codes(study, "siv", [PARENT], MONEY)
    asking.set_chapters(study, "siv", [Chapter(title="Økonomi", themes=("Penger",))])
    book = tmp_path / "k.yaml"
    codebooks.save(study, book, coder="siv")
    book.write_text(book.read_text("utf-8").replace("name: Penger", "name: Kroner"), "utf-8")

    codebooks.load(study, book, coder="siv")

    assert [chapter.themes for chapter in asking.chapters(study)] == [("Kroner",)]


def test_a_pile_goes_and_what_is_not_given_any_more_in_it_waits(study: Study) -> None:
    [waiting] = [theme.id for theme in coding.themes(study) if theme.ungrouped]
    grouping.place_codes(study, "siv", [1], 2, reason="passer")
    recoding.retire_code(study, "siv", 1)

    grouping.remove_pile(study, "siv", 2)

    assert next(code.theme_id for code in coding.codes(study) if code.id == 1) == waiting
    assert 2 not in [theme.id for theme in coding.themes(study)]


def test_where_codes_wait_stays_though_none_waits(study: Study) -> None:
    [waiting] = [theme for theme in coding.themes(study) if theme.ungrouped]
    recoding.retire_code(study, "siv", 1)
    grouping.place_codes(study, "siv", [2, 3], 2, reason="passer")

    with pytest.raises(Conflict, match=f"«{waiting.name}» is where codes wait"):
        grouping.remove_pile(study, "siv", waiting.id)

    assert waiting in coding.themes(study)
