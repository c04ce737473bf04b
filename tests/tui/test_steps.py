"""The steps of the method: how far each has come, what is next, and the way to each screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Input, Static

from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.dialogs import AreYouSure, AskText
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.tui.screens.ladder.codes import CodesScreen
from qualcode.tui.screens.ladder.concepts import ConceptsScreen
from qualcode.tui.screens.ladder.looking_again import LookAgainScreen
from qualcode.tui.screens.ladder.questions import QuestionsScreen
from qualcode.tui.screens.ladder.saturation import SaturationScreen
from qualcode.tui.screens.ladder.steps import StepsScreen
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.workflow import asking, conceptual, grouping, history, testing, tracing
from qualcode.workflow.studies import Study, open_study
from tests.ladder_screens import (
    answer,
    at_screen,
    look_for_news,
    painted,
    press,
    rows_of,
    said,
    settled,
)
from tests.sorting_study import PASSED, study_to_sort

SPENT, ALONE, COFFEE = "Pengene er brukt opp", "Står alene om natta", "Kaffen er god"
SAYINGS = {
    SPENT: ["det er tomt i mars", "pengene er brukt opp"],
    ALONE: ["jeg er alene om natta"],
    COFFEE: ["kaffen er god her"],
}
ORDER = (
    *("questions", "coding", "code_test", "again", "grouping", "grouping_test"),
    *("concepts", "concept_test", "report"),
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both interviews are begun; one code has passed, two are not tested; nothing is asked yet."""
    made = study_to_sort(tmp_path_factory.mktemp("trinn"), SAYINGS, untested=[ALONE, COFFEE])
    made.close()
    return made.path


@pytest.fixture
def study(begun: Path, tmp_path: Path) -> Iterator[Study]:
    made = open_study(Path(shutil.copy(begun, tmp_path)))
    yield made
    made.close()


def told(screen: StepsScreen) -> dict[str, str]:
    """What is said of each step."""
    return {step.name: step.said for step in screen.step_list.steps}


def marks(screen: StepsScreen) -> dict[str, str]:
    return {step.name: step.mark for step in screen.step_list.steps}


def ask(study: Study) -> int:
    return asking.ask(study, "siv", "Hvordan brukes pengene?")


def pass_codes(study: Study) -> None:
    answers = {key: given for key, given in PASSED.items() if key != "verdict"}
    for row in rows_of(study, [ALONE, COFFEE]):
        testing.give_verdict(study, "siv", "code", row, answers, "passed")


def group(study: Study) -> int:
    theme = grouping.place_in_new(study, "siv", rows_of(study, [SPENT, ALONE]), "Alene")
    grouping.set_aside(study, "siv", rows_of(study, [COFFEE]), reason="Utenfor")
    return theme


def pass_theme(study: Study, theme: int) -> None:
    answers = dict.fromkeys(("G1", "G2", "G3", "G4"), "yes")
    testing.give_verdict(study, "siv", "grouping", theme, answers, "passed")


# How far each has come


async def test_the_key_s_at_home_lists_the_steps_and_escape_goes_back(study: Study) -> None:
    app = QualcodeApp(study, "siv", language="nb")

    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "s")
        screen = app.screen
        assert isinstance(screen, StepsScreen)
        assert tuple(step.name for step in screen.step_list.steps) == ORDER

        await press(pilot, "escape")

        assert isinstance(app.screen, HomeScreen)


async def test_each_step_tells_its_numbers(study: Study) -> None:
    async with at_screen(study, StepsScreen) as (screen, _):
        numbers = told(screen)

        assert numbers["questions"] == "0 forskningsspørsmål"
        assert numbers["coding"] == "2 av 2 intervjuer påbegynt · 3 koder"
        assert numbers["code_test"] == "1 bestått · 2 utkast"
        assert numbers["grouping"] == "0 i grupper · 0 i restgruppen · 1 venter"
        assert numbers["grouping_test"] == "ingenting ennå"
        assert numbers["concepts"] == "0 konsepter · 0 EAR-er"


