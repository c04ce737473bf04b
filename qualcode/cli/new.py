"""`qualcode new`: make a study."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from qualcode.cli._spoken import Command, option, said
from qualcode.cli._study import FILE, coder_of, coder_option, say, study_argument, words


@click.command("new", cls=Command)
@study_argument
@option(
    "--from",
    "folder",
    metavar="FOLDER",
    type=FILE,
    help="A study folder: study.yaml, centres.csv, interviews.csv, codebook, codings, transcripts.",
)
@option("--title", help="The title of an empty study; else the name of the file.")
@option(
    "--language",
    type=click.Choice(["nb", "nn", "en"]),
    default="nb",
    show_default=True,
    help="The language of the interviews of an empty study.",
)
@coder_option
@click.pass_context
def command(
    context: click.Context,
    study_path: Path,
    folder: Path | None,
    title: str | None,
    language: str,
    coder: str | None,
) -> None:
    """Make a study, empty or from a study folder.

    A fault in one of the folder's tables is named by file and line, and no study is made. An
    interview that cannot be read is named and left out.

    \b
    Example:
      qualcode new sentre.qualcode --from sentre/
    """
    if folder is None:
        _make_empty(study_path, title, language, coder)
    elif title is not None:
        raise click.UsageError(
            said("--title is for an empty study; study.yaml has that of a folder.")
        )
    elif not _make_from(study_path, folder, coder):
        context.exit(1)


def _make_empty(path: Path, title: str | None, language: str, coder: str | None) -> None:
    # 300 ms: the database; help needs none.
    from qualcode.model.studies import StudySpec
    from qualcode.workflow.studies import create_study

    spec = StudySpec(title=title or path.stem, language=language)
    study = create_study(path, spec, coder=coder_of(None, coder))
    study.close()
    say(words(study)("cli.new.made", study=study.path))


def _make_from(path: Path, folder: Path, coder: str | None) -> bool:
    """True if all of the folder was taken in."""
    # 300 ms: the database; help needs none.
    from qualcode.cli._reports import show_report, show_size
    from qualcode.workflow.importing import study_from_folder

    study, report = study_from_folder(path, folder, coder=coder_of(None, coder))
    with closing(study):
        say(words(study)("cli.new.made", study=study.path))
        show_report(study, report)
        show_size(study)
    return not report.refused
