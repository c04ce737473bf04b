"""Two windows on one study: each sees what the other does, and overwrites nothing."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from qualcode.model.spans import Span
from qualcode.tui.desk import Only
from qualcode.tui.screens.coding.keeping_up import NEWS_EVERY
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.workflow import coding, recoding
from qualcode.workflow.studies import Study, open_study


class AtWork(Protocol):
    def __call__(
        self, transcript: int = ..., size: tuple[int, int] = ..., coder: str = ...
    ) -> AbstractAsyncContextManager[tuple[CodingScreen, Pilot[None]]]: ...


async def look(screen: CodingScreen, pilot: Pilot[None]) -> None:
    screen.look_for_news()
    await screen.app.workers.wait_for_complete()
    await pilot.pause()


def said(screen: CodingScreen) -> str:
    return str(screen.query_one("#say", Static).content)


def test_others_are_looked_for_often_enough_to_see_them_within_two_seconds() -> None:
    assert NEWS_EVERY <= 1.5


async def test_a_coding_of_the_other_window_appears(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        other = open_study(study.path)
        coding.apply_codes(other, "jonas", 3, Span(50, 70), [1])
        other.close()

        await look(screen, pilot)

        assert [c.coder for c in screen.view.scene.codings] == ["jonas", "jonas"]
        assert "nytt fra jonas" in said(screen)


async def test_it_appears_by_itself(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        coding.apply_codes(study, "jonas", 3, Span(50, 70), [1])

        await pilot.pause(2.0)

        assert len(screen.desk.codings) == 2


async def test_both_windows_code_and_keep_what_the_other_did(study: Study, at_work: AtWork) -> None:
    async with at_work() as (one, pilot), at_work(coder="jonas") as (other, _):
        one.apply([1])
        other.apply([2])
        await look(one, pilot)

        found = {(c.coder, c.code_id) for c in coding.codings_in(study, 3)}
        assert {("siv", 1), ("jonas", 2)} <= found
        assert one.desk.codings == other.desk.codings == list(coding.codings_in(study, 3))
        assert one.desk.everywhere == other.desk.everywhere


async def test_a_code_of_the_other_window_can_be_given_at_once(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        made = coding.create_code(study, "jonas", "helt ny")

        await look(screen, pilot)
        screen.apply([made])

        assert made in {c.code_id for c in screen.desk.codings}


async def test_a_code_that_the_other_window_took_back_is_not_given(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        made = coding.create_code(study, "jonas", "helt ny")
        await look(screen, pilot)
        study.undo("jonas")

        screen.apply([made])
        await pilot.pause()

        assert made not in screen.desk.by_id
        assert made not in {c.code_id for c in coding.codings_in(study, 3)}
        assert list(screen.app.screen.query("Toast"))


async def test_edges_in_hand_follow_what_the_other_window_did(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        await pilot.press("down", "1", "e")
        picked = screen.view.picked
        assert picked is not None
        coding.move_coding(study, "jonas", picked, Span(picked.span.start, picked.span.end + 9))

        await look(screen, pilot)
        await pilot.press("left", "enter")
        await pilot.pause()

        now = screen.desk.coding(picked.id)
        assert now is not None
        assert now.span.end not in (picked.span.end, picked.span.end + 9)


async def test_what_is_shown_alone_follows_the_codebook(study: Study, at_work: AtWork) -> None:
    async with at_work(transcript=1) as (screen, pilot):
        code = screen.desk.codes[1]
        screen._show_only(Only("code", code.id, code.label))
        recoding.rename_code(study, "jonas", code.id, "helt nytt navn")
        await look(screen, pilot)
        assert "BARE helt nytt navn" in str(screen.title_line.left)


async def test_a_coding_that_the_limit_hides_is_told_to_be_hidden(
    study: Study, at_work: AtWork
) -> None:
    async with at_work(transcript=1) as (screen, pilot):
        other = screen.desk.codes[1]
        screen._show_only(Only("code", other.id, other.label))

        await pilot.press("end", "1")
        await pilot.pause()

        assert "vises ikke" in said(screen)


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from textual.widgets import Static
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.workflow.studies import open_study

async def main():
    app = QualcodeApp(open_study(Path(sys.argv[1])), "siv")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = CodingScreen(app.study, "siv", 3)
        await app.push_screen(screen)
        await app.workers.wait_for_complete()
        await pilot.press("down", "1")
        assert "✓" in str(screen.query_one("#say", Static).content)
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_what_the_screen_showed_as_coded_is_there_after_a_kill(study: Study) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(study.path)], timeout=60)

    assert ended.returncode == -signal.SIGKILL
    assert [c.coder for c in coding.codings_in(study, 3)] == ["siv", "jonas"]


async def test_an_exchanged_file_closes_the_interview_before_anything_is_written(
    study: Study, at_work: AtWork, tmp_path: Path
) -> None:
    copy = tmp_path / "kopi.qualcode"
    shutil.copy(study.path, copy)
    async with at_work() as (screen, pilot):
        await pilot.press("down", "1")
        copy.replace(study.path)

        await pilot.press("down", "1")
        await pilot.pause()

        assert not screen.is_current
        assert [c.coder for c in coding.codings_in(study, 3)] == ["jonas"]


async def test_a_dialog_is_waited_for_when_the_file_was_exchanged(
    study: Study, at_work: AtWork, tmp_path: Path
) -> None:
    copy = tmp_path / "kopi.qualcode"
    shutil.copy(study.path, copy)
    async with at_work() as (screen, pilot):
        await pilot.press("n")
        dialog = screen.app.screen
        copy.replace(study.path)

        await look(screen, pilot)
        assert screen.app.screen is dialog

        await pilot.press("escape")
        await look(screen, pilot)
        assert screen not in screen.app.screen_stack


async def test_a_screen_that_was_left_asks_nothing_any_more(at_work: AtWork) -> None:
    async with at_work() as (screen, _):
        await screen.dismiss()

        screen.look_for_news()

        assert not [worker for worker in screen.app.workers if worker.group == "news"]
