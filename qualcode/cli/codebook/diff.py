"""`qualcode codebook diff`: in what do two codebooks differ?"""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli._spoken import Command, argument
from qualcode.cli._study import FILE, say, words
from qualcode.cli.codebook._lines import difference_line


@click.command("diff", cls=Command)
@argument("before", type=FILE)
@argument("after", type=FILE)
def command(before: Path, after: Path) -> None:
    """What has come, gone and changed between two codebooks.

    Each may be a codebook file or a study, and STUDY@MOMENT is a study as it was then: at the end
    of a day, at a time, after a change (#123), or at a snapshot.

    \b
    Examples:
      qualcode codebook diff sentre.qualcode kodebok.yaml
      qualcode codebook diff sentre.qualcode@2026-03-01 sentre.qualcode
    """
    from qualcode.workflow.codebooks import diff, read  # 300 ms: the database; help needs none

    text = words(None)
    differences = diff(read(before), read(after))
    for difference in differences:
        click.echo(difference_line(difference, text))
    if not differences:
        say(text("cli.codebook.same"))
