"""Keys that come in a burst, as over a slow line or from a fast typist."""

from __future__ import annotations

import asyncio
import random
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.tui.keys_in_turn import PATIENCE, KeysInTurn
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.memo_editor import MemoEditor, Writing
from qualcode.workflow import coding, reading
from qualcode.workflow.studies import Study


class AtWork(Protocol):
    def __call__(
        self, transcript: int = ..., size: tuple[int, int] = ..., coder: str = ...
    ) -> AbstractAsyncContextManager[tuple[CodingScreen, Pilot[None]]]: ...


def come(app: App[None], key: str) -> None:
    app.post_message(events.Key(key, key if len(key) == 1 else None))


async def burst(pilot: Pilot[None], *keys: str) -> None:
    """All at once; names of keys stand alone, letters may be put together."""
    for key in keys:
        for one in [key] if key in NAMED else key:
            come(pilot.app, one)
    await at_rest(pilot)


NAMED = frozenset({"enter", "tab", "escape", "down", "end", "ctrl+n", "f2", "full_stop"})


async def at_rest(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert isinstance(app, KeysInTurn)
    await asyncio.sleep(0.01)
    while app.message_queue_size or app.obeying:
        await asyncio.sleep(0.01)
    await pilot.pause()


def given(study: Study) -> list[str]:
    labels = {c.id: c.label for c in coding.codes(study)}
    return [labels[c.code_id] for c in coding.codings_in(study, 3) if c.coder == "siv"]


async def test_letters_in_the_burst_of_the_enter_find_the_code(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (_, pilot):
        await burst(pilot, "down", "enter", "myndighet", "enter")

        assert given(study) == ["råd uten myndighet 🧭"]


async def test_keys_in_the_burst_after_a_code_was_given_are_for_the_text(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (_, pilot):
        await burst(pilot, "down", "enter", "myndighet", "enter", "down", "1", "u", "full_stop")

        assert len(given(study)) == 2
        assert reading.readings_in(study, 3) == ()


async def test_a_whole_memo_comes_in_one_burst(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await burst(pilot, "down", "enter", "myndighet", "ctrl+n", "jf. senter 2", "f2")

        [own] = [c for c in screen.desk.codings if c.coder == "siv"]
        assert own.memo == "jf. senter 2"


async def test_a_new_code_is_named_in_one_burst(study: Study, at_work: AtWork) -> None:
    async with at_work() as (_, pilot):
        await burst(pilot, "down", "n", "uid of 12 ting", "enter", "end", "1")

        assert "uid of 12 ting" in given(study)
        assert len(given(study)) == 2


@pytest.mark.parametrize("seed", range(12))
async def test_letters_are_typed_in_order_however_they_are_spread_out(
    study: Study, at_work: AtWork, seed: int
) -> None:
    chance = random.Random(seed)
    async with at_work() as (screen, pilot):
        come(pilot.app, "n")
        for letter in "abcdefghijklmno":
            for _ in range(chance.choice((0, 0, 0, 1, 2, 5))):
                await asyncio.sleep(0)
            come(pilot.app, letter)
        await at_rest(pilot)

        assert screen.app.screen.query_one(Input).value == "abcdefghijklmno"


async def test_escape_then_keys_are_for_the_screen_beneath(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await burst(pilot, "down", "1", "enter", "abc", "escape", "m")

        assert isinstance(screen.app.screen, MemoEditor)
        await burst(pilot, "hei")
        assert screen.app.screen.query_one(Writing).text == "hei"


class Stuck(KeysInTurn[None]):
    """Takes away the widget that has the focus while it is about to handle a key."""

    def compose(self) -> ComposeResult:
        yield Input(id="first")
        yield Input(id="second")

    async def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "first":
            await event.input.remove()


async def test_keys_go_on_when_a_key_has_no_end() -> None:
    app = Stuck()
    async with app.run_test() as pilot:
        app.query_one("#first").focus()
        await pilot.pause()
        come(app, "a")
        await pilot.pause(0.1)
        come(app, "tab")
        come(app, "b")
        await pilot.pause(PATIENCE * 2.5)
        app.query_one("#second").focus()
        await pilot.pause()
        come(app, "c")
        await pilot.pause(PATIENCE * 1.5)

        assert app.query_one("#second", Input).value.endswith("c")


class Dreamer(Input):
    """Takes longer over its first letter than keys have patience for."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "a":
            await asyncio.sleep(PATIENCE * 1.5)
        await super()._on_key(event)


class Slow(KeysInTurn[None]):
    def compose(self) -> ComposeResult:
        yield Dreamer()


async def test_no_key_overtakes_those_that_wait_for_a_slow_one() -> None:
    app = Slow()
    async with app.run_test() as pilot:
        come(app, "a")
        await pilot.pause(0.05)
        come(app, "b")
        come(app, "c")
        await asyncio.sleep(PATIENCE * 1.2)
        come(app, "d")
        await at_rest(pilot)
        await asyncio.sleep(PATIENCE)

        assert app.query_one(Input).value == "abcd"


async def test_keys_that_wait_when_the_program_ends_are_let_go() -> None:
    app = Slow()
    async with app.run_test():
        pass

    app._waiting.append(events.Key("a", "a"))
    await app._go_on()  # as a clock does that ticks once more

    assert not app._waiting