async def test_the_numbers_follow_what_others_do(study: Study) -> None:
    async with at_screen(study, StepsScreen) as (screen, pilot):
        other = open_study(study.path)
        pass_codes(other)
        pass_theme(other, group(other))
        other.close()

        await look_for_news(screen, pilot)

        numbers = told(screen)
        assert numbers["code_test"] == "3 bestått"
        assert numbers["grouping"] == "2 i grupper · 1 i restgruppen · 0 venter"
        assert numbers["grouping_test"] == "1 bestått"


async def test_a_test_that_holds_no_more_shows_on_its_step(study: Study) -> None:
    pass_codes(study)
    theme = group(study)
    pass_theme(study, theme)
    grouping.place_codes(study, "siv", rows_of(study, [COFFEE]), theme)

    async with at_screen(study, StepsScreen) as (screen, _):
        assert told(screen)["grouping_test"] == "1 må testes på nytt"
        assert marks(screen)["grouping_test"] == "left"


# What is next


async def test_what_is_next_goes_up_the_ladder_with_what_is_done(study: Study) -> None:
    async with at_screen(study, StepsScreen) as (screen, pilot):
        ways = [screen.step_list.next]

        async def done() -> None:
            await look_for_news(screen, pilot)
            ways.append(screen.step_list.next)

        question = ask(study)
        await done()
        pass_codes(study)
        await done()
        theme = group(study)
        asking.link(study, "siv", question, theme)
        await done()
        pass_theme(study, theme)
        await done()
        concept = conceptual.new_concept(study, "siv", "nattarbeid", themes=[theme])
        await done()
        answers = dict.fromkeys(("C1", "C2", "C3"), "yes")
        testing.give_verdict(study, "siv", "concept", concept, answers, "passed")
        await done()

        assert ways == [
            *("questions", "code_test", "grouping", "grouping_test"),
            *("concepts", "concept_test", "report"),
        ]
        assert marks(screen) == dict.fromkeys(ORDER, "done") | {"again": "none", "report": "none"}


async def test_the_cursor_waits_on_what_is_next_and_an_arrow_points_to_it(study: Study) -> None:
    ask(study)
    async with at_screen(study, StepsScreen) as (screen, _):
        assert screen.step_list.current is not None
        assert screen.step_list.current.name == "code_test"
        (pointed,) = (line for line in painted(screen.step_list).splitlines() if "→" in line)
        assert "Kodetest" in pointed
        about = str(screen.query_one("#about-step", Static).content)
        assert "Dommen er din." in about


async def test_a_question_without_a_theme_is_a_finding_and_holds_nobody_up(study: Study) -> None:
    ask(study)
    async with at_screen(study, StepsScreen) as (screen, pilot):
        # Before there are themes, there is nothing to find.
        assert marks(screen)["questions"] == "done"
        pass_codes(study)
        group(study)
        await look_for_news(screen, pilot)

        assert marks(screen)["questions"] == "left"
        assert "1 uten kodegruppe" in told(screen)["questions"]
        assert screen.step_list.next == "grouping_test"


async def test_a_code_that_failed_waits_on_the_code_test(study: Study) -> None:
    ask(study)
    pass_codes(study)
    testing.give_verdict(
        study, "jonas", "code", rows_of(study, [SPENT])[0], {"K1": "yes"}, "failed"
    )
    async with at_screen(study, StepsScreen) as (screen, _):
        assert told(screen)["code_test"] == "2 bestått · 1 underkjent"
        assert screen.step_list.next == "code_test"


