"""Every number can be opened, and what is behind it adds up to it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.model.questions import Question, Row
from qualcode.store.study import Study
from qualcode.workflow.tallying import quotes_behind, tally
from tests.tally.strategies import questions, worlds
from tests.tally.world import World
from tests.tally.worlds import build


@st.composite
def worlds_with_a_question(draw: st.DrawFn) -> tuple[World, Question, int, int]:
    """A study, a question, and which of its numbers to open."""
    world = draw(worlds())
    return world, draw(questions(world)), draw(st.integers(0, 50)), draw(st.integers(0, 50))


@given(worlds_with_a_question())
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
def test_behind_every_number_stand_the_passages_that_make_it(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[World, Question, int, int]
) -> None:
    world, question, some_row, some_column = case
    study = build(world, tmp_path_factory.mktemp("study") / "world.qualcode")

    table = tally(study, question)

    row = table.rows[some_row % len(table.rows)] if table.rows else None
    if row is not None:
        check_opened(study, question, row, None, row.total.n)
        if table.columns:
            at = some_column % len(table.columns)
            check_opened(study, question, row, table.columns[at].key, row.cells[at].n)
    study.close()


def check_opened(
    study: Study, question: Question, row: Row, column: str | None, count: int
) -> None:
    behind = quotes_behind(study, question, row, column)

    assert bool(behind) == (count > 0) or question.count == "words"
    if question.count == "segments":
        assert len(behind) == count
    if question.count == "interviews":
        assert len({quote.transcript for quote in behind}) >= count
    for quote in behind:
        assert quote.codings
        assert quote.end - quote.start == len(quote.text)
