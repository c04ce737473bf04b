"""What a coder says of a coding that is there: stance, time, value, certainty, other edges."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan
from qualcode.tui.screens.coding.palette import CodePalette
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.coding.which import WhichCoding
from qualcode.workflow import coding
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


def own(study: Study, transcript: int = 3) -> list[CodedSpan]:
    return [c for c in coding.codings_in(study, transcript) if c.coder == "siv"]


def words(screen: CodingScreen, found: CodedSpan) -> str:
    return found.span.of(screen.desk.transcript.text)


async def test_follow_up_keys_say_more_of_what_was_just_coded(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)

        await pilot.press("1", "s", "s", "w", "y", "y")

        [made] = own(study)
        assert (made.stance, made.when, made.certainty) == ("-", "before", 2)
        assert "ganske sikker" in said(screen)


async def test_several_codes_that_were_given_in_one_go_are_meant_together(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        screen.apply([screen.desk.quick["1"], screen.desk.quick["2"]])

        await pilot.press("s")

        assert [c.stance for c in own(study)] == ["+", "+"]
        screen.action_undo()
        assert [c.stance for c in own(study)] == [None, None]


async def test_a_value_is_written(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("1", "v")
        await pilot.pause()
        screen.app.screen.query_one("#answer", Input).value = "950 000 kr"

        await pilot.press("enter")
        await pilot.pause()

        assert own(study)[0].value == "950 000 kr"


async def test_with_two_codings_under_the_cursor_the_selected_passage_is_meant(
    study: Study, at_work: AtWork
) -> None:
    async with at_work(transcript=1) as (screen, pilot):
        longer, shorter = sorted(
            (c for c in own(study, 1) if c.code_id == screen.desk.codes[0].id),
            key=lambda c: -c.span.end,
        )
        await pilot.press("c", "c")
        assert screen.view.selection.span == longer.span

        await pilot.press("x")
        await pilot.pause()

        if isinstance(screen.app.screen, WhichCoding):  # jonas coded the very same passage
            await pilot.press("enter")
            await pilot.pause()
        assert shorter in own(study, 1)
        assert longer not in own(study, 1)


async def test_edges_move_with_the_arrows_and_enter_keeps_them(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("1", "e", "left", "left", "e", "right")
        assert "STARTEN" in said(screen)

        await pilot.press("enter")

        [moved] = own(study)
        assert words(screen, moved) == "ligger inne i økonomiplanen nå"
        assert screen.view.picked is None
        assert "flyttet" in said(screen)


async def test_shift_arrows_move_the_same_edges(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)

        await pilot.press("1", "e", "shift+down", "enter")

        assert words(screen, own(study)[0]).endswith("altså.")


async def test_escape_leaves_the_edges_as_they_were(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)

        await pilot.press("1", "e", "left", "left", "escape")

        assert words(screen, own(study)[0]) == FIRST
        assert screen.view.picked is None
        assert screen.is_current


async def test_moved_edges_are_undone_in_one(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)

        await pilot.press("1", "e", "left", "left", "enter", "u")

        assert words(screen, own(study)[0]) == FIRST


async def test_edges_that_somebody_else_has_moved_are_not_moved_again(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("1", "e", "left")
        [made] = own(study)
        coding.move_coding(study, "jonas", made, Span(made.span.start, made.span.end + 9))

        await pilot.press("enter")
        await pilot.pause()

        [now] = own(study)
        assert now.span.end == made.span.end + 9
        assert now in screen.desk.codings


async def test_plus_and_minus_in_the_palette_set_the_stance(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("enter")
        await pilot.pause()

        await pilot.press("plus", "minus", "enter")
        await pilot.pause()

        assert own(study)[0].stance == "±"


async def test_plus_and_minus_within_a_name_are_letters(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await pilot.press("enter")
        await pilot.pause()

        await pilot.press("h", "minus", "o")

        palette = screen.app.screen
        assert isinstance(palette, CodePalette)
        assert palette.query_input.value == "h-o"


async def test_codes_and_a_new_one_in_one_go_are_one_change(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("tab")
        palette = screen.app.screen
        assert isinstance(palette, CodePalette)
        palette.query_input.value = "helt ny [kode]"
        await pilot.pause()

        await pilot.press("enter")
        await pilot.pause()
        made = len(own(study))
        await pilot.press("u")

        assert (made, len(own(study))) == (2, 0)


async def test_what_another_coder_has_coded_is_not_changed_by_accident(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        await pilot.press("c", "x")
        assert "jonas har kodet dette" in said(screen)
        assert len(coding.codings_in(study, 3)) == 1

        await pilot.press("x")

        assert coding.codings_in(study, 3) == ()


async def test_meaning_one_thing_is_not_meaning_another(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await pilot.press("c", "s", "x")

        [theirs] = coding.codings_in(study, 3)
        assert (theirs.coder, theirs.stance) == ("jonas", None)
        assert "jonas har kodet dette" in said(screen)


async def test_a_line_is_gone_when_one_comes_back_to_the_place(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("1")
        assert "kodet:" in said(screen)

        await pilot.press("down", "up")
        await pilot.pause()

        assert "av 6" in said(screen)
