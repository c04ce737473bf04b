"""Coding close to the text: the deductive layer out of sight, and names that are looked at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.spans import Span
from qualcode.store import taking_in
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding.palette import CodePalette
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.dialogs import AskText
from qualcode.workflow import asking, coding, importing
from qualcode.workflow.studies import Study, create_study

Settle = Callable[[Pilot[None]], Awaitable[None]]
Shown = Callable[[Widget], str]

BOOK = Codebook(
    themes=(
        Theme(name="Guiden", codes=(Code(id="rolle", name="Rolle", origin="guide"),)),
        Theme(name="Penger", codes=(Code(id="slutt", name="Pengene tar slutt"),)),
    )
)
TEXT = "Leder: Pengene tar slutt før vi får begynt. Vi kan bare gi råd.\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """One interview, a code of the guide and one of the text, a passage with each."""
    monkeypatch.setenv("QUALCODE_STATE", str(tmp_path / "state"))
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "tutorial-seen").touch()
    made = create_study(tmp_path / "s.qualcode", coder="siv")
    with made.change("siv", "load codebook") as change:
        taking_in.take_in(change, BOOK)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    importing.import_files(made, [tmp_path / "a.txt"], coder="siv")
    coding.apply_codes(made, "siv", 1, Span(7, 43), [1])
    coding.apply_codes(made, "siv", 1, Span(7, 24), [2])
    asking.ask(made, "siv", "Hva hindrer spredning?")
    yield made
    made.close()


async def opened(app: QualcodeApp, pilot: Pilot[None], settle: Settle) -> CodingScreen:
    await settle(pilot)
    screen = CodingScreen(app.study, app.coder, 1)
    await app.push_screen(screen)
    await settle(pilot)
    return screen


def typed(text: str) -> list[str]:
    return ["space" if character == " " else character for character in text]


def said(screen: CodingScreen) -> str:
    return str(screen.query_one("#say", Static).render())


async def test_the_deductive_layer_is_nowhere_to_be_seen(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv", language="nb")

    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("T")
        await settle(pilot)

        assert {c.code_id for c in screen.view.scene.codings} == {2}
        tree = shown(screen.pane.code_tree)
        assert "Rolle" not in tree
        assert "Guiden" not in tree
        assert "Pengene" in tree
        assert list(screen.desk.quick.values()) == [2]
        assert "tett på teksten" in str(screen.title_line.left)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, CodePalette)
        assert [code.id for code in app.screen._listed] == [2]


async def test_the_layer_is_shown_again_by_the_same_key_with_its_digits_as_they_were(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, settle)
        before = dict(screen.desk.quick)
        await pilot.press("T", "T")
        await settle(pilot)

        assert {c.code_id for c in screen.view.scene.codings} == {1, 2}
        assert screen.desk.quick == before


async def test_it_is_still_out_of_sight_when_the_interview_is_opened_again(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, settle)
        await pilot.press("T", "q")
        await settle(pilot)
        screen = await opened(app, pilot, settle)

        assert screen.desk.close
        assert {c.code_id for c in screen.view.scene.codings} == {2}


async def test_a_hidden_code_is_offered_by_its_very_name_rather_than_made_twice(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("T", "down", "enter", *"rolle", "enter")
        await settle(pilot)

        assert [c.code_id for c in coding.codings_in(study, 1)].count(1) == 2
        assert len(screen.desk.codes) == 2


async def test_a_name_that_shares_a_word_with_a_question_is_pointed_out_and_goes_through(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv", language="nb")

    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("n", *"Spredning")
        await settle(pilot)

        assert isinstance(app.screen, AskText)
        remark = str(app.screen.query_one("#dialog-remark", Static).render())
        assert "deler ord med et forskningsspørsmål eller guiden: spredning" in remark
        await pilot.press("enter")
        await settle(pilot)
        assert [code.label for code in screen.desk.codes][-1] == "Spredning"
        assert "! " in said(screen)


async def test_a_clause_of_ones_own_is_not_remarked_upon(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv", language="nb")

    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("n", *typed("Rådet er gratis og uten"), "enter")
        await settle(pilot)

        assert "!" not in said(screen)
