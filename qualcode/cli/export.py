"""`qualcode export`: the workbook, or one of its sheets as csv."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qualcode.cli._asking import asking_options, question
from qualcode.cli._data import DIALECT
from qualcode.cli._spoken import Command, argument, option
from qualcode.cli._study import FILE, opened, say, study_argument, words


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
@DIALECT
@asking_options
def command(
    study_path: Path, out: Path, sheet: str, no_quotes: bool, dialect: str, **asked: Any
) -> None:
    """Write the workbook, or one of its sheets as csv.

    The ending of OUT decides: .xlsx is the workbook, .csv a sheet of it. A file that is there
    already is replaced once the new one is whole.

    \b
    Examples:
      qualcode export sentre.qualcode sentre.xlsx
      qualcode export sentre.qualcode sitater.csv --sheet quotes --dialect excel-nb
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
        )
        say(words(study)("cli.export.written", file=out))
