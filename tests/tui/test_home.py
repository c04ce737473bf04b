"""The home screen: what is there, what is done, and where to go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from qualcode.model.views import InterviewLine
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.widgets.interview_list import InterviewList, mark_of, share_coded
from qualcode.workflow.coding import codings_in
from qualcode.workflow.studies import Study

Settle = Callable[[Pilot[None]], Awaitable[None]]
Shown = Callable[[Widget], str]
SIZES = [(80, 24), (200, 50), (44, 12)]


def line(*, turns: int = 10, coded: int = 0, codings: int = 0, **by_coder: int) -> InterviewLine:
    return InterviewLine(
        id=1,
        name="01.txt",
        kind="interview",
        units=("S01",),
        roles=(),
        words=100,
        turns=turns,
        coded_turns=coded,
        codings=codings,
        last="",
        by_coder=by_coder,
    )


def home(app: QualcodeApp) -> HomeScreen:
    assert isinstance(app.screen, HomeScreen)
    return app.screen


def names(app: QualcodeApp) -> list[str]:
    return [one.name[:2] for one in home(app).interview_list.lines]


def test_the_share_that_is_coded_is_that_of_the_informants_turns() -> None:
    assert share_coded(line(turns=8, coded=2)) == 25


def test_a_text_without_turns_is_coded_as_soon_as_it_has_a_coding() -> None:
    assert share_coded(line(turns=0)) == 0
    assert share_coded(line(turns=0, codings=1)) == 100


def test_a_coder_is_marked_by_how_much_she_has_coded() -> None:
    interview = line(turns=10, siv=5, jonas=4)

    assert [mark_of(interview, name) for name in ("siv", "jonas", "kari")] == ["●", "◐", "○"]


async def test_the_title_says_the_study_in_numbers(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 24)) as pilot:
        await settle(pilot)

        title = shown(home(app).title_line)
        assert "Utviklingssentre [2015] 🏥" in title
        assert "3 sentre · 4 intervjuer · 2 kodere · 8 kodinger" in title.replace("\xa0", " ")


async def test_each_interview_has_a_line_with_its_name_as_it_is(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 24)) as pilot:
        await settle(pilot)

        lines = shown(home(app).interview_list).splitlines()
        assert "S02    02 Leder [S02] æøå" in lines[2]
        assert "67\xa0%" in lines[2]
        assert lines[2].index("●") < lines[2].index("○")
        assert "99 漢字 notater" in lines[4]


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_fills_any_screen_and_keeps_within_it(
    study: Study, settle: Settle, size: tuple[int, int]
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=size) as pilot:
        await settle(pilot)

        table = home(app).interview_list
        widths = {table.render_line(y).cell_length for y in range(table.size.height)}
        assert widths == {table.scrollable_size.width}


async def test_the_cursor_waits_on_the_interview_that_was_coded_last(
    study: Study, settle: Settle
) -> None:
    with study.change("siv", "touch") as change:
        change.connection.exec_driver_sql(
            "update coding set created_at = '2031-01-01T00:00:00Z' where transcript_id = 2"
        )
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)

        current = home(app).interview_list.current
        assert current is not None
        assert current.id == 2


async def test_a_filter_shows_the_interviews_that_have_all_its_words(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f", *"[fag 2")
        await pilot.pause()

        assert names(app) == ["02"]

        await pilot.press("escape")

        assert names(app) == ["01", "02", "03", "99"]
        assert home(app).interview_list.has_focus


async def test_the_least_coded_interviews_can_come_first(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("o")

        assert names(app) == ["99", "03", "02", "01"]


async def test_the_cursor_stays_on_its_interview_when_the_order_changes(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        home(app).interview_list.select(3)
        await pilot.press("o")

        assert home(app).interview_list.cursor == (1, 0)


async def test_an_empty_study_says_what_to_do_next(
    empty_study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(empty_study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)

        text = shown(home(app).query_one("#empty", Static))
        assert "qualcode import tom [studie].qualcode" in text
        assert not home(app).interview_list.display


async def test_a_new_coding_is_seen_when_one_comes_back(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        await pilot.press("u", "escape")
        await settle(pilot)

        third = home(app).interview_list.lines[2]
        assert (third.name[:2], third.codings) == ("03", 0)


async def test_of_two_thousand_interviews_only_those_that_are_seen_are_painted(
    study: Study, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: set[int] = set()
    paint = InterviewList.paint

    def counting(table: InterviewList, row: int, column: int) -> Content:
        painted.add(row)
        return paint(table, row, column)

    monkeypatch.setattr(InterviewList, "paint", counting)
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        home(app).interview_list.show([line()] * 2_000, ("siv",))
        await pilot.press("end")
        await pilot.pause()

        assert home(app).interview_list.cursor == (1_999, 0)
        assert 1_999 in painted
        assert len(painted) < 50


async def test_enter_opens_the_interview_at_the_coders_newest_coding(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")
    newest = codings_in(study, 1)[-1]

    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        home(app).interview_list.select(1)
        await pilot.press("enter")
        await settle(pilot)

        assert isinstance(app.screen, CodingScreen)
        assert app.screen.view.selection.span.start >= newest.span.start


async def test_an_interview_chosen_in_the_palette_takes_the_place_of_the_one_that_is_open(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        home(app).open_transcript(1)
        await settle(pilot)
        assert isinstance(app.screen, CodingScreen)
        app.screen.open_transcript(2)
        await settle(pilot)

        assert isinstance(app.screen, CodingScreen)
        assert app.screen.desk.transcript.id == 2
        assert len(app.screen_stack) == 2


async def test_an_interview_that_is_gone_is_told_of(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        home(app).open_transcript(99)
        await settle(pilot)

        assert isinstance(app.screen, HomeScreen)
        assert [n.severity for n in app._notifications] == ["error"]
