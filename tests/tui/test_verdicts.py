"""The tests of codes, themes and concepts, by key, on a real study."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.model.method import TESTS, Answers, Verdict
from qualcode.model.spans import Span
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.ladder.steps import StepsScreen
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.workflow import coding, conceptual, grouping, history, recoding, testing
from qualcode.workflow.studies import Study, open_study
from tests.ladder_screens import (
    answer,
    at_screen,
    notices,
    painted,
    press,
    row_of,
    rows_of,
    said,
    until,
)
from tests.sorting_study import study_to_sort

SPENT = "Pengene er brukt opp [2015]"
MAY_NOT = "Kan gi råd, men ikke bestemme 🧭"
TOPIC = "Økonomi"
SAYINGS = {
    TOPIC: ["budsjettet går ikke opp"],
    SPENT: ["pengene er [alltid] brukt opp når vi skal begynne", "det var tomt i mars"],
    MAY_NOT: ["vi kan gi råd, og de kan la være"],
}
PASSED: Answers = {"K1": "no", "K2": "content", "K3": "yes"}
SAYS = "1 hva som ble sagt eller gjort"
HIDDEN = "Utdragene vises når K2 er besvart"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three codes that nobody has tested."""
    made = study_to_sort(tmp_path_factory.mktemp("dom"), SAYINGS, untested=list(SAYINGS))
    recoding.redefine_code(made, "siv", row_of(made, TOPIC), definition="Alt om penger.")
    made.close()
    return made.path


@pytest.fixture
def study(begun: Path, tmp_path: Path) -> Iterator[Study]:
    made = open_study(Path(shutil.copy(begun, tmp_path)))
    yield made
    made.close()


def state(study: Study, label: str) -> str:
    return testing.standing_of(study, row_of(study, label)).state


def judge(study: Study, label: str, coder: str, answers: Answers = PASSED) -> None:
    verdict: Verdict = "passed" if answers == PASSED else "failed"
    testing.give_verdict(study, coder, "code", row_of(study, label), answers, verdict)


def with_theme(study: Study, name: str = "Penger [tar] slutt") -> int:
    """All codes have passed, and two of them lie in a theme."""
    for label in SAYINGS:
        judge(study, label, "siv")
    rows = rows_of(study, [SPENT, MAY_NOT])
    theme = grouping.place_in_new(study, "siv", rows, name)
    grouping.describe_theme(study, "siv", theme, "Pengene varer ikke.")
    return theme


def of_themes(study: Study, coder: str) -> VerdictScreen:
    return VerdictScreen(study, coder, "grouping")


def of_concepts(study: Study, coder: str) -> VerdictScreen:
    return VerdictScreen(study, coder, "concept")


def shown(screen: VerdictScreen) -> str:
    """What stands about the thing, and what was said of it before."""
    return "\n".join(painted(screen.query_one(name)) for name in ("#name", "#thing", "#told"))


# The code test


