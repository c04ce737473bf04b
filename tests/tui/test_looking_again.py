"""Looking again, on screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from qualcode.model.spans import Span
from qualcode.store import journal
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.ladder.looking_again import LookAgainScreen
from qualcode.workflow import coding, importing, rechecking, recoding
from qualcode.workflow.studies import Study, create_study
from tests.clock import Clock

Settle = Callable[[Pilot[None]], Awaitable[None]]
Shown = Callable[[Widget], str]


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """A code that was defined anew after one passage, and one that came after an interview."""
    monkeypatch.setattr(journal, "datetime", Clock)
    made = create_study(tmp_path / "s.qualcode", coder="siv")
    for name, text in (("a.txt", "Leder: Pengene [tar] slutt. Ja.\n"), ("b.txt", "Leder: Rom.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    importing.import_files(made, [tmp_path / "a.txt", tmp_path / "b.txt"], coder="siv")
    coding.create_and_apply(made, "siv", 1, Span(7, 27), "Pengene [tar] slutt")
    recoding.redefine_code(made, "siv", 1, definition="Om penger [som] tar slutt.")
    coding.create_and_apply(made, "siv", 2, Span(7, 11), "Får rom")
    yield made
    made.close()


async def opened(app: QualcodeApp, pilot: Pilot[None], settle: Settle) -> LookAgainScreen:
    await settle(pilot)
    screen = LookAgainScreen(app.study, app.coder)
    await app.push_screen(screen)
    await settle(pilot)
    return screen


async def test_codes_are_listed_with_why_and_how_much(
    waiting: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(waiting, "siv", language="nb")

    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settle)

        lines = shown(screen.again_list).splitlines()
        assert "Pengene [tar] slutt" in lines[1]
        assert "definert på nytt" in lines[1]
        assert "Får rom" in lines[2]
        assert "kom sent" in lines[2]
        assert "0 av 2 sett på" in str(screen.title_line.right)
        assert "Pengene [tar] slutt." in shown(screen.quote_list)


async def test_a_passage_is_looked_at_and_that_can_be_undone(
    waiting: Study, settle: Settle
) -> None:
    app = QualcodeApp(waiting, "siv", language="nb")

    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("enter", "space")
        await settle(pilot)

        assert [r.left for r in rechecking.rechecks(waiting)] == [0, 1]
        assert "1 av 2 sett på" in str(screen.title_line.right)
        await pilot.press("u")
        await settle(pilot)
        assert sum(r.left for r in rechecking.rechecks(waiting)) == 2


async def test_a_whole_line_is_asked_about_first(waiting: Study, settle: Settle) -> None:
    app = QualcodeApp(waiting, "siv", language="nb")

    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, settle)
        await pilot.press("down", "a", "escape")
        await settle(pilot)
        assert sum(r.left for r in rechecking.rechecks(waiting)) == 2

        await pilot.press("a", "enter")
        await settle(pilot)
        assert sum(r.left for r in rechecking.rechecks(waiting)) == 1


async def test_by_interview_one_sees_all_that_waits_in_each(
    waiting: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(waiting, "siv", language="nb")

    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("v")
        await settle(pilot)

        lines = shown(screen.again_list).splitlines()
        assert "1 utdrag, 1 senere koder" in lines[1]
        quotes = shown(screen.quote_list)
        assert "Pengene [tar] slutt." in quotes
        assert "Får rom" in quotes
        await pilot.press("enter", "down", "space")
        await settle(pilot)
        assert [(r.cause, r.left) for r in rechecking.rechecks(waiting)] == [
            ("defined", 1),
            ("late", 0),
        ]


async def test_enter_leads_to_the_passage_in_its_interview(waiting: Study, settle: Settle) -> None:
    app = QualcodeApp(waiting, "siv")

    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, settle)
        await pilot.press("enter", "enter")
        await settle(pilot)

        assert isinstance(app.screen, CodingScreen)
        assert app.screen.view.selection.cursor == 7


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (20, 5)])
async def test_a_study_in_which_nothing_waits_says_so(
    empty_study: Study, settle: Settle, shown: Shown, size: tuple[int, int]
) -> None:
    app = QualcodeApp(empty_study, "siv", language="nb")

    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("a", "space", "v", "enter")
        await settle(pilot)

        assert screen.has_class("-none")


async def test_what_another_window_does_shows(waiting: Study, settle: Settle) -> None:
    app = QualcodeApp(waiting, "siv")

    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot, settle)
        rechecking.looked_again(waiting, "jonas", 1, "defined", codings=[1])
        screen.look_for_news()
        await settle(pilot)

        assert [line.waiting for line in screen.again_list.lines] == [1, 0]
