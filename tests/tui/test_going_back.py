"""Undo and redo while coding, the history of an interview, and trying again what was not saved."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.store import codings
from qualcode.tui.screens.coding.past import Past
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.dialogs import AreYouSure, AskText, NotSaved
from qualcode.tui.widgets.transcript.selection import Landmarks
from qualcode.workflow import coding, history, reading
from qualcode.workflow.studies import Study

FIRST = "Vi ligger inne i økonomiplanen nå [latter]."


class AtWork(Protocol):
    def __call__(
        self, transcript: int = ..., size: tuple[int, int] = ..., coder: str = ...
    ) -> AbstractAsyncContextManager[tuple[CodingScreen, Pilot[None]]]: ...


def go_to(screen: CodingScreen, words: str) -> None:
    screen.view.jump(screen.desk.transcript.text.index(words))


def said(screen: CodingScreen) -> str:
    return str(screen.query_one("#say", Static).content)


async def test_the_cursor_goes_to_what_was_undone(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("1", "end")

        await pilot.press("u")
        await pilot.pause()

        assert screen.view.selection.span.of(screen.desk.transcript.text) == FIRST
        assert "angret: kodet står i økonomiplanen" in said(screen)


async def test_what_was_done_in_another_interview_is_not_undone_unseen(
    study: Study, at_work: AtWork
) -> None:
    coding.apply_codes(study, "siv", 2, Span(0, 5), [1])
    held = len(coding.codings_in(study, 2))
    async with at_work() as (screen, pilot):
        await pilot.press("u")
        assert len(coding.codings_in(study, 2)) == held
        assert "02 Leder" in said(screen)

        await pilot.press("u")

        assert len(coding.codings_in(study, 2)) == held - 1


async def test_what_was_done_yesterday_is_undone_today(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("1", "s")
    async with at_work() as (_, pilot):
        await pilot.press("u", "u")

        assert [c for c in coding.codings_in(study, 3) if c.coder == "siv"] == []


async def test_the_history_of_the_interview_leads_to_the_place(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("1", "end", "p")
        await screen.app.workers.wait_for_complete()
        await pilot.pause()
        past = screen.app.screen
        assert isinstance(past, Past)
        listed = past.query_one(OptionList)
        assert "siv" in str(listed.get_option_at_index(0).prompt)
        assert "kodet står i økonomiplanen [2015]" in str(listed.get_option_at_index(0).prompt)

        await pilot.press("enter")
        await pilot.pause()

        assert screen.view.selection.span.of(screen.desk.transcript.text) == FIRST


async def test_one_thing_of_the_history_is_taken_back(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("1")
        await pilot.press("down", "2", "p")
        await screen.app.workers.wait_for_complete()
        await pilot.pause()

        await pilot.press("down", "u")
        await pilot.pause()

        [left] = [c for c in coding.codings_in(study, 3) if c.coder == "siv"]
        assert left.code_id == screen.desk.quick["2"]


async def test_what_cannot_be_saved_is_tried_again(
    study: Study, at_work: AtWork, tmp_path: Path
) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        away = study.path.rename(tmp_path / "bort.qualcode")
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(screen.app.screen, NotSaved)
        assert screen.view.scene.touching(screen.view.selection.span) == []
        away.rename(study.path)

        await pilot.press("enter")
        await pilot.pause()

        assert [c.coder for c in coding.codings_in(study, 3)] == ["siv", "jonas"]
        assert "✓ kodet" in said(screen)


async def test_a_study_out_of_reach_is_told_once_and_found_again(
    study: Study, at_work: AtWork, tmp_path: Path
) -> None:
    async with at_work() as (screen, pilot):
        away = study.path.rename(tmp_path / "bort.qualcode")
        for _ in range(3):
            screen.look_for_news()
            await screen.app.workers.wait_for_complete()
            await pilot.pause()
        assert len(screen.app.screen.query("Toast")) == 1

        away.rename(study.path)
        coding.apply_codes(study, "jonas", 3, Span(0, 5), [1])
        screen.look_for_news()
        await screen.app.workers.wait_for_complete()
        await pilot.pause()

        assert len(screen.desk.codings) == 2


async def test_undo_takes_back_marks_and_new_codes_too(study: Study, at_work: AtWork) -> None:
    before = len(coding.codes(study))
    async with at_work() as (_, pilot):
        await pilot.press("o", "d", "o", "i")
        assert len(coding.codes(study)) == before + 1

        await pilot.press("u", "u")

        assert len(coding.codes(study)) == before
        assert reading.readings_in(study, 3) == ()
        assert history.next_redo(study, "siv") is not None


async def past(screen: CodingScreen, pilot: Pilot[None]) -> None:
    await pilot.press("p")
    await screen.app.workers.wait_for_complete()
    await pilot.pause()


async def test_what_was_done_in_bulk_is_not_taken_back_from_one_interview(
    study: Study, at_work: AtWork
) -> None:
    with study.change("siv", "load codings") as change:
        codings.apply(change, 3, Span(0, 5), 1)
        codings.apply(change, 2, Span(0, 5), 1)
    held = len(coding.codings_in(study, 2))
    async with at_work() as (screen, pilot):
        await past(screen, pilot)

        await pilot.press("u")
        await pilot.pause()

        assert len(coding.codings_in(study, 2)) == held
        assert "fra historien til studien" in said(screen)


async def test_what_another_coder_did_is_taken_back_only_when_sure(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        await past(screen, pilot)
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(screen.app.screen, AreYouSure)
        assert len(coding.codings_in(study, 3)) == 1

        await pilot.press("enter")
        await pilot.pause()

        assert coding.codings_in(study, 3) == ()


async def test_the_line_promises_to_do_it_again_only_if_the_key_does(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("1", "u")
        await pilot.pause()
        assert "r gjør om igjen" in said(screen)

        await pilot.press("r")
        await pilot.pause()

        assert len(screen.desk.codings) == 2


async def test_nothing_is_lost_by_leaving_before_sentences_are_known(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        known = screen.view.landmarks
        text, turns = screen.view.scene.text, screen.view.scene.turns
        screen.view.landmarks = Landmarks(text, turns, None)
        screen.view.select(screen.view.landmarks.landing(0))
        await pilot.press("down", "1", "q")
        waiting = screen.is_current

        segmentation = Segmentation(tuple(known.sentences.spans), tuple(known.words.spans))
        screen.post_message(screen.Segmented(segmentation))
        await pilot.pause()

        assert (waiting, screen.is_current) == (True, False)
        assert len(coding.codings_in(study, 3)) == 2


async def test_a_new_code_shows_no_other_words_than_those_that_will_get_it(
    at_work: AtWork,
) -> None:
    async with at_work() as (screen, pilot):
        text, turns = screen.view.scene.text, screen.view.scene.turns
        known, screen.view.landmarks = screen.view.landmarks, Landmarks(text, turns, None)
        screen.view.select(screen.view.landmarks.landing(0))
        await pilot.press("down", "n")
        await pilot.pause()
        dialog = screen.app.screen
        assert isinstance(dialog, AskText)

        segmentation = Segmentation(tuple(known.sentences.spans), tuple(known.words.spans))
        screen.post_message(screen.Segmented(segmentation))
        await pilot.pause()

        assert "«" not in str(dialog.query_one("#dialog").border_title)
