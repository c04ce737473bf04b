"""`qualcode codebook check`: does a codebook hold together?"""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli._spoken import Command, argument
from qualcode.cli._study import FILE, words
from qualcode.cli.codebook._lines import say_remarks


@click.command("check", cls=Command)
@argument("file", type=FILE)
def command(file: Path) -> None:
    """Look whether a codebook holds together.

    What is wrong is named by file and line, and the exit code is 1. What the file holds that a
    codebook has no place for is told, too.

    \b
    Example:
      qualcode codebook check kodebok.yaml
    """
    from qualcode.workflow.codebooks import check  # 300 ms: the database; help needs none

    read = check(file)
    say_remarks(read.remarks)
    themes, codes = len(read.codebook.themes), sum(1 for _ in read.codebook.codes())
    click.echo(words(None)("cli.codebook.good", file=file.name, themes=themes, codes=codes))
