"""Scenario 4: a list of codes from before anybody has coded is for sorting (sdi.md, j.4)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from qualcode.errors import NeedsReason
from qualcode.model.spans import Span
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.ladder.codes import CodesScreen
from qualcode.tui.screens.ladder.codes_loading import LoadDialog, TemplateDialog
from qualcode.workflow import (
    cautioning,
    codebooks,
    coding,
    describing,
    history,
    importing,
    testing,
)
from qualcode.workflow.studies import Study, create_study
from tests.ladder_screens import answer, asked, at_screen, press, said
from tests.reading_reports import happened, report

TOPICS = (
    *("Økonomi", "Ledelse", "Samarbeid", "Utfordringer", "Kompetanse", "Rolle"),
    *("Spredning", "Innføring", "Forankring", "Tid", "Teknologi", "Brukere"),
)
SAID = "Vi låner en buss av naboen når vi skal på kurs."
INTERVIEWS = {
    "a.txt": f"Leder: {SAID}\n",
    "b.txt": "Leder: Kurset er om kvelden, og da er folk trøtte.\n",
}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Two interviews that nobody has coded."""
    made = create_study(tmp_path / "s.qualcode", coder="siv")
    for name, text in INTERVIEWS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    importing.import_files(made, [tmp_path / name for name in INTERVIEWS], coder="siv")
    yield made
    made.close()


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    """Twelve codes that somebody thought of at her desk."""
    path = tmp_path / "emner.csv"
    rows = (f"{number},{topic}\n" for number, topic in enumerate(TOPICS))
    path.write_text("code,name\n" + "".join(rows), encoding="utf-8")
    return path


def labels(study: Study) -> list[str]:
    return [code.label for code in coding.codes(study)]


def test_the_program_says_that_the_list_is_for_sorting_and_takes_nothing_in(
    study: Study, topics: Path
) -> None:
    before = history.history(study)

    with pytest.raises(NeedsReason, match=r"12 codes .* nothing has been coded yet: .* sorting"):
        codebooks.load(study, topics, coder="siv")

    assert labels(study) == []
    assert history.history(study) == before


def test_the_topics_can_be_stored_as_attributes_of_the_interviews(
    study: Study, topics: Path
) -> None:
    names = codebooks.names(codebooks.check(topics))

    assert codebooks.keep_as_attributes(study, "siv", names) == len(INTERVIEWS)

    # Each interview now has all twelve, to be filled in, and there is no code.
    for transcript in (1, 2):
        assert describing.details_of(study, transcript) == dict.fromkeys(TOPICS, "")
    assert labels(study) == []
    describing.describe_interview(study, "siv", 1, {**dict.fromkeys(TOPICS, ""), "Tid": "knapp"})
    assert describing.details_of(study, 1)["Tid"] == "knapp"


def test_what_is_known_of_an_interview_is_not_lost_where_a_topic_has_the_same_name(
    study: Study, topics: Path
) -> None:
    describing.describe_interview(study, "siv", 2, {"Runde": "vår", "Ledelse": "ny i år"})

    codebooks.keep_as_attributes(study, "siv", codebooks.names(codebooks.check(topics)))

    held = describing.details_of(study, 2)
    assert (held["Runde"], held["Ledelse"], held["Tid"]) == ("vår", "ny i år", "")
    history.undo(study, "siv")
    assert describing.details_of(study, 2) == {"Runde": "vår", "Ledelse": "ny i år"}


def test_if_she_insists_she_says_why_and_the_log_has_it(study: Study, topics: Path) -> None:
    codebooks.load(study, topics, coder="siv", reason="listen er fra en pilot vi kodet på papir")

    assert sorted(labels(study)) == sorted(TOPICS)
    entry = history.history(study)[0]
    assert (entry.action, entry.coder) == ("load codebook", "siv")
    assert entry.reason == "listen er fra en pilot vi kodet på papir"
    assert {why for *_, why in happened(report(study, "changes"), "Rolle")} == {entry.reason}


def test_blanks_are_no_reason(study: Study, topics: Path) -> None:
    with pytest.raises(NeedsReason):
        codebooks.load(study, topics, coder="siv", reason="  \n")

    assert labels(study) == []


def test_having_insisted_no_code_is_any_better_for_it(study: Study, topics: Path) -> None:
    codebooks.load(study, topics, coder="siv", reason="fra piloten")

    # All wait for their test, and each is pointed out as made before anybody had read.
    assert {standing.state for standing in testing.ladder(study).codes} == {"draft"}
    unread = [c for c in cautioning.cautions(study) if c.kind == "made_unread"]
    assert len(unread) == len(TOPICS)


def test_codes_that_are_said_to_come_from_the_guide_are_taken_for_that(
    study: Study, topics: Path
) -> None:
    codebooks.load(study, topics, coder="siv", origin="guide")

    assert {standing.state for standing in testing.ladder(study).codes} == {"in_use"}


def test_once_an_excerpt_is_coded_a_list_comes_without_questions(
    study: Study, topics: Path
) -> None:
    coding.create_and_apply(study, "siv", 1, Span(7, 7 + len(SAID)), "Låner buss av naboen")

    assert codebooks.load(study, topics, coder="siv").new == len(TOPICS)


# At the command line


def test_the_command_refuses_and_names_the_ways_out(
    qualcode: Callable[..., Any], study: Study, topics: Path
) -> None:
    outcome = qualcode("codebook", "load", study.path, topics)

    assert outcome.code == 1
    assert "Filen sier ikke om 12 koder at de kommer fra guiden" in outcome.err
    assert labels(study) == []

    assert qualcode("codebook", "load", study.path, topics, "--as-attributes").code == 0
    assert [*describing.details_of(study, 1)] == list(TOPICS)
    assert labels(study) == []

    assert qualcode("codebook", "load", study.path, topics, "--anyway", "fra piloten").code == 0
    assert history.history(study)[0].reason == "fra piloten"


# On screen


@asynccontextmanager
async def being_asked(study: Study, topics: Path) -> AsyncIterator[Pilot[None]]:
    """She loads the list, sees what would come of it, and is asked."""
    async with at_screen(study, CodesScreen) as (_, pilot):
        await press(pilot, "l")
        await answer(pilot, str(topics))
        assert isinstance(pilot.app.screen, LoadDialog)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TemplateDialog)
        yield pilot


async def test_the_screen_says_why_it_asks_and_she_can_leave_it(study: Study, topics: Path) -> None:
    async with being_asked(study, topics) as pilot:
        assert "Filen sier ikke om 12 koder at de kommer fra guiden" in asked(pilot)
        assert "til å sortere med" in asked(pilot)
        await press(pilot, "escape")

        assert labels(study) == []


async def test_the_screen_offers_to_store_the_topics_as_attributes(
    study: Study, topics: Path
) -> None:
    async with being_asked(study, topics) as pilot:
        await press(pilot, "down", "enter")

        assert [*describing.details_of(study, 2)] == list(TOPICS)
        assert labels(study) == []
        assert "12 kjennetegn" in said(pilot.app.screen)


async def test_the_screen_takes_them_in_once_she_has_said_why(study: Study, topics: Path) -> None:
    async with being_asked(study, topics) as pilot:
        await press(pilot, "end", "enter")
        assert isinstance(pilot.app.screen, AskText)
        assert labels(study) == []
        await answer(pilot, "fra piloten")

        assert sorted(labels(study)) == sorted(TOPICS)
        assert history.history(study)[0].reason == "fra piloten"
