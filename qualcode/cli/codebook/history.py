"""`qualcode codebook history`: what became of codes, and of one code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli._lives import local, told
from qualcode.cli._spoken import Command, argument, option
from qualcode.cli._study import language_of, opened, say, study_argument, words
from qualcode.cli.history import in_words

if TYPE_CHECKING:
    from qualcode.workflow.studies import Study


@click.command("history", cls=Command)
@study_argument
@argument("code", metavar="[CODE]", required=False)
@option("--limit", metavar="N", type=click.IntRange(min=1), help="Only the newest N.")
def command(study_path: Path, code: str | None, limit: int | None) -> None:
    """What was done to the codebook, or to one code.

    All of it is told newest first, the life of a code oldest first. A code is named by its id or
    its name. Told are its names and texts, where it stood, its tests,
    and what became of it, each with who, when and why.

    \b
    Examples:
      qualcode codebook history sentre.qualcode
      qualcode codebook history sentre.qualcode "Rådet er gratis"
    """
    with opened(study_path) as study:
        lines = _of_all(study, limit) if code is None else _of_one(study, code)
        for line in lines[-limit:] if limit and code is not None else lines:
            click.echo(line)
        if not lines:
            say(words(study)("cli.codebook.no_history"))


def _of_all(study: Study, limit: int | None) -> list[str]:
    from qualcode.workflow.history import history_of_codebook  # loaded where a study is open

    language = language_of(study)
    return [
        f"{entry.id:>6}  {local(entry.at)}  {entry.coder}  {in_words(entry, language)}"
        + (f"  ({entry.reason})" if entry.reason else "")
        for entry in history_of_codebook(study, limit)
    ]


def _of_one(study: Study, code: str) -> list[str]:
    from qualcode.workflow.tracing import code_named, life_of_code  # loaded where a study is open

    text, found = words(study), code_named(study, code)
    return [told(step, text) for step in life_of_code(study, found.id)]
