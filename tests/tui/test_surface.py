"""The transcript on screen with texts and terminals that stumble: nothing is eaten, and the cursor
stays in sight."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.text import WORD
from qualcode.model.transcripts import Turn
from qualcode.model.views import CodedSpan, OpenTranscript
from qualcode.tui.colours import CodeLook
from qualcode.tui.safe import visible
from qualcode.tui.widgets.transcript.rows import Rows, graphemes
from qualcode.tui.widgets.transcript.scene import scrolled
from qualcode.tui.widgets.transcript.selection import Selection
from qualcode.tui.widgets.transcript.view import TranscriptView

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
TEXTS = {
    "brackets": "[latter] ja [/latter] [b]fet[/b] [link='x']y[/] \\[pause=2] [[dobbelt]] [",
    "emoji": f"{FAMILY} og 👩🏽\u200d⚕️ med ☕️ og 🇳🇴 {FAMILY}{FAMILY} 🤔",
    "hebrew": "אנחנו בתוכנית הכלכלית עכשיו, לא היינו שם קודם. " * 3,
    "arabic": "نَحنُ في الخُطة الاقتصادية الآن، ولم نكن من قبل. " * 3,
    "both ways": "Hun sa \u202eבוקר טוב\u202c og gikk. \u2067שלום\u2069 \u200fja\u200e.",
    "combining": "E\u0301n ka\u0308ffe\u0301 a\u030a\u0323 og e\u0301\u0302\u0303 til Å\u030al. "
    * 3,
    "tabs": "a\tb\t\tc\t \td\te" * 9,
    "control": "\x1b[31mikke rødt\x1b[0m \x07\x08\x00 \x9b1m \x7f \x85 \u2028ny\u2029linje",
    "what passes for white space": "a\x85\nb \x1c\n\x1d\n\x1f\x1e c\xa0\n\x85",
    "ideographs": "我们现在在经济计划里。以前没有。" * 8,
    "soft hyphens": "ut\xadvik\xadlings\xadsen\xadte\xadret " * 9,
    "a word of 100,000": "a" * 100_000,
    "marks of 100,000": "e\u0301" * 50_000,
    "sentences of 100,000": "Vi har en plan, og den er ny. " * 3_334,
    "words on 5,000 lines": "Ja.\n" * 5_000,
}
SHORT = {name: text for name, text in TEXTS.items() if len(text) < 2000}


def open_text(text: str, turns: Sequence[Turn] = ()) -> OpenTranscript:
    sentences = [Span(*m.span()) for m in re.finditer(r"\S(?:[^.\n]*[^.\s])?\.?", text)]
    words = [Span(*m.span()) for m in WORD.finditer(text)] or sentences
    segmentation = Segmentation(tuple(sentences), tuple(words))
    return OpenTranscript(1, 1, "x", "interview", text, tuple(turns), (), segmentation=segmentation)


def spoken(words: Sequence[str]) -> OpenTranscript:
    """A turn for each."""
    text, turns = "", []
    for number, said in enumerate(words):
        speaker = "Leder" if number % 2 else "Intervjuer"
        start, body = len(text), len(text) + len(speaker) + 2
        turns.append(Turn(speaker, start, body, body + len(said), not number % 2))
        text += f"{speaker}: {said}\n\n"
    return open_text(text, turns)


class Showing(App[None]):
    def __init__(self, transcript: OpenTranscript) -> None:
        super().__init__()
        self.view = TranscriptView(transcript)

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.focus()


@asynccontextmanager
async def showing(
    transcript: OpenTranscript, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[TranscriptView, Pilot[None]]]:
    app = Showing(transcript)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app.view, pilot


def check_in_sight(view: TranscriptView) -> None:
    """The cursor is in sight with rows of context, as far as there are any."""
    row = view.scene.rows.row_of(view.selection.cursor)
    top, height, total = view.scroll_offset.y, view.size.height, len(view.scene.rows)
    context = min(2, max(0, (height - 1) // 4))
    assert 0 <= row - top < height
    assert row - top >= min(context, row)
    assert top + height - 1 - row >= min(context, total - 1 - row)


# Nothing is eaten


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("width", [9, 40])
def test_all_of_a_text_is_shown(name: str, width: int) -> None:
    text = TEXTS[name]
    rows = Rows.of(text, (), width)

    shown = "".join(rows.shown(number) for number in range(len(rows)))

    assert "".join(shown.split()) == "".join(visible(text).split())
    assert max(cell_len(rows.shown(n)) for n in range(len(rows))) <= width


@given(st.sampled_from(list(SHORT)), st.integers(2, 90), st.data())
def test_an_offset_leads_to_a_cell_and_back(name: str, width: int, data: st.DataObject) -> None:
    text = TEXTS[name]
    rows = Rows.of(text, (), width)
    offset = data.draw(st.integers(0, len(text) - 1))

    number, whole = rows.row_of(offset), rows.grapheme_at(offset)

    assert whole.contains(offset)
    assert rows.row_of(whole.start) == rows.row_of(whole.end - 1) == number
    seen = rows.shown(number)[: whole.end - rows.rows[number].start]
    if len(seen) == whole.end - rows.rows[number].start and graphemes(seen)[-1][2]:
        assert rows.offset_at(number, rows.cell_of(number, whole.start)) == whole.start


@pytest.mark.parametrize("name", SHORT)
async def test_a_strip_shows_the_row_as_it_is(name: str) -> None:
    async with showing(open_text(TEXTS[name])) as (view, _):
        gutter, room = view.scene.columns.gutter, view.scene.columns.text
        for number in range(min(view.size.height, len(view.scene.rows))):
            strip = view.render_line(number)
            assert strip.cell_length == view.scene.width
            said = strip.crop(gutter, gutter + room).text.rstrip()
            assert said == view.scene.rows.shown(number).rstrip()


@pytest.mark.parametrize("name", SHORT)
async def test_a_click_on_a_character_finds_it(name: str) -> None:
    async with showing(open_text(TEXTS[name])) as (view, pilot):
        rows, gutter = view.scene.rows, view.scene.columns.gutter
        offset = rows.offset_at(0, 5)

        await pilot.click(view, offset=(gutter + rows.cell_of(0, offset), 0))

        assert view.selection == view.landmarks.landing(offset)


# Any terminal


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (1, 1), (200, 60)])
async def test_a_terminal_that_is_resized_and_back_shows_the_same(size: tuple[int, int]) -> None:
    said = ["Vi har en plan. Den er ny. Den er god. Det var det." * 3, TEXTS["emoji"]] * 20
    async with showing(spoken(said)) as (view, pilot):
        view.show_codings([CodedSpan(1, Span(12, 40), 1, "siv", "")], {1: CodeLook("plan", "red")})
        view.jump(len(view.scene.text) // 2)
        view.action_grow("sentence", 1)
        view.action_grow("word", 1)
        await pilot.pause()
        before, rows = view.selection, [view.render_line(y).text for y in range(view.size.height)]

        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert view.selection == before
        if view.size.height:
            check_in_sight(view)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()

        assert view.selection == before
        check_in_sight(view)
        cursor = view.scene.rows.row_of(before.cursor) - view.scroll_offset.y
        assert view.render_line(cursor).text in rows


@pytest.mark.parametrize("size", [(20, 5), (10, 3)])
async def test_one_can_code_on_a_terminal_of_a_few_cells(size: tuple[int, int]) -> None:
    async with showing(spoken([TEXTS["emoji"], "Vi har en plan. Den er ny."]), size) as (
        view,
        pilot,
    ):
        await pilot.press("down", "end", "up", "shift+down")
        span = view.selection.span
        view.show_codings([CodedSpan(1, span, 1, "siv", "")], {1: CodeLook("plan", "red")})
        await pilot.pause()

        assert view.scene.touching(span)
        check_in_sight(view)


@pytest.mark.parametrize("width", [8, 12, 20, 26])
async def test_a_narrow_terminal_shows_all_of_each_row(width: int) -> None:
    async with showing(open_text("Vi har en plan, og den er ny."), (width, 12)) as (view, _):
        columns = view.scene.columns
        assert columns.gutter + columns.text <= view.scene.width


# The cursor stays in sight


@given(st.integers(0, 400), st.integers(1, 60), st.integers(0, 300), st.data())
def test_scrolling_keeps_the_cursor_in_sight_with_its_context(
    top: int, height: int, above: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, 300), label="first")
    last = first + data.draw(st.integers(0, 80), label="rows")
    cursor = data.draw(st.sampled_from([first, last]), label="cursor")
    total = last + 1 + above

    new = scrolled(top, height, (first, last), cursor, total)

    context = min(2, max(0, (height - 1) // 4))
    wanted = (first, last) if last - first + 1 + 2 * context <= height else (cursor, cursor)
    assert 0 <= new <= max(0, total - height)
    assert wanted[0] - new >= min(context, wanted[0])
    assert new + height - 1 - wanted[1] >= min(context, total - 1 - wanted[1])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("height", [5, 24])
async def test_the_cursor_is_in_sight_after_any_move(seed: int, height: int) -> None:
    random = Random(seed)
    said = [TEXTS[name] for name in SHORT] + ["Kort.", "Vi har en plan, og den er ny. " * 60] * 3
    async with showing(spoken(said), (80, height)) as (view, _):
        moves = [
            lambda: view.action_move(random.choice(["word", "sentence", "turn"]), step()),
            lambda: view.action_grow(random.choice(["word", "sentence", "turn"]), step()),
            lambda: view.action_page(step()),
            lambda: view.action_shrink(),
            lambda: view.jump(random.randrange(len(view.scene.text))),
        ]

        def step() -> int:
            return random.choice([-1, 1])

        for _ in range(120):
            random.choice(moves)()
            check_in_sight(view)


@pytest.mark.parametrize(
    "transcript",
    [
        pytest.param(spoken(["Hva?", "a" * 100_000, "Og?"]), id="one word"),
        pytest.param(spoken(["Hva?", TEXTS["sentences of 100,000"], "Og?"]), id="sentences"),
        pytest.param(spoken(["Ja."] * 5_000), id="turns"),
    ],
)
async def test_a_very_long_transcript_is_moved_over(transcript: OpenTranscript) -> None:
    async with showing(transcript) as (view, pilot):
        for keys in (["down", "down"], ["end"], ["up", "pageup"], ["home"], ["pagedown"]):
            await pilot.press(*keys)
            check_in_sight(view)

        view.select(Selection.at(Span(20, 90_000 if len(transcript.text) > 90_000 else 2_000)))
        await pilot.pause()

        check_in_sight(view)
        assert view.turn_place[1] == len(transcript.turns)
