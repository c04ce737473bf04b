"""Searching: what is found is shown in context, gone to, and given codes after a look at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static

from qualcode.model.searching import Hit
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding.palette import CodePalette
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.coding.search import SearchScreen
from qualcode.tui.screens.coding.search_board import PAUSE
from qualcode.tui.widgets.hit_list import HitList, in_context
from qualcode.workflow import coding, history
from qualcode.workflow.studies import Study

Settle = Callable[[Pilot[None]], Awaitable[None]]
Shown = Callable[[Widget], str]

HERE = 3
FIRST = "Vi ligger inne i økonomiplanen nå [latter]."
SECOND = "Det gjorde vi ikke før, [/latter] altså."
NYTT = "[/nytt] e\u0301n ting"
EVERYWHERE = 4
"""All four interviews say the same."""


@asynccontextmanager
async def coding_screen(
    study: Study, settle: Settle, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[CodingScreen, Pilot[None]]]:
    app = QualcodeApp(study, "siv")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        screen = CodingScreen(study, "siv", HERE)
        await app.push_screen(screen)
        await settle(pilot)
        yield screen, pilot


@asynccontextmanager
async def searching(
    study: Study,
    settle: Settle,
    query: str = "",
    *,
    everywhere: bool = False,
    size: tuple[int, int] = (120, 40),
) -> AsyncIterator[tuple[SearchScreen, Pilot[None]]]:
    async with coding_screen(study, settle, size) as (below, pilot):
        desk = None if everywhere else below.desk
        screen = SearchScreen(study, "siv", desk, query=query)
        await pilot.app.push_screen(screen, below._come_back)
        await settle(pilot)
        yield screen, pilot


async def type_in(pilot: Pilot[None], settle: Settle, query: str) -> None:
    pilot.app.screen.query_one(Input).value = query
    await pilot.pause(PAUSE + 0.1)
    await settle(pilot)


async def pick(pilot: Pilot[None], settle: Settle, name: str) -> None:
    """Choose a code in the palette by its name."""
    await pilot.pause()
    assert isinstance(pilot.app.screen, CodePalette)
    pilot.app.screen.query_one(Input).value = name
    await pilot.pause()
    await pilot.press("enter")
    await settle(pilot)


def palette_is_open(pilot: Pilot[None]) -> bool:
    return isinstance(pilot.app.screen, CodePalette)


def text_of(screen: SearchScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}", Static).content)


def said(screen: CodingScreen) -> str:
    return str(screen.query_one("#say", Static).content)


def passages(study: Study, label: str, transcript: int = HERE) -> list[str]:
    """What siv has given a code in an interview."""
    text = coding.open_transcript(study, transcript).text
    codes = {code.id: code.label for code in coding.codes(study)}
    return [c.span.of(text) for c in own(study, transcript) if codes[c.code_id] == label]


def own(study: Study, transcript: int = HERE) -> list[CodedSpan]:
    return [c for c in coding.codings_in(study, transcript) if c.coder == "siv"]


def hit(before: str, said_: str, after: str, at: int = 0) -> Hit:
    span = Span(at, at + len(said_))
    return Hit(
        transcript_id=1, interview="01.txt", span=span, said=said_, before=before, after=after
    )


# What is shown


@pytest.mark.parametrize(
    "before", ["", "kort ", "漢字 " * 20, "et langt stykke tekst som ikke får plass før treffet "]
)
def test_what_was_found_begins_at_the_same_cell_of_every_line(before: str) -> None:
    line = in_context(hit(before, "plan", " etter"), 50)

    assert line[: line.plain.index("plan")].cell_length == 20


def test_words_cut_off_before_a_hit_leave_an_ellipsis() -> None:
    line = in_context(hit("en to tre fire fem seks ", "plan", ""), 20).plain

    assert line == "…m seks plan"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_hits_stand_in_context_with_turn_and_speaker(
    study: Study, settle: Settle, shown: Shown, size: tuple[int, int]
) -> None:
    async with searching(study, settle, "latter", size=size) as (screen, _):
        lines = [line for line in shown(screen.hit_list).splitlines() if line.strip()]

        places = [line.index("latter") for line in lines]
        assert len(lines) == 2
        assert places[0] == lines[1].rindex("latter")
        assert "[latter]. Det gjorde vi" in lines[0]
        assert "2 Leder" in lines[0]


async def test_hits_in_all_interviews_name_the_interview(
    study: Study, settle: Settle, shown: Shown
) -> None:
    async with searching(study, settle, "økonomiplanen", everywhere=True) as (screen, _):
        text = shown(screen.hit_list)

        assert "01 Leder [S01] æøå" in text
        assert "99 漢字 notater" in text
        assert text_of(screen, "count") == "4 treff"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 5)])
@pytest.mark.parametrize("query", ["kaffe", "漢字", "b", "latter", "møtet"])
async def test_any_text_is_shown_on_any_screen(
    study: Study, settle: Settle, query: str, size: tuple[int, int]
) -> None:
    async with searching(study, settle, query, size=size) as (screen, pilot):
        await pilot.press("f3")
        await settle(pilot)

        listed = screen.hit_list
        assert {listed.render_line(y).cell_length for y in range(listed.size.height)} <= {
            listed.scrollable_size.width
        }


async def test_the_screen_survives_being_made_tiny(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "latter", size=(80, 24)) as (screen, pilot):
        await pilot.resize_terminal(20, 5)
        await pilot.press("enter", "down", "g")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()

        assert len(screen.hit_list.hits) == 2


async def test_all_the_context_of_the_hit_under_the_cursor_is_shown(
    study: Study, settle: Settle
) -> None:
    async with searching(study, settle, "latter", size=(80, 24)) as (screen, pilot):
        await pilot.press("enter", "down")
        await pilot.pause()

        place = text_of(screen, "place")
        assert "replikk 2 · Leder [S01]" in place
        assert "[/latter] altså" in place


async def test_when_nothing_fits_it_says_how_to_search(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "[/finnes] ikke") as (screen, _):
        text = text_of(screen, "nothing")

        assert "Ingenting passer med «[/finnes] ikke»" in text
        assert "/5" in text
        assert screen.query_one(Input).has_focus
        assert not screen.hit_list.display


async def test_a_query_that_cannot_be_read_is_explained(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "latter /5") as (screen, _):
        assert screen.has_class("-remark")
        assert text_of(screen, "remark")
        assert screen.hit_list.hits == ()


# Asking


async def test_it_searches_as_one_types_and_the_latest_wins(study: Study, settle: Settle) -> None:
    async with searching(study, settle) as (screen, pilot):
        await pilot.press(*"latter")
        screen.query_one(Input).value = "møtet"
        await pilot.pause(PAUSE + 0.1)
        await settle(pilot)

        assert [found.said for found in screen.hit_list.hits] == ["møtet"]
        assert text_of(screen, "count") == "1 treff"


async def test_f3_goes_from_this_interview_to_all_and_back(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "økonomiplanen") as (screen, pilot):
        counts = [len(screen.hit_list.hits)]
        for _ in range(2):
            await pilot.press("f3")
            await settle(pilot)
            counts.append(len(screen.hit_list.hits))

        assert counts == [1, EVERYWHERE, 1]
        assert "● dette intervjuet  ○ alle" in text_of(screen, "scope")


async def test_without_an_interview_there_is_no_choice_of_scope(
    study: Study, settle: Settle
) -> None:
    async with searching(study, settle, "økonomiplanen", everywhere=True) as (screen, pilot):
        await pilot.press("f3")
        await settle(pilot)

        assert not screen.query("#scope")
        assert len(screen.hit_list.hits) == EVERYWHERE


async def test_an_emptied_query_shows_nothing(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "latter") as (screen, pilot):
        await type_in(pilot, settle, "")

        assert screen.hit_list.hits == ()
        assert text_of(screen, "count") == ""


async def test_more_hits_are_shown_when_asked_for_and_marks_stay(
    study: Study, settle: Settle
) -> None:
    async with searching(study, settle, "latter", everywhere=True) as (screen, pilot):
        screen._ask("latter", None, 3)
        await settle(pilot)
        await pilot.press("enter", "space")
        assert text_of(screen, "count") == "mer enn 3 treff · 1 utelatt"

        await pilot.press("m")
        await settle(pilot)

        assert text_of(screen, "count") == "mer enn 6 treff · 1 utelatt"


async def test_up_from_the_first_hit_goes_back_to_the_query(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "latter") as (screen, pilot):
        await pilot.press("down")
        assert screen.hit_list.has_focus

        await pilot.press("up")

        assert screen.query_one(Input).has_focus


# Going there


async def test_enter_goes_to_the_hit_in_this_interview(study: Study, settle: Settle) -> None:
    async with coding_screen(study, settle) as (screen, pilot):
        await pilot.press("slash")
        await type_in(pilot, settle, "økonomiplanen")
        await pilot.press("enter", "enter")
        await settle(pilot)

        assert pilot.app.screen is screen
        assert screen.view.selection.span.of(screen.desk.transcript.text) == FIRST


async def test_enter_opens_another_interview_with_the_search_below(
    study: Study, settle: Settle
) -> None:
    async with searching(study, settle, "økonomiplanen", everywhere=True) as (screen, pilot):
        await pilot.press("enter", "enter")
        await settle(pilot)

        opened = pilot.app.screen
        assert isinstance(opened, CodingScreen)
        assert opened.desk.transcript.id == 1
        assert opened.view.selection.span.of(opened.desk.transcript.text) == FIRST
        assert pilot.app.screen_stack[-2] is screen


async def test_an_interview_opened_from_a_search_shows_its_hits(
    study: Study, settle: Settle
) -> None:
    async with searching(study, settle, "latter", everywhere=True) as (_, pilot):
        opened = CodingScreen(study, "siv", 1)
        await pilot.app.push_screen(opened)
        await settle(pilot)

        assert len(opened._hits) == 2


async def test_the_query_is_there_the_next_time(study: Study, settle: Settle) -> None:
    async with coding_screen(study, settle) as (screen, pilot):
        await pilot.press("slash")
        assert pilot.app.screen.query_one(Input).value == ""
        await type_in(pilot, settle, "latter")
        await pilot.press("escape")
        await settle(pilot)
        assert said(screen) == "2 treff her · h går til neste"

        await pilot.press("slash")
        await settle(pilot)

        assert pilot.app.screen.query_one(Input).value == "latter"
        assert len(pilot.app.screen.query_one(HitList).hits) == 2


# From hit to hit in the text


async def left_with(pilot: Pilot[None], screen: CodingScreen, settle: Settle, query: str) -> None:
    """Search, and go back to the text without choosing a hit."""
    await pilot.press("slash")
    await type_in(pilot, settle, query)
    await pilot.press("escape")
    await settle(pilot)
    assert pilot.app.screen is screen


async def test_h_goes_from_hit_to_hit_and_round(study: Study, settle: Settle) -> None:
    async with coding_screen(study, settle) as (screen, pilot):
        await left_with(pilot, screen, settle, "latter")

        lines = []
        for key in ("h", "h", "h", "H"):
            await pilot.press(key)
            await pilot.pause()
            lines.append(said(screen))

        assert lines == [
            "treff 1 av 2: latter",
            "treff 2 av 2: latter",
            "treff 1 av 2: latter · fra begynnelsen igjen",
            "treff 2 av 2: latter · fra slutten",
        ]


async def test_without_a_search_h_says_how_to_search(study: Study, settle: Settle) -> None:
    async with coding_screen(study, settle) as (screen, pilot):
        await pilot.press("h")

        assert said(screen) == "Ingen treff å gå til; / søker."


async def test_a_search_without_hits_here_takes_the_marks_away(
    study: Study, settle: Settle
) -> None:
    async with coding_screen(study, settle) as (screen, pilot):
        await left_with(pilot, screen, settle, "latter")
        assert len(screen._hits) == 2

        await left_with(pilot, screen, settle, "finnesikke")

        assert not screen.clear_hits()
        assert said(screen) == "Ingen treff i dette intervjuet."


async def test_escape_takes_the_marks_away_before_it_leaves(study: Study, settle: Settle) -> None:
    async with coding_screen(study, settle) as (screen, pilot):
        await left_with(pilot, screen, settle, "latter")

        await pilot.press("escape")
        assert pilot.app.screen is screen
        assert screen._hits == ()

        await pilot.press("escape")
        assert pilot.app.screen is not screen


# Giving codes


async def test_all_hits_get_a_code_as_one_change_and_one_undo(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "latter") as (screen, pilot):
        before = history.newest_change(study)
        await pilot.press("enter", "g")
        await pick(pilot, settle, "[/nytt]")

        assert passages(study, NYTT) == [FIRST, SECOND]
        assert text_of(screen, "said") == f"2 utdrag kodet som «{NYTT}» · u angrer"
        assert len([e for e in history.history(study) if e.id > before]) == 1

        await pilot.press("u")

        assert passages(study, NYTT) == []
        assert text_of(screen, "said") == f"angret: 2 utdrag kodet som «{NYTT}»"


async def test_hits_in_all_interviews_get_a_code_without_one_being_open(
    study: Study, settle: Settle
) -> None:
    async with searching(study, settle, "økonomiplanen", everywhere=True) as (_, pilot):
        await pilot.press("enter", "g")
        await pick(pilot, settle, "råd uten")

        coded = [passages(study, "råd uten myndighet 🧭", n + 1) for n in range(EVERYWHERE)]
        assert all(FIRST in found for found in coded)


async def test_what_is_left_out_is_not_coded_and_is_seen_without_colour(
    study: Study, settle: Settle, shown: Shown
) -> None:
    async with searching(study, settle, "latter") as (screen, pilot):
        await pilot.press("enter", "space")
        await pilot.pause()
        assert "– " in shown(screen.hit_list).splitlines()[0]
        assert "1 utelatt" in text_of(screen, "count")

        await pilot.press("g")
        await pick(pilot, settle, "[/nytt]")

        assert passages(study, NYTT) == [SECOND]


async def test_none_and_all_are_taken_with_one_key(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "latter") as (screen, pilot):
        await pilot.press("enter", "n")
        assert screen.hit_list.taken == []
        await pilot.press("g")
        assert "utelatt" in text_of(screen, "said")

        await pilot.press("n")

        assert len(screen.hit_list.taken) == 2


@pytest.mark.parametrize(
    ("presses", "coded"), [(0, FIRST), (1, f"{FIRST} {SECOND}"), (2, "økonomiplanen")]
)
async def test_what_gets_the_code_is_chosen_beforehand(
    study: Study, settle: Settle, presses: int, coded: str
) -> None:
    async with searching(study, settle, "økonomiplanen") as (_, pilot):
        await pilot.press("enter", *["w"] * presses, "g")
        await pick(pilot, settle, "[/nytt]")

        assert passages(study, NYTT) == [coded]


async def test_a_code_that_is_not_there_yet_is_made_and_undone_with_its_codings(
    study: Study, settle: Settle
) -> None:
    async with searching(study, settle, "latter") as (screen, pilot):
        await pilot.press("enter", "g")
        await pick(pilot, settle, "[helt/ny] 🧭")

        assert passages(study, "[helt/ny] 🧭") == [FIRST, SECOND]
        assert "«[helt/ny] 🧭»" in text_of(screen, "said")

        await pilot.press("u")

        assert "[helt/ny] 🧭" not in {code.label for code in coding.codes(study)}
        assert own(study) == []


async def test_hits_that_were_not_on_the_screen_are_said_before_they_are_coded(
    study: Study, settle: Settle
) -> None:
    async with searching(study, settle, "*e", everywhere=True, size=(80, 24)) as (screen, pilot):
        unseen = len(screen.hit_list.unseen)
        assert unseen
        await pilot.press("enter", "g")

        assert not palette_is_open(pilot)
        assert f"{unseen} treff er ikke sett ennå" in text_of(screen, "said")

        await pilot.press("g")
        await pilot.pause()

        assert palette_is_open(pilot)


async def test_hits_that_are_scrolled_through_have_been_seen(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "*e", everywhere=True, size=(80, 24)) as (screen, pilot):
        await pilot.press("enter", *["pagedown"] * 8)
        await pilot.pause()

        assert screen.hit_list.unseen == []
        assert "ikke sett" not in text_of(screen, "count")


async def test_what_was_not_coded_here_is_not_undone_here(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "latter") as (screen, pilot):
        before = history.newest_change(study)
        await pilot.press("enter", "u")

        assert history.newest_change(study) == before
        assert text_of(screen, "said") == "Ingenting å angre her."


async def test_the_same_hits_are_not_coded_twice(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "latter") as (screen, pilot):
        screen.hit_list.focus()
        for _ in range(2):
            await pilot.press("g")
            await pick(pilot, settle, "[/nytt]")

        assert passages(study, NYTT) == [FIRST, SECOND]


async def test_the_coding_screen_shows_what_was_coded_meanwhile(
    study: Study, settle: Settle
) -> None:
    async with coding_screen(study, settle) as (screen, pilot):
        await pilot.press("slash")
        await type_in(pilot, settle, "latter")
        await pilot.press("enter", "g")
        await pick(pilot, settle, "[/nytt]")
        await pilot.press("escape")
        await settle(pilot)

        assert len([c for c in screen.desk.codings if c.coder == "siv"]) == 2


async def test_the_palette_is_left_without_coding(study: Study, settle: Settle) -> None:
    async with searching(study, settle, "latter") as (screen, pilot):
        await pilot.press("enter", "g", "escape")
        await settle(pilot)

        assert pilot.app.screen is screen
        assert own(study) == []


async def test_a_study_file_that_is_gone_is_told_of_and_the_hits_stay(
    study: Study, settle: Settle
) -> None:
    async with searching(study, settle, "latter") as (screen, pilot):
        await pilot.press("enter", "g")
        study.path.unlink()
        await pick(pilot, settle, "[/nytt]")

        assert pilot.app.screen is screen
        assert screen.query("Toast")
        assert len(screen.hit_list.taken) == 2


async def test_nothing_is_said_of_single_codings_where_many_are_made(
    study: Study, settle: Settle
) -> None:
    async with searching(study, settle, "latter") as (_, pilot):
        await pilot.press("enter", "g")
        await pilot.pause()
        await pilot.press("minus", "ctrl+n")

        palette = pilot.app.screen
        assert isinstance(palette, CodePalette)
        assert palette.query_one(Input).value == "-"
