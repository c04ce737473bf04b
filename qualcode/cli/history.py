"""`qualcode history`: what was done, and by whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli._lives import local
from qualcode.cli._spoken import Command, option
from qualcode.cli._study import language_of, opened, study_argument
from qualcode.locale import entries, known

if TYPE_CHECKING:
    from qualcode.model.history import HistoryEntry


@click.command("history", cls=Command)
@study_argument
@option("--limit", metavar="N", type=click.IntRange(min=1), help="Only the newest N.")
def command(study_path: Path, limit: int | None) -> None:
    """What was done, newest first.

    Each line has a number, the time, the coder, and what was done. The number is what `qualcode
    undo --change` takes.

    \b
    Example:
      qualcode history sentre.qualcode --limit 20
    """
    from qualcode.workflow.history import history  # 300 ms: the database; help needs none

    with opened(study_path) as study:
        listed = history(study, limit)
        language = language_of(study)
    number, coder = (max([len(c) for c in column], default=0) for column in _widths(listed))
    for entry in listed:
        click.echo(
            f"{entry.id:>{number}}  {local(entry.at)}  {entry.coder:<{coder}}  "
            f"{in_words(entry, language)}"
        )


def _widths(listed: list[HistoryEntry]) -> tuple[list[str], list[str]]:
    return [str(e.id) for e in listed], [e.coder for e in listed]


def in_words(entry: HistoryEntry, language: str) -> str:
    """`angret: ga kode: økonomiplan`."""
    texts = entries(known(language), "cli")
    actions = entries(known(language), "tui")  # the screens tell of the same things
    action = actions.get(f"actions.{entry.action.replace(' ', '_')}", entry.action)
    action = action.removesuffix(":")  # on the screens, some go on in the next column
    if entry.direction != "do":
        action = texts[f"history.{entry.direction}"].format(id=entry.root_id, action=action)
    words = f"{action}: {entry.summary}" if entry.summary else action
    return f"{words} {texts['history.undone']}" if entry.undone else words
