"""Getting about in an interview, what has been read, and showing only some codings."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode.tui.screens.coding.limiting import WhichOnly
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.workflow import reading
from qualcode.workflow.studies import Study


class AtWork(Protocol):
    def __call__(
        self, transcript: int = ..., size: tuple[int, int] = ..., coder: str = ...
    ) -> AbstractAsyncContextManager[tuple[CodingScreen, Pilot[None]]]: ...


def said(screen: CodingScreen) -> str:
    return str(screen.query_one("#say", Static).content)


def selected(screen: CodingScreen) -> str:
    return screen.view.selection.span.of(screen.desk.transcript.text)


async def answer(screen: CodingScreen, pilot: Pilot[None], text: str) -> None:
    await pilot.pause()
    screen.app.screen.query_one("#answer", Input).value = text
    await pilot.press("enter")
    await pilot.pause()


async def test_the_next_coding_is_selected_whole(study: Study, at_work: AtWork) -> None:
    async with at_work(transcript=1) as (screen, pilot):
        await pilot.press("c")

        assert screen.view.selection.span == screen.desk.codings[0].span

        await pilot.press("C")

        assert "Ingen koding den veien" in said(screen)


async def test_the_next_coding_of_the_code_in_focus(study: Study, at_work: AtWork) -> None:
    async with at_work(transcript=1) as (screen, pilot):
        last = screen.desk.codings[-1]
        screen.show_focus(last.code_id)

        await pilot.press("f")
        await pilot.pause()

        assert screen.view.selection.span == last.span
        await pilot.press("f")
        await pilot.pause()
        assert "[/nytt]" in said(screen)


async def test_a_turn_is_reached_by_its_number(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await pilot.press("g")
        await answer(screen, pilot, "6")

        assert screen.view.turn_place == (6, 6)

        await pilot.press("g")
        await answer(screen, pilot, "60")

        assert screen.view.turn_place == (6, 6)
        assert "fra 1 til 6" in said(screen)


async def test_a_turn_that_is_read_is_no_longer_next(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await pilot.press("o")
        first = screen.view.selection.cursor

        await pilot.press("d")
        await pilot.pause()

        assert len(reading.readings_in(study, 3)) == 1
        assert screen.view.selection.cursor > first
        screen.view.jump(0)
        await pilot.press("o")
        assert screen.view.selection.cursor > first


async def test_a_mark_is_taken_back_by_the_same_key_and_by_undo(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        await pilot.press("o", "d")
        turn = reading.readings_in(study, 3)[0].span
        screen.view.jump(turn.start)

        await pilot.press("d")
        assert reading.readings_in(study, 3) == ()
        await pilot.press("u")

        assert len(reading.readings_in(study, 3)) == 1
        assert screen.view.read == [turn]


async def test_questions_are_not_marked_as_read(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        screen.view.jump(0)
        await pilot.pause()

        await pilot.press("d")

        assert reading.readings_in(study, 3) == ()
        assert "intervjueren" in said(screen)


async def test_everything_down_to_here_is_marked_in_one_change(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (_, pilot):
        await pilot.press("end", "D")

        assert len(reading.readings_in(study, 3)) == 3
        await pilot.press("u")
        assert reading.readings_in(study, 3) == ()


async def test_only_one_coder_is_shown_and_then_all_again(study: Study, at_work: AtWork) -> None:
    async with at_work(transcript=1) as (screen, pilot):
        everything = len(screen.view.scene.codings)
        await pilot.press("l")
        await pilot.pause()
        dialog = screen.app.screen
        assert isinstance(dialog, WhichOnly)
        dialog.dismiss(next(o for o in screen._options() if o.key == "jonas"))
        await pilot.pause()

        assert {c.coder for c in screen.view.scene.codings} == {"jonas"}
        assert "BARE jonas" in str(screen.title_line.left)

        await pilot.press("l")
        await pilot.pause()

        assert len(screen.view.scene.codings) == everything


async def test_a_coding_that_is_not_shown_comes_back_with_the_rest(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        screen._show_only(next(o for o in screen._options() if o.key == "jonas"))

        await pilot.press("down", "1")
        hidden = len(screen.view.scene.codings)
        screen._show_only(None)

        assert hidden == 1
        assert len(screen.view.scene.codings) == 2


async def test_the_place_is_kept_for_the_next_time(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        at = screen.desk.transcript.text.index("Et tall")
        screen.view.jump(at)

        await pilot.press("q")
        await pilot.pause()

    assert reading.place_of(study, "siv", 3) == at


async def test_the_place_is_kept_while_working(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, _):
        at = screen.desk.transcript.text.index("Et tall")
        screen.view.jump(at)

        screen.look_for_news()
        await screen.app.workers.wait_for_complete()

        assert reading.place_of(study, "siv", 3) == at


async def test_dragging_marks_whole_words_as_the_keys_do(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        text = screen.desk.transcript.text
        rows, gutter = screen.view.scene.rows, screen.view.scene.columns.gutter
        at = text.index("ligger inne")
        row = rows.row_of(at)
        first = gutter + rows.cell_of(row, at + 2)
        last = gutter + rows.cell_of(row, at + 9)

        await pilot.mouse_down(screen.view, offset=(first, row))
        await pilot.hover(screen.view, offset=(last, row))
        await pilot.mouse_up(screen.view, offset=(last, row))
        await pilot.pause()
        dragged = selected(screen)

        screen.view.jump(at - 3)
        await pilot.press("right", "space", "right")

        assert dragged == selected(screen) == "ligger inne"
