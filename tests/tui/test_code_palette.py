"""The palette finds a code by any part of it, and gives it to the selection."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from qualcode.model.codebook import Code
from qualcode.model.views import StudyCode
from qualcode.tui.app import QualcodeApp
from qualcode.tui.finding import find_codes, named
from qualcode.tui.screens.coding.palette import CodePalette
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.workflow import coding
from qualcode.workflow.studies import Study

Settle = Callable[[Pilot[None]], Awaitable[None]]


def made(
    number: int, name: str, theme: str = "Tema", *, key: str | None = None, definition: str = ""
) -> StudyCode:
    code = Code(id=f"c{number}", name=name, key=key, definition=definition)
    return StudyCode(number, code, 1, theme)


CODES = [
    made(1, "økonomisk handlingsrom", "Knappe rammer"),
    made(2, "står i økonomiplanen", "Forankring", key="f"),
    made(3, "ett år av gangen", "Knappe rammer", definition="budsjett for ett år"),
    made(4, "samhandling i økonomistyring"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("økon", [1, 2, 4]),
        ("ØKON", [1, 2, 4]),
        ("handling", [1, 4]),
        ("f", [2]),
        ("knappe", [1, 3]),
        ("budsjett", [3]),
        ("år knappe", [3]),
        ("finnes ikke", []),
        ("", [1, 2, 3, 4]),
    ],
)
def test_a_code_is_found_by_any_part_best_first(query: str, expected: list[int]) -> None:
    found = [code.id for code in find_codes(query, CODES)]

    assert found[: len(expected)] == expected


def test_of_equals_the_latest_comes_first_then_the_most_used() -> None:
    found = find_codes("", CODES, recent=[3], used={4: 9, 1: 2})

    assert [code.id for code in found] == [3, 4, 1, 2]


def test_a_name_is_known_whatever_its_case() -> None:
    assert named(" Ett ÅR av gangen ", CODES) is CODES[2]
    assert named("ett år", CODES) is None


@asynccontextmanager
async def open_palette(
    study: Study, settle: Settle, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[CodePalette, Pilot[None]]]:
    app = QualcodeApp(study, "siv")
    async with app.run_test(size=size) as pilot:
        await app.push_screen(CodingScreen(study, "siv", 3))
        await settle(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        palette = app.screen
        assert isinstance(palette, CodePalette)
        yield palette, pilot


async def typed(palette: CodePalette, pilot: Pilot[None], query: str) -> list[str]:
    palette.query_input.value = query
    await pilot.pause()
    options: OptionList = palette.found
    return [str(option.prompt) for option in options.options]


def given(study: Study) -> list[str]:
    names = {code.id: code.label for code in coding.codes(study)}
    return [names[c.code_id] for c in coding.codings_in(study, 3) if c.coder == "siv"]


async def test_names_are_shown_as_they_are(study: Study, settle: Settle) -> None:
    async with open_palette(study, settle) as (palette, pilot):
        listed = await typed(palette, pilot, "")

    assert any("[/nytt] e\u0301n ting" in line for line in listed)
    assert any("Forankring [" in line for line in listed)


async def test_enter_gives_the_best_code(study: Study, settle: Settle) -> None:
    async with open_palette(study, settle) as (palette, pilot):
        await typed(palette, pilot, "myndig")

        await pilot.press("enter")
        await pilot.pause()

        assert given(study) == ["råd uten myndighet 🧭"]


async def test_a_name_not_found_becomes_a_code(study: Study, settle: Settle) -> None:
    async with open_palette(study, settle) as (palette, pilot):
        [only] = await typed(palette, pilot, "helt [ny]")
        assert "ny kode «helt [ny]»" in only

        await pilot.press("enter")
        await pilot.pause()

        assert given(study) == ["helt [ny]"]
        code = next(c for c in coding.codes(study) if c.label == "helt [ny]")
        assert code.code.origin == "empirical"


async def test_a_new_name_is_offered_last_where_codes_are_found(
    study: Study, settle: Settle
) -> None:
    async with open_palette(study, settle) as (palette, pilot):
        listed = await typed(palette, pilot, "ting")

    assert "[/nytt]" in listed[0]
    assert "ny kode «ting»" in listed[-1]


async def test_tab_takes_several_codes(study: Study, settle: Settle) -> None:
    async with open_palette(study, settle) as (palette, pilot):
        await typed(palette, pilot, "myndig")
        await pilot.press("tab")
        await typed(palette, pilot, "nytt")
        await pilot.press("tab", "enter")
        await pilot.pause()

        assert sorted(given(study)) == ["[/nytt] e\u0301n ting", "råd uten myndighet 🧭"]


async def test_escape_changes_nothing(study: Study, settle: Settle) -> None:
    async with open_palette(study, settle, size=(40, 12)) as (palette, pilot):
        await pilot.press("escape")
        await pilot.pause()

        assert isinstance(palette.app.screen, CodingScreen)
        assert given(study) == []


async def test_arrows_choose_among_what_is_found(study: Study, settle: Settle) -> None:
    async with open_palette(study, settle) as (palette, pilot):
        await typed(palette, pilot, "")
        second = palette.found.get_option_at_index(1).id

        await pilot.press("down", "enter")
        await pilot.pause()

        [name] = given(study)
        assert str(next(c.id for c in coding.codes(study) if c.label == name)) == second


async def test_keys_that_come_in_one_burst_are_obeyed_in_order(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        screen = CodingScreen(study, "siv", 3)
        await app.push_screen(screen)
        await settle(pilot)

        await pilot.press("enter")
        await pilot.pause()

        for name, character in [*((c, c) for c in "myn"), ("enter", None)]:
            app.post_message(events.Key(name, character))
        await settle(pilot)

        given = [c.code_id for c in screen.desk.codings if c.coder == "siv"]
        assert [screen.desk.by_id[code].label for code in given] == ["råd uten myndighet 🧭"]


async def test_a_hyphen_in_a_burst_is_typed(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await app.push_screen(CodingScreen(study, "siv", 3))
        await settle(pilot)

        await pilot.press("enter")
        await pilot.pause()

        for name, character in [("h", "h"), ("minus", "-"), ("o", "o")]:
            app.post_message(events.Key(name, character))
        await settle(pilot)

        palette = app.screen
        assert isinstance(palette, CodePalette)
        assert palette.query_input.value == "h-o"
