"""The map of the interview: what is unread, read and coded, told apart without colour."""

from __future__ import annotations

from typing import Self

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.geometry import Region

from qualcode.model.spans import Span
from qualcode.tui.widgets.progress_map import (
    HEIGHTS,
    MARKER,
    READ,
    UNREAD,
    Heights,
    ProgressMap,
    bars,
)

LENGTH = 400
SPANS = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 60)).map(
        lambda pair: Span(pair[0], min(pair[0] + pair[1], LENGTH))
    ),
    max_size=12,
)


class Counted(ProgressMap):
    """Counts how often it is to be painted."""

    refreshed = 0

    def refresh(self, *regions: Region, **kwargs: bool) -> Self:
        self.refreshed += 1
        return super().refresh(*regions, **kwargs)


class Mapped(App[None]):
    def __init__(self, length: int = LENGTH) -> None:
        super().__init__()
        self.map = Counted(length)
        self.jumps: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.map

    def on_progress_map_jumped(self, message: ProgressMap.Jumped) -> None:
        self.jumps.append(message.offset)


@given(SPANS, SPANS, st.integers(1, 120))
def test_a_column_says_whether_it_is_unread_read_or_coded(
    coded: list[Span], read: list[Span], width: int
) -> None:
    line = bars(Heights(LENGTH, width, coded), Heights(LENGTH, width, read))

    assert len(line) == width
    for column, shown in enumerate(line):
        holds = [n for n in range(LENGTH) if n * width // LENGTH == column]
        if any(span.contains(n) for n in holds for span in coded):
            assert shown in HEIGHTS
        elif any(span.contains(n) for n in holds for span in read):
            assert shown == READ
        elif holds:
            assert shown == UNREAD


@given(SPANS, SPANS, SPANS, st.integers(1, 120))
def test_heights_that_are_changed_are_those_of_what_is_there_then(
    kept: list[Span], gone: list[Span], come: list[Span], width: int
) -> None:
    heights = Heights(LENGTH, width, [*kept, *gone])

    heights.change(gone, come)

    assert list(heights) == list(Heights(LENGTH, width, [*kept, *come]))


def test_more_codings_stand_higher() -> None:
    coded = Heights(40, 4, [Span(0, 10), Span(20, 30), Span(20, 30)])
    line = bars(coded, Heights(40, 4, [Span(10, 20)]))

    assert HEIGHTS.index(line[0]) < HEIGHTS.index(line[2])
    assert line[1::2] == READ + UNREAD


async def test_the_map_shows_readings_codings_and_where_one_is() -> None:
    app = Mapped()
    async with app.run_test(size=(40, 1)) as pilot:
        app.map.show_codings([Span(0, 20)])
        app.map.show_readings([Span(0, 60)])
        app.map.show_cursor(100)
        await pilot.pause()

        line = app.map.render_line(0).text

    assert line[0] in HEIGHTS
    assert line[2:6] == READ * 4
    assert line[6:12] == UNREAD * 4 + MARKER + UNREAD


async def test_what_is_shown_again_is_not_painted_anew() -> None:
    app = Mapped()
    async with app.run_test(size=(40, 1)):
        app.map.show_codings([Span(0, 20)])
        app.map.show_readings([Span(40, 60)])
        app.map.refreshed = 0

        app.map.show_codings([Span(0, 20)])
        app.map.show_readings([Span(40, 60)])

        assert app.map.refreshed == 0
        app.map.show_readings([])
        assert app.map.refreshed == 1


async def test_what_comes_and_goes_is_shown_at_once() -> None:
    app = Mapped()
    async with app.run_test(size=(40, 1)) as pilot:
        app.map.show_codings([Span(0, 20), Span(100, 110)])
        app.map.show_cursor(390)
        await pilot.pause()
        app.map.change_codings([Span(0, 20)], [Span(200, 210)])
        await pilot.pause()

        line = app.map.render_line(0).text
        app.map.refreshed = 0
        app.map.show_codings([Span(100, 110), Span(200, 210)])

    assert [place for place, shown in enumerate(line) if shown in HEIGHTS] == [10, 20]
    assert app.map.refreshed == 0


async def test_a_click_leads_to_that_place() -> None:
    app = Mapped()
    async with app.run_test(size=(40, 1)) as pilot:
        await pilot.click(app.map, offset=(20, 0))

        assert app.jumps == [LENGTH // 2]


async def test_a_very_narrow_map_and_a_very_short_text_are_borne() -> None:
    app = Mapped(1)
    async with app.run_test(size=(1, 1)) as pilot:
        app.map.show_codings([Span(0, 1)])
        app.map.show_cursor(0)
        await pilot.pause()

        assert app.map.render_line(0).text == MARKER
