"""The tally and the brute-force oracle must agree: on random studies, and on small ones made by
hand around what is easily got wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.codings import Stance
from qualcode.model.questions import Question, Table
from qualcode.model.studies import CoderSpec
from qualcode.model.units import AttributeDef, Unit
from qualcode.tally.answering import answer as tally
from tests.tally.oracle import OracleRow, OracleTable
from tests.tally.oracle import answer as oracle
from tests.tally.strategies import questions, worlds
from tests.tally.world import Coding, Interview, Marked, World
from tests.tally.worlds import build, noted, spoken

QUESTIONS = 6
"""Questions asked of each random study: making the study costs more than asking."""
A, B, NORD = ("centre", "a"), ("centre", "b"), ("county", "nord")


@st.composite
def worlds_with_questions(draw: st.DrawFn) -> tuple[World, list[Question]]:
    world = draw(worlds())
    return world, draw(st.lists(questions(world), min_size=QUESTIONS, max_size=QUESTIONS))


@given(worlds_with_questions())
@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=list(HealthCheck),
    # A failing study is small enough to read, and making it smaller takes minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_the_tally_agrees_with_the_oracle_on_random_studies(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[World, list[Question]]
) -> None:
    world, asked = case

    check_agreement(world, asked, tmp_path_factory.mktemp("study"))


def test_a_county_governors_interview_has_no_centres(tmp_path: Path) -> None:
    talks = noted("t", "en", A), noted("u", "en", NORD)

    check_agreement(two_centres(*talks), [Question(by="interview")], tmp_path)


def test_only_members_with_the_value_speak_in_a_column_even_if_one_informant_has_two(
    tmp_path: Path,
) -> None:
    both, one = noted("t", "en", A, B), noted("u", "en", A)
    world = two_centres(both, one, codings=(coding(one, "en"),))

    check_agreement(
        world,
        [Question(by="type", count="county", roll_up=rule) for rule in ("any", "all", "majority")],
        tmp_path,
    )


def test_a_county_does_not_speak_in_the_columns_of_its_centres(tmp_path: Path) -> None:
    governor = noted("t", "en", A, NORD)
    units = (
        Unit(kind="centre", key="a", attributes={"type": "USH"}),
        Unit(kind="centre", key="b", attributes={"type": "USH"}, links=(NORD,)),
        Unit(kind="county", key="nord"),
    )
    world = two_centres(governor, codings=(coding(governor, "en"),), units=units)

    asked = [Question(by="type", count="county"), Question(by="centre", count="county")]
    check_agreement(world, asked, tmp_path)


def test_a_code_with_a_grandchild_in_the_table_is_not_summed(tmp_path: Path) -> None:
    talk = noted("t", "en", A)

    check_agreement(
        two_centres(talk, codings=(coding(talk, "en", "z"),)),
        [Question(codes=("x", "z")), Question(themes=("T",)), Question()],
        tmp_path,
    )


def test_one_coder_alone_means_the_same_by_any_and_by_all(tmp_path: Path) -> None:
    talk = spoken("t", [("P", "en"), ("Q", "to")], {"P": (A,), "Q": (B,)})
    world = two_centres(
        talk, codings=(coding(talk, talk.text, stance="-"), coding(talk, "en", stance="+"))
    )

    check_agreement(world, [Question(coder="any"), Question(coder="all")], tmp_path)


def test_a_coder_who_read_and_coded_nothing_has_to_agree_by_the_rule_all(tmp_path: Path) -> None:
    read, unread = noted("t", "en", A), noted("u", "en", B)
    world = replace(
        two_centres(read, unread, codings=(coding(read, "en"), coding(unread, "en"))),
        readings=(Marked("t", 0, 2, "Bo"),),
    )

    check_agreement(world, [Question(coder="all"), Question(coder="any")], tmp_path)


def two_centres(
    *interviews: Interview,
    codings: tuple[Coding, ...] = (),
    units: tuple[Unit, ...] = (
        Unit(kind="centre", key="a", attributes={"type": "USH"}, links=(NORD,)),
        Unit(kind="centre", key="b", attributes={"type": "UHT"}, links=(NORD,)),
        Unit(kind="county", key="nord"),
    ),
) -> World:
    """Two centres of a county, and a code x with a child in another theme and a grandchild."""
    themes = (
        Theme(name="T", codes=(Code(id="x"), Code(id="z", parent="y"))),
        Theme(name="U", codes=(Code(id="y", parent="x"),)),
    )
    return World(
        units=units,
        attributes=(AttributeDef(name="type", values=("USH", "UHT")),),
        codebook=Codebook(themes=themes),
        coders=(CoderSpec(name="Åse"), CoderSpec(name="Bo")),
        interviews=interviews,
        codings=codings,
    )


def coding(
    interview: Interview, quote: str, code: str = "x", stance: Stance | None = None
) -> Coding:
    start = interview.text.index(quote)
    return Coding(interview.name, start, start + len(quote), code, "Åse", stance)


def check_agreement(world: World, asked: list[Question], folder: Path) -> None:
    path = folder / "world.qualcode"
    study = build(world, path)
    try:
        for question in asked:
            with study.read() as connection:
                table = tally(connection, question)
            assert as_oracle(table) == oracle(world, question), question
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
