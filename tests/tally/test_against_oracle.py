"""The tally and the brute-force oracle must agree on random studies."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.model.questions import Question, Table
from qualcode.tally.answering import answer as tally
from tests.tally.oracle import OracleRow, OracleTable
from tests.tally.oracle import answer as oracle
from tests.tally.strategies import questions, worlds
from tests.tally.world import World
from tests.tally.worlds import build

QUESTIONS = 6
"""Questions asked of each random study: making the study costs more than asking."""


@st.composite
def worlds_with_questions(draw: st.DrawFn) -> tuple[World, list[Question]]:
    world = draw(worlds())
    return world, draw(st.lists(questions(world), min_size=QUESTIONS, max_size=QUESTIONS))


@given(worlds_with_questions())
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_the_tally_agrees_with_the_oracle_on_random_studies(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[World, list[Question]]
) -> None:
    world, asked = case

    check_agreement(world, asked, tmp_path_factory.mktemp("study") / "world.qualcode")


def check_agreement(world: World, asked: list[Question], path: Path) -> None:
    study = build(world, path)
    try:
        for question in asked:
            with study.read() as connection:
                given_table = tally(connection, question)
            assert as_oracle(given_table) == oracle(world, question), question
    finally:
        study.close()
        path.unlink()


def as_oracle(table: Table) -> OracleTable:
    """What the oracle has an opinion on."""
    units = table.question.counts_units
    return OracleTable(
        columns=tuple(c.key for c in table.columns),
        rows=tuple(
            OracleRow(r.theme, r.code, r.depth, r.residual, r.cells, r.total, r.missing)
            for r in table.rows
        ),
        sums=table.sums,
        violations=table.violations,
        size=table.size if units else None,
        sizes=tuple(c.size or 0 for c in table.columns) if units else None,
        interviewed=table.interviewed if units else None,
    )
