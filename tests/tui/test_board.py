"""The grouping board, by key and by mouse, on a real study."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.model.ladder import CodeStanding, ThemeStanding
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.tui.screens.ladder.splitting import SplitScreen
from qualcode.workflow import coding, grouping, history, recoding, testing
from qualcode.workflow.studies import Study, open_study
from tests.ladder_screens import (
    answer,
    asked,
    at_screen,
    go_to,
    lies_in,
    look_for_news,
    notices,
    painted,
    press,
    row_of,
    rows_of,
    said,
)
from tests.sorting_study import study_to_sort

SPENT = "Pengene er brukt opp [2015]"
FREE = "Får ikke kjøpt fri folk"
MAY_NOT = "Kan gi råd, men ikke bestemme 🧭"
HEARD = "Blir hørt, men ikke fulgt"
ALONE = "Står alene om natta"
COFFEE = "Kaffen er god"
TOPIC = "Økonomi"
SAYINGS = {
    SPENT: ["pengene er [alltid] brukt opp når vi skal begynne", "det var tomt i mars"],
    FREE: ["vi får ikke kjøpt fri fagfolk"],
    MAY_NOT: ["vi kan gi råd, og de kan la være", "rådet er vårt, makten er deres"],
    HEARD: ["de nikker og går videre"],
    ALONE: ["jeg er alene om natta"],
    COFFEE: ["kaffen er god her"],
    TOPIC: ["budsjettet går ikke opp", "vi deler bil med naboen", "bilen ble stående"],
}
MONEY, POWER = "Bunke 1", "Bunke 2"
RESIDUAL, WAITING = "Restgruppe", "Uten gruppe"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six codes that have passed and one that nobody has tested wait beside two empty piles."""
    made = study_to_sort(tmp_path_factory.mktemp("tavle"), SAYINGS, untested=[TOPIC])
    for _ in range(2):
        grouping.add_pile(made, "siv")
    made.close()
    return made.path


@pytest.fixture
def study(begun: Path, tmp_path: Path) -> Iterator[Study]:
    made = open_study(Path(shutil.copy(begun, tmp_path)))
    yield made
    made.close()


def theme(study: Study, name: str) -> ThemeStanding:
    return next(t for t in testing.ladder(study).themes if t.theme.name == name)


def code(study: Study, label: str) -> CodeStanding:
    return testing.standing_of(study, row_of(study, label))


def place(study: Study, name: str, *labels: str) -> None:
    grouping.place_codes(study, "siv", rows_of(study, labels), theme(study, name).theme.id)


def spot(board: BoardScreen, label: str) -> Offset:
    """Where a code is painted on the board."""
    lines = painted(board.board).splitlines()
    y, line = next((n, line) for n, line in enumerate(lines) if label in line)
    return Offset(line.index(label) + 1, y)


async def draw(board: BoardScreen, pilot: Pilot[None], label: str, to: Offset) -> None:
    """Press the mouse on a code, draw it over the board, and let go."""
    await pilot.mouse_down("#piles", offset=spot(board, label))
    await pilot.hover("#piles", offset=to)
    await pilot.mouse_up("#piles", offset=to)
    await pilot.pause()


# What there is to see


async def test_codes_that_have_passed_wait_first_and_what_has_not_is_parted_from_them(
    study: Study,
) -> None:
    async with at_screen(study, BoardScreen) as (board, _):
        lines = painted(board.board).splitlines()
        waiting = [line[:40] for line in lines]

        assert "Venter på gruppe" in waiting[1]
        parted = next(n for n, line in enumerate(waiting) if "ikke bestått" in line)
        assert next(n for n, line in enumerate(waiting) if COFFEE in line) < parted
        assert f"{TOPIC} " in waiting[parted + 1]
        assert "?  3" in waiting[parted + 1]
        assert "0 av 6 beståtte koder plassert" in str(board.title_line.right)
        assert "Tallene 1–9 sender koden til en bunke" in said(board)


async def test_the_excerpts_of_the_code_in_focus_are_shown_all_the_while(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        shown = painted(board.quote_list)
        assert all(quote in shown for quote in SAYINGS[SPENT])
        assert "S02 Granli" in shown

        await press(pilot, "down")

        shown = painted(board.quote_list)
        assert SAYINGS[FREE][0] in shown
        assert SAYINGS[SPENT][0] not in shown


async def test_enter_opens_the_excerpt_in_its_interview_and_escape_comes_back(
    study: Study,
) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, HEARD)
        await press(pilot, "enter")
        opened = pilot.app.screen
        assert isinstance(opened, CodingScreen)
        at = opened.view.selection.cursor
        assert coding.open_transcript(study, 1).text[at:].startswith(SAYINGS[HEARD][0])

        await press(pilot, "escape")

        assert pilot.app.screen is board
        assert board.board.current is not None
        assert board.board.current.code.label == HEARD


