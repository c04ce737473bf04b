"""`qualcode codebook save`: write the codebook of a study to a file."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli._spoken import Command, argument, option
from qualcode.cli._study import FILE, coder_of, coder_option, opened, say, study_argument, words


@click.command("save", cls=Command)
@study_argument
@argument("file", type=FILE)
@option(
    "--as-of",
    metavar="MOMENT",
    default="",
    help="The codebook as it was: at the end of a day (2026-03-01), at a time, after a change "
    "(#123), or at a snapshot.",
)
@coder_option
def command(study_path: Path, file: Path, as_of: str, coder: str | None) -> None:
    """Write the codebook of a study to .yaml, .csv, .xlsx or .qdc.

    A file that is there is replaced; but a .yaml is brought up to date and keeps its comments. Only
    .yaml and .xlsx hold all of a codebook; .qdc is for other programs (REFI-QDA).

    \b
    Examples:
      qualcode codebook save sentre.qualcode kodebok.yaml
      qualcode codebook save sentre.qualcode mars.xlsx --as-of 2026-03-01
    """
    from qualcode.workflow.codebooks import save  # 300 ms: the database; help needs none

    with opened(study_path) as study:
        codebook = save(study, file, coder=coder_of(study, coder), as_of=as_of)
        codes = sum(1 for _ in codebook.codes())
        say(words(study)("cli.codebook.saved", file=file, themes=len(codebook.themes), codes=codes))
