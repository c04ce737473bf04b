"""Report 5: how passages became what: quote, code, theme, concept, and back to the place."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.ladder import CodeStanding, ConceptStanding, ThemeStanding
from qualcode.model.reports import Cell, Column, Grid, Paragraph, Report
from qualcode.model.trails import TrailRow
from qualcode.workflow.reports import marks
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material
from qualcode.workflow.reports.words import together, where


def trail(material: Material) -> Report:
    # What stands above a passage is the same for all passages of its code.
    above = {row.code.code.id: _above(material, row) for row in material.trail}
    rows = [
        _row(material, number, row, above[row.code.code.id])
        for number, row in enumerate(material.trail, start=1)
    ]
    if not rows:
        return report(material, "trail", ())
    words, counts = material.words, material.counts.coding
    told = words.t(
        "reports.trail.sentence",
        pairs=words.counted("reports.count.rows", counts.pairs),
        passages=words.counted("reports.count.passages", counts.passages),
    )
    return report(material, "trail", (Paragraph(told, "lead"), Grid(_columns(material), rows)))


def _columns(material: Material) -> tuple[Column, ...]:
    column = material.words.column
    return (
        column("number", 5, "count"),
        column("words", 40, "words"),
        column("respondent", 16),
        column("place", 18),
        column("turn", 7, "count", aside=True),
        column("coders", 12, aside=True),
        column("first", 16),
        column("code", 20),
        column("kind", 11, aside=True),
        column("tested", 16),
        column("theme", 24),
        column("concept", 20),
        column("note", 24, "mark", aside=True),
    )


def _row(material: Material, number: int, row: TrailRow, above: Sequence[Cell]) -> Sequence[Cell]:
    words, excerpt = material.words, row.excerpt
    return (
        number,
        excerpt.quote,
        words.respondent(excerpt),
        where(excerpt.interview, excerpt.span),
        excerpt.turn,
        together(*excerpt.coders),
        row.first.label if row.first else "",
        *above,
    )


def _above(material: Material, row: TrailRow) -> Sequence[Cell]:
    words, standing = material.words, row.code
    return (
        standing.code.label,
        words.kind(standing.code.code),
        words.code_tested(standing),
        together(*(_theme(material, standing, theme) for theme in row.themes)),
        together(*(_concept(material, concept) for concept in row.concepts)),
        together(marks.unpassed(material, standing), marks.of_code(material, standing)),
    )


def _theme(material: Material, standing: CodeStanding, theme: ThemeStanding) -> str:
    """Its name; with it, that it has not passed, and that the code stands here against its test."""
    state = "" if theme.state == "passed" else material.words.state(theme.state)
    remark = together(state if theme.theme.real else "", marks.override(material, standing, theme))
    return _remarked(material, theme.theme.name, remark)


def _concept(material: Material, standing: ConceptStanding) -> str:
    return _remarked(material, standing.concept.name, marks.of_concept(material, standing))


def _remarked(material: Material, name: str, remark: str) -> str:
    if not remark:
        return name
    return material.words.t("reports.mark.reasoned", what=name, reason=remark)
