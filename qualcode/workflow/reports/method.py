"""Report 9: a draft of the paragraphs on method, as an evaluator would put them in a chapter."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.model.reports import Block, Grid, Heading, Paragraph, Report
from qualcode.workflow.reports import method_prose
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material
from qualcode.workflow.reports.method_numbers import numbers


def method(material: Material) -> Report:
    if not material.made:
        return report(material, "method", ())
    return report(material, "method", _blocks(material))


def _blocks(material: Material) -> Iterator[Block]:
    words = material.words
    for paragraph in method_prose.paragraphs(material):
        yield Paragraph(paragraph)
    if material.counts.overrides:
        yield Heading(words.capital("reports.method.overrides"))
        yield _overrides(material)
    yield Heading(words.capital("reports.method.numbers"))
    yield numbers(material)


def _overrides(material: Material) -> Grid:
    words = material.words
    columns = words.column("what", 30), words.column("placed_in", 30), words.column("reason", 60)
    rows = [(held.what, held.place, held.reason) for held in material.counts.overrides]
    return Grid(columns, rows, words.t("reports.method.override_rows"))
