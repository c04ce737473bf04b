"""The app: language, looks, and keys that footer, help and palette all take from one place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from threading import Event

import pytest
from textual import work
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Markdown

from qualcode.errors import Conflict
from qualcode.locale import LANGUAGES, entries
from qualcode.tui.app import QualcodeApp
from qualcode.tui.commands import Interviews, Looks, ScreenKeys
from qualcode.tui.looks import LIGHT
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.screens.tally import TallyScreen
from qualcode.tui.screens.where import WhereDialog
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.quote_list import QuoteList
from qualcode.tui.widgets.tally_table import TallyTable
from qualcode.workflow.studies import Study

Settle = Callable[[Pilot[None]], Awaitable[None]]

WITH_KEYS: tuple[type[DOMNode], ...] = (
    QualcodeApp,
    HomeScreen,
    TallyScreen,
    QuotesScreen,
    HistoryScreen,
    WhereDialog,
    Grid,
    TallyTable,
    QuoteList,
)


def bindings_of(owner: type[DOMNode]) -> Iterator[Binding]:
    for binding in vars(owner).get("BINDINGS", ()):
        assert isinstance(binding, Binding)
        yield binding


@pytest.mark.parametrize("owner", WITH_KEYS, ids=lambda owner: owner.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_an_id_and_texts(owner: type[DOMNode], language: str) -> None:
    def says(text: str) -> bool:
        room, _, name = text.partition(".")
        return bool(entries(language, room)[name])

    for binding in bindings_of(owner):
        assert binding.id
        assert says(binding.description)
        assert not binding.tooltip or says(binding.tooltip)


def test_an_id_stands_for_one_key_only() -> None:
    ids = [(b.id, b.action) for owner in WITH_KEYS for b in bindings_of(owner)]

    assert len({name for name, _ in ids}) == len(set(ids))


def test_people_are_spoken_to_in_the_language_of_the_study(study: Study) -> None:
    assert QualcodeApp(study, "siv").language == "nb"
    assert QualcodeApp(study, "siv").t("tui.tally.title") == "Opptelling"


def test_people_may_choose_another_language(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_LANGUAGE", "en_GB")

    assert QualcodeApp(study, "siv").t("tui.tally.title") == "Tally"
    assert QualcodeApp(study, "siv", language="nn").t("tui.tally.title") == "Opptelling"


@pytest.mark.parametrize(("language", "word"), [("nb", "opptelling"), ("en", "tally")])
async def test_the_footer_is_in_the_language_of_the_interface(
    study: Study, settle: Settle, language: str, word: str
) -> None:
    app = QualcodeApp(study, "siv", language=language)

    async with app.run_test() as pilot:
        await settle(pilot)

        assert word in [hint.words for hint in app.screen.query_one(KeyFooter).hints]


async def test_help_tells_what_the_widget_is_for_and_lists_every_key(
    study: Study, settle: Settle, shown: Callable[[Widget], str]
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        asked = app.screen
        await pilot.press("question_mark")
        await settle(pilot)

        help_screen = app.screen
        assert isinstance(help_screen, HelpScreen)
        assert "Intervjuene" in help_screen.query_one(Markdown).source
        keys = shown(help_screen.query_one("#help-keys"))
        assert "t " in keys
        assert "Hvor mange sier hva" in keys

        await pilot.press("question_mark")
        await settle(pilot)

        assert app.screen is asked


async def test_help_is_scrolled_with_keys(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(60, 14)) as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        box = app.screen.query_one("#help")
        await pilot.press("end")
        await settle(pilot)

        assert box.scroll_offset.y == box.max_scroll_y > 0


@pytest.mark.parametrize("width", [20, 80, 200])
async def test_the_footer_ends_with_the_key_for_help(
    study: Study, settle: Settle, shown: Callable[[Widget], str], width: int
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        line = shown(app.screen.query_one(KeyFooter))

        assert len(line) == width
        assert line.endswith("? hjelp ")


async def test_the_footer_shows_whole_keys_and_says_that_there_are_more(
    study: Study, settle: Settle, shown: Callable[[Widget], str]
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(60, 24)) as pilot:
        await settle(pilot)
        footer = app.screen.query_one(KeyFooter)
        said = shown(footer).partition("…")[0].split()

    whole = [word for hint in footer.hints for word in f"{hint.display} {hint.words}".split()]
    assert 0 < len(said) < len(whole)
    assert said == whole[: len(said)]


async def test_a_key_in_the_footer_can_be_clicked(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(120, 24)) as pilot:
        await settle(pilot)
        footer = app.screen.query_one(KeyFooter)
        line = "".join(segment.text for segment in footer.render_line(0))
        await pilot.click(KeyFooter, offset=(line.index("opptelling"), 0))
        await settle(pilot)

        assert isinstance(app.screen, TallyScreen)


async def test_a_key_can_be_changed_by_its_id(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")
    app.set_keymap({"home.tally": "f7"})

    async with app.run_test() as pilot:
        await pilot.press("f7")
        await settle(pilot)

        assert isinstance(app.screen, TallyScreen)


async def test_the_palette_lists_the_keys_of_the_screen_by_their_words(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        hits = [hit async for hit in ScreenKeys(app.screen).discover()]

    texts = {hit.text: hit.help for hit in hits if isinstance(hit, DiscoveryHit)}
    assert texts["opptelling  (t)"] == "Hvor mange sier hva"
    assert not any(text and text.startswith("opp  ") for text in texts)


async def test_what_the_palette_lists_can_be_done_from_it(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p", *"opptell")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)

        assert isinstance(app.screen, TallyScreen)


async def test_the_palette_finds_interviews_whose_names_look_like_markup(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        finder = Interviews(app.screen)
        await finder.startup()
        hits = [hit async for hit in finder.search("[S02]")]

    assert [h.text for h in hits if isinstance(h, Hit)] == ["S02 02 Leder [S02] æøå"]
    assert [str(h.match_display) for h in hits if isinstance(h, Hit)] == [hits[0].text]


async def test_looks_change_by_key_and_from_the_palette(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        dark = app.theme
        await pilot.press("ctrl+t")
        assert app.theme == LIGHT.name

        choices = [hit async for hit in Looks(app.screen).discover()]
        choices[0].command()

        assert app.theme == dark


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "«[/økonomi]» ligger alt i «Drift»."),
        ("en", "«[/økonomi]» stands in «Drift» already."),
    ],
)
async def test_an_error_is_told_in_the_language_of_the_screen(
    study: Study, settle: Settle, language: str, said: str
) -> None:
    app = QualcodeApp(study, "siv", language=language)
    error = Conflict("«{code}» stands in «{place}» already.", code="[/økonomi]", place="Drift")

    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, StudyScreen)
        app.screen.tell_fault(error)
        await settle(pilot)

        assert [n.message for n in app._notifications] == [said]


async def test_an_error_with_brackets_is_shown_as_it_is(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, StudyScreen)
        app.screen.tell_fault("[/latter] står i veien")
        await settle(pilot)

        assert [n.message for n in app._notifications] == ["[/latter] står i veien"]
        assert not any(n.markup for n in app._notifications)


class Slow(HistoryScreen):
    """Has a worker that is done when the screen has long been left."""

    left, done = Event(), Event()
    found = 0

    @work(thread=True)
    def look_long(self) -> None:
        self.left.wait(10)
        try:
            self.from_thread(self.take)
        finally:
            self.done.set()

    def take(self) -> None:
        self.found += 1


async def test_what_a_worker_found_is_let_be_when_its_screen_has_been_left(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)
        screen = Slow(study, "siv")
        await app.push_screen(screen)
        screen.look_long()
        await pilot.press("escape")
        screen.left.set()
        for _ in range(100):
            await pilot.pause(0.01)
            if screen.done.is_set():
                break

        assert screen.done.is_set()
        assert screen not in app.screen_stack
        assert screen.found == 0
