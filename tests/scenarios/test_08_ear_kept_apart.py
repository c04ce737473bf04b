"""Scenario 8: an idea about a passage is kept apart from its codes (sdi.md, j.8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode.errors import Conflict, InvalidData, NotFound
from qualcode.model.spans import Span
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.ear_dialog import EarDialog
from qualcode.tui.screens.ladder.concepts import ConceptsScreen
from qualcode.workflow import coding, conceptual, grouping, history, importing, testing
from qualcode.workflow.studies import Study, create_study
from tests.ladder_screens import at_screen, press, said

QUEUE = "Den som roper høyest, får time først."
LIST = "Vi har en liste, men den ser ingen på."
COFFEE = "Maskinen på pauserommet er ny."
IDEA = "Forskning blir delt ut som rasjoner: det er aldri nok, og noen må velge."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Three interviews, nothing coded."""
    made = create_study(tmp_path / "s.qualcode", coder="siv")
    said = {"a.txt": QUEUE, "b.txt": LIST, "c.txt": COFFEE}
    for name, words in said.items():
        (tmp_path / name).write_text(f"Leder: {words}\n", encoding="utf-8")
    importing.import_files(made, [tmp_path / name for name in said], coder="siv")
    yield made
    made.close()


def whole(words: str) -> Span:
    return Span(7, 7 + len(words))


def note(study: Study, idea: str = IDEA, transcript: int = 1, words: str = QUEUE) -> int:
    return conceptual.note_ear(study, "siv", "", idea, [(transcript, whole(words))])


def nothing_is_coded(study: Study) -> bool:
    return coding.codes(study) == [] and not any(coding.codings_in(study, n) for n in (1, 2, 3))


def test_an_ear_has_its_excerpt_and_its_idea_and_no_code_is_made(study: Study) -> None:
    note(study)

    (ear,) = conceptual.ears(study)
    (anchor,) = ear.anchors
    assert (anchor.name, anchor.quote) == ("a.txt", QUEUE)
    assert (ear.idea, ear.coder, ear.stage) == (IDEA, "siv", "coding")
    assert nothing_is_coded(study)


def test_without_a_title_it_is_called_by_the_first_words_of_its_idea(study: Study) -> None:
    note(study)

    title = conceptual.ears(study)[0].title
    assert IDEA.startswith(title.removesuffix("…"))
    assert len(title) <= 60


@pytest.mark.parametrize("idea", ["", "  \n\t "])
def test_an_ear_without_an_idea_is_refused(study: Study, idea: str) -> None:
    with pytest.raises(InvalidData, match="both a passage and an idea"):
        note(study, idea)

    assert conceptual.ears(study) == []


def test_an_ear_that_hangs_on_nothing_is_refused(study: Study) -> None:
    with pytest.raises(InvalidData, match="both a passage and an idea"):
        conceptual.note_ear(study, "siv", "Rasjonering", IDEA, [])

    assert conceptual.ears(study) == []


@pytest.mark.parametrize("place", [(1, Span(7, 4000)), (99, Span(0, 5))])
def test_an_ear_that_hangs_where_there_are_no_words_is_refused(
    study: Study, place: tuple[int, Span]
) -> None:
    with pytest.raises((InvalidData, NotFound)):
        conceptual.note_ear(study, "siv", "Rasjonering", IDEA, [place])

    assert conceptual.ears(study) == []


def test_neither_can_be_taken_from_it_later(study: Study) -> None:
    ear = note(study)

    with pytest.raises(InvalidData):
        conceptual.rewrite_ear(study, "siv", ear, idea=" ")
    with pytest.raises(Conflict, match="on this passage alone"):
        conceptual.unhang_ear(study, "siv", ear, (1, whole(QUEUE)))

    assert conceptual.ears(study)[0].idea == IDEA
    assert len(conceptual.ears(study)[0].anchors) == 1


def test_hung_on_one_excerpt_twice_it_would_lose_it_at_once(study: Study) -> None:
    place = 1, whole(QUEUE)
    ear = conceptual.note_ear(study, "siv", "Rasjonering", IDEA, [place, place])

    with pytest.raises(Conflict, match="hangs on that passage already"):
        conceptual.hang_ear(study, "siv", ear, place)
    with pytest.raises(Conflict, match="on this passage alone"):
        conceptual.unhang_ear(study, "siv", ear, place)

    assert len(conceptual.ears(study)[0].anchors) == 1


