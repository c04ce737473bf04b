"""The home screen: what is there, what is done, and where to go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from qualcode.model.spans import Span
from qualcode.model.units import Unit
from qualcode.model.views import InterviewLine
from qualcode.store import setup
from qualcode.tui.app import QualcodeApp
from qualcode.tui.interviews import filtered, in_order, label_of, mark_of, share_coded, share_read
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.widgets.interview_list import InterviewList
from qualcode.workflow import coding, reading
from qualcode.workflow.studies import Study

Settle = Callable[[Pilot[None]], Awaitable[None]]
Shown = Callable[[Widget], str]
SIZES = [(80, 24), (200, 50), (44, 12)]


def line(name: str = "01.txt", turns: int = 10, coded: int = 0, **parts: Any) -> InterviewLine:
    given: dict[str, Any] = {"units": ("S01",), "roles": (), "codings": coded, "last": ""}
    return InterviewLine(
        id=1,
        name=name,
        kind="interview",
        words=100,
        turns=turns,
        coded_turns=coded,
        **(given | parts),
    )


def home(app: QualcodeApp) -> HomeScreen:
    assert isinstance(app.screen, HomeScreen)
    return app.screen


def names(app: QualcodeApp) -> list[str]:
    return [one.name[:2] for one in home(app).interview_list.lines]


def footer(app: QualcodeApp) -> set[str | None]:
    """The keys that are offered, by id."""
    return {active.binding.id for active in app.screen.active_bindings.values() if active.enabled}


def text(app: QualcodeApp, where: str, shown: Shown) -> str:
    """What a line of the screen says, with plain spaces."""
    return shown(home(app).query_one(where)).replace("\xa0", " ").strip()


# What the lines say, and which are shown


def test_shares_are_those_of_the_informants_turns() -> None:
    assert share_coded(line(turns=8, coded=2)) == 25
    assert share_read(line(turns=8, read_turns={"siv": 6}), "siv") == 75
    assert share_read(line(turns=8, read_turns={"siv": 6}), "jonas") == 0


def test_where_no_informant_speaks_there_is_no_share() -> None:
    assert share_coded(line(turns=0, codings=1)) is None
    assert share_read(line(turns=0), "siv") is None


def test_a_coder_is_marked_by_how_much_she_has_read() -> None:
    interview = line(turns=10, read_turns={"siv": 10, "jonas": 9}, by_coder={"kari": 2})

    assert [mark_of(interview, name) for name in ("siv", "jonas", "kari", "per")] == list("●◐◐○")


def test_a_unit_is_called_by_key_and_name_but_not_the_same_twice() -> None:
    assert label_of("S01", "Fjordvik") == "S01 Fjordvik"
    assert label_of("Fjordvik", "Fjordvik kommune") == "Fjordvik kommune"
    assert label_of("S01", "") == "S01"


@pytest.mark.parametrize(
    ("order", "expected"),
    [("study", "abc"), ("uncoded", "bac"), ("unread", "acb"), ("latest", "cab"), ("name", "cba")],
)
def test_lines_are_put_in_order(order: str, expected: str) -> None:
    lines = [
        line("Å a", coded=5, last="2025-01-02", read_turns={"siv": 1}),
        line("y b", coded=1, last="2025-01-01", read_turns={"siv": 9}),
        line("X c", coded=9, last="2025-01-03", read_turns={"siv": 1, "jonas": 10}),
    ]

    assert "".join(one.name[-1] for one in in_order(lines, order, "siv")) == expected


def test_an_interview_without_informants_is_never_the_next_to_do() -> None:
    lines = [line("a", turns=0), line("b", coded=5)]

    for order in ("uncoded", "unread"):
        assert [one.name for one in in_order(lines, order, "siv")] == ["b", "a"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "abc"),
        ("FJORD", "a"),
        ("s02", "b"),
        ("fagleder", "b"),
        ("usht", "a"),
        ("usht sør", "a"),
        ("usht nord", ""),
        ("ukodet", "c"),
        ("uncoded", "c"),
        ("ulest", "bc"),
        ("unread s02", "b"),
        ("jonas", "b"),
        ("[notat]", "c"),
    ],
)
def test_every_word_of_a_filter_must_fit(query: str, expected: str) -> None:
    lines = [
        line(
            "1 a",
            coded=3,
            unit_names=("Fjord[vik]",),
            attributes={"type": ("USHT",), "county": ("Sør",)},
            by_coder={"siv": 3},
            read_turns={"siv": 10},
        ),
        line("2 b", coded=2, units=("S02",), roles=("fagleder",), by_coder={"Jonas": 2}),
        line("3 [notat] c", units=()),
    ]

    assert "".join(one.name[-1] for one in filtered(lines, query, "siv")) == expected


# The screen


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
        assert "S02 漢字 sykehjem" in lines[2]
        assert "UHT" in lines[2]
        assert "02 Leder [S02] æøå" in lines[2]
        assert lines[2].count("67\xa0%") == 2
        assert lines[2].index("◐") < lines[2].index("○")
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
    study: Study, settle: Settle, shown: Shown
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
        assert text(app, "#note", shown).startswith("sist kodet: 02 Leder [S02] æøå")
        assert "home.go_on" not in footer(app)


async def test_one_goes_on_where_one_left_off_to_the_character(
    study: Study, settle: Settle, shown: Shown
) -> None:
    reading.remember_place(study, "siv", 3, 3)
    place = coding.open_transcript(study, 2).text.index("altså")
    reading.remember_place(study, "siv", 2, place)
    reading.remember_place(study, "jonas", 1, 3)
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)

        current = home(app).interview_list.current
        assert current is not None
        assert current.id == 2
        said = "fortsett der du slapp: 02 Leder [S02] æøå, 漢字 sykehjem, replikk 2"
        assert text(app, "#note", shown) == said
        assert "home.go_on" in footer(app)

        home(app).interview_list.select(1)
        await pilot.press("c")
        await settle(pilot)

        assert isinstance(app.screen, CodingScreen)
        assert app.screen.desk.transcript.id == 2
        assert app.screen.view.selection.cursor == place


async def test_each_interview_opens_where_the_coder_left_it(study: Study, settle: Settle) -> None:
    place = coding.open_transcript(study, 2).text.index("altså")
    reading.remember_place(study, "siv", 2, place)
    reading.remember_place(study, "siv", 1, 0)
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.desk.transcript.id == 1
        assert app.screen.view.selection.cursor < 20
        await app.screen.dismiss()
        await settle(pilot)

        home(app).interview_list.select(2)
        await pilot.press("enter")
        await settle(pilot)

        assert isinstance(app.screen, CodingScreen)
        assert app.screen.view.selection.cursor == place


async def test_a_place_beyond_a_text_opens_its_end(study: Study, settle: Settle) -> None:
    reading.remember_place(study, "siv", 2, 9_999)
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)

        assert isinstance(app.screen, CodingScreen)
        length = len(app.screen.desk.transcript.text)
        assert length - 40 < app.screen.view.selection.cursor < length


async def test_the_cursor_follows_to_the_interview_that_was_left_meanwhile(
    study: Study, settle: Settle
) -> None:
    reading.remember_place(study, "siv", 1, 3)
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        reading.remember_place(study, "siv", 3, 3)
        home(app).read_interviews()
        await settle(pilot)

        current = home(app).interview_list.current
        assert current is not None
        assert current.id == 3


async def test_what_was_read_is_in_the_share_of_the_coder_at_work(
    study: Study, settle: Settle, shown: Shown
) -> None:
    answers = [t.span for t in coding.open_transcript(study, 3).turns if not t.interviewer]
    reading.mark_read(study, "siv", 3, answers[:2])

    for coder, share, marks in (("siv", "67\xa0%", "◐   ◐"), ("jonas", "33\xa0%", "◐     ◐")):
        app = QualcodeApp(study, coder)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            row = shown(home(app).interview_list).splitlines()[3]
            assert row.index(share) < row.index("━")
            assert marks in row


async def test_what_is_missing_stands_at_the_bottom(
    study: Study, settle: Settle, shown: Shown
) -> None:
    with study.change("siv", "units") as change:
        setup.write_units(change, [Unit(kind="centre", key=f"S[{n}]") for n in range(4, 9)])
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)

        said = text(app, "#missing", shown)
        units = "S[4], S[5], S[6] og 2 til (ikke intervjuet)"
        assert said == f"mangler: {units} · 1 intervju uten koding"


async def test_on_a_tiny_screen_the_interviews_come_first(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.resize_terminal(20, 5)
        await settle(pilot)

        assert "01 Leder" in text(app, "#interviews", shown)

        await pilot.resize_terminal(80, 24)
        await settle(pilot)

        assert home(app).query_one("#missing").display


async def test_where_nothing_is_missing_nothing_is_said(study: Study, settle: Settle) -> None:
    coding.apply_codes(study, "siv", 4, Span(0, 5), [1])
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)

        assert not home(app).query_one("#missing").display


@pytest.mark.parametrize(
    ("width", "headings"),
    [
        (200, "enhet type intervju rolle ord lest kodet siv jonas sist"),
        (120, "enhet type intervju rolle ord lest kodet siv jonas sist"),
        (80, "enhet intervju ord lest kodet siv jonas sist"),
        (44, "intervju lest kodet siv jonas"),
        (30, "intervju lest"),
        (20, "intervju"),
    ],
)
async def test_columns_give_way_where_the_screen_is_narrow(
    study: Study, settle: Settle, width: int, headings: str
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)

        table = home(app).interview_list
        assert " ".join(c.heading[0] for c in table.columns if c.heading[0]) == headings
        assert not table.show_horizontal_scrollbar


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


async def test_the_least_coded_interviews_can_come_first(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        home(app).interview_list.select(3)
        await pilot.press("o")
        await pilot.pause()

        assert names(app) == ["99", "03", "02", "01"]
        assert home(app).interview_list.cursor == (0, 0)
        assert text(app, "#order", shown) == "minst kodet først"


async def test_a_filter_says_how_many_are_shown(study: Study, settle: Settle, shown: Shown) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f", *"ukodet")
        await pilot.pause()

        assert names(app) == ["99"]
        assert text(app, "#order", shown) == "1 av 4"


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
        home(app).interview_list.show([line(unit_names=("",))] * 2_000, ("siv",))
        await pilot.press("end")
        await pilot.pause()

        assert home(app).interview_list.cursor == (1_999, 0)
        assert 1_999 in painted
        assert len(painted) < 50


async def test_enter_opens_the_interview_at_the_coders_newest_coding(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")
    newest = coding.codings_in(study, 1)[-1]

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


async def test_what_another_window_does_is_seen_on_the_list(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")
    async with app.run_test() as pilot:
        await settle(pilot)
        home = app.screen
        assert isinstance(home, HomeScreen)
        before = home.interview_list.lines[2].codings
        coding.apply_codes(study, "jonas", 3, Span(0, 5), [1])

        home.look_for_news()
        await settle(pilot)

        assert home.interview_list.lines[2].codings == before + 1


async def test_the_list_rests_while_an_interview_lies_over_it(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")
    async with app.run_test() as pilot:
        await settle(pilot)
        home = app.screen
        assert isinstance(home, HomeScreen)
        await pilot.press("enter")
        await settle(pilot)
        held = home.interview_list.lines[2].codings
        coding.apply_codes(study, "jonas", 3, Span(0, 5), [1])

        home._once_in_a_while()
        await settle(pilot)
        assert home.interview_list.lines[2].codings == held

        await pilot.press("q")
        await settle(pilot)
        assert home.interview_list.lines[2].codings == held + 1
