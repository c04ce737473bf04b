"""Who is heard in a span."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.model.text import sha256
from qualcode.model.transcripts import Transcript, Turn
from qualcode.store import transcripts
from qualcode.store.study import Study
from qualcode.store.tables import RevisionRow, TurnRow
from qualcode.store.voices import members_at, speech_of
from qualcode.workflow.studies import create_study

TEXT = "Tittel\n\nI: Hva?\n\nA: Ja.\n\nB: Nei, vel.\n"
TURNS = (
    Turn("I", 8, 11, 15, interviewer=True),
    Turn("A", 17, 20, 23),
    Turn("B", 25, 28, 36),
)


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Study:
    path: Path = tmp_path_factory.mktemp("voices") / "s.qualcode"
    study = create_study(path, coder="siv")
    with study.change("siv", "import") as change:
        shelf = transcripts.Shelf(change, {})
        shelf.take("g.txt", b"g", [Transcript("g.txt", TEXT, b"", turns=TURNS)])
        shelf.take("n.txt", b"n", [Transcript("n.txt", "Et notat.", b"", kind="notes")])
        shelf.flush()
    return study


@pytest.mark.parametrize(
    ("start", "end", "members"),
    [
        (0, 6, None),
        (11, 15, ""),
        (0, 12, ""),
        (20, 22, "1"),
        (11, 21, "1"),
        (20, 30, "1,2"),
        (23, 25, None),
        (17, 18, "1"),
    ],
)
def test_those_are_heard_whose_turns_it_touches(
    group: Study, start: int, end: int, members: str | None
) -> None:
    with group.read() as connection:
        assert members_at(connection, 1, start, end) == members


def test_a_text_without_turns_is_all_of_its_own_informants(group: Study) -> None:
    with group.read() as connection:
        assert members_at(connection, 2, 0, 2) == "3"


@given(st.integers(0, 35), st.integers(1, 36))
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_one_span_and_all_spans_are_looked_up_alike(group: Study, start: int, length: int) -> None:
    end = min(start + length, 36)
    with group.read() as connection:
        speech = speech_of(connection, 1, len(TEXT))

        assert members_at(connection, 1, start, end) == speech.members(start, end)


def test_only_the_newest_text_says_who_speaks(study: Study) -> None:
    later = "Leder: Nei.\n"
    with study.change("siv", "correct text") as change:
        revision = change.insert(
            RevisionRow,
            transcript_id=1,
            number=2,
            sha256=sha256(later.encode()),
            length=len(later),
            words=2,
            said=1,
            text=later,
        )
        change.insert(
            TurnRow, revision_id=revision, number=1, speaker_id=2, start=0, body=7, end=11
        )

    with study.read() as connection:
        speech = speech_of(connection, 1, len(later))

        assert (list(speech.starts), list(speech.ends)) == ([0], [11])
        assert members_at(connection, 1, 8, 10) == speech.members(8, 10) == "1"
