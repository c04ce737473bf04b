"""Help, and what click itself says, in the language of the person at work.

English stands in the code: docstrings, `help=`, metavars, and click's own messages. The catalogue
`help` has the same in Norwegian, by the English; it is asked when something is shown.
"""

from __future__ import annotations

import functools
import inspect
import os
import re
from collections.abc import Callable
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any, TypeVar

import click
from click import core, exceptions, formatting, parser, types

from qualcode import locale
from qualcode.locale import LANGUAGES, known, system_language

F = TypeVar("F", bound=Callable[..., object])

_WITH_COMMENT = re.compile(r"( +\S.*?\s{2,})(\S.*)")
"""A line of an example: what is typed, a gap, and what is said about it."""


@functools.cache
def own_language() -> str:
    """QUALCODE_LANGUAGE, what the person has set, or what the system speaks; else English.

    It is found out once in a run.
    """
    if asked := os.environ.get("QUALCODE_LANGUAGE"):
        return known(asked)
    return _language_set() or system_language() or LANGUAGES[0]


def settings_path() -> Path:
    """The same as the path of the workflow, which takes 18 ms to load; a test compares them."""
    named = os.environ.get("QUALCODE_SETTINGS")
    return Path(named or Path(click.get_app_dir("qualcode", roaming=False), "settings.toml"))


def _language_set() -> str | None:
    """The language in the settings; what is wrong with them is told elsewhere."""
    try:
        text = settings_path().read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    import tomllib  # 4 ms; who has no settings does without

    try:
        chosen = tomllib.loads(text).get("language")
    except tomllib.TOMLDecodeError:
        return None
    return chosen if chosen in LANGUAGES else None


@functools.cache
def _catalogue(language: str) -> NullTranslations:
    """English needs none: gettext gives back what it has no translation of."""
    return translation("help", locale.__path__[0], [language], fallback=True)


def said(english: str) -> str:
    return _catalogue(own_language()).gettext(english) if english else ""


def _counted(one: str, many: str, n: int) -> str:
    return _catalogue(own_language()).ngettext(one, many, n)


def paragraphs(text: str, say: Callable[[str], str] = said) -> str:
    """A help text, each paragraph as `say` has it; of examples only the words around them."""
    parts = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(
        "\n".join(_example(line, say) for line in part.splitlines())
        if part.startswith("\b")
        else say(" ".join(part.split()))
        for part in parts
    )


def _example(line: str, say: Callable[[str], str]) -> str:
    if found := _WITH_COMMENT.fullmatch(line):
        return found[1] + say(found[2])
    return line if line.startswith((" ", "\b")) else say(line)


def teach_click() -> None:
    """Have click ask here for its own words; each of its modules has a gettext of that name."""
    own_language.cache_clear()
    for module in (core, exceptions, formatting, parser, types):
        vars(module).update(_=said, ngettext=_counted)


class Told:
    """An attribute that is set in English and read in the language spoken."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: type) -> Any:
        english = vars(instance)[self.name]
        return paragraphs(english) if english else english

    def __set__(self, instance: object, english: str | None) -> None:
        vars(instance)[self.name] = english


class Option(click.Option):
    help = Told()

    def make_metavar(self, ctx: click.Context) -> str:
        return said(super().make_metavar(ctx))


class Argument(click.Argument):
    def make_metavar(self, ctx: click.Context) -> str:
        return said(super().make_metavar(ctx))


def option(*names: str, **about: Any) -> Callable[[F], F]:
    return click.option(*names, cls=Option, **about)


def argument(name: str, **about: Any) -> Callable[[F], F]:
    return click.argument(name, cls=Argument, **about)


class Command(click.Command):
    help = Told()
    epilog = Told()
    options_metavar = Told()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """click keeps it, in the language in which it was first asked for."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = said("Show this message and exit.")
        return option


class Group(Command, click.Group):
    subcommand_metavar = Told()
