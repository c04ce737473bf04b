"""Coding an interview full of brackets, emoji and marks, by key, on a real study."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding.palette import CodePalette
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.coding.which import WhichCoding
from qualcode.tui.screens.dialogs import AskText, NotSaved
from qualcode.tui.widgets.progress_map import Heights, bars
from qualcode.workflow import coding, history
from qualcode.workflow.studies import Study

Settle = Callable[[Pilot[None]], Awaitable[None]]
Shown = Callable[[Widget], str]

UNCODED = 3
"""An interview of which only the last answer is coded, and that by jonas."""
FIRST = "Vi ligger inne i økonomiplanen nå [latter]."


@asynccontextmanager
async def at_work(
    study: Study, settle: Settle, transcript: int = UNCODED, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[CodingScreen, Pilot[None]]]:
    app = QualcodeApp(study, "siv")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        screen = CodingScreen(study, "siv", transcript)
        await app.push_screen(screen)
        await settle(pilot)
        yield screen, pilot


def go_to(screen: CodingScreen, words: str) -> None:
    screen.view.jump(screen.desk.transcript.text.index(words))


def selected(screen: CodingScreen) -> str:
    return screen.view.selection.span.of(screen.desk.transcript.text)


def said(screen: CodingScreen) -> str:
    return str(screen.query_one("#say", Static).content)


def notices(screen: CodingScreen) -> str:
    return "\n".join(str(toast.render()) for toast in screen.app.screen.query("Toast"))


def saved(study: Study, transcript: int = UNCODED, coder: str = "siv") -> list[CodedSpan]:
    return [c for c in coding.codings_in(study, transcript) if c.coder == coder]


def label(study: Study, code_id: int) -> str:
    return next(c.label for c in coding.codes(study) if c.id == code_id)


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (20, 5)])
async def test_it_opens_on_text_that_looks_like_markup(
    study: Study, settle: Settle, shown: Shown, size: tuple[int, int]
) -> None:
    async with at_work(study, settle, 1, size) as (screen, pilot):
        await pilot.press("end", "home", "down")

        text = shown(screen.view)
    if size[0] >= 80:
        assert "økonomiplanen nå [latter]" in text.replace("\n", " ")
        assert "Leder [S01]" in text


async def test_a_coding_is_saved_when_the_screen_shows_it(
    study: Study, settle: Settle, shown: Shown
) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)

        await pilot.press("1")
        await pilot.pause()

        [made] = saved(study)
        assert made.span.of(screen.desk.transcript.text) == FIRST
        assert "står i økonom" in shown(screen.view)
        assert "✓ kodet: står i økonomiplanen [2015]" in said(screen)


async def test_counts_follow_a_coding(study: Study, settle: Settle, shown: Shown) -> None:
    async with at_work(study, settle) as (screen, pilot):
        before = shown(screen.pane.code_tree)
        go_to(screen, FIRST)

        screen.apply([screen.desk.quick["1"]])
        await pilot.pause()

        after = shown(screen.pane.code_tree)
        assert "1           4" in before
        assert "1    1      5" in after


async def test_the_same_passage_is_not_coded_twice(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        screen.apply([screen.desk.quick["1"]])

        await pilot.press("full_stop")

        assert len(saved(study)) == 1
        assert "allerede kodet" in said(screen)


async def test_repeat_gives_the_last_code_again(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        screen.apply([screen.desk.quick["2"]])
        screen.view.action_move("sentence", 1)

        await pilot.press("full_stop")

        assert [c.code_id for c in saved(study)] == [screen.desk.quick["2"]] * 2


async def test_undo_takes_back_and_says_what(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        screen.apply([screen.desk.quick["1"]])

        await pilot.press("u")

        assert saved(study) == []
        assert screen.view.scene.touching(screen.view.selection.span) == []
        assert "angret: kodet står i økonomiplanen [2015]" in said(screen)

        await pilot.press("r")

        assert len(saved(study)) == 1
        assert "gjort om igjen" in said(screen)


async def test_undo_here_leaves_imports_alone(study: Study, settle: Settle) -> None:
    with study.change("siv", "import transcripts", "ett til"):
        pass
    async with at_work(study, settle) as (screen, _):
        for _ in range(9):
            screen.action_undo()

        assert coding.open_transcript(study, UNCODED).text == screen.desk.transcript.text
        assert {e.action for e in history.history(study) if e.undone} == {"apply code"}


async def test_in_vivo_names_a_code_by_the_words(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)

        await pilot.press("i")

        [made] = saved(study)
        assert label(study, made.code_id) == FIRST.rstrip(".")
        assert screen.code_in_focus == made.code_id


async def test_a_new_code_is_made_and_given(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(screen.app.screen, AskText)
        screen.app.screen.query_one("#answer", Input).value = "[ny] kode 🧭"

        await pilot.press("enter")
        await pilot.pause()

        assert [label(study, c.code_id) for c in saved(study)] == ["[ny] kode 🧭"]


async def test_a_name_that_is_taken_is_refused_with_a_notice(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("n")
        await pilot.pause()
        screen.app.screen.query_one("#answer", Input).value = "råd uten myndighet 🧭"

        await pilot.press("enter")
        await pilot.pause()

        assert saved(study) == []
        assert "«råd uten myndighet 🧭»" in notices(screen)


async def test_a_code_that_was_undone_is_not_repeated(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        screen.action_in_vivo()
        screen.action_undo()

        await pilot.press("full_stop")

        assert saved(study) == []
        assert said(screen) == "Ingen kode å gjenta ennå."


async def test_removing_asks_which_of_several(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        screen.apply([screen.desk.quick["1"], screen.desk.quick["2"]])
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(screen.app.screen, WhichCoding)

        await pilot.press("enter")
        await pilot.pause()

        assert len(saved(study)) == 1
        assert "fjernet" in said(screen)


async def test_where_nothing_is_coded_there_is_nothing_to_remove(
    study: Study, settle: Settle
) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)

        await pilot.press("x")

        assert said(screen) == "Ingen koding her."


async def test_stance_and_memo_of_a_coding(study: Study, settle: Settle, shown: Shown) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        screen.apply([screen.desk.quick["1"]])

        await pilot.press("s", "m")
        await pilot.pause()
        screen.app.screen.query_one(TextArea).text = "jf. [S02] 🤝"
        await pilot.press("f2")
        await pilot.pause()

        [made] = saved(study)
        assert (made.stance, made.memo) == ("+", "jf. [S02] 🤝")
        assert "+ står i øk" in shown(screen.view)


async def test_the_next_bare_answer(study: Study, settle: Settle) -> None:
    async with at_work(study, settle, 2) as (screen, pilot):
        await pilot.press("o")

        assert selected(screen).startswith("[b]Ikke uthevet[/b]")


async def test_a_code_in_the_tree_is_given_to_the_selection(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        screen.action_other_side()
        screen.pane.code_tree.light(screen.desk.codes[1].id)
        await pilot.pause()

        await pilot.press("enter")
        await pilot.pause()

        assert [c.code_id for c in saved(study)] == [screen.desk.codes[1].id]
        assert screen.view.has_focus


async def test_the_filter_finds_a_code(study: Study, settle: Settle, shown: Shown) -> None:
    async with at_work(study, settle) as (screen, pilot):
        await pilot.press("b")
        screen.pane.find.value = "myndig"
        await pilot.pause()

        assert "råd uten myndighet" in shown(screen.pane.code_tree)
        assert "økonomiplanen" not in shown(screen.pane.code_tree)

        await pilot.press("escape")

        assert screen.view.has_focus
        assert screen.pane.find.value == ""


async def test_the_codebook_lies_over_the_text_in_a_narrow_terminal(
    study: Study, settle: Settle
) -> None:
    async with at_work(study, settle, size=(80, 24)) as (screen, pilot):
        width = screen.view.size.width
        displayed = screen.pane.display

        await pilot.press("tab")

        assert (displayed, screen.pane.display) == (False, True)
        assert screen.pane.code_tree.has_focus
        assert screen.view.size.width == width


async def test_the_panel_tells_who_coded_what_here(
    study: Study, settle: Settle, shown: Shown
) -> None:
    async with at_work(study, settle, 1) as (screen, pilot):
        screen.view.jump(screen.desk.codings[-1].span.start)
        await pilot.pause()

        panel = shown(screen.pane.panel)
        assert "[/nytt] e\u0301n ting" in panel
        assert "siv" in panel
        assert "notat: jf. [S02] 🤝" in panel


async def test_leaving_gives_back_where_the_cursor_was(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")
    async with app.run_test(size=(100, 30)) as pilot:
        left: list[int | None] = []
        at = coding.open_transcript(study, UNCODED).text.index(FIRST) + 3
        await app.push_screen(CodingScreen(study, "siv", UNCODED, at=at), left.append)
        await settle(pilot)

        await pilot.press("q")
        await pilot.pause()

        assert left == [at]


async def test_keys_have_words_in_both_languages(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, _):
        bindings = [active.binding for active in screen.active_bindings.values()]

    ours = [b for b in bindings if (b.id or "").startswith(("coding.", "text."))]
    assert len(ours) > 40
    assert all(b.description and "." not in b.description for b in ours)


async def test_a_study_that_cannot_be_written_shows_nothing_as_coded(
    study: Study, settle: Settle
) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        study.read_only = True

        await pilot.press("1")
        await pilot.pause()

        assert saved(study) == []
        assert screen.view.scene.touching(screen.view.selection.span) == []
        assert isinstance(screen.app.screen, NotSaved)


def test_the_map_is_as_high_as_there_are_codings() -> None:
    coded = Heights(100, 10, [Span(0, 10), Span(5, 20), Span(95, 100)])

    assert list(coded) == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert bars(coded, Heights(100, 10, ())) == "▂▁·······▁"


@pytest.mark.parametrize("least", [(20, 5), (10, 3)])
async def test_the_terminal_may_become_tiny_while_one_codes(
    study: Study, settle: Settle, least: tuple[int, int]
) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        before = screen.view.selection
        await pilot.resize_terminal(*least)
        await pilot.pause()
        await pilot.press("1", "tab", "escape")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()

        assert screen.view.selection == before
        assert [c.span.of(screen.desk.transcript.text) for c in saved(study)] == [FIRST]


async def test_a_digit_in_the_palette_chooses_from_the_list(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        go_to(screen, FIRST)
        await pilot.press("enter", "m", "1")
        await pilot.pause()

        assert [label(study, c.code_id) for c in saved(study)] == ["råd uten myndighet 🧭"]


async def test_a_digit_in_a_longer_name_is_typed(study: Study, settle: Settle) -> None:
    async with at_work(study, settle) as (screen, pilot):
        await pilot.press("enter", "m", "å", "l", "space", "2")

        palette = screen.app.screen
        assert isinstance(palette, CodePalette)
        assert palette.query_input.value == "mål 2"


async def test_a_long_line_is_shown_whole_in_the_place_of_the_map(
    study: Study, settle: Settle
) -> None:
    async with at_work(study, settle, size=(60, 20)) as (screen, pilot):
        line = "Dette er en lang beskjed som skal kunne leses helt ut, også på en smal skjerm."
        screen.say(line)
        await pilot.pause()
        shown = screen.query_one("#say")
        lines = [shown.render_line(y).text.strip() for y in range(shown.size.height)]
        assert " ".join(lines) == line
        assert not screen.map.region

        await pilot.press("down")
        await pilot.pause()
        assert screen.map.region.height == 1
