"""The tutorial: a small study that says itself what to do, and is gone afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.command import DiscoveryHit
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.locale import LANGUAGES
from qualcode.model.settings import Settings
from qualcode.tui.app import QualcodeApp
from qualcode.tui.commands import Tutorial
from qualcode.tui.screens.base import TranscriptWanted
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.tutorial import SPOKEN_OF, TutorialScreen
from qualcode.workflow import coding, studies
from qualcode.workflow.settings import SettingsFile
from qualcode.workflow.studies import Study, interview_ids
from qualcode.workflow.tutorial import tutorial_study

Settle = Callable[[Pilot[None]], Awaitable[None]]
KEYS = {blank: f"<{blank}>" for blank in SPOKEN_OF}


def first_time(
    study: Study, language: str | None = None, settings: Settings | None = None
) -> QualcodeApp:
    file = SettingsFile(settings or Settings(), Path("settings.toml"))
    return QualcodeApp(study, "siv", language=language, settings=file, tutorial=True)


def tutorial_of(app: QualcodeApp) -> TutorialScreen:
    screen = app.screen
    assert isinstance(screen, TutorialScreen)
    return screen


def codings_in(study: Study) -> int:
    return studies.overview_of(study).codings


# The study


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_interview_names_the_keys_and_can_be_coded_in(tmp_path: Path, language: str) -> None:
    study = tutorial_study(tmp_path, "siv", language, KEYS)

    transcript = coding.open_transcript(study, interview_ids(study)[0])
    codes = coding.codes(study)
    study.close()

    assert all(key in transcript.text for key in KEYS.values())
    assert len(transcript.turns) == 5
    assert not any(turn.interviewer for turn in transcript.turns)
    assert len(codes) == 3
    assert transcript.segmentation is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_sentences_are_whole(tmp_path: Path, language: str) -> None:
    study = tutorial_study(tmp_path, "siv", language, dict.fromkeys(SPOKEN_OF, "?"))
    transcript = coding.open_transcript(study, interview_ids(study)[0])
    study.close()
    assert transcript.segmentation is not None

    said = [span.of(transcript.text) for span in transcript.segmentation.sentences]

    turns = [transcript.text[turn.body : turn.end] for turn in transcript.turns]
    assert " ".join(said).split() == " ".join(turns).split()
    assert all(sentence.endswith(".") for sentence in said)


# The first start


async def test_the_first_start_opens_on_the_tutorial(study: Study, settle: Settle) -> None:
    app = first_time(study)

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)

        assert "skriv plan" in tutorial_of(app).desk.transcript.text
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_other_starts_open_on_the_interviews(study: Study, settle: Settle) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test() as pilot:
        await settle(pilot)

        assert isinstance(app.screen, HomeScreen)


async def test_escape_skips_the_tutorial_whatever_is_marked(study: Study, settle: Settle) -> None:
    app = first_time(study)

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("plus", "escape")
        await settle(pilot)

        assert isinstance(app.screen, HomeScreen)


async def test_escape_in_the_codebook_goes_to_the_text_first(study: Study, settle: Settle) -> None:
    app = first_time(study)

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("tab", "escape")
        await settle(pilot)

        assert tutorial_of(app).view.has_focus


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("keymap", ["plain", "vi"])
async def test_the_whole_interview_fits_a_small_terminal(
    study: Study, settle: Settle, language: str, keymap: str
) -> None:
    app = first_time(study, language, Settings(keymap=keymap))  # type: ignore[arg-type]

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)

        assert tutorial_of(app).view.max_scroll_y == 0


async def test_the_interview_names_the_keys_in_force(study: Study, settle: Settle) -> None:
    keys = {"coding.leave": "f12"}
    app = first_time(study, "en", Settings(keymap="vi", keys=keys))

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)

        text = tutorial_of(app).desk.transcript.text
        assert text.startswith("Guide: j and k go by a sentence, l and h by a word.")
        assert "f12 goes to your interviews" in text


async def test_it_survives_a_very_small_terminal(study: Study, settle: Settle) -> None:
    app = first_time(study)

    async with app.run_test(size=(20, 5)) as pilot:
        await settle(pilot)

        assert tutorial_of(app).view.has_focus


# What becomes of it


async def test_what_is_coded_there_is_not_in_the_study(study: Study, settle: Settle) -> None:
    app, before = first_time(study), codings_in(study)

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        app.screen.query_one("#query", Input).value = "plan"
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)

        assert codings_in(tutorial_of(app).study) == 1
        assert codings_in(study) == before


async def test_leaving_it_leaves_nothing_behind(study: Study, settle: Settle) -> None:
    app = first_time(study)

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        folder = tutorial_of(app).study.path.parent
        assert folder.exists()
        await pilot.press("q")
        await settle(pilot)

        assert not folder.exists()


async def test_quitting_from_it_leaves_nothing_behind(study: Study, settle: Settle) -> None:
    app = first_time(study)

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        folder = tutorial_of(app).study.path.parent
        await pilot.press("ctrl+q")

    assert not folder.exists()


async def test_no_interview_of_the_study_opens_from_within(study: Study, settle: Settle) -> None:
    app = first_time(study)

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = tutorial_of(app)
        await app.push_screen(HistoryScreen(screen.study, "siv"))
        app.screen.post_message(TranscriptWanted(1, 60))
        await settle(pilot)

        assert app.screen is screen
        assert screen.view.selection.span.contains(60)


async def test_where_there_is_no_place_for_it_the_app_opens_without(
    study: Study, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not there"))
    app = first_time(study)

    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)

        assert isinstance(app.screen, HomeScreen)
        assert "Innføringen kan ikke lages" in next(iter(app._notifications)).message


# At any time


async def test_it_is_in_the_palette_and_goes_back_to_where_one_was(
    study: Study, settle: Settle
) -> None:
    app = QualcodeApp(study, "siv")

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        work = CodingScreen(study, "siv", 1)
        await app.push_screen(work)
        await settle(pilot)

        hits = [hit async for hit in Tutorial(app.screen).discover()]
        assert [h.text for h in hits if isinstance(h, DiscoveryHit)] == ["Prøv deg fram"]
        await app.run_action("app.tutorial")
        await settle(pilot)
        assert "skriv plan" in tutorial_of(app).desk.transcript.text
        await pilot.press("q")
        await settle(pilot)

        assert app.screen is work


async def test_there_is_one_tutorial_at_a_time(study: Study, settle: Settle) -> None:
    app = first_time(study)

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        first = tutorial_of(app)
        await app.run_action("app.tutorial")
        await settle(pilot)

        assert app.screen is first
