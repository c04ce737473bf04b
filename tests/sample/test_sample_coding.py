"""Coding the sample study by keys: few are needed, whichever codes one wants."""

from __future__ import annotations

import random
from collections.abc import Iterator
from statistics import mean

import pytest

from qualcode.model.views import StudyCode
from qualcode.tui.app import QualcodeApp
from qualcode.tui.desk import QUICK_KEYS, Desk
from qualcode.tui.finding import find_codes
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.workflow import coding
from qualcode.workflow.demo import build_demo
from qualcode.workflow.studies import Study, interview_ids

PASSAGES, DRAWS = 20, 25
KEYS_EACH = 3.5
"""At most so many for a passage, beyond moving to it."""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    made = build_demo(tmp_path_factory.mktemp("sample"), "siv").study
    yield made
    made.close()


def keys_for(code: StudyCode, desk: Desk) -> list[str]:
    """What somebody presses who knows the name of the code and looks at the list."""
    for digit, quick in desk.quick.items():
        if quick == code.id:
            return [digit]
    starts = [word[:n] for n in (1, 2, 3) for word in code.label.casefold().split()]
    for typed in filter(str.isalpha, starts):
        listed = find_codes(typed, desk.active, recent=desk.recent, used=desk.everywhere)
        place = next(i for i, found in enumerate(listed) if found.id == code.id)
        if place == 0:
            return ["enter", *typed, "enter"]
        if place < len(QUICK_KEYS):
            return ["enter", *typed, QUICK_KEYS[place]]
    raise AssertionError(f"three letters do not find {code.label}")


async def test_twenty_passages_with_twenty_codes_are_given_by_those_keys(study: Study) -> None:
    transcript = interview_ids(study)[3]
    app = QualcodeApp(study, "ny koder")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = CodingScreen(study, "ny koder", transcript)
        await app.push_screen(screen)
        await app.workers.wait_for_complete()
        await pilot.pause()
        wanted = random.Random(2015).sample(screen.desk.active, PASSAGES)
        for code in wanted:
            screen.view.action_move("sentence", 1)
            for pressed_key in keys_for(code, screen.desk):
                await pilot.press(pressed_key)
            await pilot.pause()

    given = [c.code_id for c in coding.codings_in(study, transcript) if c.coder == "ny koder"]
    assert sorted(given) == sorted(code.id for code in wanted)


def test_whichever_twenty_codes_they_are_few_keys_are_needed(study: Study) -> None:
    pressed = []
    for draw in range(DRAWS):
        desk = Desk(study, "en annen koder", interview_ids(study)[3])
        for code in random.Random(draw).sample(desk.active, PASSAGES):
            pressed.append(len(keys_for(code, desk)))
            desk.remember([code.id])

    assert mean(pressed) <= KEYS_EACH
