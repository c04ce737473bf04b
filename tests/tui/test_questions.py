"""Research questions, what was expected, and chapters, on screen."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from qualcode.model.research import ResearchQuestion
from qualcode.model.studies import Chapter
from qualcode.store import journal
from qualcode.tui.screens.dialogs import AreYouSure, AskText
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.tui.screens.ladder.questions import QuestionsScreen
from qualcode.tui.screens.ladder.ticking import TickList
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.workflow import asking, history, recoding
from qualcode.workflow.studies import Study
from tests.clock import Clock
from tests.ladder_screens import (
    answer,
    asked,
    at_screen,
    look_for_news,
    notices,
    painted,
    press,
    said,
)
from tests.ladder_study import ADVICE, MONEY, Walker, climb

FIRST = "Hvordan tas ny kunnskap i bruk?"
NOW = "Hva skjer med gode prosjekter når pengene tar slutt?"
WHO = "Hvem [avgjør] hva som blir innført?"
EXPECTED = "Jeg venter å høre om mangel på tid."


@pytest.fixture(scope="module")
def climbed(tmp_path_factory: pytest.TempPathFactory) -> Walker:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "datetime", Clock)
        walker = climb(tmp_path_factory.mktemp("stige"))
    walker.study.close()
    return walker


@pytest.fixture
def chaptered(walked: Study) -> Study:
    wanted = [Chapter(title="Pengene", themes=(MONEY,)), Chapter(title="Makta", themes=(ADVICE,))]
    asking.set_chapters(walked, "Siv", wanted)
    return walked


def questions(study: Study) -> list[ResearchQuestion]:
    return [q for q in asking.questions(study) if q.kind == "question"]


def titles(study: Study) -> list[str]:
    return [chapter.title for chapter in asking.chapters(study)]


def told(screen: QuestionsScreen) -> str:
    """What the sheet tells, however it is wrapped."""
    return " ".join(screen.sheet.text.split())


def line(screen: QuestionsScreen, name: str) -> str:
    return str(screen.query_one(name, Static).content)


# Questions and themes


async def test_a_question_stands_with_its_themes_and_how_it_was_worded(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (screen, _):
        grid = painted(screen.grid)
        assert "S1 Hva skjer med gode" in grid
        assert grid.count("●") == 1
        shown = told(screen)
        assert NOW in shown
        assert f"«{FIRST}»" in shown
        assert "Kodegruppene viste at det er pengene det handler om" in shown


async def test_themes_without_a_question_are_counted_and_named(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (screen, _):
        assert "1 gruppe uten spørsmål" in str(screen.title_line.right)
        assert line(screen, "#gaps") == f"! uten spørsmål: {ADVICE}"


async def test_a_theme_is_ticked_off_for_a_question_and_that_is_taken_back(
    walker: Walker,
) -> None:
    async with at_screen(walker.study, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "right", "space")
        both = (walker.themes[MONEY], walker.themes[ADVICE])
        assert set(questions(walker.study)[0].themes) == set(both)
        assert said(screen) == f"«{ADVICE}» belyser S1."
        assert not screen.has_class("-gaps")

        await press(pilot, "u")
        assert questions(walker.study)[0].themes == both[:1]
        await press(pilot, "left", "enter")
        assert questions(walker.study)[0].themes == ()
        assert "uten kodegruppe" in painted(screen.grid)


async def test_a_new_question_stands_alone_until_a_theme_is_linked(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "n")
        await answer(pilot, f"  {WHO} ")

        assert [q.words for q in questions(walked)] == [NOW, WHO]
        assert screen.grid.question is not None
        assert screen.grid.question.words == WHO
        assert "1 uten kodegruppe" in str(screen.title_line.right)
        assert "Hvem [avgjør]" in painted(screen.grid)
        await press(pilot, "space")
        assert "uten kodegruppe" not in str(screen.title_line.right)


async def test_a_question_needs_words(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (_, pilot):
        await press(pilot, "n")
        await answer(pilot, "   ")

        assert isinstance(pilot.app.screen, AskText)
        await press(pilot, "escape")
        assert len(questions(walked)) == 1


async def test_another_wording_takes_a_reason_and_the_old_one_is_kept(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "e")
        assert pilot.app.screen.query_one(Input).value == NOW
        await answer(pilot, WHO)
        assert f"«{WHO}»" in asked(pilot)
        await answer(pilot, "")
        assert questions(walked)[0].words == NOW
        await answer(pilot, "Det er makt det handler om")

        assert questions(walked)[0].words == WHO
        versions = asking.versions(walked, questions(walked)[0].id)
        worded = [step.before for step in versions if step.field == "words"]
        assert worded == [FIRST, NOW]
        assert f"«{NOW}»" in told(screen)
        assert "Det er makt det handler om" in told(screen)


async def test_what_was_worded_anew_elsewhere_meanwhile_is_not_written_over(
    walker: Walker,
) -> None:
    async with at_screen(walker.study, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "e")
        await answer(pilot, WHO)
        asking.reword(walker.study, "Jonas", walker.questions[0], "Hva nå?", reason="kortere")
        await answer(pilot, "makt")

        assert questions(walker.study)[0].words == "Hva nå?"
        assert "i mellomtiden" in notices(pilot)
        assert "Hva nå?" in painted(screen.grid)


async def test_a_question_is_withdrawn_with_a_reason(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "x")
        await answer(pilot, "Hører til neste studie")

        assert questions(walked) == []
        assert history.history(walked)[0].reason == "Hører til neste studie"
        assert "Ingen forskningsspørsmål ennå" in line(screen, "#none")
        await press(pilot, "u")
        assert len(questions(walked)) == 1
        assert painted(screen.grid).count("●") == 1


async def test_where_there_is_no_room_for_names_themes_are_the_rows(walked: Study) -> None:
    asking.ask(walked, "Siv", WHO)

    async with at_screen(walked, QuestionsScreen, coder="Siv", size=(60, 30)) as (screen, pilot):
        lines = painted(screen.grid).splitlines()
        assert "S1" in lines[0]
        assert "S2!" in lines[0]
        assert "! uten spørsmål" in painted(screen.grid)
        assert "S2  ! uten kodegruppe: Hvem [avgjør]" in line(screen, "#legend")

        await press(pilot, "down", "right", "space")
        assert [len(q.themes) for q in questions(walked)] == [1, 1]


async def test_themes_of_the_guide_are_shown_if_they_are_asked_for(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (screen, pilot):
        assert "Guiden" not in painted(screen.grid)
        await press(pilot, "a")
        assert "Guiden" in painted(screen.grid)
        await press(pilot, "a")
        assert "Guiden" not in painted(screen.grid)


async def test_the_test_of_a_theme_and_the_board_are_one_key_away(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "right", "t")
        opened = pilot.app.screen
        assert isinstance(opened, VerdictScreen)
        assert opened.subject is not None
        assert opened.subject.label == ADVICE
        await press(pilot, "escape", "b")
        board = pilot.app.screen
        assert isinstance(board, BoardScreen)
        await press(pilot, "escape")
        assert pilot.app.screen is screen


# What was expected


async def test_what_was_expected_says_whether_it_was_before_the_coding(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "2")
        assert "før kodingen" in painted(screen.expected)
        assert EXPECTED in told(screen)

        await press(pilot, "n")
        await answer(pilot, "At noen er lei")
        rows = painted(screen.expected).splitlines()
        assert "etter kodestart" in next(row for row in rows if "At noen er lei" in row)
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(Input).value == "At noen er lei"


async def test_what_was_expected_and_is_worded_anew_says_so(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "2", "e")
        await answer(pilot, "At det mangler folk")
        await answer(pilot, "Husket feil")

        assert "skrevet om siden" in painted(screen.expected)
        assert f"«{EXPECTED}»" in told(screen)


# Chapters


async def test_chapters_are_made_of_the_themes_in_their_order(walked: Study) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "3")
        assert "Ingen kapitler ennå" in line(screen, "#none")
        await press(pilot, "f")

        assert titles(walked)[:2] == [MONEY, ADVICE]
        assert not screen.has_class("-gaps")
        await press(pilot, "u")
        assert titles(walked) == []


async def test_chapters_that_are_there_are_replaced_only_if_she_says_so(chaptered: Study) -> None:
    async with at_screen(chaptered, QuestionsScreen, coder="Siv") as (_, pilot):
        await press(pilot, "3", "f")
        assert isinstance(pilot.app.screen, AreYouSure)
        await press(pilot, "escape")
        assert titles(chaptered) == ["Pengene", "Makta"]

        await press(pilot, "f", "enter")
        assert titles(chaptered)[:2] == [MONEY, ADVICE]


async def test_a_chapter_stands_earlier_or_later(chaptered: Study) -> None:
    async with at_screen(chaptered, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "3", "J")
        assert titles(chaptered) == ["Makta", "Pengene"]
        assert screen.chapter_list.cursor[0] == 1

        await press(pilot, "J")
        assert titles(chaptered) == ["Makta", "Pengene"]
        await press(pilot, "K", "K")
        assert titles(chaptered) == ["Pengene", "Makta"]


async def test_a_new_chapter_asks_for_its_themes_and_says_where_they_are_already(
    chaptered: Study,
) -> None:
    async with at_screen(chaptered, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "3", "n")
        await answer(pilot, "Begge [to]")
        ticks = pilot.app.screen
        assert isinstance(ticks, TickList)
        prompts = [str(option.prompt) for option in ticks._list.options]
        assert f"[ ] {MONEY}  (Pengene)" in prompts
        await press(pilot, "space", "down", "space", "K", "enter")

        assert asking.chapters(chaptered)[2] == Chapter(title="Begge [to]", themes=(ADVICE, MONEY))
        assert "Begge [to]" in painted(screen.chapter_list)


async def test_what_no_chapter_has_is_named(chaptered: Study) -> None:
    async with at_screen(chaptered, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "3", "down", "x")

        assert titles(chaptered) == ["Pengene"]
        assert ADVICE in line(screen, "#gaps")
        assert "uten kapittel" in str(screen.title_line.right)
        await press(pilot, "u")
        assert titles(chaptered) == ["Pengene", "Makta"]


async def test_a_chapter_is_renamed_and_broken_down_by_what_the_study_knows(
    chaptered: Study,
) -> None:
    async with at_screen(chaptered, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "3", "down", "e")
        await answer(pilot, "Hvem som avgjør")
        await press(pilot, "o", "space", "enter")

        chapter = asking.chapters(chaptered)[1]
        assert (chapter.title, len(chapter.breakdown)) == ("Hvem som avgjør", 1)
        assert f"delt på {chapter.breakdown[0]}" in told(screen)


async def test_a_chapter_needs_a_title(chaptered: Study) -> None:
    async with at_screen(chaptered, QuestionsScreen, coder="Siv") as (_, pilot):
        await press(pilot, "3", "n")
        await answer(pilot, "  ")

        assert isinstance(pilot.app.screen, AskText)
        assert "Et kapittel trenger en tittel" in notices(pilot)
        assert titles(chaptered) == ["Pengene", "Makta"]


async def test_of_two_chapters_of_one_title_the_one_under_the_cursor_is_meant(
    chaptered: Study,
) -> None:
    alike = [Chapter(title="Makta", themes=(MONEY,)), Chapter(title="Makta", themes=(ADVICE,))]
    asking.set_chapters(chaptered, "Siv", alike)

    async with at_screen(chaptered, QuestionsScreen, coder="Siv") as (_, pilot):
        await press(pilot, "3", "down", "o", "space", "enter")
        await press(pilot, "x")

        assert asking.chapters(chaptered) == (alike[0],)


async def test_chapters_that_another_has_set_meanwhile_are_not_written_over(
    chaptered: Study,
) -> None:
    async with at_screen(chaptered, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "3")
        asking.set_chapters(chaptered, "Jonas", [Chapter(title="Alt", themes=(MONEY, ADVICE))])
        await press(pilot, "J")

        assert titles(chaptered) == ["Alt"]
        assert "i mellomtiden" in notices(pilot)
        assert [row.cells[1] for row in screen.chapter_list.rows] == ["Alt"]


async def test_a_theme_that_another_renames_keeps_its_chapter(walker: Walker) -> None:
    asking.set_chapters(walker.study, "Siv", [Chapter(title="Makta", themes=(ADVICE,))])

    async with at_screen(walker.study, QuestionsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "3")
        recoding.rename_theme(walker.study, "Jonas", walker.themes[ADVICE], "Råd [uten] makt")
        await look_for_news(screen, pilot)

        assert "Råd [uten] makt" in told(screen)
        assert "Råd [uten] makt" not in line(screen, "#gaps")


# Rooms of any size


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (200, 50)])
async def test_every_key_may_be_pressed_in_a_study_without_anything(
    empty_study: Study, size: tuple[int, int]
) -> None:
    async with at_screen(empty_study, QuestionsScreen, size=size) as (screen, pilot):
        for page in ("1", "2", "3"):
            await pilot.press(page)
            for pressed in ("e", "x", "t", "a", "g", "o", "K", "J", "space", "enter", "right"):
                await pilot.press(pressed)
                assert pilot.app.screen is screen, (page, pressed)
            assert "questions." not in line(screen, "#none")
        await press(pilot, "1", "n")
        await answer(pilot, FIRST)
        assert FIRST in line(screen, "#none")


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
async def test_where_there_is_little_room_links_can_still_be_set(
    walked: Study, size: tuple[int, int]
) -> None:
    async with at_screen(walked, QuestionsScreen, coder="Siv", size=size) as (screen, pilot):
        assert "●" in painted(screen.grid)
        where = "down" if screen.grid.by_theme else "right"
        await press(pilot, where, "space")
        assert len(questions(walked)[0].themes) == 2