# Placing


async def test_a_digit_sends_the_code_to_that_pile_and_the_next_one_comes_in_its_place(
    study: Study,
) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await press(pilot, "1", "2")

        assert [lies_in(study, label) for label in (SPENT, FREE)] == [MONEY, POWER]
        assert board.board.current is not None
        assert board.board.current.code.label == MAY_NOT
        assert said(board) == f"«{FREE}» → {POWER}"
        assert "2 av 6" in str(board.title_line.right)


async def test_a_pile_that_is_not_there_is_said_and_nothing_moves(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        before = history.newest_change(study)
        await press(pilot, "7")

        assert "Det er ingen bunke 7 ennå" in said(board)
        assert history.newest_change(study) == before


async def test_several_are_marked_and_go_together_as_one_change(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await press(pilot, "x", "x", "x", "1")

        assert [lies_in(study, label) for label in (SPENT, FREE, MAY_NOT)] == [MONEY] * 3
        assert said(board) == f"3 koder → {MONEY}"
        await press(pilot, "u")
        assert [lies_in(study, label) for label in (SPENT, FREE, MAY_NOT)] == [WAITING] * 3


async def test_a_code_is_taken_up_carried_and_laid_down_with_its_excerpts_in_view(
    study: Study,
) -> None:
    place(study, POWER, HEARD)
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, ALONE)
        await press(pilot, "space", "right", "right")
        assert f"▸ {ALONE}" in painted(board.board)
        assert SAYINGS[ALONE][0] in painted(board.quote_list)
        assert lies_in(study, ALONE) == WAITING

        await press(pilot, "enter")

        assert lies_in(study, ALONE) == POWER
        assert board.board.current is not None
        assert board.board.current.code.label == ALONE


async def test_what_is_carried_is_put_back_by_escape(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await press(pilot, "space", "right", "escape")

        assert lies_in(study, SPENT) == WAITING
        assert board.board.current is not None
        assert board.board.current.code.label == SPENT
        assert pilot.app.screen is board


async def test_the_mouse_draws_a_code_to_another_pile(study: Study) -> None:
    async with at_screen(study, BoardScreen, size=(160, 40)) as (board, pilot):
        await draw(board, pilot, MAY_NOT[:20], to=Offset(100, 6))

        assert lies_in(study, MAY_NOT) == POWER


async def test_a_click_puts_the_cursor_on_a_code_and_moves_nothing(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        before = history.newest_change(study)
        await pilot.click("#piles", offset=spot(board, COFFEE))
        await pilot.pause()

        assert SAYINGS[COFFEE][0] in painted(board.quote_list)
        assert history.newest_change(study) == before


async def test_several_steps_are_undone_and_done_again_one_by_one(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await press(pilot, "1", "2", "1")
        places = [[MONEY, POWER, MONEY]]
        for key in ("u", "u", "u", "r", "r", "r"):
            await press(pilot, key)
            places.append([lies_in(study, label) for label in (SPENT, FREE, MAY_NOT)])

        assert places[1] == [MONEY, POWER, WAITING]
        assert places[2] == [MONEY, WAITING, WAITING]
        assert places[3] == [WAITING] * 3
        assert places[4] == places[2]
        assert places[5] == places[1]
        assert places[6] == places[0]
        # The cursor goes where something came back, so that one sees what was done.
        assert board.board.current is not None
        assert board.board.current.code.label == MAY_NOT


# What the method asks for


async def test_what_has_not_passed_is_placed_with_a_reason_that_is_kept(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, TOPIC)
        await press(pilot, "1")
        assert "har ikke bestått testen" in asked(pilot)
        assert lies_in(study, TOPIC) == WAITING

        await answer(pilot, "Deles opp senere")

        standing = theme(study, MONEY)
        assert (standing.reasons or {})[row_of(study, TOPIC)] == "Deles opp senere"
        assert row_of(study, TOPIC) in standing.overrides
        await go_to(board, pilot, TOPIC)
        assert "her fordi: Deles opp senere" in painted(board.query_one("#focus"))


async def test_without_a_reason_it_stays_where_it_is(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, TOPIC)
        await press(pilot, "1", "escape")

        assert lies_in(study, TOPIC) == WAITING
        assert pilot.app.screen is board


async def test_a_code_goes_to_the_residual_group_with_a_reason_that_the_next_is_offered(
    study: Study,
) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, COFFEE)
        await press(pilot, "z")
        await answer(pilot, "Utenfor saken")
        assert lies_in(study, COFFEE) == RESIDUAL
        assert "1 i restgruppen" in str(board.title_line.right)

        await go_to(board, pilot, ALONE)
        await press(pilot, "z")
        assert pilot.app.screen.query_one(Input).value == "Utenfor saken"
        await press(pilot, "escape")
        assert lies_in(study, ALONE) == WAITING

        # It is not lost: it comes back by a digit.
        await go_to(board, pilot, COFFEE)
        await press(pilot, "1")
        assert lies_in(study, COFFEE) == MONEY


async def test_nothing_is_set_aside_without_a_reason(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (_, pilot):
        await press(pilot, "z", "enter")
        assert isinstance(pilot.app.screen, AskText)
        await answer(pilot, "Bare ett senter")

        assert lies_in(study, SPENT) == RESIDUAL


async def test_who_moves_a_code_out_of_a_tested_theme_is_asked_why_and_need_not_say(
    study: Study,
) -> None:
    place(study, MONEY, SPENT, MAY_NOT)
    row = theme(study, MONEY).theme.id
    testing.give_verdict(study, "siv", "grouping", row, {"G2": "no"}, "failed")
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, MAY_NOT)
        await press(pilot, "2", "escape")
        assert lies_in(study, MAY_NOT) == MONEY

        await press(pilot, "2", "enter")

        assert lies_in(study, MAY_NOT) == POWER
        assert theme(study, MONEY).state == "retest"


async def test_piles_are_made_first_and_named_last_and_say_in_a_sentence_what_they_share(
    study: Study,
) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await press(pilot, "x", "x", "n")
        assert [lies_in(study, label) for label in (SPENT, FREE)] == ["Bunke 3"] * 2

        await go_to(board, pilot, SPENT)
        await press(pilot, "c")
        # A number is no name to begin from.
        assert pilot.app.screen.query_one(Input).value == ""
        await answer(pilot, "Penger [tar] slutt")
        await press(pilot, "d")
        await answer(pilot, "Pengene varer ikke til det er innført.")

        standing = theme(study, "Penger [tar] slutt")
        assert standing.theme.definition == "Pengene varer ikke til det er innført."
        shown = painted(board.board)
        assert "3 Penger [tar] slutt" in shown
        assert "Pengene varer ikke til" in shown


async def test_a_name_that_is_taken_is_asked_for_again_and_not_lost(study: Study) -> None:
    recoding.rename_theme(study, "siv", theme(study, POWER).theme.id, "Makt")
    place(study, MONEY, SPENT)
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, SPENT)
        await press(pilot, "c")
        await answer(pilot, "makt")

        assert isinstance(pilot.app.screen, AskText)
        assert pilot.app.screen.query_one(Input).value == "makt"
        assert "Makt" in notices(pilot)
        await answer(pilot, "Penger")
        assert lies_in(study, SPENT) == "Penger"


# Mending codes on the spot


async def test_a_code_is_recoded_on_the_spot_and_the_new_one_stands_in_its_pile(
    study: Study,
) -> None:
    place(study, MONEY, SPENT)
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, SPENT)
        await press(pilot, "o")
        await answer(pilot, "Pengene varer til mars")

        old, new = code(study, SPENT), code(study, "Pengene varer til mars")
        assert (old.state, new.state) == ("replaced", "draft")
        assert old.fates[0].into == new.code.id
        assert "venter på test" in said(board)
        assert board.board.current is not None
        assert board.board.current.code.label == "Pengene varer til mars"
        assert SAYINGS[SPENT][0] in painted(board.quote_list)
        await press(pilot, "u")
        assert lies_in(study, SPENT) == MONEY
        assert code(study, SPENT).state == "passed"


async def test_a_code_is_split_excerpt_by_excerpt(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, TOPIC)
        await press(pilot, "s")
        split = pilot.app.screen
        assert isinstance(split, SplitScreen)
        assert SAYINGS[TOPIC][0] in painted(split.passage)

        await press(pilot, "n")
        await answer(pilot, "Budsjettet går ikke opp")
        await press(pilot, "space", "n")
        await answer(pilot, "Deler bil")
        await press(pilot, "space", "2")
        assert "Alle utdrag er avgjort" in said(split)
        assert "3 fordelt · 0 blir · 0 igjen" in str(split.title_line.right)
        # Nothing is written before it is said.
        assert code(study, TOPIC).passages == 3

        await press(pilot, "s")
        assert "får ingen utdrag igjen" in asked(pilot)
        await answer(pilot, "Bare et emne")

        assert pilot.app.screen is board
        assert code(study, TOPIC).state == "split"
        parts = [code(study, label).passages for label in ("Budsjettet går ikke opp", "Deler bil")]
        assert parts == [1, 2]
        assert {fate.reason for fate in code(study, TOPIC).fates} == {"Bare et emne"}
        await press(pilot, "u")
        assert code(study, TOPIC).passages == 3


async def test_decisions_of_a_split_are_undone_one_by_one_and_not_left_by_mistake(
    study: Study,
) -> None:
    async with at_screen(study, lambda s, c: SplitScreen(s, c, row_of(s, TOPIC))) as (split, pilot):
        await press(pilot, "n")
        await answer(pilot, "Deler bil")
        await press(pilot, "space", "k")
        assert "1 fordelt · 1 blir · 1 igjen" in str(split.title_line.right)

        await press(pilot, "u")
        assert "1 fordelt · 0 blir · 2 igjen" in str(split.title_line.right)
        await press(pilot, "escape")
        assert "Gå uten å dele opp?" in asked(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is split
        await press(pilot, "u", "escape")

        assert pilot.app.screen is not split
        assert code(study, TOPIC).passages == 3


# Finding, and whatever may happen


async def test_the_board_is_narrowed_to_codes_of_a_name_and_widened_again(study: Study) -> None:
    place(study, POWER, HEARD)
    async with at_screen(study, BoardScreen) as (board, pilot):
        await press(pilot, "f")
        await answer(pilot, "IKKE")

        shown = painted(board.board)
        assert all(label[:20] in shown for label in (FREE, MAY_NOT, HEARD))
        assert SPENT not in shown
        await press(pilot, "1")
        assert len(theme(study, MONEY).codes) == 1

        await press(pilot, "escape")

        assert SPENT in painted(board.board)
        assert pilot.app.screen is board


async def test_nothing_found_is_said_and_all_comes_back(study: Study) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await press(pilot, "slash")
        await answer(pilot, "[finnes ikke]")
        assert "Ingen kode har det i navnet" in said(board)

        await press(pilot, "escape")

        assert SPENT in painted(board.board)


async def test_in_a_terminal_of_20_by_5_one_can_sort_and_coming_back_all_is_there(
    study: Study,
) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, FREE)
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await press(pilot, "1")
        assert lies_in(study, FREE) == MONEY
        await press(pilot, "right")
        assert FREE[:10] in painted(board.board)

        await pilot.resize_terminal(120, 40)
        await pilot.pause()

        assert board.board.current is not None
        assert board.board.current.code.label == FREE
        assert SAYINGS[FREE][0] in painted(board.quote_list)


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
async def test_an_empty_study_has_an_empty_board_on_which_no_key_does_harm(
    empty_study: Study, size: tuple[int, int]
) -> None:
    async with at_screen(empty_study, BoardScreen, size=size) as (board, pilot):
        before = history.newest_change(empty_study)
        await press(pilot, *"1z0xbegstTd", "Z", "space", "enter", "shift+right", "home")

        assert pilot.app.screen is board
        assert history.newest_change(empty_study) == before


async def test_what_another_process_has_done_shows_and_the_cursor_stays_on_its_code(
    study: Study,
) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, MAY_NOT)
        other = open_study(study.path)
        place(other, POWER, SPENT)
        recoding.rename_code(other, "jonas", row_of(other, FREE), "Får ikke fri")
        other.close()

        await look_for_news(board, pilot)

        shown = painted(board.board)
        assert "Får ikke fri" in shown
        assert "1 av 5 beståtte koder plassert" in str(board.title_line.right)
        assert board.board.current is not None
        assert board.board.current.code.label == MAY_NOT


async def test_a_code_that_another_took_away_meanwhile_is_told_of_and_the_board_is_true_again(
    study: Study,
) -> None:
    async with at_screen(study, BoardScreen) as (board, pilot):
        await go_to(board, pilot, COFFEE)
        other = open_study(study.path)
        recoding.merge_codes(other, "jonas", rows_of(other, [COFFEE]), row_of(other, ALONE))
        other.close()

        await press(pilot, "1")

        assert "brukes ikke lenger" in notices(pilot)
        assert COFFEE not in painted(board.board)
        assert code(study, COFFEE).state == "merged"
        assert len(theme(study, MONEY).codes) == 0
