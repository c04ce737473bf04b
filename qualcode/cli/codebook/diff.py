"""`qualcode codebook diff`: in what do two codebooks differ?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli._spoken import Command, argument
from qualcode.cli._study import FILE, say, words

if TYPE_CHECKING:
    from qualcode.locale import Translator
    from qualcode.workflow.codebooks import Difference


@click.command("diff", cls=Command)
@argument("before", type=FILE)
@argument("after", type=FILE)
def command(before: Path, after: Path) -> None:
    """What has come, gone and changed between two codebooks.

    Each may be a codebook file or a study.

    \b
    Example:
      qualcode codebook diff sentre.qualcode kodebok.yaml
    """
    from qualcode.workflow.codebooks import diff, read  # 300 ms: the database; help needs none

    text = words(None)
    differences = diff(read(before), read(after))
    for difference in differences:
        click.echo(_line(difference, text))
    if not differences:
        say(text("cli.codebook.same"))


def _line(difference: Difference, text: Translator) -> str:
    return text(
        f"cli.codebook.{difference.what}",
        thing=text(f"cli.codebook.thing.{difference.thing}"),
        name=difference.name,
        field=difference.field,
        before=difference.before,
        after=difference.after,
    )
