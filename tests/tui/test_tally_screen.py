"""The tally on screen: what is counted is said, and every number opens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from qualcode.model.questions import Question, Row
from qualcode.model.spans import Span
from qualcode.tui.app import QualcodeApp
from qualcode.tui.asking import choices_of, following, next_base
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.screens.tally import TallyScreen
from qualcode.tui.screens.where import WhereDialog
from qualcode.tui.widgets.tally_table import TallyTable
from qualcode.workflow import coding
from qualcode.workflow.studies import Study
from qualcode.workflow.tallying import tally

Settle = Callable[[Pilot[None]], Awaitable[None]]
Shown = Callable[[Widget], str]
SIZES = [(80, 24), (200, 50), (50, 14)]


async def opened(app: QualcodeApp, pilot: Pilot[None], settle: Settle) -> TallyScreen:
    await settle(pilot)
    screen = TallyScreen(app.study, app.coder)
    await app.push_screen(screen)
    await settle(pilot)
    return screen


def asked(screen: TallyScreen) -> Question:
    assert screen.table.table is not None
    return screen.table.table.question


def test_the_first_question_counts_centres_by_the_first_attribute(study: Study) -> None:
    assert choices_of(study).first == Question(count="centre", by="type")


def test_a_study_without_units_counts_interviews(empty_study: Study) -> None:
    choices = choices_of(empty_study)

    assert choices.first == Question(count="interviews")
    assert "centre" not in choices.counts


def test_units_can_be_chosen_by_the_values_of_their_attributes(study: Study) -> None:
    assert choices_of(study).values == (("type", "USH"), ("type", "UHT"), ("type", "USHT"))


def test_options_come_round(study: Study) -> None:
    coders = choices_of(study).coders

    assert coders == ("any", "all", "siv", "jonas")
    assert following(coders, "jonas") == "any"


def test_the_base_of_those_who_mention_a_code_takes_the_code_of_the_row(study: Study) -> None:
    row = tally(study, Question()).rows[1]

    assert next_base(Question(base="asked"), row) == Question(base="mentions", base_code="plan")
    assert next_base(Question(base="asked"), None) == Question()
    assert next_base(Question(base="mentions", base_code="plan"), row) == Question()


async def test_the_heading_says_what_is_counted_out_of_whom_by_whose_codings_and_by_what(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settle)

        about = shown(screen.query_one("#about", Static))
        assert "Sentre som omtaler, av alle sentre; enhver koder · Etter type" in about
        assert "3 sentre · 3 med intervju" in shown(screen.title_line)


async def test_rows_show_names_as_they_are_with_n_of_n_and_percent(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settle)

        lines = shown(screen.table).replace("\xa0", " ").splitlines()
        assert [part for part in lines[1].split("  ") if part][:3] == [
            " kodegruppe / kode",
            " n",
            " av N",
        ]
        first = "▌▾ Forankring [tema] 2 av 3 67 % 1 1 ━━━━━━━━━━ 1 ━━━━━━━━━━ 0"
        assert " ".join(lines[2].split()) == first
        assert "■ [/nytt] e\u0301n ting" in lines[6]
        assert " ".join(lines[7].split()) == "sum omtaler 6 3 2 1"


@pytest.mark.parametrize("size", SIZES)
async def test_the_table_keeps_within_any_screen(
    study: Study, settle: Settle, size: tuple[int, int]
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot, settle)

        widths = {screen.table.render_line(y).cell_length for y in range(screen.table.size.height)}
        assert widths == {screen.table.scrollable_size.width}


async def test_the_names_stay_in_view_when_the_columns_scroll(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(50, 20)) as pilot:
        screen = await opened(app, pilot, settle)
        screen.table.move_to(1, len(screen.table.columns) - 1)
        await pilot.pause()

        assert screen.table.scroll_offset.x > 0
        lines = shown(screen.table).splitlines()
        assert "USHT" in lines[0]
        assert "■ står i" in lines[3]


async def test_a_theme_folds_and_unfolds(study: Study, settle: Settle, shown: Shown) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settle)
        screen.table.move_to(2)
        await pilot.press("space")

        assert "▸ Forankring [tema]" in shown(screen.table)
        assert "økonomiplanen" not in shown(screen.table)

        await pilot.press("space")

        assert "økonomiplanen" in shown(screen.table)


async def test_enter_on_the_name_of_a_theme_folds_it(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        screen = await opened(app, pilot, settle)
        screen.table.move_to(0, 0)
        await pilot.press("enter")

        assert screen.table.folded == {"Forankring [tema]"}


async def test_shares_stand_instead_of_numbers_when_asked_for(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("p")

        assert shown(screen.table).count("100\xa0%") == 10


@pytest.mark.parametrize(
    ("key", "changed"),
    [
        ("a", {"by": "centre"}),
        ("b", {"base": "interviewed"}),
        ("c", {"coder": "all"}),
        ("d", {"count": "segments"}),
    ],
)
async def test_a_key_asks_the_next_question(
    study: Study, settle: Settle, key: str, changed: dict[str, str]
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        screen = await opened(app, pilot, settle)
        before = asked(screen)
        await pilot.press(key)
        await settle(pilot)

        parts = {name: getattr(asked(screen), name) for name in changed}
        assert parts == changed
        assert asked(screen) != before


async def test_the_cursor_stays_on_its_code_when_the_question_changes(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        screen = await opened(app, pilot, settle)
        screen.table.move_to(4)
        await pilot.press("d")
        await settle(pilot)

        assert screen.table.cursor[0] == 4


async def test_a_number_opens_to_the_passages_behind_it(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settle)
        screen.table.move_to(1, screen.table.fixed)
        await pilot.press("enter")
        await settle(pilot)

        assert isinstance(app.screen, QuotesScreen)
        assert app.screen.heading == "står i økonomiplanen [2015] · USH"
        assert [quote.units for quote in app.screen.quotes] == [("S01",)]


async def test_a_click_on_the_number_under_the_cursor_opens_it(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settle)
        n = screen.table.columns[0].width + 4
        await pilot.click(TallyTable, offset=(n, 3))
        assert screen.table.cursor == (1, 1)
        await pilot.click(TallyTable, offset=(n, 3))
        await settle(pilot)

        assert isinstance(app.screen, QuotesScreen)
        assert len(app.screen.quotes) == 2


async def test_a_number_with_nothing_behind_it_says_so(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settle)
        screen.table.move_to(1, len(screen.table.columns) - 1)
        await pilot.press("enter")
        await settle(pilot)

        assert app.screen is screen
        assert [n.message for n in app._notifications] == [app.t("tui.tally.nothing_behind")]


async def test_units_can_be_limited_to_those_with_a_value(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("w")
        await settle(pilot)
        assert isinstance(app.screen, WhereDialog)
        await pilot.press("down", "space", "enter")
        await settle(pilot)

        assert asked(screen).where == (("type", "UHT"),)
        assert screen.table.table is not None
        assert screen.table.table.size == 1


async def test_leaving_the_dialog_leaves_the_question(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("w")
        await settle(pilot)
        await pilot.press("space", "escape")
        await settle(pilot)

        assert asked(screen).where == ()


async def test_codes_that_exclude_each_other_are_told_of_by_name(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot, settle)

        notes = shown(screen.query_one("#notes", Static))
        assert "[enten]: S01 har står i økonomiplanen [2015], råd uten myndighet" in notes


async def test_a_question_without_meaning_is_refused_and_the_table_stays(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        screen = await opened(app, pilot, settle)
        before = asked(screen)
        screen._ask(Question(by="[/fylke]"))
        await settle(pilot)

        assert asked(screen) == screen.question == before
        assert any("[/fylke]" in n.message for n in app._notifications)


async def test_an_empty_study_has_an_empty_table(empty_study: Study, settle: Settle) -> None:
    app = QualcodeApp(empty_study, "siv")

    async with app.run_test() as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("enter", "space", "b", "w")
        await settle(pilot)

        assert screen.table.lines == ()


async def test_the_workbook_is_written_beside_the_study_and_replaces_nothing(
    study: Study, settle: Settle
) -> None:
    first = study.path.with_suffix(".xlsx")
    first.write_text("mine")
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await opened(app, pilot, settle)
        await pilot.press("e")
        await settle(pilot)

        assert first.read_text() == "mine"
        assert first.with_name("senter 2.xlsx").stat().st_size > 1_000
        assert any("senter 2.xlsx" in n.message for n in app._notifications)


async def test_the_whole_name_of_the_row_under_the_cursor_is_shown(
    study: Study, settle: Settle, shown: Shown
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, settle)
        screen.table.move_to(1)
        await pilot.pause()

        here = shown(screen.query_one("#here", Static))
        assert "Forankring [tema] › står i økonomiplanen [2015]" in here
        assert "økonomiplanen [2015]" not in shown(screen.table)


async def test_what_another_window_codes_is_counted_anew(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        screen = await opened(app, pilot, settle)
        await pilot.press("down")
        assert screen.table.table is not None
        before, row = screen.table.table.rows[1].total.n, screen.table.current
        coding.apply_codes(study, "jonas", 3, Span(40, 50), [1])
        coding.create_code(study, "kari", "helt ny")

        screen.look_for_news()
        await settle(pilot)

        assert screen.table.table.rows[1].total.n == before + 1
        assert screen.table.current == screen.table.table.rows[1]
        assert isinstance(row, Row)
        assert row.label == screen.table.table.rows[1].label
