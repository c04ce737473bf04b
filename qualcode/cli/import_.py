"""`qualcode import`: add transcripts to a study."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from qualcode.cli._spoken import Command, argument, option
from qualcode.cli._study import FILE, coder_of, coder_option, opened, study_argument


@click.command("import", cls=Command)
@study_argument
@argument("files", nargs=-1, required=True, type=FILE)
@option(
    "--interviews",
    metavar="CSV",
    type=FILE,
    help="Who speaks in which file: columns file, speaker, centre, role, mode, date.",
)
@coder_option
@click.pass_context
def command(
    context: click.Context,
    study_path: Path,
    files: tuple[Path, ...],
    interviews: Path | None,
    coder: str | None,
) -> None:
    """Add interviews, notes and open answers.

    They may be .txt, .md, .docx, a .csv with a row for each respondent, or folders of these. A
    file that cannot be read is named, and the others are taken in. A file that the study has
    already is not taken in again. It is one change, and one `qualcode undo` takes it back.

    \b
    Example:
      qualcode import sentre.qualcode intervjuer/*.docx --interviews intervjuer.csv
    """
    # 300 ms: the database; help needs none.
    from qualcode.cli._reports import show_report
    from qualcode.workflow.importing import import_files

    with opened(study_path) as study:
        report = import_files(
            study, _expanded(files), coder=coder_of(study, coder), interviews=interviews
        )
        show_report(study, report)
    if report.refused:
        context.exit(1)


def _expanded(files: Iterable[Path]) -> Iterator[Path]:
    """Patterns as well, since the shells of Windows leave `*.docx` to the program."""
    for path in files:
        found = [] if path.exists() else sorted(glob.glob(str(path)))
        yield from map(Path, found) if found else [path]
