"""Data on its way out: to standard output, or whole into a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qualcode.cli._spoken import option

DIALECT = option(
    "--dialect",
    type=click.Choice(["plain", "excel-nb"]),
    default="plain",
    show_default=True,
    help="Of csv: excel-nb has semicolons, decimal commas and the mark that Excel looks for.",
)


def put_out(text: str, out: Path | None) -> None:
    """Into a file, or to standard output: into a pipe as UTF-8, with line ends as they are."""
    if out is not None:
        from qualcode.workflow.handing_over import write_text  # loaded already by what made `text`

        write_text(out, text)
        return
    if sys.stdout.isatty():
        sys.stdout.write(text)
    else:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
