"""What most commands share: the study they work on, who is at work, and what they say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from qualcode.cli._spoken import argument, option, own_language
from qualcode.locale import Translator, translator

if TYPE_CHECKING:
    from qualcode.workflow.studies import Study

F = TypeVar("F", bound=Callable[..., object])

FILE = click.Path(path_type=Path)
LANGUAGE = "qualcode.language"
"""Where a command keeps which language it speaks, once it has opened a study."""


def study_argument(function: F) -> F:
    return argument("study_path", metavar="STUDY", type=FILE)(function)


def coder_option(function: F) -> F:
    return option(
        "--coder",
        metavar="NAME",
        help="Who you are, for the history. Else the study's only coder, or who is logged in.",
    )(function)


@contextmanager
def opened(path: Path) -> Iterator[Study]:
    """An open study, which is closed in the end."""
    from qualcode.workflow.studies import open_study  # 300 ms: the database; help needs none

    study = open_study(path)
    if context := click.get_current_context(silent=True):
        context.meta[LANGUAGE] = language_of(study)
    try:
        yield study
    finally:
        study.close()


def coder_of(study: Study | None, name: str | None) -> str:
    from qualcode.workflow.studies import default_coder  # loaded already where a study is open

    return name or default_coder(study)


def language_of(study: Study | None) -> str:
    """QUALCODE_LANGUAGE if it is set, else that of the study; without one, the person's."""
    if study is None:
        return own_language()
    return os.environ.get("QUALCODE_LANGUAGE") or study.language


def words(study: Study | None) -> Translator:
    """The texts of the commands: `words(study)("cli.new.made", …)`."""
    return translator(language_of(study))


def say(message: str) -> None:
    """A message for the person at work, beside the data."""
    click.echo(message, err=True)
