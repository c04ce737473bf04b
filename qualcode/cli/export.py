"""`qualcode export`: the workbook, one of its sheets as csv, or the reports as a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qualcode.cli._asking import asking_options, question
from qualcode.cli._data import DIALECT
from qualcode.cli._spoken import Command, argument, option
from qualcode.cli._study import FILE, opened, say, study_argument, words
from qualcode.model.reports import REPORT_NAMES


@click.command("export", cls=Command)
@study_argument
@argument("out", metavar="OUT", type=FILE)
@option(
    "--sheet",
    type=click.Choice(["themes", "matrix", "quotes", "codebook"]),
    default="themes",
    show_default=True,
    help="Which sheet goes into a .csv file.",
)
@option("--no-quotes", is_flag=True, help="Leave the quotes out of the workbook.")
@option(
    "--report",
    "reports",
    type=click.Choice(REPORT_NAMES),
    multiple=True,
    help="Only this report; may be given several times. A .csv has the rows of one.",
)
@option(
    "--since",
    metavar="MOMENT",
    default="",
    help="The change log since a day, a change (#123) or a moment that has a name.",
)
@option("--until", metavar="MOMENT", default="", help="The change log up to such a moment.")
@DIALECT
@asking_options
def command(
    study_path: Path,
    out: Path,
    sheet: str,
    no_quotes: bool,
    reports: tuple[str, ...],
    since: str,
    until: str,
    dialect: str,
    **asked: Any,
) -> None:
    """Write the workbook, a sheet as csv, or reports (.docx).

    The ending of OUT decides: .xlsx is the workbook, .csv a sheet of it, .docx the reports on the
    way from passages to concepts: codes and their tests, themes with all passages, concepts, a
    draft on method, the change log. A file that is there already is replaced once the new one is
    whole.

    \b
    Examples:
      qualcode export sentre.qualcode sentre.xlsx
      qualcode export sentre.qualcode sitater.csv --sheet quotes --dialect excel-nb
      qualcode export sentre.qualcode metode.docx --report method --report tests
      qualcode export sentre.qualcode endringer.docx --report changes --since 2026-03-01
    """
    from qualcode.workflow.handing_over import export_study  # 300 ms: the database

    with opened(study_path) as study:
        export_study(
            study,
            out,
            question=question(study, **asked),
            sheet=sheet,
            dialect=dialect,
            quotes=not no_quotes,
            reports=reports,
            since=since,
            until=until,
        )
        say(words(study)("cli.export.written", file=out))
