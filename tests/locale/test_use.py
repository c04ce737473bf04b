"""Texts and code fit together: no text is asked for that is not there, and none is there unused."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import qualcode
from qualcode.locale import entries
from tools.texts import read, sources

CODE = Path(qualcode.__file__).parent
PLURAL = {
    f"{po.stem}.{message.id[0]}" for po in sources() for message in read(po) if message.pluralizable
}
ROOMS = sorted({po.stem for po in sources() if po.parts[-3] == "en"})
TEXTS = sorted(f"{room}.{key}" for room in ROOMS for key in entries("en", room))
OF_A_ROOM = rf"(?:{'|'.join(ROOMS)})\."
ASKING = {"t", "_t", "text", "counted"}
"""What a text is asked for with, by key."""
GIVEN = ("room", "tip")
"""What a `key(...)` says of its texts."""
NAMED_ELSEWHERE = {
    "tui.widget.focus_next": "an action of Textual's own",
    "tui.widget.focus_previous": "an action of Textual's own",
    "tui.actions.new_question": "a change, named after what is asked",
    "tui.actions.new_expectation": "a change, named after what is asked",
    "tui.actions.test_grouping": "a change, named after what is tested",
    "tui.actions.test_concept": "a change, named after what is tested",
    "export.kinds.county.one": "a kind of unit, named in the study",
    "export.kinds.county.many": "a kind of unit, named in the study",
    "export.kinds.municipality.one": "a kind of unit, named in the study",
    "export.kinds.municipality.many": "a kind of unit, named in the study",
}
"""Texts whose keys are made of names that do not stand in the code."""


class Asked(NamedTuple):
    """A key of a text in the code: as it stands, or as a pattern with a group for each blank."""

    where: str
    pattern: str

    def finds(self, key: str) -> bool:
        return re.fullmatch(self.pattern, key) is not None


@cache
def trees() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(CODE)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(CODE.rglob("*.py"))
    }


def calls() -> Iterator[tuple[str, ast.Call]]:
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield file, node


def name_of(function: ast.expr) -> str:
    return ast.unparse(function).rpartition(".")[2]


def pattern_of(node: ast.expr) -> str | None:
    """A literal or an f-string as a pattern; None if it is neither."""
    match node:
        case ast.Constant(value=str(said)):
            return re.escape(said)
        case ast.JoinedStr():
            return "".join(pattern_of(part) or "(.+)" for part in node.values)
    return None


def literal_choices(node: ast.expr) -> Iterator[ast.expr]:
    """`"a" if x else "b"` asks for either."""
    if isinstance(node, ast.IfExp):
        yield from literal_choices(node.body)
        yield from literal_choices(node.orelse)
    else:
        yield node


def asked_of_translators() -> Iterator[tuple[ast.Call, Asked]]:
    for file, call in calls():
        if name_of(call.func) in ASKING:
            for argument in call.args[:2]:
                for node in literal_choices(argument):
                    pattern = pattern_of(node)
                    if pattern and re.match(OF_A_ROOM, pattern.replace("\\", "")):
                        yield call, Asked(f"{file}:{node.lineno}", pattern)


def asked_by_keys() -> Iterator[Asked]:
    """The word and the tip of each `key(...)`, whose room may be given."""
    for file, call in calls():
        if name_of(call.func) == "key" and len(call.args) > 2:
            given = {k.arg: ast.literal_eval(k.value) for k in call.keywords if k.arg in GIVEN}
            name, where = pattern_of(call.args[2]), f"{file}:{call.lineno}"
            yield Asked(where, rf"{given.get('room', 'tui')}\.keys\.{name}")
            if given.get("tip", True):
                yield Asked(where, rf"{given.get('room', 'tui')}\.tips\.{name}")


def written_out() -> Iterator[Asked]:
    """Every string that may be a key. Where `entries` are read, the room stands elsewhere."""
    for file, tree in trees().items():
        reads = any(isinstance(n, ast.Name) and n.id == "entries" for n in ast.walk(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant | ast.JoinedStr) and (pattern := pattern_of(node)):
                where = f"{file}:{node.lineno}"
                if pattern.startswith(tuple(ROOMS)):
                    yield Asked(where, pattern)
                if reads and "." in pattern:
                    yield Asked(where, rf"\w+\.{pattern}")


@cache
def words_of_the_code() -> frozenset[str]:
    """What a blank of a key may be filled with: the strings and the fields of the code."""
    found = set("123456789")
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update((node.value, node.value.replace(" ", "_")))
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
    return frozenset(found)


def is_used(key: str, asked: Collection[str]) -> bool:
    if re.escape(key) in asked:
        return True
    found = (re.fullmatch(pattern, key) for pattern in asked if "+" in pattern)
    return any(match and words_of_the_code().issuperset(match.groups()) for match in found)


def test_every_text_that_is_asked_for_is_there() -> None:
    asked = [*(one for _, one in asked_of_translators()), *asked_by_keys()]

    missing = [one for one in asked if not any(one.finds(key) for key in TEXTS)]

    assert len(asked) > 300
    assert missing == []


def test_every_help_of_a_widget_is_there() -> None:
    helps = [
        (file, ast.literal_eval(node.value))
        for file, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "HELP"
    ]

    assert helps
    assert [(file, key) for file, key in helps if key not in TEXTS] == []


def test_texts_with_two_forms_are_asked_for_with_a_number_and_no_others_are() -> None:
    for call, asked in asked_of_translators():
        two_forms = {key in PLURAL for key in TEXTS if asked.finds(key)}
        if name_of(call.func) == "counted":
            assert True in two_forms, asked.where
        elif "(" not in asked.pattern:
            assert True not in two_forms, asked.where


def test_no_text_is_there_unused() -> None:
    asked = {one.pattern for one in (*written_out(), *asked_by_keys())}

    unused = [key for key in TEXTS if key not in NAMED_ELSEWHERE and not is_used(key, asked)]

    assert unused == []


@pytest.mark.parametrize("key", NAMED_ELSEWHERE)
def test_what_is_named_elsewhere_is_there(key: str) -> None:
    assert key in TEXTS
