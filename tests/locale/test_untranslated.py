"""Nothing is said to people in words that stand in the code: an interface of two languages.

What goes wrong is said in English in the code, and has its own tests (`test_errors.py`). So has the
help of the commands, where only what the catalogue `help` has is let be.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import qualcode
from qualcode import errors
from qualcode.locale import entries

CODE = Path(qualcode.__file__).parent
WORD = r"[^\W\d_]{2,}"
SENTENCE = re.compile(rf"{WORD}[,;:.]?\s+{WORD}")
SHOWING = {
    *("Static", "Label", "Button", "Input", "TextArea", "Option", "Markdown", "Checkbox"),
    *("plain", "Content", "Text", "notify", "say", "_say_count", "echo", "secho", "confirm"),
    *("update", "show_status", "prompt", "add_column", "add_row", "print", "from_markup"),
}
"""Calls whose strings people read."""
SHOWN_AS = {"placeholder", "label", "tooltip", "title", "sub_title", "description", "prompt"}
SHOWN_AS |= {"border_title", "border_subtitle", "help", "epilog", "short_help"}
"""Arguments and attributes that people read."""
SAYING = {"Phrase"} | {
    name
    for name, kind in vars(errors).items()
    if inspect.isclass(kind) and issubclass(kind, errors.QualcodeError)
}
ALLOWED = {
    ("tui/taking_back.py", "IN_BULK"): "actions, by their names in the history",
    ("tui/screens/ladder/questions_sheet.py", "IN_BULK"): "the same",
    ("tui/screens/ladder/rung.py", "OF_THE_LADDER"): "the same",
    ("tui/keys.py", "Binding"): "the keys of texts, filled in later",
    ("tui/keynames.py", "_KEPT"): "why keys are not to be used; the tests of the keymaps say it",
    ("tui/keynames.py", "swallowed"): "the same",
    ("tui/screens/memos.py", "work"): "the group of a worker",
    ("tui/screens/ladder/saturation.py", "work"): "the same",
    ("tui/screens/ladder/splitting_view.py", "stylize"): "a style",
    ("tui/widgets/hit_list.py", "FOUND"): "a style",
}
"""Strings that look like words to people and are not, by the name that they go to."""
STYLES = {"bold", "dim"}
HELPING = {"option", "argument", "group", "said"}
"""What takes English that the catalogue `help` translates."""
HELP = entries("nb", "help")


class Literal(NamedTuple):
    """A string in the code, and what it goes to, inside out: arguments, calls, variables, and the
    function or class that it stands in."""

    file: str
    line: int
    said: str
    goes_to: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        return bool((SHOWING | SHOWN_AS).intersection(self.goes_to[:1]))

    @property
    def is_excused(self) -> bool:
        """Told elsewhere, or no words for people."""
        if self.said in STYLES or {"id", "classes"}.intersection(self.goes_to[:1]):
            return True
        if self.said in HELP and not HELPING.isdisjoint(self.goes_to):
            return True
        return not (SAYING | {"DEFAULT_CSS"}).isdisjoint(self.goes_to) or any(
            (self.file, name) in ALLOWED for name in self.goes_to
        )


def literals(file: str, tree: ast.Module) -> Iterator[Literal]:
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        match node, above.get(node):
            case ast.Constant(), ast.Expr():  # a docstring
                continue
            case ast.Constant(value=str(said)), _:
                yield Literal(file, node.lineno, said, tuple(way_of(node, above)))


def way_of(node: ast.AST, above: dict[ast.AST, ast.AST]) -> Iterator[str]:
    """What is compared with, looked up by, or joins other strings, goes nowhere itself."""
    while node in above:
        below, node = node, above[node]
        match node:
            case ast.Compare() | ast.Subscript() | ast.Attribute():
                return
            case ast.IfExp(test=test) if test is below:
                return
            case ast.keyword(arg=str(name)):
                yield name
            case ast.Call(func=function) if (name := last_name(function)) != "join":
                yield name
            case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
                yield last_name(target)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
                return


def last_name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def untranslated(file: str, tree: ast.Module) -> list[str]:
    """Sentences anywhere, and single words where people read them."""
    return [
        f"{file}:{one.line}: {one.said!r}"
        for one in literals(file, tree)
        if not one.is_excused
        and (SENTENCE.search(one.said) or (one.is_shown and re.search(WORD, one.said)))
    ]


def faces() -> Iterator[tuple[str, ast.Module]]:
    for face in ("tui", "cli"):
        for path in sorted((CODE / face).rglob("*.py")):
            name = path.relative_to(CODE).as_posix()
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def test_nothing_is_said_that_is_not_translated() -> None:
    assert [found for file, tree in faces() for found in untranslated(file, tree)] == []


def test_what_is_allowed_is_still_there() -> None:
    there = {
        (file, name)
        for file, tree in faces()
        for one in literals(file, tree)
        for name in one.goes_to
        if re.search(WORD, one.said)
    }

    assert ALLOWED.keys() - there == set()


@pytest.mark.parametrize(
    "code",
    [
        'self.notify("Done")',
        'Static("Nothing here yet")',
        'Static(plain(f"{n} codings"))',
        'self.say("saved" if done else t("coding.not_saved"))',
        'Input(placeholder="find")',
        'box.border_title = "Codes"',
        'click.echo(f"Wrote {path}.")',
        'lines = ["one thing", "and another"]',
        'option("--fast", help="Skip the hard parts.")',
        'raise UsageError(said("That is too much."))',
        'click.echo("Show this message and exit.")',
    ],
)
def test_words_in_the_code_are_found(code: str) -> None:
    assert untranslated("tui/new.py", ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        'self.notify(self.t("memos.unsaved"))',
        'Static(plain(t("coding.which.how")), id="how", classes="quiet small")',
        'self.query_one("#none", Static).update(plain(self.t(nothing)))',
        'self.say(f"{done} · {left}")',
        'raise NotFound("There is nothing here to take back.")',
        'click.echo(text("cli.undo.done", what=what))',
        'Static(marks["both"])',
        'option("--no-tui", metavar="NAME", help="Do not open the screens afterwards.")',
    ],
)
def test_what_is_translated_or_no_word_is_let_be(code: str) -> None:
    assert untranslated("tui/new.py", ast.parse(code)) == []
