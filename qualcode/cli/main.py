"""The `qualcode` command: its groups and options, and what becomes of errors."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from qualcode import __version__
from qualcode.cli._group import Commands
from qualcode.cli._spoken import Option, option, teach_click
from qualcode.cli._study import LANGUAGE, language_of
from qualcode.errors import Phrase, QualcodeError, WrongQuestion, why
from qualcode.locale import fault

OK, FAULT, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

COMMANDS = (
    "demo",
    "new",
    "import",
    "open",
    "codebook",
    "tally",
    "export",
    "search",
    "history",
    "undo",
    "check",
    "settings",
)


@click.group(
    cls=Commands,
    package=__package__,
    names=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with `qualcode demo`. Each command shows an example with --help.",
)
@click.version_option(__version__, prog_name="qualcode", message="%(prog)s %(version)s", cls=Option)
@option("--debug", is_flag=True, help="Show where in the program an error arose.")
def cli(debug: bool) -> None:
    """Code interviews, count themes per centre, hand over a workbook.

    `qualcode STUDY` opens a study in the terminal.
    """


def main() -> None:
    if "--debug" not in sys.argv:
        # What libraries fail at while they are torn down is no message for a person.
        sys.unraisablehook = lambda _: None
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command; returns the exit code. `--debug` may stand anywhere."""
    _speak_utf8()
    teach_click()
    debug = "--debug" in arguments
    try:
        code = _invoke([a for a in arguments if a != "--debug"], debug)
        sys.stdout.flush()
        return code
    except click.exceptions.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        _forget_stdout()
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except Exception as error:
        # The one place where everything is caught: a person gets a sentence, not a traceback.
        _tell(fault(_unforeseen(error), language_of(None)), debug)
        return FAULT
    return OK


def _invoke(arguments: list[str], debug: bool) -> int:
    """As `cli.main` does, which has its own opinion of broken pipes and exit codes."""
    with cli.make_context("qualcode", arguments) as context:
        try:
            cli.invoke(context)
        except QualcodeError as error:
            _tell(fault(error, context.meta.get(LANGUAGE) or language_of(None)), debug)
            return WRONG_USAGE if isinstance(error, WrongQuestion) else FAULT
    return OK


def _tell(message: str, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    click.echo(message, err=True)


def _unforeseen(error: Exception) -> Phrase:
    if isinstance(error, OSError) and error.strerror:
        return Phrase("{file}: {why}.", file=error.filename or Phrase("A file"), why=why(error))
    return Phrase(
        "qualcode failed in a way that was not foreseen ({kind}: {said}). "
        "Run it again with --debug and report what it shows.",
        kind=type(error).__name__,
        said=error,
    )


def _speak_utf8() -> None:
    """Letters that a terminal lacks become question marks; files and pipes get UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="replace")  # type: ignore[union-attr]


def _forget_stdout() -> None:
    """Nobody reads on (`| head`); without this Python would complain once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
