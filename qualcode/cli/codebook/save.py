"""`qualcode codebook save`: write the codebook of a study to a file."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli._spoken import Command, argument
from qualcode.cli._study import FILE, coder_of, coder_option, opened, say, study_argument, words


@click.command("save", cls=Command)
@study_argument
@argument("file", type=FILE)
@coder_option
def command(study_path: Path, file: Path, coder: str | None) -> None:
    """Write the codebook of a study to .yaml or .csv. A file that is there is replaced.

    \b
    Example:
      qualcode codebook save sentre.qualcode kodebok.yaml
    """
    from qualcode.workflow.codebooks import save  # 300 ms: the database; help needs none

    with opened(study_path) as study:
        codebook = save(study, file, coder=coder_of(study, coder))
        codes = sum(1 for _ in codebook.codes())
        say(words(study)("cli.codebook.saved", file=file, themes=len(codebook.themes), codes=codes))