def test_an_ear_touches_no_test_of_the_codes_on_its_excerpt(study: Study) -> None:
    coding.create_and_apply(study, "siv", 1, whole(QUEUE), "Den som roper, får time først")
    passed = {"K1": "no", "K2": "content", "K3": "yes"}
    testing.give_verdict(study, "siv", "code", 1, passed, "passed")

    note(study)

    assert testing.standing_of(study, 1).state == "passed"


# At the stage of concepts


@pytest.fixture
def grouped(study: Study) -> int:
    """A theme of codes on the first two interviews; an EAR on each of the three."""
    queue, _ = coding.create_and_apply(study, "siv", 1, whole(QUEUE), "Roper en, får en time")
    listed, _ = coding.create_and_apply(study, "siv", 2, whole(LIST), "Lista ser ingen på")
    theme = grouping.add_pile(study, "siv", "Det er ikke lista som teller")
    grouping.place_codes(study, "siv", [queue, listed], theme, reason="testes senere")
    note(study)
    note(study, "Lista er til for å vises fram.", 2, LIST)
    note(study, "Ting er nye der ingen har tid.", 3, COFFEE)
    return theme


def test_all_ears_of_the_chosen_themes_are_shown(study: Study, grouped: int) -> None:
    by_id = {ear.id: ear.idea for ear in conceptual.ears(study)}

    near = [by_id[row] for row in conceptual.ears_near(study, [grouped])]

    assert near == [IDEA, "Lista er til for å vises fram."]


async def test_the_screen_shows_them_with_the_concept(study: Study, grouped: int) -> None:
    conceptual.new_concept(study, "siv", "rasjonering", themes=[grouped], override="en skisse")

    async with at_screen(study, ConceptsScreen) as (screen, pilot):
        await press(pilot, "enter")

        labels = [item.label for item in screen.way.items]
        near = labels[labels.index("EAR-er i nærheten, på utdrag fra disse kodegruppene") :]
        assert len(near) == 1 + 2
        assert near[2] == "Lista er til for å vises fram."


# While coding


def reading(study: Study) -> AbstractAsyncContextManager[tuple[CodingScreen, Pilot[None]]]:
    """She has the first interview open, and stands on what was said."""
    return at_screen(study, lambda study, coder: CodingScreen(study, coder, 1))


async def test_e_on_a_selected_passage_notes_an_ear_and_makes_no_code(study: Study) -> None:
    async with reading(study) as (screen, pilot):
        await press(pilot, "shift+right", "E")
        selected = screen.view.selection.span
        dialog = pilot.app.screen
        assert isinstance(dialog, EarDialog)
        quoted = str(dialog.query_one("#quote", Static).content)
        dialog.writing.text = IDEA
        dialog.query_one("#title", Input).value = "Rasjonering"
        await press(pilot, "f2")

        (ear,) = conceptual.ears(study)
        assert (ear.title, ear.idea) == ("Rasjonering", IDEA)
        assert [(a.transcript_id, a.span) for a in ear.anchors] == [(1, selected)]
        assert quoted == f"«{ear.anchors[0].quote}»"
        assert nothing_is_coded(study)
        assert pilot.app.screen is screen
        assert "ingen kode ble laget" in said(screen)


async def test_the_dialog_does_not_close_without_an_idea(study: Study) -> None:
    async with reading(study) as (_, pilot):
        await press(pilot, "E")
        dialog = pilot.app.screen
        assert isinstance(dialog, EarDialog)
        dialog.query_one("#title", Input).value = "Bare en tittel"
        await press(pilot, "f2")

        assert pilot.app.screen is dialog
        assert "trenger en idé" in str(dialog.query_one("#how", Static).content)
        assert conceptual.ears(study) == []


async def test_the_ear_is_taken_back_with_one_key(study: Study) -> None:
    note(study)

    async with reading(study) as (_, pilot):
        await press(pilot, "u")

        assert conceptual.ears(study) == []
        assert history.history(study)[0].direction == "undo"
