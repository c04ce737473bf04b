"""`qualcode open`: a study in the terminal. The door to the screens."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli._spoken import Command, option
from qualcode.cli._study import coder_of, opened, study_argument
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.workflow.studies import Study


@click.command("open", cls=Command)
@study_argument
@option(
    "--coder",
    metavar="NAME",
    help="Who codes. Else as you have set it, or the study's only coder, or you.",
)
def command(study_path: Path, coder: str | None) -> None:
    """Open a study in the terminal.

    `qualcode STUDY` does the same.

    \b
    Example:
      qualcode open sentre.qualcode --coder siv
    """
    if not has_terminal():
        raise QualcodeError(
            "The screens need a terminal. `qualcode tally` and `qualcode export` do without."
        )
    with opened(study_path) as study:
        show(study, coder)


def has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def show(study: Study, coder: str | None) -> None:
    """Open the screens, as the person has set them; the first time, with the tutorial."""
    from qualcode.tui.app import run_app  # 200 ms: Textual; only the screens pay for it
    from qualcode.workflow.remembering import first_start
    from qualcode.workflow.settings import load_settings

    settings = load_settings()
    name = coder or settings.settings.coder or coder_of(study, None)
    run_app(study, name, settings, tutorial=first_start())
