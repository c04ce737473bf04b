"""The transcript on screen: what its rows show, and what keys and the pointer select."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Self

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.transcripts import Turn
from qualcode.model.views import CodedSpan, OpenTranscript
from qualcode.tui.colours import CodeLook
from qualcode.tui.widgets.transcript.paint import Columns
from qualcode.tui.widgets.transcript.scene import Scene, scrolled
from qualcode.tui.widgets.transcript.view import TranscriptView

ASKED = "Hva har dere fått til?"
SAID = "Vi har [latter] en plan. Den er ny. Ja, e\u0301n 漢字 sam\xadarbeid. Det var det."
TEXT = f"Intervjuer: {ASKED}\n\nLeder: {SAID}\n"
BODY = TEXT.index(SAID)
TURNS = (
    Turn("Intervjuer", 0, 12, 12 + len(ASKED), True),
    Turn("Leder", BODY - 7, BODY, BODY + len(SAID)),
)
PLAN, VALUE = 7, 8
LOOKS = {PLAN: CodeLook("plan [ny]", "#0077bb"), VALUE: CodeLook("verdi", "#ee7733")}


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


SENTENCES = tuple(
    span(s)
    for s in (
        ASKED,
        "Vi har [latter] en plan.",
        "Den er ny.",
        "Ja, e\u0301n 漢字 sam\xadarbeid.",
        "Det var det.",
    )
)
WORDS = tuple(span(w) for w in ("Hva", "Vi", "latter", "Den", "er ny", "Ja", "e\u0301n", "漢字"))


def coding(number: int, words: str, code: int = PLAN, stance: str | None = None) -> CodedSpan:
    return CodedSpan(number, span(words), code, "siv", "2026-01-01T12:00:00+00:00", stance)


class Recorded(TranscriptView):
    """Remembers which parts of it were to be painted anew."""

    repainted: list[Region]

    def refresh(self, *regions: Region, **kwargs: bool) -> Self:
        self.repainted = [*getattr(self, "repainted", []), *regions]
        return super().refresh(*regions, **kwargs)


class Viewer(App[None]):
    def __init__(self, codings: Sequence[CodedSpan] = (), *, segmented: bool = True) -> None:
        super().__init__()
        segmentation = Segmentation(SENTENCES, WORDS) if segmented else None
        transcript = OpenTranscript(
            1, 1, "x", "interview", TEXT, TURNS, (), segmentation=segmentation
        )
        self.view = Recorded(transcript)
        self.codings = codings
        self.moves = 0
        self.pointed: list[CodedSpan] = []

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.focus()
        self.view.show_codings(self.codings, LOOKS)

    def on_surface_moved(self) -> None:
        self.moves += 1

    def on_surface_pointed(self, message: TranscriptView.Pointed) -> None:
        self.pointed.append(message.coding)


@asynccontextmanager
async def viewing(
    codings: Sequence[CodedSpan] = (), *, segmented: bool = True, size: tuple[int, int] = (80, 20)
) -> AsyncIterator[tuple[Viewer, Pilot[None]]]:
    app = Viewer(codings, segmented=segmented)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def rows(view: TranscriptView) -> list[str]:
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def selected(view: TranscriptView) -> str:
    return view.selection.span.of(TEXT)


async def test_speakers_stand_above_what_they_say() -> None:
    async with viewing() as (app, _):
        shown = rows(app.view)

    assert shown[0].split("]")[0].rstrip() == " 1  Intervjuer"
    assert shown[1].startswith("    Hva har dere fått til?")
    assert shown[2] == ""
    assert shown[3] == " 2  Leder"
    assert "Vi har [latter] en plan." in shown[4]


async def test_the_first_sentence_is_selected_and_marked_in_the_margin() -> None:
    async with viewing() as (app, _):
        assert selected(app.view) == ASKED
        assert rows(app.view)[1].endswith("]")


async def test_a_selection_over_rows_has_a_bracket() -> None:
    async with viewing(size=(50, 20)) as (app, _):
        app.view.select(app.view.landmarks.landing(BODY))
        app.view.action_grow("sentence", 1)
        app.view.action_grow("sentence", 1)

        marks = [row[-1:] for row in rows(app.view) if row[-1:] in "┐│┘" and row]

    assert (marks[0], marks[-1]) == ("┐", "┘")
    assert set(marks[1:-1]) <= {"│"}


async def test_codings_are_named_where_they_begin_with_their_stance() -> None:
    found = [coding(1, SAID), coding(2, "Den er ny.", VALUE, stance="±")]

    async with viewing(found) as (app, _):
        shown = rows(app.view)

    assert shown[4].endswith("± verdi")
    assert shown[5].endswith("plan [ny]")


async def test_codings_without_a_lane_are_counted() -> None:
    found = [coding(n, "Den er ny.") for n in range(12)]

    async with viewing(found) as (app, _):
        lanes = app.view.scene.columns.lanes
        shown = rows(app.view)

    assert any(row.endswith(f"+{12 - lanes}") for row in shown)


async def test_every_strip_is_as_wide_as_the_view() -> None:
    async with viewing([coding(1, SAID)], size=(41, 12)) as (app, _):
        view = app.view
        widths = {view.render_line(y).cell_length for y in range(view.size.height)}

    assert widths == {view.scene.width}


async def test_keys_and_pointer_select_the_same() -> None:
    async with viewing() as (app, pilot):
        await pilot.press("down")
        by_key = app.view.selection
        app.view.jump(0)

        await pilot.click(app.view, offset=(10, 4))

        assert selected(app.view) == "Vi har [latter] en plan."
        assert app.view.selection.span == by_key.span


async def test_a_drag_over_a_sentence_selects_what_the_keys_select() -> None:
    async with viewing() as (app, pilot):
        columns = app.view.scene.columns
        row = rows(app.view)[4]
        start, end = row.index("Den"), row.index("ny.") + 2

        await pilot.mouse_down(app.view, offset=(start, 4))
        await pilot.hover(app.view, offset=(end, 4))
        await pilot.mouse_up(app.view, offset=(end, 4))

        assert selected(app.view) == "Den er ny."
        assert columns.gutter <= start


async def test_a_click_on_a_name_points_at_its_coding() -> None:
    async with viewing([coding(1, "Vi har [latter] en plan.")]) as (app, pilot):
        row = rows(app.view)[4]

        await pilot.click(app.view, offset=(row.index("plan [ny]") + 1, 4))

        assert [found.id for found in app.pointed] == [1]
        assert selected(app.view) == ASKED


async def test_arrows_grow_the_selection_while_it_is_held() -> None:
    async with viewing() as (app, pilot):
        app.view.action_move("sentence", 1)
        app.view.action_hold()

        await pilot.press("down")

        assert selected(app.view) == "Vi har [latter] en plan. Den er ny."
        assert app.view.let_go()
        assert selected(app.view) == "Vi har [latter] en plan."
        assert not app.view.let_go()


async def test_a_sentence_key_waits_for_sentences_and_is_not_lost() -> None:
    async with viewing(segmented=False) as (app, pilot):
        before = selected(app.view)
        await pilot.press("down")
        done: list[str] = []
        app.view.when_settled(lambda: done.append(selected(app.view)))
        assert (before, selected(app.view), done) == ("Hva", "Hva", [])

        app.view.use_segmentation(Segmentation(SENTENCES, WORDS))

        assert done == ["Vi har [latter] en plan."]


async def test_words_and_turns_do_not_wait() -> None:
    async with viewing(segmented=False) as (app, _):
        app.view.action_move("word", 1)
        assert selected(app.view) == "har"
        app.view.action_move("turn", 1)
        assert selected(app.view) == "Vi"

        app.view.use_segmentation(Segmentation(SENTENCES, WORDS))

        assert selected(app.view) == "Vi har [latter] en plan."


async def test_a_word_that_was_chosen_stays_when_sentences_come() -> None:
    async with viewing(segmented=False) as (app, _):
        app.view.action_move("word", 1)

        app.view.use_segmentation(Segmentation(SENTENCES, WORDS))

        assert selected(app.view) == "har"


async def test_a_move_repaints_only_the_rows_it_touches() -> None:
    async with viewing() as (app, pilot):
        app.view.select(app.view.landmarks.landing(TEXT.index("Den er ny")))
        await pilot.pause()
        app.view.repainted.clear()

        app.view.action_move("sentence", 1)

        rows_touched = {y for region in app.view.repainted for y in region.line_range}
        assert rows_touched == {4, 5}


def repainted(view: Recorded) -> set[int]:
    return {y for region in view.repainted for y in region.line_range}


async def test_a_coding_that_comes_or_goes_repaints_only_what_it_stands_beside() -> None:
    first, second = coding(1, "Hva har"), coding(2, "Den er ny.", VALUE)
    async with viewing([first]) as (app, pilot):
        app.view.repainted.clear()

        app.view.show_codings([first, second], LOOKS)
        await pilot.pause()

        assert repainted(app.view) == {4}
        assert any(row.endswith("verdi") for row in rows(app.view)[4:6])


async def test_hits_are_bold_and_underlined_and_repaint_only_their_rows() -> None:
    async with viewing() as (app, _):
        app.view.repainted.clear()

        app.view.show_hits([span("[latter]")])

        assert repainted(app.view) == {4}
        hit = next(part for part in app.view.render_line(4) if part.text == "[latter]")
        assert hit.style is not None
        assert (hit.style.bold, hit.style.underline) == (True, True)


async def test_what_was_read_is_said_after_the_speaker_and_repaints_only_that_row() -> None:
    async with viewing() as (app, _):
        app.view.repainted.clear()

        app.view.show_read([Span(TURNS[0].body, TURNS[0].end)], "lest")

        assert repainted(app.view) == {0}
        assert rows(app.view)[0].split()[:4] == ["1", "Intervjuer", "✓", "lest"]


async def test_the_coding_in_hand_has_a_broad_bar_until_it_is_let_go() -> None:
    async with viewing([coding(1, "Vi har")]) as (app, _):
        app.view.show_picked(1)
        assert "■" in rows(app.view)[4]

        app.view.show_picked(None)

        assert "■" not in rows(app.view)[4]


async def test_wrapping_follows_the_width() -> None:
    async with viewing(size=(90, 20)) as (app, pilot):
        wide = len(app.view.scene.rows)

        await pilot.resize_terminal(40, 20)
        await pilot.pause()

        assert len(app.view.scene.rows) > wide
        assert app.view.virtual_size.height == len(app.view.scene.rows)


async def test_a_very_small_terminal_is_borne() -> None:
    async with viewing([coding(1, SAID)], size=(20, 5)) as (app, pilot):
        await pilot.press("down", "end")

        assert selected(app.view) == "Det var det."


def scene(codings: Sequence[CodedSpan]) -> Scene:
    made = Scene(TEXT, TURNS)
    made.lay_out(70)
    made.show_codings(codings, LOOKS)
    return made


def test_touching_finds_codings_that_share_a_character() -> None:
    made = scene([coding(1, "Vi har"), coding(2, "Den er"), coding(3, SAID)])

    assert [c.id for c in made.touching(span("har [latter]"))] == [1, 3]


def test_columns_fill_the_width() -> None:
    for width in range(30, 240):
        columns = Columns.of(width, 120, 3)

        used = columns.gutter + columns.text + 3 + columns.lanes + columns.name
        assert used <= width
        assert columns.text <= 88


def test_what_is_selected_is_scrolled_into_sight_with_context() -> None:
    assert scrolled(0, 20, (5, 6), 5, 100) == 0
    assert scrolled(0, 20, (19, 20), 19, 100) == 3
    assert scrolled(50, 20, (40, 41), 40, 100) == 38
    assert scrolled(0, 20, (10, 60), 60, 100) == 43
    assert scrolled(0, 20, (98, 99), 99, 100) == 80
    assert scrolled(7, 20, (0, 0), 0, 5) == 0
