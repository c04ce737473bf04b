"""`qualcode tally`: how many say what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli._asking import asking_options, question
from qualcode.cli._data import DIALECT, put_out
from qualcode.cli._spoken import Command, option
from qualcode.cli._study import FILE, language_of, opened, study_argument

if TYPE_CHECKING:
    from qualcode.model.questions import Table
    from qualcode.workflow.studies import Study


@click.command("tally", cls=Command)
@study_argument
@option("--rows", type=click.Choice(["codes", "themes"]), default="codes", show_default=True)
@option(
    "--by",
    metavar="centre|county|interview|ATTRIBUTE|none",
    default="none",
    show_default=True,
    help="What to break down by.",
)
@asking_options
@option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
@DIALECT
@option("--out", metavar="FILE", type=FILE, help="Write to a file.")
def command(study_path: Path, form: str, dialect: str, out: Path | None, **asked: Any) -> None:
    """Count how many say what.

    There is a row for each code, or each theme. A unit counts once however often it mentions a
    theme. Every number is n of N.

    \b
    Examples:
      qualcode tally sentre.qualcode --by type
      qualcode tally sentre.qualcode --rows themes --by county --count segments
      qualcode tally sentre.qualcode --where type=USHT --format csv --out usht.csv
    """
    from qualcode.workflow.tallying import tally  # 300 ms: the database; help needs none

    with opened(study_path) as study:
        table = tally(study, question(study, **asked))
        put_out(_laid_out(study, table, form, dialect, to_file=out is not None), out)


def _laid_out(study: Study, table: Table, form: str, dialect: str, *, to_file: bool) -> str:
    from qualcode.workflow.handing_over import table_json, table_text

    if form == "csv":
        return table_text(table, dialect)
    if form == "json":
        return table_json(table)
    # 60 ms: rich; only a table on the screen pays for it.
    from qualcode.cli._table import rendered
    from qualcode.workflow.tallying import in_words

    language = language_of(study)
    return rendered(table, in_words(study, table.question, language), language, plain=to_file)
