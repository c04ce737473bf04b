"""Settings from a file: what is right is in force, what is wrong is told with its place."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.locale import translator
from qualcode.model.settings import Action, Settings
from qualcode.workflow.settings import (
    FIELDS,
    SettingsFile,
    load_settings,
    settings_path,
    spoken_language,
    template,
    write_template,
)


def loaded(tmp_path: Path, text: str) -> SettingsFile:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_without_a_file_all_is_as_it_comes(tmp_path: Path) -> None:
    file = load_settings(tmp_path / "settings.toml")

    assert (file.settings, file.faults) == (Settings(), ())


def test_what_the_file_says_is_in_force(tmp_path: Path) -> None:
    file = loaded(
        tmp_path,
        'language = "en"\ncoder = "siv"\nlooks = "light"\nkeymap = "vi"\n'
        '[keys]\n"coding.repeat" = "f4"\ncoding.undo = "u,f9"\n',
    )

    assert file.faults == ()
    assert file.settings == Settings(
        language="en",
        coder="siv",
        looks="light",
        keymap="vi",
        keys={"coding.repeat": "f4", "coding.undo": "u,f9"},
    )


def test_a_mark_at_the_beginning_of_the_file_does_no_harm(tmp_path: Path) -> None:
    assert loaded(tmp_path, '\ufefflooks = "light"\n').settings.looks == "light"


def test_a_file_that_is_not_toml_is_told_of_with_its_line(tmp_path: Path) -> None:
    file = loaded(tmp_path, 'looks = "light"\nkeymap = vi\n')

    assert file.settings == Settings()
    assert file.faults == ("settings.toml, line 2: Invalid value. None of it is in force.",)


def test_a_file_that_is_no_text_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b'coder = "J\xf8rn"\n')

    file = load_settings(tmp_path / "settings.toml")

    assert file.settings == Settings()
    assert "not UTF-8" in file.faults[0]


def test_a_folder_in_the_place_of_the_file_is_told_of(tmp_path: Path) -> None:
    assert "cannot be read" in load_settings(tmp_path).faults[0]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('lokos = "dark"', 'line 2, "lokos": there is no such setting; do you mean "looks"?'),
        (
            'zzz = "dark"',
            f'line 2, "zzz": there is no such setting; there are {", ".join(FIELDS)}.',
        ),
        ('looks = "blue"', "line 2, \"looks\": input should be 'dark' or 'light'."),
        ("coder = 5", 'line 2, "coder": input should be a valid string.'),
        ("keys = 5", 'line 2, "keys": this is a table; write [keys] on a line of its own.'),
        ("[keys]\n'coding.undo' = 5", 'line 3, "coding.undo": input should be a valid string.'),
        ("[keys.coding]\nundo = []", 'line 3, "coding.undo": input should be a valid string.'),
    ],
)
def test_an_entry_at_fault_is_told_of_and_the_others_are_in_force(
    tmp_path: Path, text: str, fault: str
) -> None:
    file = loaded(tmp_path, f'language = "nb"\n{text}\n')

    assert file.settings == Settings(language="nb")
    assert file.faults == (f"settings.toml, {fault}",)


def test_every_fault_is_told_of_at_once(tmp_path: Path) -> None:
    file = loaded(tmp_path, 'looks = 1\nlokos = 2\nkeymap = "emacs"\n[keys]\na = 1\nb = "f4"\n')

    assert file.settings == Settings(keys={"b": "f4"})
    assert len(file.faults) == 4


def test_the_settings_lie_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALCODE_SETTINGS", str(tmp_path / "mine.toml"))

    assert settings_path() == tmp_path / "mine.toml"


def test_else_they_lie_where_the_system_keeps_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALCODE_SETTINGS")

    assert settings_path().name == "settings.toml"
    assert "qualcode" in settings_path().parts


@pytest.mark.parametrize(
    ("environment", "chosen", "spoken"),
    [
        ({"QUALCODE_LANGUAGE": "en", "LANG": "nb_NO"}, "nb", "en"),
        ({"LANG": "en_GB.UTF-8"}, "nb", "nb"),
        ({"LANG": "en_GB.UTF-8"}, "auto", "en"),
        ({"LC_ALL": "nn_NO.UTF-8", "LANG": "en_GB"}, "auto", "nb"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "nb_NO"}, "auto", "en"),
        ({"LANG": "C.UTF-8"}, "auto", "nb"),
        ({"LANG": "de_DE.UTF-8"}, "auto", "nb"),
        ({}, "auto", "nb"),
    ],
)
def test_the_language_is_asked_for_or_chosen_or_that_of_the_system_or_the_study(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], chosen: str, spoken: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert spoken_language(chosen, "nb") == spoken


ACTIONS = [Action("coding.undo", ("u", "f9"), "Angre"), Action("grid.up", ("up",), "")]


def test_the_template_sets_nothing() -> None:
    assert tomllib.loads(template(ACTIONS, translator("nb"))) == {"keys": {}}


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_template_holds_every_field_and_action_as_it_comes(
    tmp_path: Path, language: str
) -> None:
    lines = template(ACTIONS, translator(language)).splitlines()
    entries = [line[2:] for line in lines if line.startswith("# ") and " = " in line]

    top = [line for line in entries if not line.startswith('"')]
    file = loaded(tmp_path, "\n".join([*top, "[keys]", *entries[len(top) :]]))

    assert file.faults == ()
    assert file.settings == Settings(keys={"coding.undo": "u,f9", "grid.up": "up"})


def test_a_template_is_written_into_a_folder_that_is_made_for_it(tmp_path: Path) -> None:
    write_template(tmp_path / "new" / "settings.toml", "# å\n")

    assert (tmp_path / "new" / "settings.toml").read_text(encoding="utf-8") == "# å\n"


def test_a_settings_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(QualcodeError, match="is there already"):
        write_template(path, "yours")

    assert path.read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_to_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(QualcodeError, match="cannot be written"):
        write_template(tmp_path / "file" / "settings.toml", "")

    assert os.listdir(tmp_path) == ["file"]
