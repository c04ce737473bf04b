"""Memos on screen: written without losing a word, listed, found, and read as they were meant."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest
from textual import on
from textual.app import App
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from qualcode.tui.screens.base import TranscriptWanted
from qualcode.tui.screens.coding.memos import MemoKeys
from qualcode.tui.screens.coding.which import WhichCoding
from qualcode.tui.screens.memo_editor import MemoEditor, edit_memo
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.widgets.memo_list import first_line
from qualcode.tui.widgets.memo_text import MemoText
from qualcode.workflow import coding, history, memos
from qualcode.workflow.studies import Study

Settle = Callable[[Pilot[None]], Awaitable[None]]
Shown = Callable[[Widget], str]
S = TypeVar("S", bound=Screen[Any])

SIZES = [(80, 24), (120, 40), (200, 50), (20, 5)]
NASTY = """\
# [/latter] æøå 🏥 {x}
Ut\u00advik [latter] \x1b[31m <b>ikke</b> <uklart>
linje to\tmed tab \u202eog mer
[S02]: sier det motsatte
[lenke](app.quit) ![bilde](http://a.example/c.png) http://kommune.example

- en [b]
\t- to [/b]

| a | [/b] |
|---|---|
| 👩🏽‍⚕️ | [c] <i> |

```{r}
[/kode]
```
<div>
[blokk]
</div>
"""
CODED_BY_BOTH = "Vi ligger inne"


class Host(App[None]):
    """An app around one screen; it remembers what was asked to be opened."""

    language = "nb"

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[tuple[int, int | None]] = []
        self.opened: list[str] = []

    @on(TranscriptWanted)
    def remember(self, message: TranscriptWanted) -> None:
        self.wanted.append((message.transcript_id, message.at))

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        self.opened.append(url)


@asynccontextmanager
async def at_work(
    screen: S, settle: Settle, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[S, Pilot[None]]]:
    app = Host()
    async with app.run_test(size=size, notifications=True) as pilot:
        await app.push_screen(screen)
        await settle(pilot)
        yield screen, pilot


def host(screen: Screen[Any]) -> Host:
    assert isinstance(screen.app, Host)
    return screen.app


def editor(screen: Screen[Any]) -> MemoEditor:
    found = screen.app.screen
    assert isinstance(found, MemoEditor)
    return found


async def write(screen: Screen[Any], pilot: Pilot[None], text: str) -> None:
    """Put a text in the editor that is open, and save it."""
    editor(screen).writing.text = text
    await pilot.pause()
    await pilot.press("f2")
    await pilot.pause()


def notices(screen: Screen[Any]) -> str:
    return "\n".join(notice.message for notice in screen.app._notifications)


def said(screen: MemoKeys) -> str:
    return str(screen.query_one("#say", Static).content)


def line(screen: Screen[Any], name: str) -> str:
    return str(screen.query_one(name, Static).content)


def rendered(text: MemoText) -> str:
    """All words that a memo shows."""
    parts = [widget.render() for widget in text.walk_children(Widget)]
    return "\n".join(part.plain for part in parts if isinstance(part, Content))


def kept(study: Study, **thing: int) -> str:
    found = memos.memo_on(study, "siv", **thing)
    return found.text if found else ""


def own_memo(study: Study) -> tuple[int, str]:
    """The coding of the study with a memo, and that memo."""
    [found] = [m for m in memos.memos(study) if m.about == "segment"]
    assert found.coding_id is not None
    return found.coding_id, found.text


def point_at(screen: MemosScreen, about: str) -> None:
    """Put the cursor of the list on the first memo of a kind."""
    rows = (n for n, memo in enumerate(screen.memo_list.memos) if memo.about == about)
    screen.memo_list.move_to(next(rows))


def written_on_all(study: Study) -> None:
    """A memo on each kind of thing; the fixture has one on a passage."""
    memos.write_memo(study, "siv", "# Om studien\nmed [hakeparenteser]")
    memos.write_memo(study, "siv", "Koden er for vid", code_id=1)
    memos.write_memo(study, "jonas", "Støy på [opptaket]", transcript_id=2)


# The editor


async def test_what_was_written_is_given_back(study: Study, settle: Settle) -> None:
    given: list[str | None] = []
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        screen.app.push_screen(MemoEditor(study, "siv", "[/tittel] 🏥"), given.append)
        await pilot.pause()
        await pilot.press("a", "tab", "b", "enter", "left_square_bracket", "slash")
        await pilot.press("f2")
        await pilot.pause()

    assert given == ["a   b\n[/"]


async def test_a_memo_that_nobody_touched_is_given_back_to_the_letter(
    study: Study, settle: Settle
) -> None:
    given: list[str | None] = []
    text = f"{NASTY}\u2028\x0c"
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        screen.app.push_screen(MemoEditor(study, "siv", "Notat", text), given.append)
        await pilot.pause()
        assert not editor(screen).unsaved
        await pilot.press("f2")
        await pilot.pause()

    assert given == [text]


@pytest.mark.parametrize("size", SIZES)
async def test_any_text_can_be_written_and_shown_in_any_terminal(
    study: Study, settle: Settle, shown: Shown, size: tuple[int, int]
) -> None:
    async with at_work(MemosScreen(study, "siv"), settle, size) as (screen, pilot):
        screen.app.push_screen(MemoEditor(study, "siv", "[/tittel]", NASTY))
        await settle(pilot)
        dialog = editor(screen)
        raw = shown(dialog.writing)
        await pilot.press("f4")
        await settle(pilot)
        words = rendered(dialog.query_one(MemoText))
        await pilot.press("f4", "x")
        await pilot.resize_terminal(20, 5)
        await pilot.press("f4")
        await pilot.resize_terminal(100, 30)
        await settle(pilot)

        assert "\x1b" not in raw
        assert dialog.unsaved
    for part in ("[/latter]", "[latter]", "<uklart>", "[S02]: sier", "[/b]", "[c] <i>", "[/kode]"):
        assert part in words
    assert "<div>\n[blokk]\n</div>" in words
    assert "\x1b" not in words


async def test_links_in_a_memo_open_nothing(study: Study, settle: Settle) -> None:
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        text = "[lenke](http://a.example)"
        screen.app.push_screen(MemoEditor(study, "siv", "Notat", text))
        await pilot.pause()
        await pilot.press("f4")
        await settle(pilot)

        await pilot.click("MarkdownParagraph", offset=(1, 0))
        await pilot.pause()

        assert host(screen).opened == []
        assert isinstance(screen.app.screen, MemoEditor)


async def test_escape_asks_before_it_drops_what_was_written(study: Study, settle: Settle) -> None:
    given: list[str | None] = []
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        screen.app.push_screen(MemoEditor(study, "siv", "Notat", "før"), given.append)
        await pilot.pause()
        dialog = editor(screen)

        await pilot.press("x", "escape")
        asked = line(dialog, "#how")
        await pilot.press("y", "escape")
        await pilot.pause()
        still_open = screen.app.screen is dialog
        text = dialog.writing.text

        await pilot.press("escape")
        await pilot.pause()

    assert "forkaster" in asked
    assert still_open
    assert text == "førxy"
    assert given == [None]


async def test_escape_closes_at_once_where_nothing_was_written(
    study: Study, settle: Settle
) -> None:
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        screen.app.push_screen(MemoEditor(study, "siv", "Notat", "før"))
        await pilot.pause()

        await pilot.press("escape")
        await pilot.pause()

        assert screen.app.screen is screen


async def test_escape_in_the_preview_goes_back_to_the_text(study: Study, settle: Settle) -> None:
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        screen.app.push_screen(MemoEditor(study, "siv", "Notat", "før"))
        await pilot.pause()

        await pilot.press("f4", "escape")
        await pilot.pause()

        assert editor(screen).writing.has_focus


async def test_a_study_that_cannot_be_written_gives_the_text_back(
    study: Study, settle: Settle
) -> None:
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        await pilot.press("n")
        await pilot.pause()
        study.read_only = True
        await write(screen, pilot, "lang tanke")

        assert "skrivebeskyttet" in notices(screen)
        assert editor(screen).writing.text == "lang tanke"
        assert editor(screen).unsaved

        study.read_only = False
        await pilot.press("f2")
        await settle(pilot)

        assert screen.app.screen is screen
        assert kept(study) == "lang tanke"


async def test_what_another_window_wrote_meanwhile_stands_beside_ones_own(
    study: Study, settle: Settle
) -> None:
    memos.write_memo(study, "siv", "før")
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        await pilot.press("n")
        await pilot.pause()
        memos.write_memo(study, "siv", "fra det andre vinduet", seen="før")
        await write(screen, pilot, "fra dette")

        assert "endret i mellomtiden" in notices(screen)
        assert kept(study) == "fra det andre vinduet"
        assert editor(screen).writing.text == "fra dette\n\n---\n\nfra det andre vinduet"

        await pilot.press("f2")
        await settle(pilot)

        assert kept(study) == "fra dette\n\n---\n\nfra det andre vinduet"


async def test_a_memo_that_cannot_be_read_is_not_opened(study: Study, settle: Settle) -> None:
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):

        def read() -> str:
            memos.memo_on_coding(study, 999)
            return ""

        edit_memo(screen, "Notat", read, lambda text, seen: None, lambda line: None, "coding 999")
        await pilot.pause()

        assert screen.app.screen is screen
        assert "Kodingen er borte" in notices(screen)


async def draft(screen: Screen[Any], pilot: Pilot[None], settle: Settle, text: str) -> None:
    """Write, and let the draft be kept."""
    editor(screen).writing.insert(text)
    editor(screen)._draft()
    await settle(pilot)


async def test_what_was_written_when_the_program_was_killed_is_there_again(
    study: Study, settle: Settle
) -> None:
    memos.write_memo(study, "siv", "før")
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        await pilot.press("n")
        await draft(screen, pilot, settle, " og mer [latter]")

    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        await pilot.press("n")
        await pilot.pause()

        assert editor(screen).writing.text == "før og mer [latter]"
        assert editor(screen).unsaved
        assert "hentet fram igjen" in notices(screen)
        assert kept(study) == "før"

        await pilot.press("f2")
        await settle(pilot)
        assert kept(study) == "før og mer [latter]"


async def test_a_draft_stands_beside_what_was_kept_since(study: Study, settle: Settle) -> None:
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        await pilot.press("n")
        await draft(screen, pilot, settle, "utkast")
    memos.write_memo(study, "siv", "skrevet siden")

    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        await pilot.press("n")
        await pilot.pause()

        assert editor(screen).writing.text == "utkast\n\n---\n\nskrevet siden"


@pytest.mark.parametrize("keys", [("escape", "escape"), ("f2",)])
async def test_no_draft_is_left_of_what_was_kept_or_dropped(
    study: Study, settle: Settle, keys: tuple[str, ...]
) -> None:
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        await pilot.press("n")
        await draft(screen, pilot, settle, "utkast")
        await pilot.press(*keys)
        await settle(pilot)

        assert screen.app.screen is screen
        assert memos.draft_of(study, "siv", "study") is None


async def test_a_draft_belongs_to_its_coder_and_its_thing(study: Study, settle: Settle) -> None:
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        await pilot.press("n")
        await draft(screen, pilot, settle, "utkast")

    assert memos.draft_of(study, "siv", "study") is not None
    assert memos.draft_of(study, "jonas", "study") is None
    assert memos.draft_of(study, "siv", "code 1") is None


# The list


async def test_the_list_holds_every_memo_newest_first(
    study: Study, settle: Settle, shown: Shown
) -> None:
    written_on_all(study)
    async with at_work(MemosScreen(study, "siv"), settle, (120, 30)) as (screen, _):
        listed = shown(screen.memo_list)

        assert {memo.about for memo in screen.memo_list.memos} == {
            *("segment", "code", "interview", "study")
        }
        assert "Støy på [opptaket]" in listed
        assert "02 Leder [S02]" in listed
        assert "Om studien" in listed
        assert "[alle 4]  utdrag 1 " in line(screen, "#kinds")


async def test_the_memo_under_the_cursor_is_shown_whole(study: Study, settle: Settle) -> None:
    memos.write_memo(study, "siv", "Første linje\n\n- punkt [en]\n- punkt <to>")
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        point_at(screen, "study")
        await settle(pilot)
        of_study = rendered(screen.query_one(MemoText))
        point_at(screen, "segment")
        await settle(pilot)

        assert "punkt <to>" in of_study
        assert "jf. [S02] 🤝" in rendered(screen.query_one(MemoText))
        assert "«[b]Ikke uthevet[/b], og" in line(screen, "#memo-about")


async def test_moving_fast_ends_at_the_memo_under_the_cursor(study: Study, settle: Settle) -> None:
    for n in range(12):
        memos.write_memo(study, f"koder {n}", f"notat {n}\n\n- en\n- to")
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        for _ in range(9):
            screen.memo_list.action_move(1)
        await settle(pilot)

        current = screen.memo_list.current
        assert current is not None
        assert current.text.split("\n")[0] in rendered(screen.query_one(MemoText))


async def test_words_narrow_the_list_as_they_are_typed(study: Study, settle: Settle) -> None:
    written_on_all(study)
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        await pilot.press("f", "s", "t", "ø", "y")
        await settle(pilot)

        assert [memo.text for memo in screen.memo_list.memos] == ["Støy på [opptaket]"]
        assert "[alle 1]" in line(screen, "#kinds")

        await pilot.press("enter")
        assert screen.memo_list.has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert len(screen.memo_list.memos) == 4
        assert screen.app.screen is screen

        await pilot.press("escape")
        await pilot.pause()
        assert screen.app.screen is not screen


async def test_one_kind_at_a_time(study: Study, settle: Settle) -> None:
    written_on_all(study)
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        kinds = []
        for _ in range(5):
            await pilot.press("v")
            kinds.append({memo.about for memo in screen.memo_list.memos})

        assert screen.memo_list.has_focus
        assert kinds[:4] == [{"segment"}, {"code"}, {"interview"}, {"study"}]
        assert len(kinds[4]) == 4


async def test_where_nothing_fits_it_says_so(
    study: Study, empty_study: Study, settle: Settle
) -> None:
    async with at_work(MemosScreen(empty_study, "siv"), settle) as (screen, _):
        assert "Ingen notater ennå" in line(screen, "#none")
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        screen.find_input.value = "finnes ikke"
        await settle(pilot)

        assert "Ingen notater passer" in line(screen, "#none")
        await pilot.press("f", "enter", "e")
        assert screen.app.screen is screen
        await pilot.press("escape")
        await settle(pilot)
        assert screen.memo_list.has_focus


async def test_what_another_window_writes_comes_into_the_list(study: Study, settle: Settle) -> None:
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        memos.write_memo(study, "jonas", "fra et annet vindu")
        screen.look_for_news()
        await settle(pilot)

        assert "fra et annet vindu" in [memo.text for memo in screen.memo_list.memos]
        current = screen.memo_list.current
        assert current is not None
        assert current.about == "segment"


async def test_enter_opens_the_place_in_the_interview(study: Study, settle: Settle) -> None:
    written_on_all(study)
    [on_passage] = [m for m in memos.memos(study) if m.about == "segment"]
    assert on_passage.span is not None
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        for about in ("segment", "interview", "study", "code"):
            point_at(screen, about)
            await pilot.press("enter")
            await pilot.pause()

        assert host(screen).wanted == [(1, on_passage.span.start), (2, None)]
        assert "ikke noe sted i et intervju" in notices(screen)


async def test_a_coder_changes_her_own_memos_only(study: Study, settle: Settle) -> None:
    written_on_all(study)
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        point_at(screen, "interview")
        await settle(pilot)
        await pilot.press("e")
        await pilot.pause()
        assert screen.app.screen is screen
        assert "bare jonas kan endre" in notices(screen)
        assert "bare jonas kan endre" in line(screen, "#memo-about")

        for about, text in (("segment", "jf. [S03]"), ("code", "Delt i to"), ("study", "")):
            point_at(screen, about)
            await pilot.press("e")
            await pilot.pause()
            await write(screen, pilot, text)
            await settle(pilot)
        told = notices(screen)

    assert own_memo(study)[1] == "jf. [S03]"
    assert kept(study, code_id=1) == "Delt i to"
    assert kept(study) == ""
    assert "fjernet" in told


async def test_the_cursor_stays_on_the_memo_that_was_changed(study: Study, settle: Settle) -> None:
    written_on_all(study)
    async with at_work(MemosScreen(study, "siv"), settle) as (screen, pilot):
        point_at(screen, "segment")

        await pilot.press("e")
        await pilot.pause()
        await write(screen, pilot, "nytt")
        await settle(pilot)

        current = screen.memo_list.current
        assert current is not None
        assert (current.about, current.text) == ("segment", "nytt")
        assert "nytt" in rendered(screen.query_one(MemoText))


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_works_in_any_terminal(
    study: Study, settle: Settle, size: tuple[int, int]
) -> None:
    memos.write_memo(study, "siv", NASTY, transcript_id=1)
    async with at_work(MemosScreen(study, "siv"), settle, size) as (screen, pilot):
        await pilot.press("f", "x", "escape", "v", "v", "v", "down", "tab")
        await pilot.resize_terminal(20, 5)
        await pilot.resize_terminal(*size)
        await settle(pilot)

        table = screen.memo_list
        widths = {table.render_line(y).cell_length for y in range(table.size.height)}
        assert widths <= {table.scrollable_size.width}


def test_a_memo_begins_where_it_says_something() -> None:
    assert first_line("\n\n## [Om] planen  \nmer") == "[Om] planen"
    assert first_line("---\n- punkt") == "punkt"
    assert first_line(" \n") == ""


# On the coding screen


async def test_a_memo_on_the_coding_under_the_cursor(study: Study, settle: Settle) -> None:
    row, before = own_memo(study)
    async with at_work(MemoKeys(study, "siv", 1), settle) as (screen, pilot):
        [found] = [c for c in screen.desk.codings if c.id == row]
        screen.view.jump(found.span.start)
        await pilot.press("m")
        await pilot.pause()
        assert editor(screen).writing.text == before
        await write(screen, pilot, "jf. [S03] 🤝\nog mer")
        await settle(pilot)

        [shown] = [c for c in screen.desk.codings if c.id == row]
        assert shown.memo == "jf. [S03] 🤝\nog mer"
        assert "notatet er lagret" in said(screen)
    assert own_memo(study) == (row, "jf. [S03] 🤝\nog mer")
    assert history.history(study, 1)[0].action == "annotate coding"


async def test_with_several_codings_it_asks_which(study: Study, settle: Settle) -> None:
    async with at_work(MemoKeys(study, "siv", 1), settle) as (screen, pilot):
        screen.view.jump(screen.desk.transcript.text.index(CODED_BY_BOTH))
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(screen.app.screen, WhichCoding)
        await pilot.press("enter")
        await pilot.pause()
        await write(screen, pilot, "denne")
        await settle(pilot)

    [coded] = [c for c in coding.codings_in(study, 1) if c.memo == "denne"]
    assert coded.coder == "siv"


async def test_the_codings_of_others_are_left_to_them(study: Study, settle: Settle) -> None:
    async with at_work(MemoKeys(study, "siv", 3), settle) as (screen, pilot):
        screen.view.jump(screen.desk.codings[0].span.start)
        await pilot.press("m")
        await pilot.pause()

        assert screen.app.screen is screen
        assert "jonas" in said(screen)


async def test_without_a_coding_here_it_says_so(study: Study, settle: Settle) -> None:
    async with at_work(MemoKeys(study, "siv", 4), settle) as (screen, pilot):
        await pilot.press("m")
        await pilot.pause()

        assert screen.app.screen is screen
        assert "Ingen koding her" in said(screen)


async def test_memos_on_the_interview_and_on_a_code(study: Study, settle: Settle) -> None:
    async with at_work(MemoKeys(study, "siv", 2), settle) as (screen, pilot):
        await pilot.press("M")
        await pilot.pause()
        assert "02 Leder [S02]" in str(editor(screen).query_one("#memo").border_title)
        await write(screen, pilot, "om intervjuet")
        screen.memo_on_code(1)
        await pilot.pause()
        await write(screen, pilot, "om koden")
        await settle(pilot)

    assert kept(study, transcript_id=2) == "om intervjuet"
    assert kept(study, code_id=1) == "om koden"


async def test_all_memos_open_over_the_interview_and_changes_show_under(
    study: Study, settle: Settle
) -> None:
    row, _ = own_memo(study)
    async with at_work(MemoKeys(study, "siv", 1), settle) as (screen, pilot):
        await pilot.press("a")
        await settle(pilot)
        listed = screen.app.screen
        assert isinstance(listed, MemosScreen)
        await pilot.press("e")
        await pilot.pause()
        await write(listed, pilot, "endret i lista")
        await settle(pilot)
        await pilot.press("q")
        await settle(pilot)

        assert screen.app.screen is screen
        assert [c.memo for c in screen.desk.codings if c.id == row] == ["endret i lista"]


async def test_keys_have_words(study: Study, settle: Settle) -> None:
    async with at_work(MemoKeys(study, "siv", 1), settle) as (screen, pilot):
        bindings = [active.binding for active in screen.active_bindings.values()]
        await pilot.press("a")
        await pilot.pause()
        listed = screen.app.screen
        assert isinstance(listed, MemosScreen)
        bindings += [active.binding for active in listed.active_bindings.values()]

    ours = [b for b in bindings if (b.id or "").startswith(("memos.", "memo_list."))]
    assert len({b.id for b in ours}) == 8
    assert all(b.description and "." not in b.description and b.tooltip for b in ours)
