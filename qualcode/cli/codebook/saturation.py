"""`qualcode codebook saturation`: new codes per interview, in the order of coding."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli._lives import local
from qualcode.cli._spoken import Command, option
from qualcode.cli._study import opened, say, study_argument, words

if TYPE_CHECKING:
    from qualcode.locale import Translator
    from qualcode.model.saturation import SaturationStep

HEIGHT = 18


@click.command("saturation", cls=Command)
@study_argument
@option("--no-plot", is_flag=True, help="The table alone.")
def command(study_path: Path, no_plot: bool) -> None:
    """How many new codes each interview brought.

    The interviews stand in the order in which they were coded. Counted are codes that were made of
    what was read; a code is new in the interview in which it was given first.

    \b
    Example:
      qualcode codebook saturation sentre.qualcode
    """
    from qualcode.model.plot import draw
    from qualcode.workflow.tallying import saturation  # 300 ms: the database

    with opened(study_path) as study:
        text, steps = words(study), saturation(study)
        if not steps:
            say(text("cli.codebook.no_saturation"))
            return
        if not no_plot:
            width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80
            new = [step.new for step in steps]
            sums, bars = text("cli.codebook.in_all"), text("cli.codebook.new_codes")
            click.echo("\n".join(draw(new, width, HEIGHT, sums=sums, bars=bars).lines))
            click.echo()
        click.echo("\n".join(_table(steps, text)))


def _table(steps: Sequence[SaturationStep], text: Translator) -> list[str]:
    heads = [text(f"cli.codebook.{name}") for name in ("interview", "begun", "given", "new", "all")]
    name = max(len(heads[0]), *(len(step.interview) for step in steps))
    lines = [
        f"{'':>4}  {heads[0]:<{name}}  {heads[1]:<16}  {heads[2]:>6}  {heads[3]:>4}  {heads[4]:>5}"
    ]
    lines += [
        f"{n:>4}  {step.interview:<{name}}  {local(step.at):<16}  {step.codes:>6}  {step.new:>4}  "
        f"{step.total:>5}"
        for n, step in enumerate(steps, 1)
    ]
    return lines
