"""Settings as they come, before anybody has chosen anything."""

from __future__ import annotations

import ast
import inspect
from dataclasses import FrozenInstanceError, fields

import pytest

from qualcode.locale import LANGUAGES, entries
from qualcode.model.settings import Settings


def test_what_nobody_has_chosen_is_plain_and_dark_and_follows_the_system() -> None:
    settings = Settings()

    assert (settings.language, settings.coder, settings.looks) == ("auto", "", "dark")
    assert (settings.keymap, dict(settings.keys)) == ("plain", {})


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().looks = "light"  # type: ignore[misc]


def one_line_of(node: ast.stmt | None) -> str:
    """The text of a docstring; empty for any other statement."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""


def test_each_field_has_a_docstring_beneath_it() -> None:
    body = ast.parse(inspect.getsource(Settings)).body[0]
    assert isinstance(body, ast.ClassDef)
    pairs = zip(body.body, [*body.body[1:], None], strict=True)

    bare = [
        ast.unparse(one.target)
        for one, then in pairs
        if isinstance(one, ast.AnnAssign)
        and "ClassVar" not in ast.unparse(one)
        and not one_line_of(then)
    ]

    assert bare == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_is_described_in_both_languages(language: str) -> None:
    described = entries(language, "settings")

    assert [f.name for f in fields(Settings) if not described.get(f"fields.{f.name}")] == []
