"""`--help`, and what click says of wrong usage: in the language of the person at work."""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click import core, exceptions, formatting, parser, types

import qualcode as package
from qualcode.cli import _spoken
from qualcode.cli._spoken import Argument, Command, Option, paragraphs, teach_click
from qualcode.cli.main import cli
from qualcode.locale import entries
from qualcode.workflow import settings

Qualcode = Callable[..., Any]
Speaking = Callable[[str], None]

HOUSE = Path(package.__file__).parents[1]
CLICK = (core, exceptions, formatting, parser, types)
SAME_IN_BOTH = {"N", "CSV", "rekruttere sykepleiere"}


def contexts(context: click.Context | None = None) -> Iterator[click.Context]:
    """One for each command, with all the commands above it."""
    context = context or click.Context(cli, info_name="qualcode")
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            below = context.command.get_command(context, name)
            assert below is not None
            yield from contexts(click.Context(below, info_name=name, parent=context))


COMMANDS = [context.command_path.split()[1:] for context in contexts()]


@pytest.fixture
def speaking(qualcode: Qualcode, monkeypatch: pytest.MonkeyPatch) -> Speaking:
    """Sets the language; it is the last to do so."""

    def speak(language: str) -> None:
        monkeypatch.setenv("QUALCODE_LANGUAGE", language)
        teach_click()

    return speak


def english_of_help() -> set[str]:
    """All that the pages of help say, taken apart as the catalogue has it; English is spoken."""
    found: set[str] = set()

    def note(english: str) -> str:
        found.add(english)
        return english

    for context in contexts():
        held = vars(context.command)
        for text in ("help", "epilog", "options_metavar", "subcommand_metavar"):
            paragraphs(held.get(text) or "", note)
        for param in context.command.get_params(context):
            note(getattr(param, "help", None) or "")
            takes_value = isinstance(param, click.Argument) or not param.is_flag  # type: ignore[attr-defined]
            if takes_value and not isinstance(param.type, click.Choice):
                note(param.make_metavar(context))
    return found - {""}


