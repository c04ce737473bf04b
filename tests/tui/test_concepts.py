"""Concepts on screen: what they gather, what speaks for and against them, and the way down."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.model.concepts import Concept
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.dialogs import AreYouSure, AskText
from qualcode.tui.screens.ear_dialog import EarDialog
from qualcode.tui.screens.ladder.choosing import PickFrom
from qualcode.tui.screens.ladder.concepts import ConceptsScreen
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.tui.screens.memo_editor import MemoEditor
from qualcode.workflow import conceptual, testing
from qualcode.workflow.studies import Study
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
from tests.ladder_study import ADVICE, HEARD, MAY_NOT, MONEY, Walker

CLAMP, POWERLESS, ASIDE = "prosjektklemma", "rådgiverens avmakt", "sidelinja"
TRAP, FREE_ADVICE = "Prosjektet som felle", "Rådet ingen må følge"
COFFEE = "Kaffen er god her"


def concept(study: Study, name: str = CLAMP) -> Concept:
    return next(c for c in conceptual.concepts(study) if c.name == name)


def listed(screen: ConceptsScreen) -> list[str]:
    return [f"{item.sign} {item.label}".strip() for item in screen.way.items]


def told(screen: ConceptsScreen) -> str:
    """What the sheet tells, however it is wrapped."""
    return " ".join(screen.sheet.text.split())


def beside(screen: ConceptsScreen, label: str) -> str:
    return next(item.beside for item in screen.way.items if item.label == label)


async def stand_on(screen: ConceptsScreen, pilot: Pilot[None], label: str) -> None:
    screen.stand_on(lambda item: item.label == label)
    await pilot.pause()
    assert screen.way.current is not None
    assert screen.way.current.label == label


async def go_into(screen: ConceptsScreen, pilot: Pilot[None], *labels: str) -> None:
    for label in labels:
        await stand_on(screen, pilot, label)
        await press(pilot, "enter")


async def choose(pilot: Pilot[None], words: str) -> None:
    """Type what one wants in the list that is open, and take the first that fits."""
    assert isinstance(pilot.app.screen, PickFrom)
    pilot.app.screen.query_one(Input).value = words
    await pilot.pause()
    await press(pilot, "enter")


async def write(pilot: Pilot[None], text: str) -> None:
    """Write in the editor that is open, and keep it."""
    assert isinstance(pilot.app.screen, MemoEditor)
    pilot.app.screen.writing.text = text
    await press(pilot, "f2")


# Looking


async def test_concepts_are_listed_with_their_states_and_then_ears(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, _):
        assert listed(screen) == [
            "Konsepter",
            f"✓ {CLAMP}",
            f"↓ {POWERLESS}",
            "Gitt opp",
            f"× {ASIDE}",
            "EAR-er",
            f"◆ {TRAP}",
            f"◆ {FREE_ADVICE}",
        ]
        assert beside(screen, CLAMP) == "bestått · 2 kodegrupper · 1 EAR · 1+ 1–"
        assert beside(screen, TRAP) == CLAMP
        assert "1 bestått" in str(screen.title_line.right)
        assert "2 EAR-er" in str(screen.title_line.right)


async def test_the_sheet_tells_what_a_concept_gathers_against_which_test(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, _):
        shown = told(screen)

        assert "En trenger prosjektpenger for å begynne" in shown
        assert "Videreutvikler prosjektifisering" in shown
        assert "tatt med enda den ikke har bestått: Mangler bare én test" in shown
        assert "Siv" in shown[shown.index("Tester") :]


async def test_one_goes_up_to_where_one_came_from(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await go_into(screen, pilot, CLAMP, ADVICE, HEARD)
        assert str(screen.title_line.left) == f"… › {ADVICE} › {HEARD}"

        for came_from in (HEARD, ADVICE, CLAMP):
            await press(pilot, "backspace")
            assert screen.way.current is not None
            assert screen.way.current.label == came_from
        await press(pilot, "escape")
        assert pilot.app.screen is not screen


async def test_a_passage_on_the_scales_leads_to_its_place_and_back(walker: Walker) -> None:
    async with at_screen(walker.study, ConceptsScreen, coder="Siv") as (screen, pilot):
        await go_into(screen, pilot, CLAMP)
        words = "Prosjektarbeid egner seg som erfaringsdeling"
        await go_into(screen, pilot, words)

        opened = pilot.app.screen
        assert isinstance(opened, CodingScreen)
        transcript, span = walker.place(words)
        assert opened.desk.transcript.id == transcript
        assert opened.view.selection.cursor == span.start
        await press(pilot, "q")
        assert pilot.app.screen is screen
        assert screen.way.current is not None
        assert screen.way.current.label == words


async def test_a_caution_stands_until_somebody_has_looked_for_what_speaks_against(
    walked: Study,
) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        warning = screen.t("ladder.cautions.no_counter_example")[:30]
        assert warning not in screen.sheet.text
        await stand_on(screen, pilot, POWERLESS)
        assert warning in screen.sheet.text
        await stand_on(screen, pilot, ASIDE)
        assert warning not in screen.sheet.text
        assert "Gitt opp: Et bilde, ikke mer" in screen.sheet.text


# Making


async def test_a_new_concept_is_named_and_then_defined(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "n")
        await answer(pilot, "lånt [tid]")
        await write(pilot, "Tid som [andre] eier.")

        made = concept(walked, "lånt [tid]")
        assert made.definition == "Tid som [andre] eier."
        assert screen.concept_here is not None
        assert screen.concept_here.concept.id == made.id
        assert "○ lånt [tid]" in painted(screen.way)
        assert "Tid som [andre] eier." in screen.sheet.text


async def test_a_name_that_is_taken_is_told_and_asked_again(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (_, pilot):
        await press(pilot, "n")
        await answer(pilot, CLAMP.upper())

        assert CLAMP in notices(pilot)
        assert pilot.app.screen.query_one(Input).value == CLAMP.upper()
        await press(pilot, "escape")
        assert len(conceptual.concepts(walked)) == 3


async def test_another_name_wants_another_test(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "e")
        await answer(pilot, "prosjektfella")

        assert "! prosjektfella" in listed(screen)
        assert beside(screen, "prosjektfella").startswith("må testes på nytt")
        await press(pilot, "u")
        assert f"✓ {CLAMP}" in listed(screen)


async def test_the_definition_and_the_theory_are_written_anew(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (_, pilot):
        await press(pilot, "d")
        await write(pilot, "Å måtte låne det en skulle eie.")
        await press(pilot, "T")
        await write(pilot, "")

        held = concept(walked)
        assert (held.definition, held.theory) == ("Å måtte låne det en skulle eie.", "")


async def test_it_is_given_up_with_a_reason_and_taken_up_again(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "z")
        await answer(pilot, "Sier det samme som et annet")
        assert f"× {CLAMP}" in listed(screen)
        assert concept(walked).dropped == "Sier det samme som et annet"

        await stand_on(screen, pilot, CLAMP)
        await press(pilot, "z")
        assert f"✓ {CLAMP}" in listed(screen)


async def test_without_a_reason_it_is_asked_for_again(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (_, pilot):
        await press(pilot, "z")
        await answer(pilot, "")

        assert isinstance(pilot.app.screen, AskText)
        assert f"Si hvorfor «{CLAMP}» gis opp" in asked(pilot)
        await press(pilot, "escape")
        assert concept(walked).dropped == ""


# Gathering


async def test_only_what_it_has_not_gathered_is_offered_near_ears_first(walker: Walker) -> None:
    walker.note("Kaffe som lim", "Kaffen holder dem sammen.", COFFEE)

    async with at_screen(walker.study, ConceptsScreen, coder="Siv") as (_, pilot):
        await press(pilot, "g")
        assert isinstance(pilot.app.screen, PickFrom)
        options = pilot.app.screen.found.options

        names = [str(option.prompt).split("\n")[0] for option in options]
        assert names == [f"◆ {FREE_ADVICE}", "◆ Kaffe som lim"]
        assert "EAR i nærheten" in str(options[0].prompt)


async def test_an_ear_is_gathered_and_let_go(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "g")
        await choose(pilot, "ingen må følge")
        assert [ear.title for ear in concept(walked).ears] == [TRAP, FREE_ADVICE]

        await go_into(screen, pilot, CLAMP)
        await stand_on(screen, pilot, FREE_ADVICE)
        await press(pilot, "x")
        assert [ear.title for ear in concept(walked).ears] == [TRAP]
        assert "EAR-er i nærheten, på utdrag fra disse kodegruppene" in listed(screen)


async def test_a_theme_that_has_not_passed_asks_why_it_carries_a_concept(walker: Walker) -> None:
    async with at_screen(walker.study, ConceptsScreen, coder="Siv") as (screen, pilot):
        await stand_on(screen, pilot, POWERLESS)
        await press(pilot, "g")
        await choose(pilot, "penger tar slutt")
        assert f"«{MONEY}» har ikke bestått testen" in asked(pilot)
        await answer(pilot, "")
        assert walker.themes[MONEY] not in concept(walker.study, POWERLESS).themes

        await press(pilot, "g")
        await choose(pilot, "penger tar slutt")
        await answer(pilot, "Testes i morgen")
        assert concept(walker.study, POWERLESS).overrides == (
            (walker.themes[MONEY], "Testes i morgen"),
        )
        assert "tatt med enda den ikke har bestått: Testes i morgen" in told(screen)


async def test_an_ear_becomes_the_beginning_of_a_concept_that_is_named_there(
    walked: Study,
) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await stand_on(screen, pilot, FREE_ADVICE)
        await press(pilot, "g")
        await choose(pilot, "gratis makt")
        await write(pilot, "Råd som ingen betaler for.")

        made = concept(walked, "gratis makt")
        assert [ear.title for ear in made.ears] == [FREE_ADVICE]
        assert made.definition == "Råd som ingen betaler for."


async def test_a_theme_that_no_concept_has_is_listed_for_itself(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await go_into(screen, pilot, CLAMP)
        await stand_on(screen, pilot, MONEY)
        await press(pilot, "x", "escape")

        at = listed(screen).index("Kodegrupper uten konsept")
        assert listed(screen)[at + 1 :] == [f"▾ {MONEY}"]


# The scales


async def test_a_passage_is_chosen_to_speak_against_a_concept(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (_, pilot):
        await press(pilot, "minus")
        await choose(pilot, "kaffen")
        assert f"«{COFFEE}»" in asked(pilot)
        await answer(pilot, "Her er det ingen klemme")

        added = concept(walked).evidence[-1]
        assert (added.side, added.passage.quote) == ("against", COFFEE)
        assert (added.note, added.coder) == ("Her er det ingen klemme", "Siv")


async def test_a_passage_that_one_has_come_down_to_is_weighed_there(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await go_into(screen, pilot, CLAMP, ADVICE, HEARD)
        assert listed(screen) == ["› Rådene våre blir hørt, men ikke fulgt"]
        await press(pilot, "plus")
        await answer(pilot, "Nettopp")
        assert listed(screen) == ["+ Rådene våre blir hørt, men ikke fulgt"]
        assert "taler for konseptet" in screen.sheet.text
        assert "Nettopp" in screen.sheet.text

        # On the other side as well it cannot lie; but it can be taken off.
        await press(pilot, "minus")
        assert "Det ligger alt på skåla for" in said(screen)
        await press(pilot, "x")
        assert listed(screen) == ["› Rådene våre blir hørt, men ikke fulgt"]
        await press(pilot, "u")
        assert listed(screen) == ["+ Rådene våre blir hørt, men ikke fulgt"]


async def test_what_another_has_weighed_meanwhile_is_not_weighed_twice(walker: Walker) -> None:
    async with at_screen(walker.study, ConceptsScreen, coder="Siv") as (screen, pilot):
        await go_into(screen, pilot, CLAMP, ADVICE, HEARD)
        await press(pilot, "plus")
        place = walker.place("Rådene våre blir hørt, men ikke fulgt")
        conceptual.weigh(walker.study, "Jonas", walker.concepts[CLAMP], "against", place)
        await answer(pilot, "")

        assert [e.side for e in concept(walker.study).evidence] == ["for", "against", "against"]
        assert "fra før" in notices(pilot)
        assert listed(screen) == ["– Rådene våre blir hørt, men ikke fulgt"]


# EARs


async def test_an_idea_is_noted_on_the_passage_under_the_cursor(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await go_into(screen, pilot, CLAMP, ADVICE, MAY_NOT)
        assert screen.way.current is not None
        quote = screen.way.current.label
        await press(pilot, "E")
        assert isinstance(pilot.app.screen, EarDialog)
        await write(pilot, "Lov er noe en får låne.")

        ear = conceptual.ears(walked)[-1]
        assert (ear.idea, ear.stage) == ("Lov er noe en får låne.", "conceptual")
        assert [anchor.quote for anchor in ear.anchors] == [quote]


async def test_an_ear_hangs_on_one_passage_more_but_on_none_twice(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await stand_on(screen, pilot, FREE_ADVICE)
        for _ in range(2):
            await press(pilot, "h")
            await choose(pilot, "kaffen")

        ear = next(ear for ear in conceptual.ears(walked) if ear.title == FREE_ADVICE)
        assert [a.quote for a in ear.anchors][1:] == [COFFEE]
        assert "fra før" in notices(pilot)


async def test_the_passage_that_an_ear_hangs_on_alone_stays(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await go_into(screen, pilot, FREE_ADVICE)
        await press(pilot, "x")

        assert "henger bare på dette utdraget" in notices(pilot)
        assert len(listed(screen)) == 1


async def test_an_ear_is_taken_away_only_once_it_is_said_what_goes_with_it(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await stand_on(screen, pilot, TRAP)
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, AreYouSure)
        await press(pilot, "escape")
        assert len(conceptual.ears(walked)) == 2

        await press(pilot, "x", "enter")
        assert [ear.title for ear in conceptual.ears(walked)] == [FREE_ADVICE]
        assert concept(walked).ears == ()
        await press(pilot, "u")
        assert [ear.title for ear in concept(walked).ears] == [TRAP]


async def test_what_one_is_in_may_be_taken_away_by_another(walker: Walker) -> None:
    async with at_screen(walker.study, ConceptsScreen, coder="Siv") as (screen, pilot):
        await go_into(screen, pilot, TRAP)
        conceptual.remove_ear(walker.study, "Jonas", walker.ears[TRAP])
        await look_for_news(screen, pilot)

        assert screen.path == ()
        assert f"◆ {TRAP}" not in listed(screen)


# Testing


@pytest.mark.parametrize(
    ("way", "kind"),
    [((CLAMP,), "concept"), ((CLAMP, MONEY), "grouping"), ((CLAMP, ADVICE, HEARD), "code")],
)
async def test_the_test_of_what_is_under_the_cursor_is_one_key_away(
    walked: Study, way: tuple[str, ...], kind: str
) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await go_into(screen, pilot, *way[:-1])
        await stand_on(screen, pilot, way[-1])
        await press(pilot, "t")

        opened = pilot.app.screen
        assert isinstance(opened, VerdictScreen)
        assert opened.subject is not None
        assert (opened.kind, opened.subject.label) == (kind, way[-1])


async def test_a_verdict_shows_as_soon_as_one_comes_back(walked: Study) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "t", "1", "1", "2", "x", "escape")

        assert testing.ladder(walked).concepts[0].state == "replaced"
        assert f"≈ {CLAMP}" in listed(screen)


# Rooms of any size


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (200, 50)])
async def test_every_key_may_be_pressed_in_a_study_without_anything(
    empty_study: Study, size: tuple[int, int]
) -> None:
    async with at_screen(empty_study, ConceptsScreen, size=size) as (screen, pilot):
        for pressed in ("g", "t", "h", "x", "d", "T", "e", "z", "enter", "left", "plus"):
            await pilot.press(pressed)
            assert pilot.app.screen is screen, pressed
        assert said(screen).startswith("Stå på")
        assert listed(screen)[0].startswith("Ingen konsepter ennå: n")

        await press(pilot, "n")
        await answer(pilot, "en begynnelse")
        await press(pilot, "escape")
        assert "○ en begynnelse" in listed(screen)


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
async def test_where_there_is_little_room_the_list_stays(
    walked: Study, size: tuple[int, int]
) -> None:
    async with at_screen(walked, ConceptsScreen, coder="Siv", size=size) as (screen, pilot):
        assert "prosjekt" in painted(screen.way)
        await go_into(screen, pilot, CLAMP)
        assert screen.way.size.height > 0
        assert "▾" in painted(screen.way)
