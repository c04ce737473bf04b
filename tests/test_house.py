"""The house itself: layers, what help loads, and what the papers say of the commands."""

from __future__ import annotations

import importlib
import keyword
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from importlinter.cli import lint_imports

from qualcode.cli.main import cli

HOUSE = Path(__file__).parents[1]
README = (HOUSE / "README.md").read_text(encoding="utf-8")
HEAVY = {
    *("sqlalchemy", "alembic", "textual", "spacy", "numpy", "xlsxwriter"),
    *("docx", "openpyxl", "pydantic", "rich", "yaml", "charset_normalizer"),
}
SHOWS_WHAT_IT_LOADED = """
import sys
from qualcode.cli.main import run
run(sys.argv[1:])
print("\\n".join(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def commands(group: click.Group = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of each command, groups left out."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        else:
            yield *path, name


COMMANDS = list(commands())


def command(words: tuple[str, ...]) -> click.Command:
    found: click.Command = cli
    for word in words:
        assert isinstance(found, click.Group)
        inner = found.get_command(click.Context(found), word)
        assert inner is not None
        found = inner
    return found


def words_of(path: Path) -> tuple[str, ...]:
    """`codebook/check.py` is `codebook check`; `import_.py` is `import`."""
    parts = path.relative_to(HOUSE / "qualcode" / "cli").with_suffix("").parts
    return tuple(p[:-1] if keyword.iskeyword(p[:-1]) else p for p in parts)


def requirements() -> list[str]:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    listed = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    return [re.split(r"[<>=!~\[; ]", requirement)[0] for requirement in listed]


def committed() -> Iterator[Path]:
    """The texts that go into the repository; the tree itself where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        named = [p for p in HOUSE.rglob("*") if not set(p.parts) & {".venv", ".git"}]
    else:
        named = [HOUSE / name for name in listed.stdout.decode().split("\0") if name]
    for path in named:
        if path.is_file() and b"\0" not in path.read_bytes()[:8000]:
            yield path


def test_the_layers_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOUSE)

    assert lint_imports() == 0


@pytest.mark.parametrize("words", [(), ("codebook",), *COMMANDS], ids=" ".join)
def test_help_loads_nothing_heavy(words: tuple[str, ...]) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", SHOWS_WHAT_IT_LOADED, *words, "--help"],
        cwd=HOUSE,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert "Usage: qualcode" in shown.stdout
    assert HEAVY & set(shown.stderr.split()) == set()


def test_the_screens_start_without_what_files_are_read_and_written_with() -> None:
    loaded = (
        "import sys, qualcode.tui.app; print(*{name.partition('.')[0] for name in sys.modules})"
    )
    shown = subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=HOUSE,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert HEAVY & set(shown.stdout.split()) == {"sqlalchemy", "textual", "rich"}


def test_the_path_of_a_file_is_its_command() -> None:
    files = {
        words_of(path)
        for path in (HOUSE / "qualcode" / "cli").rglob("*.py")
        if not path.name.startswith("_") and path.name != "main.py"
    }

    assert files == set(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_each_command_is_in_the_readme_and_has_an_example(words: tuple[str, ...]) -> None:
    name = f"qualcode {' '.join(words)}"

    assert f"`{name} " in README
    assert re.search(rf"Examples?:\n +{name}\b", command(words).help or "")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_each_option_says_what_it_is_for(words: tuple[str, ...]) -> None:
    silent = [
        option.name
        for option in command(words).params
        if isinstance(option, click.Option) and not (option.help or option.type.name == "choice")
    ]

    assert silent == []


def test_files_that_the_readme_points_to_are_there() -> None:
    targets = re.findall(r"\]\(([^):]+)\)", README)

    assert [target for target in targets if not (HOUSE / target).exists()] == []


def test_every_dependency_is_pinned() -> None:
    lines = (HOUSE / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0] for line in lines if not line.startswith("#")}

    assert {name.lower() for name in requirements()} - pinned == set()


def test_constraints_hold_names_and_versions_only() -> None:
    lines = (HOUSE / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert [x for x in lines if not re.fullmatch(r"#.*|[a-z0-9.-]+==[0-9a-z.]+", x)] == []


def test_no_text_names_a_package_address_or_a_place_on_a_machine() -> None:
    address = re.compile(
        r"(?:extra-|--)?index-url|registry *[=:] *\"?http|https?://[^\s\"')]*\.(?:whl|tar\.gz)"
        r"|/(?:home|Users|root|work)/\w"
    )

    found = [
        f"{path.relative_to(HOUSE)}: {match[0]}"
        for path in committed()
        if path != Path(__file__)
        for match in [address.search(path.read_text(encoding="utf-8", errors="replace"))]
        if match
    ]
    assert found == []


def test_the_public_interface_is_loaded_when_it_is_asked_for() -> None:
    package = importlib.import_module("qualcode")

    assert callable(package.open_study)