def literals(source: str, *callers: str) -> set[str]:
    """The first string of each call of these."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {
        str(call.args[0].value)
        for call in calls
        if ast.unparse(call.func) in callers and isinstance(call.args[0], ast.Constant)
    }


def english_of_ours() -> set[str]:
    """What our commands say themselves of wrong usage."""
    files = (HOUSE / "qualcode" / "cli").rglob("*.py")
    return set().union(*(literals(file.read_text(encoding="utf-8"), "said") for file in files))


def english_of_click() -> set[str]:
    """What click can say; for what has two forms, that for one."""
    return set().union(*(literals(inspect.getsource(m), "_", "ngettext") for m in CLICK))


def test_all_that_help_says_is_there_in_norwegian(speaking: Speaking) -> None:
    speaking("en")

    missing = (english_of_help() | english_of_ours()) - entries("nb", "help").keys()

    assert missing == SAME_IN_BOTH


def test_no_help_is_translated_that_nobody_shows(speaking: Speaking) -> None:
    speaking("en")
    shown = english_of_help() | english_of_ours() | english_of_click()

    assert entries("nb", "help").keys() - shown == set()


def test_every_command_option_and_argument_speaks() -> None:
    silent = [
        (context.command_path, param.name)
        for context in contexts()
        for param in context.command.params
        if not isinstance(param, Option | Argument)
    ]

    assert [c.command_path for c in contexts() if not isinstance(c.command, Command)] == []
    assert silent == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_page_is_norwegian_and_its_examples_are_the_same(
    qualcode: Qualcode, speaking: Speaking, command: list[str]
) -> None:
    pages: dict[str, str] = {}
    for language in ("en", "nb", "en"):
        speaking(language)
        outcome = qualcode(*command, "--help")
        assert (outcome.code, outcome.err) == (0, "")
        assert pages.setdefault(language, outcome.out) == outcome.out

    assert pages["en"].startswith("Usage: qualcode")
    assert pages["nb"].startswith("Bruk: qualcode")
    assert "Vis denne hjelpen." in pages["nb"]
    assert examples(pages["en"]) == examples(pages["nb"])


def examples(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("    qualcode ")]


def test_the_words_around_an_example_are_translated(qualcode: Qualcode, speaking: Speaking) -> None:
    speaking("nb")

    page = qualcode("search", "--help").out

    assert "  Eksempler:\n    qualcode search sentre.qualcode velferdsteknologi\n" in page
    assert "    '\"faglig råd\"'        akkurat disse ordene\n" in page


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("group", [(), ("codebook",)], ids=" ".join)
def test_no_line_in_a_list_of_commands_is_cut_short(
    qualcode: Qualcode, speaking: Speaking, language: str, group: tuple[str, ...]
) -> None:
    speaking(language)

    listed = qualcode(*group, "--help").out.splitlines()

    assert [line for line in listed[1:] if line.endswith("...")] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tellopp"], "Det er ingen kommando 'tellopp'."),
        (["tally"], "Dette mangler: 'STUDIE'."),
        (["import", "a"], "Dette mangler: 'FILER...'."),
        (["tally", "a", "--rowz"], "Det er ikke noe valg '--rowz'. Mente du '--rows'?"),
        (["tally", "a", "--by"], "Valget '--by' må ha en verdi."),
        (["demo", "--no-tui=ja"], "Valget '--no-tui' har ingen verdi."),
        (["check", "a", "b"], "Dette er for mye: b"),
        (
            ["tally", "a", "--rows", "x"],
            "Ugyldig verdi for '--rows': 'x' er ikke en av 'codes', 'themes'.",
        ),
        (["undo", "a", "--change", "x"], "Ugyldig verdi for '--change': 'x' er ikke et helt tall."),
        (["history", "a", "--limit", "0"], "Ugyldig verdi for '--limit': 0 er utenfor x>=1."),
        (
            ["new", "a", "--title", "A", "--from", "b"],
            "--title er for en tom studie; en mappe har tittelen i study.yaml.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_in_norwegian(
    qualcode: Qualcode, speaking: Speaking, arguments: list[str], said: str
) -> None:
    speaking("nb")

    outcome = qualcode(*arguments)

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith(f"Feil: {said}\n")
    assert "Usage:" not in outcome.err
    assert "Try " not in outcome.err


def test_wrong_usage_says_how_to_get_help(qualcode: Qualcode, speaking: Speaking) -> None:
    speaking("nb")

    lines = qualcode("tally").err.splitlines()

    assert lines[:2] == [
        "Bruk: qualcode tally [VALG] STUDIE",
        "Skriv 'qualcode tally --help' for hjelp.",
    ]


def test_a_condition_that_is_none_is_told_of(
    qualcode: Qualcode, study: Path, speaking: Speaking
) -> None:
    speaking("nb")

    outcome = qualcode("tally", study, "--where", "{type}")

    assert outcome.code == 2
    assert "«{type}» er ikke KJENNETEGN=VERDI." in outcome.err


def test_nothing_given_shows_the_help_and_is_wrong_usage(
    qualcode: Qualcode, speaking: Speaking
) -> None:
    speaking("nb")

    outcome = qualcode()

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("Bruk: qualcode")


@pytest.mark.parametrize(
    ("asked", "chosen", "system", "spoken"),
    [
        ("", "", "", "Usage"),
        ("", "", "C.UTF-8", "Usage"),
        ("", "", "de_DE.UTF-8", "Usage"),
        ("", "", "nn_NO.UTF-8", "Bruk"),
        ("", 'language = "en"', "nb_NO.UTF-8", "Usage"),
        ("", 'language = "nb"', "en_GB.UTF-8", "Bruk"),
        ("", 'language = "auto"', "nb_NO.UTF-8", "Bruk"),
        ("", "language = 7", "nb_NO.UTF-8", "Bruk"),
        ("", "language =", "nb_NO.UTF-8", "Bruk"),
        ("en", 'language = "nb"', "nb_NO.UTF-8", "Usage"),
        ("no", 'language = "en"', "en_GB.UTF-8", "Bruk"),
    ],
)
def test_the_language_is_that_asked_for_or_set_or_the_systems(
    qualcode: Qualcode,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    asked: str,
    chosen: str,
    system: str,
    spoken: str,
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"{chosen}\n", encoding="utf-8")
    monkeypatch.setenv("QUALCODE_SETTINGS", str(path))
    monkeypatch.setenv("QUALCODE_LANGUAGE", asked)
    monkeypatch.setenv("LANG", system)

    outcome = qualcode("--help")

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"{spoken}:")


def test_settings_that_are_no_text_do_not_keep_help_away(
    qualcode: Qualcode, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("QUALCODE_SETTINGS", str(path))

    assert qualcode("--help").out.startswith("Usage:")


def test_where_there_is_no_study_messages_are_in_the_language_of_help(
    qualcode: Qualcode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "nb_NO.UTF-8")

    assert qualcode("check", "ingen").err.startswith("Det er ingen studie ingen.qualcode")


@pytest.mark.parametrize("named", ["", "/et/annet/sted.toml"])
def test_the_settings_are_those_of_the_screens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str
) -> None:
    monkeypatch.setenv("QUALCODE_SETTINGS", named)
    for folder in ("XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(folder, str(tmp_path / folder))

    assert _spoken.settings_path() == settings.settings_path()


LISTS_WHAT_IT_LOADED = """
import sys
from qualcode.cli.main import run
run(["tally", "--help"])
print(*sys.modules, file=sys.stderr)
"""


def test_norwegian_help_loads_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('language = "nb"\n', encoding="utf-8")
    shown = subprocess.run(
        [sys.executable, "-c", LISTS_WHAT_IT_LOADED],
        cwd=HOUSE,
        env={**os.environ, "QUALCODE_LANGUAGE": "", "QUALCODE_SETTINGS": str(path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    heavy = {"sqlalchemy", "textual", "spacy", "babel", "pydantic", "platformdirs"}
    assert shown.stdout.startswith("Bruk:")
    assert heavy & set(shown.stderr.split()) == set()
