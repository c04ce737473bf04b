"""Report 11: how many new codes each interview brought, in the order of coding."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.reports import Cell, Curve, Grid, Paragraph, Report
from qualcode.tally.saturation import saturation as steps_of
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material
from qualcode.workflow.reports.words import together


def saturation(material: Material) -> Report:
    words, steps = material.words, steps_of(material.connection)
    if not steps:
        return report(material, "saturation", ())
    rows: list[Sequence[Cell]] = [
        (number, s.interview, together(*s.units), s.at[:10], s.codes, s.new, s.total)
        for number, s in enumerate(steps, start=1)
    ]
    columns = (
        words.column("number", 6, "count"),
        words.column("interview", 26),
        words.column("units", 24),
        words.column("begun", 12),
        words.column("different", 11, "count"),
        words.column("new", 9, "count"),
        words.column("total", 9, "count"),
    )
    told = words.t(
        "reports.saturation.sentence",
        interviews=words.counted("reports.count.interviews", len(steps)),
        codes=words.counted("reports.count.codes", steps[-1].total),
        last=words.counted("reports.count.new_codes", steps[-1].new),
    )
    curve = Curve(words.t("reports.saturation.curve"), "interview", ("new", "total"))
    return report(material, "saturation", (Paragraph(told, "lead"), Grid(columns, rows), curve))
