"""`qualcode codebook`: check, load, save and compare codebooks."""

from __future__ import annotations

import click

from qualcode.cli._group import LazyGroup

COMMANDS = ("check", "load", "save", "diff")


@click.group("codebook", cls=LazyGroup, package=__package__, names=COMMANDS)
def command() -> None:
    """Check, load, save and compare codebooks (.yaml, .csv).

    \b
    Example:
      qualcode codebook check kodebok.yaml
    """
