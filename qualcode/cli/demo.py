"""`qualcode demo`: the sample study, from interviews to workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import click

from qualcode.cli._spoken import Command, argument, option
from qualcode.cli._study import FILE, coder_of, language_of, say, words
from qualcode.cli.open import has_terminal, show

if TYPE_CHECKING:
    from qualcode.workflow.demo import DemoResult

WIDTH = 80


@click.command("demo", cls=Command)
@argument("folder", type=FILE, default="demo")
@option("--no-tui", is_flag=True, help="Do not open the screens afterwards.")
def command(folder: Path, no_tui: bool) -> None:
    """Make the sample study and its workbook, and open it.

    They come into FOLDER (`demo` if none is named). What is there already is kept as it is.
    The screens open where there is a terminal.

    \b
    Example:
      qualcode demo --no-tui
    """
    # 300 ms: the database; help needs none.
    from qualcode.workflow.demo import build_demo

    made = build_demo(folder, coder_of(None, None))
    try:
        _tell(made)
        if has_terminal() and not no_tui:
            show(made.study, None)
        else:
            text = words(made.study)
            click.echo(text("cli.demo.next", program=_program(), study=made.study.path))
    finally:
        made.study.close()


def _program() -> str:
    """What to type: `make demo` runs a qualcode that is on no path."""
    called = Path(sys.argv[0])
    return str(called) if called.stem == "qualcode" and not which("qualcode") else "qualcode"


def _tell(made: DemoResult) -> None:
    from qualcode.cli._reports import show_size  # loads the database

    text = words(made.study)
    say(text("cli.demo.made" if made.report else "cli.demo.found", study=made.study.path))
    show_size(made.study)
    _show_top(made)
    click.echo(text("cli.demo.workbook", workbook=made.workbook))


def _show_top(made: DemoResult) -> None:
    # 60 ms: rich, which knows how wide letters are.
    from rich.cells import cell_len, set_cell_size

    from qualcode.model.questions import Question
    from qualcode.workflow.tallying import in_words

    text = words(made.study)
    heading, _ = in_words(made.study, Question(rows="themes"), language_of(made.study))
    click.echo(f"\n{heading}\n")
    width = max((cell_len(theme.theme) for theme in made.top), default=0)
    for top in made.top:
        name = set_cell_size(top.theme, width)
        line = text("cli.demo.theme", theme=name, n=f"{top.n:>3}", base=top.base)
        if top.code:
            line += text("cli.demo.code", n=f"{top.code_n:>3}", code=top.code)
        click.echo(line if cell_len(line) <= WIDTH else set_cell_size(line, WIDTH - 1) + "…")
    click.echo()
