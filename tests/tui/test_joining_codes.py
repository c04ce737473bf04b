"""Before codes are made one, it is said what that touches: the same on every screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.tui.screens.ladder.codes import CodesScreen
from qualcode.tui.screens.ladder.rung import Rung
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.workflow import history, recoding, testing
from qualcode.workflow.joining import joining
from qualcode.workflow.studies import Study
from tests.ladder_screens import answer, asked, at_screen, go_to, press, row_of
from tests.ladder_study import ADVICE, HEARD, MAY_NOT, SPENT, STRANDED, Walker, copied

GUIDE = "Økonomi [guiden]"
MIXED = f"«{GUIDE}» sto i guiden; «{MAY_NOT}» er laget av det som ble lest."
TOGETHER = "Utdragene telles sammen fra nå av."
LEAVES = f"«{STRANDED}» forsvinner også fra «{ADVICE}»."
STALE = f"koden «{SPENT}», kodegruppe "


@pytest.fixture
def study(climbed: Walker, tmp_path: Path) -> Iterator[Study]:
    """A walk up the ladder, and a code that stood in the guide."""
    walker = copied(climbed, tmp_path)
    walker.code(GUIDE, "Vi kan gi råd", origin="guide")
    yield walker.study
    walker.study.close()


def life(study: Study, label: str) -> str:
    return testing.standing_of(study, row_of(study, label)).code.code.state


async def merge_on_the_board(board: BoardScreen, pilot: Pilot[None], source: str) -> None:
    await go_to(board, pilot, source)
    await press(pilot, "g")


async def merge_in_the_codebook(codes: CodesScreen, pilot: Pilot[None], source: str) -> None:
    assert codes.go_to_thing("code", row_of(codes.study, source))
    await press(pilot, "g")


async def merge_beside_the_text(coding: CodingScreen, pilot: Pilot[None], source: str) -> None:
    coding.show_side()
    coding.pane.code_tree.focus()
    coding.pane.code_tree.light(row_of(coding.study, source))
    await press(pilot, "g")


def at_text(study: Study, coder: str) -> CodingScreen:
    return CodingScreen(study, coder, 1)


def test_a_merge_touches_second_themes_and_what_has_been_tested(study: Study) -> None:
    found = joining(study, [row_of(study, STRANDED)], row_of(study, SPENT))

    assert [theme.name for theme in found.leaves] == [ADVICE]
    assert ("code", SPENT) in found.stale
    assert ("grouping", ADVICE) in found.stale
    assert found.mixed() == []


def to_be_tested_again(study: Study) -> set[tuple[str, str]]:
    found = testing.ladder(study)
    return {
        *(("code", s.code.label) for s in found.codes if s.state == "retest"),
        *(("grouping", s.theme.name) for s in found.themes if s.state == "retest"),
        *(("concept", s.concept.name) for s in found.concepts if s.state == "retest"),
    }


def test_nothing_is_to_be_tested_again_that_it_did_not_speak_of(study: Study) -> None:
    rows, before = (row_of(study, STRANDED), row_of(study, SPENT)), to_be_tested_again(study)
    stale = joining(study, rows[:1], rows[1]).stale

    recoding.merge_codes(study, "Siv", rows[:1], rows[1])

    became = to_be_tested_again(study) - before
    assert became
    # The theme that is left is again what it was when it was tested first: that test holds.
    assert set(stale) - became == {("grouping", ADVICE)}


async def test_the_board_says_as_much_as_the_codebook_and_asks_why(study: Study) -> None:
    async with at_screen(study, BoardScreen, coder="Siv") as (board, pilot):
        await merge_on_the_board(board, pilot, STRANDED)
        await answer(pilot, SPENT)
        on_board = asked(pilot)

        await answer(pilot, "Sier det samme")

        assert LEAVES in on_board
        assert STALE in on_board
        assert life(study, STRANDED) == "merged"
        fates = testing.standing_of(study, row_of(study, STRANDED)).fates
        assert fates[-1].reason == "Sier det samme"
        assert board.board.current is not None
        assert board.board.current.code.label == SPENT
        await press(pilot, "u")
    async with at_screen(study, CodesScreen, coder="Siv") as (codes, pilot):
        await merge_in_the_codebook(codes, pilot, STRANDED)
        await answer(pilot, SPENT)

        assert asked(pilot) == on_board


async def test_much_to_say_leaves_the_line_for_the_reason_in_view(study: Study) -> None:
    recoding.rename_code(study, "Siv", row_of(study, SPENT), "Pengene er brukt opp " * 20)
    async with at_screen(study, CodesScreen, coder="Siv", size=(80, 24)) as (codes, pilot):
        await merge_in_the_codebook(codes, pilot, STRANDED)
        await answer(pilot, "Pengene er brukt")

        field = pilot.app.screen.query_one("#answer")
        assert pilot.app.screen.query_one("#dialog").content_region.contains_region(field.region)


async def test_several_are_merged_into_one_of_them(study: Study) -> None:
    async with at_screen(study, BoardScreen, coder="Siv") as (board, pilot):
        for label in (STRANDED, SPENT):
            await go_to(board, pilot, label)
            await press(pilot, "x")
        await press(pilot, "g")
        assert "Slå sammen 2 koder med …" in asked(pilot)
        await answer(pilot, SPENT)

        await press(pilot, "enter")

        assert (life(study, STRANDED), life(study, SPENT)) == ("merged", "active")
        assert not board.board.marked


async def test_a_code_of_the_guide_and_one_made_of_what_was_read_are_not_merged_unsaid(
    study: Study,
) -> None:
    said = []
    async with at_screen(study, BoardScreen, coder="Siv") as (board, pilot):
        await merge_on_the_board(board, pilot, MAY_NOT)
        await answer(pilot, GUIDE)
        said.append(asked(pilot))
    async with at_screen(study, CodesScreen, coder="Siv") as (codes, pilot):
        await merge_in_the_codebook(codes, pilot, GUIDE)
        await answer(pilot, MAY_NOT)
        said.append(asked(pilot))
    async with at_screen(study, at_text, coder="Siv") as (coding, pilot):
        await merge_beside_the_text(coding, pilot, GUIDE)
        await answer(pilot, MAY_NOT)
        said.append(asked(pilot))

    assert all(f"{MIXED} {TOGETHER}" in text for text in said)


async def test_codes_of_one_layer_are_merged_without_a_warning(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (codes, pilot):
        await merge_in_the_codebook(codes, pilot, HEARD)
        await answer(pilot, MAY_NOT)

        assert TOGETHER not in asked(pilot)


# Recoding with a code that is there


async def recode_on(screen: Rung, pilot: Pilot[None], label: str) -> None:
    """Recode the code that is tested, or the one that is gone to."""
    if isinstance(screen, BoardScreen):
        await go_to(screen, pilot, label)
    elif isinstance(screen, CodesScreen):
        assert screen.go_to_thing("code", row_of(screen.study, label))
    elif isinstance(screen, VerdictScreen):
        screen.show_test(row_of(screen.study, label))
    await press(pilot, "o")


@pytest.mark.parametrize("opens", [CodesScreen, BoardScreen, VerdictScreen])
async def test_recoding_with_a_code_that_is_there_says_first_what_it_touches(
    study: Study, opens: type[CodesScreen | BoardScreen | VerdictScreen]
) -> None:
    seen = history.newest_change(study)
    async with at_screen(study, opens, coder="Siv") as (screen, pilot):
        await recode_on(screen, pilot, STRANDED)
        assert "1 koding i 1 intervju får den bedre koden" in asked(pilot)
        await answer(pilot, SPENT.upper())

        assert isinstance(pilot.app.screen, AskText)
        assert f"«{SPENT}» finnes fra før." in asked(pilot)
        assert LEAVES in asked(pilot)
        assert STALE in asked(pilot)
        await press(pilot, "escape")
        assert history.newest_change(study) == seen

        await recode_on(screen, pilot, STRANDED)
        await answer(pilot, SPENT)
        await answer(pilot, "Det samme")

        standing = testing.standing_of(study, row_of(study, STRANDED))
        assert (standing.state, standing.fates[-1].reason) == ("replaced", "Det samme")


async def test_recoding_across_layers_is_warned_of_too(study: Study) -> None:
    async with at_screen(study, VerdictScreen, coder="Siv") as (screen, pilot):
        await recode_on(screen, pilot, MAY_NOT)
        await answer(pilot, GUIDE)

        assert MIXED in asked(pilot)


async def test_what_is_to_be_tested_again_is_called_by_the_words_of_the_study(
    study: Study,
) -> None:
    testing.set_terms(study, "Siv", "2012")
    async with at_screen(study, CodesScreen, coder="Siv") as (codes, pilot):
        await merge_in_the_codebook(codes, pilot, STRANDED)
        await answer(pilot, SPENT)

        assert f"kategori «{ADVICE}»" in asked(pilot)
