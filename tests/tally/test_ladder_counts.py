"""The counts of the ladder are those of the database, whatever people have done in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.model.ladder_counts import LadderCounts
from qualcode.store import ladder
from qualcode.store.study import Study
from qualcode.tally.ladder import count
from qualcode.workflow import asking, coding, tracing
from qualcode.workflow.studies import open_study
from tests.ladder_oracle import counted
from tests.ladder_study import climb, new_study
from tests.workflow.ladder_moves import MOVES, Pick, small_study, span

Walk = list[tuple[str, list[int]]]


def _sort(study: Study, pick: Pick) -> None:
    """A deductive code, which is in no count."""
    theme = pick([theme.id for theme in coding.themes(study)])
    n = len(coding.codes(study))
    coding.create_code(study, "siv", f"Emne {n}", theme_id=theme, origin="guide")


def _in_vivo(study: Study, pick: Pick) -> None:
    coding.in_vivo(study, "jonas", *span(pick, study))


def _reword(study: Study, pick: Pick) -> None:
    question = pick([question.id for question in asking.questions(study)])
    asking.reword(study, "siv", question, pick(["Hva hindrer dem?", "Hva stanser dem?"]))


def _expect(study: Study, pick: Pick) -> None:
    asking.ask(study, "siv", pick(["Mangel på tid.", "Mangel på folk."]), kind="expectation")


def _name(study: Study, pick: Pick) -> None:
    tracing.name_moment(study, "siv", f"øyeblikk {len(tracing.moments(study))}")


ALL_MOVES = MOVES | {
    "sort": _sort,
    "in_vivo": _in_vivo,
    "reword": _reword,
    "expect": _expect,
    "name": _name,
}


def flat(counts: LadderCounts) -> dict[str, Any]:
    """As the oracle names them; what is none is left out."""
    found: dict[str, Any] = {
        "interviews": counts.interviews,
        "coded": counts.coding.interviews,
        "passages": counts.coding.passages,
        "pairs": counts.coding.pairs,
        "coders": list(counts.coding.coders),
        "coding": counts.coding.when,
        "codes": counts.codes,
        "in_vivo": counts.in_vivo,
        "deductive": counts.deductive,
        "failed": sum(counts.failed.values()),
        "renamed": counts.renamed,
        "parted": counts.parted,
        "disagreed": counts.disagreed,
        "second_homes": counts.second_homes,
        "themes": sum(counts.themes.values()),
        "overrides": len(counts.overrides),
        "ears": counts.ears,
        "anchors": counts.anchors,
        "concepts": sum(counts.concepts.values()),
        "for": counts.evidence_for,
        "against": counts.evidence_against,
        "moments": counts.moments,
        "questions": counts.questions,
        "expectations": counts.expectations,
        "wordings": counts.wordings,
    }
    found |= {f"state {state}": n for state, n in counts.states.items()}
    found |= {f"failed {state}": n for state, n in counts.failed.items()}
    found |= {f"theme {state}": n for state, n in counts.themes.items()}
    found |= {f"concept {state}": n for state, n in counts.concepts.items()}
    found |= {f"place {state} {where}": n for (state, where), n in counts.places.items()}
    for kind, told in counts.tests.items():
        found[f"verdicts {kind}"] = told.verdicts
        found[f"tested {kind}"] = told.tested
        found[f"testers {kind}"] = list(told.testers)
    return found


def counts_of(study: Study) -> LadderCounts:
    with study.read() as connection:
        return count(connection, ladder.read(connection))


@pytest.fixture(scope="module")
def fresh() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        small_study(Path(folder)).close()
        yield Path(folder) / "s.qualcode"


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    names = st.sampled_from(sorted(ALL_MOVES))
    numbers = st.lists(st.integers(0, 50), max_size=6)
    return draw(st.lists(st.tuples(names, numbers), min_size=4, max_size=16))


def play(study: Study, walk: Walk) -> None:
    """Makes the moves; what is refused is left, like what there is nothing for."""
    for name, numbers in walk:
        ahead = iter(numbers)

        def pick(among: Any, ahead: Iterator[int] = ahead) -> Any:
            return among[next(ahead, 0) % len(among)] if among else among[0]

        with suppress(QualcodeError, IndexError):
            ALL_MOVES[name](study, pick)


@given(walks())
@settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_counts_are_those_of_the_tables_whatever_was_done(fresh: Path, walk: Walk) -> None:
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(fresh, folder))
        study = open_study(path)
        try:
            play(study, walk)
            counts = counts_of(study)
        finally:
            study.close()

        assert flat(counts) == counted(path)


def test_counts_of_a_walk_all_the_way_up_are_those_of_the_tables(tmp_path: Path) -> None:
    walker = climb(tmp_path)
    counts = counts_of(walker.study)
    walker.study.close()

    assert flat(counts) == counted(walker.study.path)
    assert (counts.codes, counts.deductive, counts.renamed) == (18, 1, 1)


def test_counts_of_a_study_that_nobody_has_coded_are_none(tmp_path: Path) -> None:
    walker = new_study(tmp_path)
    counts = counts_of(walker.study)
    walker.study.close()

    assert flat(counts) == counted(walker.study.path)
    assert (counts.interviews, counts.codes, counts.coding.when) == (5, 0, None)


def test_what_has_come_to_codes_adds_up(tmp_path: Path) -> None:
    walker = climb(tmp_path)
    counts = counts_of(walker.study)
    walker.study.close()

    assert sum(counts.states.values()) == counts.codes
    places = [counts.standing("passed", where) for where in ("grouped", "residual", "waiting")]
    assert counts.states["passed"] == sum(places) == 11
