"""`qualcode settings`: where they lie, what is in force, and what is wrong with them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.workflow.settings import load_settings

Qualcode = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings lie; the folder is not there yet."""
    path = tmp_path / "config" / "settings.toml"
    monkeypatch.setenv("QUALCODE_SETTINGS", str(path))
    return path


def written(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")


def test_without_a_file_it_tells_where_one_would_lie(qualcode: Qualcode, path: Path) -> None:
    outcome = qualcode("settings")

    assert (outcome.code, outcome.err) == (0, "")
    assert f"Settings: {path} (not there yet" in outcome.out
    assert '  keymap = "plain"' in outcome.out


def test_what_is_in_force_is_shown(qualcode: Qualcode, path: Path) -> None:
    written(path, 'language = "nb"\nlooks = "light"\n[keys]\ncoding.repeat = ".,f4"\n')

    outcome = qualcode("settings")

    assert outcome.out.splitlines() == [
        f"Innstillinger: {path}",
        '  language = "nb"',
        '  coder = ""',
        '  looks = "light"',
        '  keymap = "plain"',
        "Taster som er satt i filen:",
        '  "coding.repeat" = "full_stop,f4"',
    ]


def test_what_is_wrong_is_told_and_the_rest_is_shown(qualcode: Qualcode, path: Path) -> None:
    written(path, 'looks = "light"\nkeymap = "emacs"\n[keys]\n"coding.repaet" = "f4"\n')

    outcome = qualcode("settings")

    assert outcome.code == 0
    assert '  looks = "light"' in outcome.out
    assert 'settings.toml, line 2, "keymap": input should be' in outcome.err
    assert 'do you mean "coding.repeat"?' in outcome.err


def test_a_check_of_a_file_at_fault_fails(qualcode: Qualcode, path: Path) -> None:
    written(path, "looks = light\n")

    outcome = qualcode("settings", "--check")

    assert (outcome.code, outcome.out) == (1, "")
    assert "settings.toml, line 1:" in outcome.err


def test_a_check_of_keys_that_clash_fails(qualcode: Qualcode, path: Path) -> None:
    written(path, '[keys]\n"home.tally" = "q"\n')

    outcome = qualcode("settings", "--check")

    assert outcome.code == 1
    assert '"q" is the key of "home.quit"' in outcome.err


@pytest.mark.parametrize("text", ["", 'keymap = "vi"\n[keys]\n"home.tally" = "f7"\n'])
def test_a_check_of_a_file_in_order_says_so(qualcode: Qualcode, path: Path, text: str) -> None:
    written(path, text)

    outcome = qualcode("settings", "--check")

    assert (outcome.code, outcome.out, outcome.err) == (0, f"{path} is in order.\n", "")


def test_a_check_without_a_file_finds_nothing_wrong(qualcode: Qualcode, path: Path) -> None:
    outcome = qualcode("settings", "--check")

    assert outcome.code == 0
    assert "is not there" in outcome.out


def test_the_template_names_every_setting_and_every_key(qualcode: Qualcode, path: Path) -> None:
    outcome = qualcode("settings", "--write")

    text = path.read_text(encoding="utf-8")
    assert outcome.code == 0
    assert f"Wrote {path}" in outcome.err
    assert tomllib.loads(text) == {"keys": {}}
    assert '# looks = "dark"' in text
    assert '# "coding.repeat" = ".,f4"' in text
    assert load_settings(path).faults == ()
    assert qualcode("settings", "--check").code == 0


def test_settings_that_are_there_are_not_overwritten(qualcode: Qualcode, path: Path) -> None:
    written(path, 'looks = "light"\n')

    outcome = qualcode("settings", "--write")

    assert outcome.code == 1
    assert "is there already" in outcome.err
    assert path.read_text(encoding="utf-8") == 'looks = "light"\n'
