"""`qualcode undo`: take back."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli._spoken import Command, option
from qualcode.cli._study import coder_of, language_of, opened, say, study_argument, words
from qualcode.cli.history import in_words


@click.command("undo", cls=Command)
@study_argument
@option(
    "--change",
    "change_id",
    metavar="N",
    type=int,
    help="Take back this change, as numbered by `qualcode history`.",
)
@option("--coder", metavar="NAME", help="Who you are: takes back the newest thing that you did.")
def command(study_path: Path, change_id: int | None, coder: str | None) -> None:
    """Take back the newest thing done.

    It does not matter who did it, or when. It stays in the history. Where something was built
    on a change since, it is refused,
    with the reason.

    \b
    Example:
      qualcode undo sentre.qualcode --coder siv
    """
    from qualcode.workflow.history import undo  # 300 ms: the database; help needs none

    with opened(study_path) as study:
        own = coder is not None and change_id is None
        entry = undo(study, coder_of(study, coder), own=own, change_id=change_id)
        say(words(study)("cli.undo.done", what=in_words(entry, language_of(study)), id=entry.id))
