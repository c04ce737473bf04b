"""What is typed after the key that opens a filter comes whole, however fast it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.tui.screens.ladder.codes import CodesScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.workflow.studies import Study
from tests.ladder_screens import at_screen
from tests.tui.test_keys_in_turn import burst

Opens = Callable[[Study, str], Screen[Any]]


@pytest.mark.parametrize("opens", [HomeScreen, CodesScreen, BoardScreen, MemosScreen])
async def test_a_filter_gets_all_that_is_typed_in_one_burst(study: Study, opens: Opens) -> None:
    async with at_screen(study, opens) as (screen, pilot):
        for _ in range(2):
            await burst(pilot, "f", "kommune", "enter")
            assert screen.query_one(Input).value == "kommune"


async def test_what_is_typed_after_the_key_writes_over_what_was_looked_for(study: Study) -> None:
    async with at_screen(study, HomeScreen) as (screen, pilot):
        await burst(pilot, "f", "leder", "enter", "f", "n", "otater")

        assert screen.query_one(Input).value == "notater"
