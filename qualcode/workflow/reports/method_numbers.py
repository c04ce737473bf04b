"""The numbers behind the paragraphs on method, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.model.ladder_counts import TestCounts
from qualcode.model.method import TEST_KINDS, State
from qualcode.model.reports import Cell, Grid
from qualcode.tally.ladder import STATES
from qualcode.workflow.reports.material import Material

THEME_STATES: tuple[State, ...] = ("passed", "failed", "retest", "draft")


def numbers(material: Material) -> Grid:
    words = material.words
    columns = words.column("what", 60), words.column("n", 10, "count"), words.column("when", 40)
    rows = [
        *_of_codings(material),
        *_of_codes(material),
        *(
            row
            for kind in TEST_KINDS
            for row in _of_tests(material, material.counts.tests[kind], kind)
        ),
        *_of_themes(material),
        *_of_concepts(material),
    ]
    return Grid(columns, rows, words.t("reports.method.number_rows"))


def _row(material: Material, name: str, n: int, when: str = "") -> Sequence[Cell]:
    return material.words.capital(f"reports.number.{name}"), n, when


def _of_codings(material: Material) -> Iterator[Sequence[Cell]]:
    counts, words = material.counts, material.words
    when = words.period(counts.coding.when)
    yield _row(material, "interviews", counts.interviews)
    yield _row(material, "coded", counts.coding.interviews, when)
    yield _row(material, "passages", counts.coding.passages)
    yield _row(material, "pairs", counts.coding.pairs)
    yield _row(material, "coders", len(counts.coding.coders), words.listed(counts.coding.coders))
    yield _row(material, "questions", counts.questions)
    yield _row(material, "wordings", counts.wordings)
    yield _row(material, "expectations", counts.expectations)


def _of_codes(material: Material) -> Iterator[Sequence[Cell]]:
    counts, words = material.counts, material.words
    yield _row(material, "codes", counts.codes)
    yield _row(material, "in_vivo", counts.in_vivo)
    for state in STATES:
        yield words.t("reports.number.state", state=words.state(state)), counts.states[state], ""
    yield _row(material, "failed", sum(counts.failed.values()))
    yield _row(material, "renamed", counts.renamed)
    yield _row(material, "parted", counts.parted)
    yield _row(material, "disagreed", counts.disagreed)
    yield _row(material, "deductive", counts.deductive)


def _of_tests(material: Material, told: TestCounts, kind: str) -> Iterator[Sequence[Cell]]:
    words = material.words
    when, who = words.period(told.when), words.listed(told.testers)
    yield words.capital(f"reports.number.verdicts_{kind}"), told.verdicts, when
    yield words.capital(f"reports.number.tested_{kind}"), told.tested, who


def _of_themes(material: Material) -> Iterator[Sequence[Cell]]:
    counts, words = material.counts, material.words
    yield _row(material, "grouped", counts.standing("passed", "grouped"))
    yield _row(material, "residual", counts.standing("passed", "residual"))
    yield _row(material, "waiting", counts.standing("passed", "waiting"))
    yield _row(material, "unpassed", counts.placed_unpassed)
    yield _row(material, "overrides", len(counts.overrides))
    yield _row(material, "second_homes", counts.second_homes)
    yield _row(material, "themes", sum(counts.themes.values()))
    for state in THEME_STATES:
        n = counts.themes.get(state, 0)
        yield words.capital("reports.number.theme_state", state=words.state(state)), n, ""


def _of_concepts(material: Material) -> Iterator[Sequence[Cell]]:
    counts, words = material.counts, material.words
    yield _row(material, "ears", counts.ears)
    yield _row(material, "anchors", counts.anchors)
    yield _row(material, "concepts", sum(counts.concepts.values()))
    for state, n in counts.concepts.items():
        told = words.concept_state(state)
        yield words.t("reports.number.concept_state", state=told), n, ""
    yield _row(material, "evidence_for", counts.evidence_for)
    yield _row(material, "evidence_against", counts.evidence_against)
    yield _row(material, "moments", counts.moments)