async def test_concepts_that_were_dropped_or_given_up_are_no_test_to_make(study: Study) -> None:
    ask(study)
    pass_codes(study)
    theme = group(study)
    pass_theme(study, theme)
    dropped = conceptual.new_concept(study, "siv", "natta", themes=[theme])
    conceptual.drop_concept(study, "siv", dropped, reason="Et bilde, ikke mer")
    async with at_screen(study, StepsScreen) as (screen, pilot):
        assert screen.step_list.next == "concepts"

        other = conceptual.new_concept(study, "siv", "alenearbeid", themes=[theme])
        testing.give_verdict(study, "siv", "concept", other, {"C3": "no"}, "replaced")
        await look_for_news(screen, pilot)

        assert marks(screen)["concept_test"] == "done"
        assert told(screen)["concept_test"] == "1 et etablert begrep sier det"
        assert screen.step_list.next == "report"


# The way to each screen


@pytest.mark.parametrize(
    ("step", "opens"),
    [
        ("questions", QuestionsScreen),
        ("code_test", VerdictScreen),
        ("again", LookAgainScreen),
        ("grouping", BoardScreen),
        ("grouping_test", VerdictScreen),
        ("concepts", ConceptsScreen),
        ("concept_test", VerdictScreen),
    ],
)
async def test_enter_opens_the_screen_of_the_step_and_escape_comes_back(
    study: Study, step: str, opens: type[Screen[object]]
) -> None:
    async with at_screen(study, StepsScreen) as (screen, pilot):
        screen.step_list.move_to(ORDER.index(step))
        await press(pilot, "enter")
        assert type(pilot.app.screen) is opens
        if isinstance(pilot.app.screen, VerdictScreen):
            assert pilot.app.screen.kind == step.removesuffix("_test")

        await press(pilot, "escape")

        assert pilot.app.screen is screen
        assert screen.step_list.current is not None
        assert screen.step_list.current.name == step


async def test_coding_is_done_in_the_interviews_of_the_home_screen(study: Study) -> None:
    async with at_screen(study, StepsScreen) as (screen, pilot):
        screen.step_list.move_to(ORDER.index("coding"))
        await press(pilot, "enter")

        assert isinstance(pilot.app.screen, HomeScreen)


async def test_codes_are_counted_as_on_the_board(study: Study) -> None:
    """A code that was set aside before it had passed is not among those that have passed."""
    spent, coffee = rows_of(study, [SPENT, COFFEE])
    answers = {"K1": "no", "K2": "content", "K3": "yes"}
    testing.give_verdict(study, "siv", "code", coffee, answers, "passed")
    grouping.set_aside(study, "siv", [spent, coffee], reason="brukes ikke")
    testing.give_verdict(study, "siv", "code", spent, {"K1": "yes"}, "failed")

    async with at_screen(study, StepsScreen) as (screen, pilot):
        hub = told(screen)["grouping"]
        screen.step_list.move_to(ORDER.index("grouping"))
        await press(pilot, "enter")

        assert isinstance(pilot.app.screen, BoardScreen)
        assert "1 i restgruppen" in hub
        assert "1 i restgruppen" in str(pilot.app.screen.title_line.right)


async def test_the_report_is_written_where_one_says(study: Study, tmp_path: Path) -> None:
    async with at_screen(study, StepsScreen) as (screen, pilot):
        screen.step_list.move_to(ORDER.index("report"))
        await press(pilot, "enter")
        await answer(pilot, str(tmp_path / "rapport.docx"))

        assert (tmp_path / "rapport.docx").stat().st_size > 0
        assert "rapport.docx" in said(screen)


