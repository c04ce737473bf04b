"""`qualcode codebook load`: take a codebook into a study."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from qualcode.cli._spoken import Command, argument
from qualcode.cli._study import FILE, coder_of, coder_option, opened, say, study_argument, words


@click.command("load", cls=Command)
@study_argument
@argument("file", type=FILE)
@coder_option
def command(study_path: Path, file: Path, coder: str | None) -> None:
    """Take a codebook into a study, as one change.

    New codes are added and those with the same id are brought up to date. Codes that the file
    does not have stay as they are, with their codings.

    \b
    Example:
      qualcode codebook load sentre.qualcode kodebok.yaml
    """
    from qualcode.workflow.codebooks import load  # 300 ms: the database; help needs none

    with opened(study_path) as study:
        loaded = load(study, file, coder=coder_of(study, coder))
        say(words(study)("cli.codebook.loaded", file=file.name, **asdict(loaded)))
