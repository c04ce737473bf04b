"""`qualcode codebook load`: take a codebook into a study."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli._lives import local
from qualcode.cli._spoken import Command, argument, option, said
from qualcode.cli._study import (
    FILE,
    coder_of,
    coder_option,
    language_of,
    opened,
    say,
    study_argument,
    words,
)
from qualcode.cli.codebook._lines import clash_line, difference_line, say_remarks
from qualcode.errors import NeedsReason
from qualcode.locale import fault

if TYPE_CHECKING:
    from qualcode.workflow.codebooks import Plan
    from qualcode.workflow.studies import Study


@click.command("load", cls=Command)
@study_argument
@argument("file", type=FILE)
@option(
    "--prefer",
    type=click.Choice(["study", "file"]),
    help="Whose word counts where the study and the file have both changed something.",
)
@option(
    "--origin",
    type=click.Choice(["guide", "programme", "theory"]),
    help="Where the codes come from, if the file does not say so.",
)
@option(
    "--as-attributes",
    is_flag=True,
    help="Keep the names of the codes as attributes of the interviews, and load no codes.",
)
@option(
    "--anyway",
    metavar="REASON",
    default="",
    help="Load codes whose origin the file does not say, though nothing has been coded.",
)
@option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@coder_option
def command(
    study_path: Path, file: Path, as_attributes: bool, dry_run: bool, coder: str | None, **how: Any
) -> None:
    """Take a codebook into a study, as one change.

    What will change is shown first. What only the file has changed since it was last loaded or
    saved is taken, what only the study has changed stays, and codes that the file does not have
    stay as they are, with their codings. Where both have changed the same, nothing is taken in
    until you say whose word counts.

    \b
    Examples:
      qualcode codebook load sentre.qualcode kodebok.yaml --dry-run
      qualcode codebook load sentre.qualcode kodebok.yaml --prefer file
      qualcode codebook load sentre.qualcode guide.xlsx --origin guide
    """
    if as_attributes and any(how.values()):
        raise click.UsageError(said("--as-attributes goes with neither of the other options."))
    with opened(study_path) as study:
        if as_attributes:
            _keep_as_attributes(study, file, coder, dry_run=dry_run)
        else:
            _load(study, file, coder, dry_run=dry_run, **how)


def _load(
    study: Study, file: Path, coder: str | None, *, dry_run: bool, anyway: str, **how: Any
) -> None:
    from qualcode.workflow import codebooks  # loaded already with the study

    text = words(study)
    plan = codebooks.plan(study, file, **how)
    _say_what_matters(plan, study)
    try:
        codebooks.rehearse(study, plan, reason=anyway)
    except NeedsReason as error:
        say(fault(error, language_of(study)))
        say(text("cli.codebook.ways_out"))
        raise click.exceptions.Exit(1) from error
    for difference in plan.differences:
        click.echo(difference_line(difference, text))
    if dry_run:
        say(text("cli.codebook.rehearsed"))
        return
    loaded = codebooks.load(study, file, coder=coder_of(study, coder), reason=anyway, **how)
    say(text("cli.codebook.loaded", file=file.name, **asdict(loaded)))


def _say_what_matters(plan: Plan, study: Study) -> None:
    """Differences are data, and are shown if they may come; what a person has to know is told
    beside them, and first."""
    text = words(study)
    say_remarks(plan.file.remarks, study)
    if older := plan.base.older:
        say(text("cli.codebook.compared", name=older.name, at=local(older.at)))
    for clash in plan.merged.clashes:
        say(clash_line(clash, text))


def _keep_as_attributes(study: Study, file: Path, coder: str | None, *, dry_run: bool) -> None:
    from qualcode.workflow import codebooks  # loaded already with the study

    read = codebooks.check(file)
    say_remarks(read.remarks, study)
    names = codebooks.names(read)
    for name in names:
        click.echo(name)
    if dry_run:
        say(words(study)("cli.codebook.rehearsed"))
        return
    n = codebooks.keep_as_attributes(study, coder_of(study, coder), names)
    say(words(study)("cli.codebook.kept_as_attributes", n, n=n, names=len(names)))
