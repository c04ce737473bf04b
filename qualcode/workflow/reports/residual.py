"""Report 4: what was left over, why, and that the counts add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.model.ladder import CodeStanding, ThemeStanding
from qualcode.model.method import CodeState
from qualcode.model.reports import Block, Cell, Grid, Heading, Paragraph, Report
from qualcode.tally.ladder import place
from qualcode.workflow.reports import marks
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material

GIVEN: tuple[CodeState, ...] = ("passed", "failed", "retest", "draft")
PLACES = ("grouped", "residual", "waiting")


def residual(material: Material) -> Report:
    placed = [s for s in material.made if s.code.code.given and _place(material, s) != "waiting"]
    if not placed:
        return report(material, "residual", ())
    left = _standing(material, "residual")
    everything = [_waiting(material), _left(material, left)]
    tables = [grid for grid in everything if grid.rows] or everything[-1:]
    return report(material, "residual", _blocks(material), [_sums(material), *tables])


def _place(material: Material, standing: CodeStanding) -> str:
    return place(material.by_theme[standing.code.theme_id].theme)


def _standing(material: Material, where: str) -> list[CodeStanding]:
    return [s for s in material.made if s.code.code.given and _place(material, s) == where]


def _blocks(material: Material) -> Iterator[Block]:
    words, counts = material.words, material.counts
    passed = {where: counts.standing("passed", where) for where in PLACES}
    yield Paragraph(
        words.t("reports.residual.sentence", passed=counts.states["passed"], **passed), "lead"
    )
    if counts.placed_unpassed:
        n = counts.placed_unpassed
        yield Paragraph(words.counted("reports.residual.unpassed", n), "mark")
    yield _sums(material)
    left = _standing(material, "residual")
    yield Heading(words.capital("reports.residual.left"))
    if left:
        yield _left(material, left)
    else:
        yield Paragraph(words.t("reports.residual.none"), "muted")
    if (waiting := _waiting(material)).rows:
        yield Heading(words.capital("reports.residual.not_placed"))
        yield waiting


def _sums(material: Material) -> Grid:
    """What codes have come to by where they stand, with sums both ways."""
    words, counts = material.words, material.counts
    rows: list[Sequence[Cell]] = [
        _sum_row(words.state(state), [counts.standing(state, where) for where in PLACES])
        for state in GIVEN
        if state == "passed" or counts.states[state]
    ]
    sums = [sum(counts.standing(state, where) for state in GIVEN) for where in PLACES]
    rows.append(_sum_row(words.t("reports.sum"), sums))
    columns = (
        words.column("state", 20),
        *(words.column(where, 14, "count") for where in PLACES),
        words.column("sum", 8, "count"),
    )
    return Grid(columns, rows, words.t("reports.residual.sums"), sums=1)


def _sum_row(label: str, counts: Sequence[int]) -> Sequence[Cell]:
    return (label, *counts, sum(counts))


def _left(material: Material, left: Sequence[CodeStanding]) -> Grid:
    words = material.words
    columns = (
        words.column("code", 30),
        words.column("kind", 11),
        words.column("tested", 22),
        words.column("reason", 34, "words"),
        words.column("passages", 8, "count"),
        words.column("interviews", 10, "count"),
        words.column("note", 26, "mark"),
    )
    rows = [_row(material, standing) for standing in left]
    return Grid(columns, rows, words.t("reports.residual.rows"))


def _row(material: Material, standing: CodeStanding) -> Sequence[Cell]:
    words = material.words
    theme: ThemeStanding = material.by_theme[standing.code.theme_id]
    reason = (theme.reasons or {}).get(standing.code.id, "")
    return (
        standing.code.label,
        words.kind(standing.code.code),
        words.code_tested(standing),
        reason or words.t("reports.residual.no_reason"),
        standing.passages,
        standing.interviews,
        marks.in_theme(material, standing, theme),
    )


def _waiting(material: Material) -> Grid:
    """Codes that wait to be grouped."""
    words = material.words
    columns = (
        words.column("code", 40),
        words.column("kind", 12),
        words.column("state", 18),
        words.column("tested", 30),
        words.column("passages", 8, "count"),
        words.column("interviews", 10, "count"),
    )
    rows = [
        (
            standing.code.label,
            words.kind(standing.code.code),
            words.state(standing.state),
            words.code_tested(standing),
            standing.passages,
            standing.interviews,
        )
        for standing in _standing(material, "waiting")
    ]
    return Grid(columns, rows, words.t("reports.residual.waiting_rows"))
