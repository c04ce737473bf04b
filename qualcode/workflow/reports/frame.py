"""What all reports have: a name, a title, a sentence about them."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.model.reports import Block, Grid, Report
from qualcode.workflow.reports.material import Material


def report(
    material: Material, name: str, blocks: Iterable[Block], tables: Iterable[Grid] = ()
) -> Report:
    """A report with the texts of its name."""
    words = material.words
    return Report(
        name=name,
        title=words.capital(f"reports.{name}.title"),
        sheet=words.capital(f"reports.{name}.sheet"),
        about=words.t(f"reports.{name}.about"),
        blocks=tuple(blocks),
        tables=tuple(tables),
    )
