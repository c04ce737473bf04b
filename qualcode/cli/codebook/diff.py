"""`qualcode codebook diff`: in what do two codebooks differ?"""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli._spoken import Command, argument
from qualcode.cli._study import FILE, LANGUAGE, language_of, opened, say
from qualcode.cli.codebook._lines import difference_line
from qualcode.locale import translator


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

    _speak_as_in(before, after)
    text = translator(click.get_current_context().meta.get(LANGUAGE) or language_of(None))
    differences = diff(read(before), read(after))
    for difference in differences:
        click.echo(difference_line(difference, text))
    if not differences:
        say(text("cli.codebook.same"))


def _speak_as_in(*named: Path) -> None:
    """In the language of the first study that is named, as commands on a study do."""
    from qualcode.workflow.codebooks import study_meant  # loaded already

    meant = next(filter(None, map(study_meant, named)), None)
    if meant is not None:
        with opened(meant[0]):
            pass  # which keeps its language
