"""`qualcode check`: is a study whole?"""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli._spoken import Command
from qualcode.cli._study import language_of, opened, study_argument, words
from qualcode.locale import fault


@click.command("check", cls=Command)
@study_argument
@click.pass_context
def command(context: click.Context, study_path: Path) -> None:
    """Look whether a study is whole.

    Database, texts, originals, codings and history are looked at. What is wrong is listed, one
    line each, and the exit code is 1.

    \b
    Example:
      qualcode check sentre.qualcode
    """
    from qualcode.workflow.checking import check_study  # 300 ms: the database; help needs none

    with opened(study_path) as study:
        faults = check_study(study)
        for found in faults:
            click.echo(fault(found, language_of(study)))
        if not faults:
            click.echo(words(study)("cli.check.whole", study=study.path.name))
    if faults:
        context.exit(1)