async def test_a_code_speaks_for_itself_before_its_excerpts_are_shown(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        assert f"«{TOPIC}»" in shown(screen)
        assert "Alt om penger." not in shown(screen)
        assert HIDDEN in painted(screen.quote_list)
        await press(pilot, "1")
        assert HIDDEN in painted(screen.quote_list)
        assert not screen.quote_list.can_focus

        await press(pilot, "1")

        assert SAYINGS[TOPIC][0] in painted(screen.quote_list)
        assert "Alt om penger." in shown(screen)
        assert screen.quote_list.can_focus


async def test_the_answers_give_no_verdict_and_the_person_does(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        await press(pilot, "1", "1", "1")
        assert "Alt er besvart" in said(screen)
        assert state(study, TOPIC) == "draft"

        await press(pilot, "p")

        assert state(study, TOPIC) == "passed"
        assert f"«{TOPIC}»: bestått" in said(screen)
        # The next one comes, with nothing answered and nothing shown.
        assert f"«{SPENT}»" in shown(screen)
        assert screen.sheet.answers == {}
        assert HIDDEN in painted(screen.quote_list)
        assert "1 av 2" in str(screen.title_line.left)


async def test_what_could_have_been_made_before_fails_when_she_says_so(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        await press(pilot, "2")
        assert "K1 taler mot å bestå" in said(screen)
        assert state(study, TOPIC) == "draft"
        await press(pilot, "p")
        assert "K1" in notices(pilot)
        assert state(study, TOPIC) == "draft"

        await press(pilot, "f")

        assert state(study, TOPIC) == "failed"
        assert "1 underkjent · 2 utkast" in str(screen.title_line.right)


async def test_it_cannot_pass_while_a_question_is_open(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        await press(pilot, "1", "1", "p")

        assert said(screen).startswith("Svar først på K3:")
        assert state(study, TOPIC) == "draft"
        assert screen.sheet.answers == {"K1": "no", "K2": "content"}


async def test_with_nothing_answered_she_is_told_to_answer_first(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        for verdict in ("p", "f"):
            await press(pilot, verdict)

            assert said(screen).startswith("Svar først på K1, K2, K3:")
            assert state(study, TOPIC) == "draft"
        assert not notices(pilot)


async def test_an_answer_against_it_is_what_stands_against_a_pass(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (_, pilot):
        await press(pilot, "2", "p")

        assert "Dette kan ikke bestå" in notices(pilot)


@pytest.mark.parametrize("opens", [VerdictScreen, StepsScreen])
async def test_a_notice_does_not_cover_the_line_where_results_are_said(
    study: Study, opens: type[VerdictScreen | StepsScreen]
) -> None:
    async with at_screen(study, opens, size=(80, 24)) as (screen, pilot):
        screen.say("Sagt på én linje, som er så lang at den går over på den neste. " * 2)
        screen.tell_fault("Noe gikk galt, og det tar noen ord å si hva det var. " * 3)
        await pilot.pause(0.1)

        [notice] = screen.query("Toast")
        assert notice.region
        assert not notice.region.overlaps(screen.query_one("#say").region)


async def test_she_may_fail_what_was_answered_well_and_her_comment_is_kept(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        await press(pilot, "1", "1", "1", "c")
        await answer(pilot, "Et ord fra [guiden]")
        assert "Et ord fra [guiden]" in shown(screen)
        await press(pilot, "f")

    (test,) = testing.standing_of(study, row_of(study, TOPIC)).current
    assert (test.verdict, test.tester, test.comment) == ("failed", "siv", "Et ord fra [guiden]")
    assert test.answers == PASSED


async def test_an_answer_is_changed_by_going_back_to_the_question(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        await press(pilot, "2", "up", "1")

        assert screen.sheet.answers == {"K1": "no"}
        assert HIDDEN in painted(screen.quote_list)


async def test_answers_are_given_with_the_mouse(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        lines = painted(screen.sheet).splitlines()
        y, line = next((n, line) for n, line in enumerate(lines) if SAYS in line)
        await pilot.click(screen.sheet, offset=Offset(line.index(SAYS), y))
        await press(pilot)

        assert screen.sheet.answers == {"K2": "content"}
        assert SAYINGS[TOPIC][0] in painted(screen.quote_list)


async def test_a_failed_code_is_coded_anew_on_the_spot(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        await press(pilot, "2", "f", "o")
        await answer(pilot, "Budsjettet går ikke opp")

        old = testing.standing_of(study, row_of(study, TOPIC))
        better = row_of(study, "Budsjettet går ikke opp")
        assert (old.state, [fate.into for fate in old.fates]) == ("replaced", [better])
        # And now it is the new one that is tested.
        assert "«Budsjettet går ikke opp»" in shown(screen)
        await press(pilot, "1", "1", "1", "p")
        assert state(study, "Budsjettet går ikke opp") == "passed"


async def test_what_a_code_cannot_become_is_said_and_what_was_typed_is_not_lost(
    study: Study,
) -> None:
    async with at_screen(study, VerdictScreen) as (_, pilot):
        await press(pilot, "o")
        await answer(pilot, TOPIC.upper())
        assert isinstance(pilot.app.screen, AskText)
        assert pilot.app.screen.query_one(Input).value == TOPIC.upper()
        await press(pilot, "escape", "e")

        await answer(pilot, SPENT)

        assert isinstance(pilot.app.screen, AskText)
        assert pilot.app.screen.query_one(Input).value == SPENT
        assert state(study, TOPIC) == "draft"


async def test_a_caution_stands_beside_the_code_and_decides_nothing(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        assert "ett eller to ord er oftere et emne" in shown(screen)
        await press(pilot, "1", "1", "1", "p")

        assert state(study, TOPIC) == "passed"


# Testers


async def test_a_second_tester_sees_the_first_verdict_only_when_she_has_looked(
    study: Study,
) -> None:
    for label in SAYINGS:
        judge(study, label, "siv")
    async with at_screen(study, VerdictScreen, coder="jonas") as (screen, pilot):
        assert "Ingen koder venter på test" in painted(screen.quote_list)
        await press(pilot, "a")
        assert f"«{TOPIC}»" in shown(screen)
        assert "siv" not in shown(screen)

        await press(pilot, "1", "2")

        told = painted(screen.query_one("#told"))
        assert "siv" in told
        assert "bestått" in told


async def test_testers_stand_side_by_side_and_neither_overrules_the_other(study: Study) -> None:
    judge(study, TOPIC, "siv")
    row = row_of(study, TOPIC)
    async with at_screen(study, lambda s, c: VerdictScreen(s, c, "code", row), coder="jonas") as (
        screen,
        pilot,
    ):
        await press(pilot, "1", "2", "f")

        told = painted(screen.query_one("#told"))
        assert told.index("jonas") < told.index("siv")
        assert "underkjent" in told
        assert "bestått" in told
    standing = testing.standing_of(study, row)
    assert [test.tester for test in standing.current] == ["siv", "jonas"]
    assert standing.disagreed


async def test_what_was_tested_and_renamed_waits_again_with_the_old_test_in_view(
    study: Study,
) -> None:
    judge(study, TOPIC, "siv")
    recoding.rename_code(study, "siv", row_of(study, TOPIC), "Budsjettet sprekker")
    row = row_of(study, "Budsjettet sprekker")
    async with at_screen(study, lambda s, c: VerdictScreen(s, c, "code", row)) as (screen, pilot):
        assert "må testes på nytt" in shown(screen)
        await press(pilot, "1", "1")

        assert f"på «{TOPIC}», endret siden" in " ".join(shown(screen).split())


async def test_what_somebody_changes_meanwhile_is_not_passed_unseen(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        await press(pilot, "1", "1", "1")
        other = open_study(study.path)
        coding.apply_codes(other, "jonas", 1, Span(7, 20), rows_of(other, [TOPIC]))
        other.close()

        await press(pilot, "p")

        assert "ble endret mens du så på den" in notices(pilot)
        assert state(study, TOPIC) == "draft"
        assert painted(screen.quote_list).count("jonas") == 1


async def test_verdicts_are_taken_back_one_by_one_and_one_looks_at_what_waits_again(
    study: Study,
) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        await press(pilot, "1", "1", "1", "p", "1", "1", "1", "p")
        assert [state(study, label) for label in SAYINGS] == ["passed", "passed", "draft"]

        await press(pilot, "u")
        assert f"«{SPENT}»" in shown(screen)
        await press(pilot, "u")

        assert f"«{TOPIC}»" in shown(screen)
        assert [state(study, label) for label in SAYINGS] == ["draft"] * 3
        await press(pilot, "r", "r")
        assert [state(study, label) for label in SAYINGS] == ["passed", "passed", "draft"]


async def test_a_question_is_asked_in_the_words_of_the_team(study: Study) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        await press(pilot, "w")
        await answer(pilot, "Kunne vi laget [den] før vi leste?")

        assert "Kunne vi laget [den] før vi leste?" in painted(screen.sheet)
        await press(pilot, "2", "f")
    (test,) = testing.standing_of(study, row_of(study, TOPIC)).current
    assert test.asked == {"K1": "Kunne vi laget [den] før vi leste?"}


# Themes and concepts


async def test_a_theme_is_shown_with_its_sentence_its_codes_and_their_excerpts(
    study: Study,
) -> None:
    with_theme(study)
    async with at_screen(study, of_themes) as (screen, _):
        about = shown(screen)
        assert "«Penger [tar] slutt»" in about
        assert "Pengene varer ikke." in about
        assert f"■ {SPENT}  2" in about
        quotes = painted(screen.quote_list)
        assert SAYINGS[SPENT][0] in quotes
        assert SAYINGS[MAY_NOT][0] in quotes


async def test_a_theme_passes_by_a_person_and_where_it_came_from_only_makes_one_look(
    study: Study,
) -> None:
    theme = with_theme(study)
    async with at_screen(study, of_themes) as (screen, pilot):
        await press(pilot, "1", "1", "1", "2", "p")

        assert "Ingen kodegrupper venter på test" in painted(screen.quote_list)
    standing = next(t for t in testing.ladder(study).themes if t.theme.id == theme)
    assert standing.state == "passed"
    assert standing.current[0].answers["G4"] == "no"
    assert [label for _, label, _ in standing.current[0].seen["members"]] == [SPENT, MAY_NOT]


async def test_a_concept_shows_what_speaks_for_and_against_it_and_goes_back_to_the_themes(
    study: Study,
) -> None:
    theme = with_theme(study)
    concept = conceptual.new_concept(
        study, "siv", "prosjektklemma", definition="Må ha prosjekt.", themes=[theme], override="x"
    )
    where = coding.open_transcript(study, 1).text.index(SAYINGS[TOPIC][0])
    place = 1, Span(where, where + len(SAYINGS[TOPIC][0]))
    conceptual.weigh(study, "siv", concept, "against", place, note="peker en annen vei")
    async with at_screen(study, of_concepts) as (screen, pilot):
        assert "0 for · 1 mot" in shown(screen)
        assert "▾ Penger [tar] slutt" in shown(screen)
        quotes = painted(screen.quote_list)
        assert SAYINGS[TOPIC][0] in quotes
        assert "peker en annen vei" in quotes

        await press(pilot, "2", "f")

        (standing,) = testing.ladder(study).concepts
        assert (standing.state, standing.current[0].answers) == ("back", {"C1": "no"})


def on_screen(screen: VerdictScreen) -> str:
    return "\n".join(strip.text for strip in screen._compositor.render_strips())


async def test_the_question_is_in_view_below_a_definition_longer_than_the_screen(
    study: Study,
) -> None:
    definition = "At ingen har råd til å vente på det de har prøvd ut. " * 30
    conceptual.new_concept(study, "siv", "prosjektklemma", definition=definition)
    async with at_screen(study, of_concepts, size=(80, 24)) as (screen, pilot):
        box = screen.query_one("#asked")
        for _ in TESTS["concept"]:
            await until(pilot, lambda: "▌ C" in on_screen(screen))
            await press(pilot, "down")

        await press(pilot, *["up"] * 20)

        assert box.scroll_offset.y == 0


async def test_a_concept_gives_way_to_an_established_one(study: Study) -> None:
    theme = with_theme(study)
    conceptual.new_concept(study, "siv", "prosjektklemma", themes=[theme], override="x")
    async with at_screen(study, of_concepts) as (_, pilot):
        await press(pilot, "1", "1", "2", "x")

        (standing,) = testing.ladder(study).concepts
        assert standing.state == "replaced"


# Whatever may happen


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
async def test_where_nothing_waits_it_says_so_and_no_key_does_harm(
    empty_study: Study, size: tuple[int, int]
) -> None:
    async with at_screen(empty_study, VerdictScreen, size=size) as (screen, pilot):
        before = history.newest_change(empty_study)
        await press(pilot, *"12pfoncedaw", "escape", "left")

        assert screen.has_class("-none")
        assert history.newest_change(empty_study) == before


async def test_in_a_terminal_of_20_by_5_one_can_test_and_coming_back_all_is_there(
    study: Study,
) -> None:
    async with at_screen(study, VerdictScreen) as (screen, pilot):
        await press(pilot, "1")
        await resized(pilot, 20, 5)
        await press(pilot, "1")
        await resized(pilot, 120, 40)

        assert screen.sheet.answers == {"K1": "no", "K2": "content"}
        assert SAYINGS[TOPIC][0] in painted(screen.quote_list)


async def resized(pilot: Pilot[None], width: int, height: int) -> None:
    await pilot.resize_terminal(width, height)
    await pilot.pause()
