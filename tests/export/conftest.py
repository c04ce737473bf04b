"""A small study's tables, to be written and read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.questions import (
    Cell,
    Column,
    Missing,
    Question,
    Quote,
    Row,
    SumLine,
    Table,
    Violation,
)
from qualcode.model.workbook import ChapterTables, CodeUse, Matrix, MatrixUnit, Workbook

MakeTable = Callable[..., Table]
MakeQuote = Callable[..., Quote]
MakeWorkbook = Callable[..., Workbook]

CODEBOOK = Codebook(
    themes=(
        Theme(
            name="Forankring",
            codes=(
                Code(id="leadership", name="Ledelsens støtte", definition="Støtte ovenfra"),
                Code(id="politics", name="Politisk forankring", state="retired", origin="guide"),
            ),
        ),
    ),
)

ROWS = (
    Row("Forankring", "", "Forankring", 0, (Cell(5, 6), Cell(1, 2)), Cell(6, 8), Missing(1, 0, 1)),
    Row(
        "Forankring",
        "leadership",
        "Ledelsens støtte",
        1,
        (Cell(4, 6), Cell(1, 2)),
        Cell(5, 8),
        Missing(1, 0, 2, explicit_no=1, both=0),
    ),
    Row(
        "Forankring",
        "politics",
        "Politisk forankring",
        1,
        (Cell(2, 6), Cell(0, 2)),
        Cell(2, 8),
        Missing(1, 3, 2),
    ),
)

TABLE = Table(
    question=Question(by="type"),
    columns=(Column("USH", "Sykehjem", 6), Column("UHT", "Hjemmetjeneste", 2)),
    rows=ROWS,
    sums=SumLine((6, 1), 7, (5, 1), 6),
    size=8,
    interviewed=7,
    violations=(Violation("Støtte", "Fjordvik", ("leadership", "politics")),),
    notes=("Ett senter ligger i to fylker.",),
)

QUOTE = Quote(
    transcript_id=1,
    transcript="intervju.txt",
    start=120,
    end=145,
    text="Vi har støtte hele veien.",
    turn=7,
    units=("Fjordvik", "Skogdal"),
    role="leder",
    theme="Forankring",
    code="Ledelsens støtte",
    coders=("Kari", "Nils"),
    memos=("Se avtalen",),
    codings=(3, 9),
    stances=("+", "neutral"),
)

WORKBOOK = Workbook(
    title="Utviklingssentre 2015",
    language="nb",
    chapters=(ChapterTables("Organisering", (TABLE,)),),
    matrix=Matrix(
        kind="centre",
        attributes=("type",),
        units=(
            MatrixUnit("s1", "Fjordvik", ("USH",)),
            MatrixUnit("s2", "Skogdal", ("UHT",)),
            MatrixUnit("s3", "Lyngnes", ("UHT",)),
        ),
        codes=(
            ("Forankring", "leadership", "Ledelsens støtte"),
            ("Forankring", "politics", "Politisk forankring"),
        ),
        cells=(
            ("yes", "explicit_no"),
            ("both", "asked_not_mentioned"),
            ("not_asked", "no_information"),
        ),
    ),
    codebook=CODEBOOK,
    uses={"leadership": CodeUse(segments=12, interviews=6, units=5)},
    method=(("Telleenhet", "Et senter teller én gang."),),
    changed="2025-03-01T12:30:00+01:00",
)


@pytest.fixture
def make_table() -> MakeTable:
    """A table of one theme and two codes, with what is given changed."""
    return lambda **parts: replace(TABLE, **parts)


@pytest.fixture
def make_quote() -> MakeQuote:
    return lambda **parts: replace(QUOTE, **parts)


@pytest.fixture
def make_workbook() -> MakeWorkbook:
    """A workbook of one chapter, without quotes unless they are given."""
    return lambda **parts: replace(WORKBOOK, **parts)
