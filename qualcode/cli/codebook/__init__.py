"""`qualcode codebook`: check, load, save and compare codebooks."""

from __future__ import annotations

import click

from qualcode.cli._group import LazyGroup

COMMANDS = ("check", "load", "save", "diff", "history", "trail", "saturation")


@click.group("codebook", cls=LazyGroup, package=__package__, names=COMMANDS)
def command() -> None:
    """Check, load, save and compare codebooks.

    They may be .yaml, .csv, .xlsx or .qdc (REFI-QDA).

    \b
    Example:
      qualcode codebook check kodebok.yaml
    """
