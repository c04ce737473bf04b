"""The passages behind a number, as they were said, with their sources."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from qualcode.model.questions import Question, Quote
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.widgets.quote_list import QuoteList
from qualcode.workflow.studies import Study
from qualcode.workflow.tallying import quotes_behind, tally

Settle = Callable[[Pilot[None]], Awaitable[None]]
Shown = Callable[[Widget], str]


def quotes_of(study: Study, row: int = 0) -> list[Quote]:
    question = Question(by="type")
    return quotes_behind(study, question, tally(study, question).rows[row])


async def opened(app: QualcodeApp, pilot: Pilot[None], quotes: list[Quote]) -> QuoteList:
    await app.push_screen(QuotesScreen(app.study, app.coder, "[tall]", "Sentre [/som]", quotes))
    await pilot.pause()
    return app.screen.query_one(QuoteList)


async def test_a_passage_stands_as_it_was_said_with_its_source(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        listed = await opened(app, pilot, quotes_of(study))

        text = shown(listed)
        assert (
            "S01 · leder [fagleder] · 01 Leder [S01] æøå, replikk 2 · står i økonomiplanen [2015]"
            in text
        )
        assert "· siv, jonas" in text or "· jonas, siv" in text
        assert "økonomiplanen nå [latter]. Det gjorde vi ikke før, [/latter] altså." in text


async def test_a_memo_stands_under_its_passage(study: Study, settle: Settle, shown: Shown) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        listed = await opened(app, pilot, quotes_of(study, row=3))

        text = shown(listed)
        assert "notat: jf. [S02] 🤝" in text
        assert "[b]Ikke uthevet[/b], og ␛[31mikke rødt" in text


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (30, 8)])
async def test_passages_are_wrapped_to_any_screen(
    study: Study, settle: Settle, size: tuple[int, int]
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        listed = await opened(app, pilot, quotes_of(study))

        widths = {listed.render_line(y).cell_length for y in range(listed.size.height)}
        assert widths == {listed.scrollable_size.width}


async def test_the_cursor_moves_by_passage_and_is_seen_without_colour(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(80, 12)) as pilot:
        await settle(pilot)
        listed = await opened(app, pilot, quotes_of(study))
        await pilot.press("end")

        assert listed.index == len(listed.quotes) - 1
        marked = [line for line in shown(listed).splitlines() if "▌" in line]
        assert any("02 Leder" in line for line in marked)


async def test_a_passage_is_copied_with_its_source(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        await opened(app, pilot, quotes_of(study))
        await pilot.press("y")

        assert app.clipboard.startswith("«Vi ligger inne i økonomiplanen")
        assert app.clipboard.endswith("» (S01, leder [fagleder])")


async def test_five_thousand_passages_open_and_move(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")
    few = quotes_of(study)[:4]
    many = [replace(quote, start=n) for n in range(1_250) for quote in few]

    async with app.run_test() as pilot:
        await settle(pilot)
        listed = await opened(app, pilot, many)
        await pilot.press("pagedown", "end")

        assert listed.index == 4_999


async def test_one_goes_back_to_where_one_came_from(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        before = app.screen
        await opened(app, pilot, quotes_of(study))
        await pilot.press("escape")
        await settle(pilot)

        assert app.screen is before


async def test_enter_opens_a_passage_where_it_stands(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        listed = await opened(app, pilot, quotes_of(study))
        await pilot.press("down", "enter")
        await settle(pilot)

        assert isinstance(app.screen, CodingScreen)
        assert app.screen.view.selection.span.start == listed.quotes[1].start
