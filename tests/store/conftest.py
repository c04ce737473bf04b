"""A small study, made by what the rooms offer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.studies import InterviewRow, StudySpec
from qualcode.model.transcripts import Transcript, Turn
from qualcode.model.units import AttributeDef, Unit, UnitKind
from qualcode.store import taking_in, transcripts
from qualcode.store.study import Study
from qualcode.workflow.studies import create_study
from tests.copies import copy_of

TEXT = "Intervjuer: Står dere i planen?\n\nLeder: Ja, i økonomiplanen. [latter] Og råd? Nei 🙂.\n"
TURNS = (
    Turn("Intervjuer", 0, 12, 31, interviewer=True),
    Turn("Leder", 33, 40, len(TEXT) - 1),
)
BOOK = Codebook(
    themes=(
        Theme(name="Plan", codes=(Code(id="plan"), Code(id="oko", parent="plan"))),
        Theme(name="Råd", codes=(Code(id="god"), Code(id="daarlig"))),
    ),
    exclusive=(ExclusiveSet(name="Råd", codes=("god", "daarlig")),),
)
SPEC = StudySpec(
    title="Prøve",
    kinds=(UnitKind(name="centre"), UnitKind(name="county", of="centre", column="county")),
    attributes=(AttributeDef(name="type", values=("USH", "UHT")),),
)
UNITS = (
    Unit(kind="county", key="Nord"),
    Unit(kind="centre", key="S1", attributes={"type": "USH"}, links=(("county", "Nord"),)),
    Unit(kind="centre", key="S2", attributes={"type": "UHT"}, links=(("county", "Nord"),)),
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Study]:
    study = create_study(tmp_path / "tom.qualcode", coder="siv")
    yield study
    study.close()


@pytest.fixture
def study(made_once: Path, tmp_path: Path) -> Iterator[Study]:
    made = copy_of(made_once, tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("prove")
    made = create_study(tmp_path / "prove.qualcode", SPEC, units=UNITS, coder="siv")
    with made.change("siv", "load codebook") as change:
        taking_in.take_in(change, BOOK)
    with made.change("siv", "import") as change:
        rows = {"s1.txt": [InterviewRow(file="s1.txt", units=(("centre", "S1"),), role="leder")]}
        shelf = transcripts.Shelf(change, rows)
        shelf.take("s1.txt", TEXT.encode(), [Transcript("s1.txt", TEXT, b"", turns=TURNS)])
        shelf.flush()
    made.close()
    return made.path
