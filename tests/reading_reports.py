"""Reading reports in tests: one by its name, its texts, and its rows by the keys of columns."""

from __future__ import annotations

from qualcode.model.questions import Question
from qualcode.model.reports import (
    Grid,
    Heading,
    Paragraph,
    Report,
)
from qualcode.store.study import Study
from qualcode.tally.ground import Ground
from qualcode.workflow.reports import REPORTS
from qualcode.workflow.reports.material import Material


def report(study: Study, name: str, **moments: str) -> Report:
    with study.read() as connection:
        ground = Ground(connection, "any")
        return REPORTS[name](Material(connection, Question(), ground, **moments))


def texts(report: Report) -> list[str]:
    """All paragraphs and headings."""
    return [b.text for b in report.blocks if isinstance(b, Heading | Paragraph)]


def rows(grid: Grid) -> list[dict[str, object]]:
    keys = [column.key for column in grid.columns]
    return [dict(zip(keys, row, strict=True)) for row in grid.rows]


def own_rows(report: Report) -> list[dict[str, object]]:
    return rows(report.grids()[-1])


def row_of(report: Report, key: str, value: str) -> dict[str, object]:
    (found,) = (row for row in own_rows(report) if row[key] == value)
    return found


def happened(report: Report, name: str) -> list[tuple[object, object, object, object]]:
    return [
        (row["happened"], row["before"], row["after"], row["reason"])
        for row in own_rows(report)
        if row["name"] == name
    ]