async def test_a_report_that_somebody_has_written_in_is_not_replaced_unasked(
    study: Study, tmp_path: Path
) -> None:
    mine = tmp_path / "rapport.docx"
    mine.write_text("skrevet for hånd", encoding="utf-8")
    async with at_screen(study, StepsScreen) as (screen, pilot):
        screen.step_list.move_to(ORDER.index("report"))
        await press(pilot, "enter")
        await answer(pilot, str(mine))
        assert isinstance(pilot.app.screen, AreYouSure)
        await press(pilot, "escape", "escape")
        assert mine.read_text(encoding="utf-8") == "skrevet for hånd"

        await press(pilot, "enter")
        await answer(pilot, str(mine))
        await press(pilot, "enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)

        assert mine.read_bytes().startswith(b"PK")
        assert "rapport.docx" in said(screen)


async def test_a_place_where_nothing_can_be_written_is_asked_for_again(
    study: Study, tmp_path: Path
) -> None:
    nowhere = tmp_path / "finnes-ikke" / "rapport.docx"
    async with at_screen(study, StepsScreen) as (screen, pilot):
        screen.step_list.move_to(ORDER.index("report"))
        await press(pilot, "enter")
        await answer(pilot, str(nowhere))
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)

        dialog = pilot.app.screen
        assert isinstance(dialog, AskText)
        assert dialog.query_one(Input).value == str(nowhere)
        assert [notice.severity for notice in pilot.app._notifications] == ["error"]


@pytest.mark.parametrize(("key", "opens"), [("b", CodesScreen), ("l", SaturationScreen)])
async def test_the_codebook_and_the_saturation_are_a_key_away(
    study: Study, key: str, opens: type[Screen[None]]
) -> None:
    async with at_screen(study, StepsScreen) as (screen, pilot):
        await press(pilot, key)
        assert isinstance(pilot.app.screen, opens)
        await press(pilot, "escape")

        assert pilot.app.screen is screen


async def test_what_is_done_on_a_step_shows_when_one_comes_back(study: Study) -> None:
    ask(study)
    async with at_screen(study, StepsScreen) as (screen, pilot):
        await press(pilot, "enter", "1", "1", "1", "p", "escape")

        assert told(screen)["code_test"] == "2 bestått · 1 utkast"


# What else is done here


async def test_a_moment_gets_a_name_and_that_can_be_undone(study: Study) -> None:
    async with at_screen(study, StepsScreen) as (screen, pilot):
        await press(pilot, "n")
        await answer(pilot, "etter kodetest [1]")
        assert [name for name, *_ in tracing.moments(study)] == ["etter kodetest [1]"]
        assert "Dette øyeblikket heter «etter kodetest [1]»." in said(screen)

        await press(pilot, "u")

        assert tracing.moments(study) == []


async def test_the_words_of_the_other_edition_are_used_at_a_key(study: Study) -> None:
    async with at_screen(study, StepsScreen) as (screen, pilot):
        screen.step_list.move_to(ORDER.index("concepts"))
        await settled(pilot)
        assert "kodegruppene" in str(screen.query_one("#about-step", Static).content)

        await press(pilot, "t")

        assert testing.terms(study) == "2012"
        assert "kategoriene" in str(screen.query_one("#about-step", Static).content)


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
async def test_an_empty_study_begins_with_its_questions(
    empty_study: Study, size: tuple[int, int]
) -> None:
    async with at_screen(empty_study, StepsScreen, size=size) as (screen, pilot):
        before = history.newest_change(empty_study)
        assert screen.step_list.next == "questions"
        assert set(marks(screen).values()) == {"none"}
        await press(pilot, "down", "down", "end", "home", "pagedown", "u")

        assert pilot.app.screen is screen
        assert history.newest_change(empty_study) == before


async def test_in_a_terminal_of_20_by_5_the_steps_can_be_walked_and_come_back(
    study: Study,
) -> None:
    ask(study)
    async with at_screen(study, StepsScreen) as (screen, pilot):
        await pilot.resize_terminal(20, 5)
        await settled(pilot)
        await press(pilot, "down", "down")
        assert "Kodegrupperin" in painted(screen.step_list)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)

        assert screen.step_list.current is not None
        assert screen.step_list.current.name == "grouping"
        shown = painted(screen.step_list)
        assert "Spørsmål og forventninger" in shown
        assert "Rapport" in shown
