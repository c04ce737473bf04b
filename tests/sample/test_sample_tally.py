"""The tally finds in the sample study what was planted there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model.questions import Question, Row, Table
from qualcode.store.study import Study
from qualcode.workflow.checking import check_study
from qualcode.workflow.demo import sample_folder
from qualcode.workflow.importing import study_from_folder
from qualcode.workflow.tallying import quotes_behind, tally

PLANTED = {
    "plan_okonomi": [3, 5, 5, 0],
    "plan_helse_omsorg": [3, 10, 4, 1],
    "plan_virksomhet": [9, 0, 0, 0],
    "plan_uklart": [1, 2, 0, 0],
    "forsk_aktiv": [8, 5, 5, 0],
    "forsk_tilrettelegger": [5, 8, 1, 1],
    "forsk_ingen": [1, 1, 0, 0],
    "pro_velferdsteknologi": [8, 9, 5, 1],
    "pro_ernaering": [9, 7, 4, 0],
    "pro_demens": [8, 7, 4, 0],
    "pro_demensnettverk": [3, 3, 2, 0],
    "pro_lindrende": [9, 5, 4, 1],
    "pro_pasientsikkerhet": [8, 6, 3, 0],
    "pro_dokumentasjon": [4, 5, 2, 0],
    "pro_etikk": [5, 4, 2, 0],
    "pro_laeringsarena": [4, 1, 1, 0],
    "pro_alert": [3, 1, 1, 0],
    "pro_tannhelse": [2, 1, 0, 0],
    "pro_tiltakspakke": [1, 0, 1, 0],
    "pro_visningsrom": [0, 1, 1, 0],
}
"""Centres by type: USH, UHT, USHT and the other one."""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    path: Path = tmp_path_factory.mktemp("sample") / "sample.qualcode"
    made, report = study_from_folder(path, sample_folder(), coder="siv")
    assert not report.refused
    yield made
    made.close()


@pytest.fixture(scope="module")
def by_type(study: Study) -> Table:
    return tally(study, Question(by="type"))


def row(table: Table, code: str) -> Row:
    return next(r for r in table.rows if r.code == code)


@pytest.mark.parametrize("code", PLANTED)
def test_centres_by_type_are_the_reports_own(by_type: Table, code: str) -> None:
    found = row(by_type, code)

    assert [cell.n for cell in found.cells] == PLANTED[code]
    assert (found.total.n, found.total.base) == (sum(PLANTED[code]), 35)


@pytest.mark.parametrize(
    ("code", "counties"), [("raad_daarlig", 7), ("raad_uklart", 7), ("raad_fungerer", 5)]
)
def test_the_council_is_counted_by_county(study: Study, code: str, counties: int) -> None:
    found = row(tally(study, Question(count="county", codes=(code,))), code)

    assert (found.total.n, found.total.base) == (counties, 19)


def test_small_nursing_homes_can_be_asked_for_and_who_was_not_asked_is_said(study: Study) -> None:
    asked = Question(where=(("type", "USH"),), codes=("kom_strategi_vert",))

    found = row(tally(study, asked), "kom_strategi_vert")

    assert (found.total.n, found.total.base, found.missing.not_asked) == (7, 14, 2)
    assert len({q.units for q in quotes_behind(study, asked, found)}) == 7


def test_research_roles_exclude_one_another(by_type: Table) -> None:
    assert by_type.violations == ()
    assert row(by_type, "forsk_aktiv").missing.explicit_no == 0


def test_the_sample_study_is_whole(study: Study) -> None:
    assert check_study(study) == []
