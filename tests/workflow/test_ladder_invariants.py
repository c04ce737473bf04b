"""What holds on the ladder whatever people do, in whatever order, with undo in between.

The invariants are those of the method (sdi.md, section i).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from qualcode.errors import QualcodeError
from qualcode.model.ladder import Ladder
from qualcode.model.method import digest
from qualcode.model.questions import Question
from qualcode.store.standings import Standings
from qualcode.store.study import Study
from qualcode.store.tables import Base
from qualcode.tally.codes import rows_of
from qualcode.tally.ground import Ground
from qualcode.workflow import coding, conceptual, testing, tracing
from qualcode.workflow.reports.material import Material
from qualcode.workflow.studies import open_study
from tests.workflow.ladder_moves import MOVES, TEXTS, small_study

GIVEN_UP = ("replaced", "merged", "split", "retired")
REPLAYED = (
    *("theme", "code", "coding", "code_anchor", "fate", "moved_coding", "placement", "test"),
    *("ear", "ear_anchor", "concept", "concept_part", "evidence"),
    *("research_question", "question_theme"),
)


@pytest.fixture(scope="module")
def fresh() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        small_study(Path(folder)).close()
        yield Path(folder) / "s.qualcode"


@st.composite
def walks(draw: st.DrawFn) -> list[tuple[str, list[int]]]:
    """Names of moves, with numbers to choose by."""
    names = st.sampled_from(sorted(MOVES))
    return draw(st.lists(st.tuples(names, st.lists(st.integers(0, 50), max_size=6)), max_size=14))


def play(study: Study, walk: list[tuple[str, list[int]]]) -> Iterator[str]:
    """Makes the moves; what is refused is left, like what there is nothing for."""
    for name, numbers in walk:
        ahead = iter(numbers)

        def pick(among: Any, ahead: Iterator[int] = ahead) -> Any:
            return among[next(ahead, 0) % len(among)] if among else among[0]

        with suppress(QualcodeError, IndexError):
            MOVES[name](study, pick)
        yield name


def tables(connection: Connection) -> dict[str, dict[int, dict[str, Any]]]:
    return {
        name: {
            row["id"]: dict(row)
            for row in connection.execute(select(Base.metadata.tables[name])).mappings()
        }
        for name in REPLAYED
    }


def replayed(connection: Connection) -> dict[str, dict[int, dict[str, Any]]]:
    """The tables as the history alone has them, from nothing on."""
    found: dict[str, dict[int, dict[str, Any]]] = {name: {} for name in REPLAYED}
    rows = Base.metadata.tables["changed_row"]
    for row in connection.execute(select(rows).order_by(rows.c.id)).mappings():
        if row["table"] not in found:
            continue
        if row["after"] is None:
            del found[row["table"]][row["row_id"]]
        else:
            found[row["table"]][row["row_id"]] = json.loads(row["after"])
    return found


def check_states(found: Ladder) -> None:
    made = [s for s in found.codes if not s.code.code.deductive]
    states = Counter(s.state for s in made)
    assert sum(states.values()) == len(made)
    assert states["in_use"] == 0
    themes = {t.theme.id: t.theme for t in found.themes}
    passed = [themes[s.code.theme_id] for s in made if s.state == "passed"]
    grouped = sum(theme.real for theme in passed)
    residual = sum(theme.residual for theme in passed)
    waiting = sum(theme.ungrouped for theme in passed)
    assert states["passed"] == grouped + residual + waiting


def check_together(study: Study) -> None:
    """What nobody can do, and no undo out of its turn may do either."""
    themes = coding.themes(study)
    assert len({theme.name.casefold() for theme in themes}) == len(themes)
    assert sum(theme.residual for theme in themes) <= 1
    assert sum(theme.ungrouped for theme in themes) <= 1
    assert all(ear.anchors for ear in conceptual.ears(study))
    given = [(n, c.code_id, c.span, c.coder) for n in (1, 2) for c in coding.codings_in(study, n)]
    assert len(set(given)) == len(given)


def check_tests(study: Study, found: Ladder) -> None:
    for standing in found.codes:
        if standing.state == "passed":
            assert standing.current
            for test in standing.current:
                assert (test.answers["K1"], test.answers["K2"]) == ("no", "content")
                assert test.seen["label"] == standing.code.label
                assert digest(test.seen) == test.digest
        if standing.state in GIVEN_UP and standing.state != "retired":
            assert any(fate.into is not None for fate in standing.fates)
    texts = {1: TEXTS["a.txt"], 2: TEXTS["b.txt"]}
    for excerpt in tracing.excerpts(study, [s.code.id for s in found.codes]):
        assert excerpt.span.of(texts[excerpt.transcript_id]) == excerpt.quote


def check_numbers(study: Study, found: Ladder) -> None:
    """A theme counts the codes whose passages its chapter prints, and no others."""
    with study.read() as connection:
        ground = Ground(connection, Question().coder)
        material = Material(connection, Question(), ground)
        counted = {row.theme: row.codes for row in rows_of(ground.codes, Question(rows="themes"))}
        for theme in material.themes:
            printed = {standing.code.id for standing in material.members(theme)}
            made = {s.code.id for s in found.codes if s.passages and not s.code.code.deductive}
            assert printed & made == counted[theme.theme.name] & made


def check_history(connection: Connection) -> None:
    assert replayed(connection) == tables(connection)
    rows = Base.metadata.tables["changed_row"]
    tests = select(rows).where(rows.c.table == "test")
    for row in connection.execute(tests).mappings():
        assert row["before"] is None or row["after"] is None, "a verdict is never changed"


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
@given(walk=walks())
def test_whatever_is_done_the_ladder_holds_together(
    fresh: Path, tmp_path_factory: pytest.TempPathFactory, walk: list[tuple[str, list[int]]]
) -> None:
    path = tmp_path_factory.mktemp("walk") / "s.qualcode"
    path.write_bytes(fresh.read_bytes())
    study = open_study(path)
    kept = Standings()
    try:
        with study.read() as connection:
            kept.of_now(connection)
        for _ in play(study, walk):
            found = testing.ladder(study)
            with study.read() as connection:
                assert kept.of_now(connection) == found, "patched is as read anew"
            check_states(found)
        check_together(study)
        check_tests(study, found := testing.ladder(study))
        check_numbers(study, found)
        assert {s.code.id for s in found.codes} == {code.id for code in coding.codes(study)}
        with study.read() as connection:
            check_history(connection)
    finally:
        study.close()
