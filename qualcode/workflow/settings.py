"""A person's own settings: where they lie, what they say, and what is wrong with them.

Nobody is locked out by a slip of the pen: an entry that is at fault is told of and left out.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from platformdirs import user_config_path

from qualcode.errors import Phrase, QualcodeError, at, joined, one_of, why
from qualcode.locale import Translator, known, system_language
from qualcode.model.settings import Action, Settings

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

NAME = "settings.toml"
FIELDS = tuple(field.name for field in fields(Settings))
_LINE = re.compile(r" \(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The settings in force, the file that they come from (which need not exist), what it says,
    and what is wrong with it, a sentence each."""

    settings: Settings
    path: Path
    text: str = ""
    faults: tuple[str, ...] = ()

    def at(self, *entry: str) -> Phrase:
        """The place of an entry, as messages name it: `settings.toml, line 3, "looks"`."""
        place = at(self.path, _line_of(self.text, entry[-1]))
        return joined(", ", (place, Phrase('"{name}"', name=entry[-1])))


def settings_path() -> Path:
    """Where the settings lie; the environment variable QUALCODE_SETTINGS names another file."""
    named = os.environ.get("QUALCODE_SETTINGS")
    return Path(named) if named else user_config_path("qualcode", appauthor=False) / NAME


def load_settings(path: Path | None = None) -> SettingsFile:
    """The settings in a file; what is wrong in it is left out and told of in `faults`."""
    path = path or settings_path()
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError:
        return SettingsFile(Settings(), path)
    except OSError as error:
        return _unread(path, Phrase("{path} cannot be read: {why}.", path=path, why=why(error)))
    except UnicodeDecodeError:
        return _unread(path, Phrase("{file} is not UTF-8 text; save it as UTF-8.", file=path.name))
    except tomllib.TOMLDecodeError as error:
        return _unread(path, _not_toml(path, str(error)))
    return _checked(SettingsFile(Settings(), path, text), data)


def _unread(path: Path, fault: Phrase) -> SettingsFile:
    return SettingsFile(
        Settings(), path, faults=(Phrase("{what} None of it is in force.", what=fault),)
    )


def _not_toml(path: Path, said: str) -> Phrase:
    line = _LINE.search(said)
    where = at(path, int(line[1]) if line else None)
    return Phrase("{place}: {what}.", place=where, what=_LINE.sub("", said))


def _checked(file: SettingsFile, data: dict[str, Any]) -> SettingsFile:
    # 90 ms: pydantic; who has no settings does without.
    from pydantic import TypeAdapter, ValidationError

    adapter = TypeAdapter(Settings)
    faults = []
    if isinstance(keys := data.get("keys"), dict):
        data["keys"] = dict(_flat(keys))
    try:
        return SettingsFile(adapter.validate_python(data), file.path, file.text)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            entry = [str(part) for part in one["loc"]]
            faults.append(_fault(file, entry, one))
            _leave_out(data, entry)
    return SettingsFile(adapter.validate_python(data), file.path, file.text, tuple(faults))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Entries by their dotted names: `coding.repeat` need not stand in quotes."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _fault(file: SettingsFile, entry: list[str], one: ErrorDetails) -> Phrase:
    kind = one["type"]
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return Phrase(
            "{place}: there is no such setting; {meant}",
            place=file.at(*entry),
            meant=meant(entry[-1], FIELDS),
        )
    if kind == "dict_type":
        return Phrase(
            "{place}: this is a table; write [{name}] on a line of its own.",
            place=file.at(*entry),
            name=entry[-1],
        )
    return Phrase("{place}: {what}.", place=file.at(*entry), what=_said(one))


def _said(one: ErrorDetails) -> str:
    """pydantic's words within a sentence."""
    if one["type"] == "literal_error":
        expected = one["ctx"]["expected"].replace(" or ", ", ").split(", ")
        return Phrase("input should be {expected}", expected=one_of(expected))
    if one["type"] == "string_type":
        return Phrase("input should be a valid string")
    return one["msg"][0].lower() + one["msg"][1:]


def meant(name: str, known_names: Iterable[str]) -> Phrase:
    """What to say of a misspelt name: the nearest one, or all of them if they are few."""
    names = list(known_names)
    near = get_close_matches(name, names, n=1)
    if near:
        return Phrase('do you mean "{name}"?', name=near[0])
    if len(names) < 10:
        return Phrase("there are {known}.", known=", ".join(names))
    return Phrase("is it misspelt?")


def _leave_out(data: dict[str, Any], entry: list[str]) -> None:
    if len(entry) > 1 and isinstance(inner := data.get(entry[0]), dict):
        inner.pop(entry[1], None)
    else:
        data.pop(entry[0], None)


def _line_of(text: str, entry: str) -> int | None:
    """The line on which an entry stands, whether or not it is in quotes, or in a table."""
    for name in (entry, entry.rpartition(".")[2]):
        stands = re.compile(rf"\s*(?:\[\s*)?(?:[\w.]+\.)?[\"']?{re.escape(name)}[\"']?\s*[].=]")
        for number, line in enumerate(text.splitlines(), 1):
            if stands.match(line):
                return number
    return None


def spoken_language(chosen: str, study_language: str) -> str:
    """The language of the screens: QUALCODE_LANGUAGE, the settings, the system, the study."""
    if asked := os.environ.get("QUALCODE_LANGUAGE"):
        return known(asked)
    if chosen != "auto":
        return known(chosen)
    return system_language() or known(study_language)


def template(actions: Iterable[Action], t: Translator) -> str:
    """A settings file that sets nothing: each field and each action, as a comment to begin at."""
    types = get_type_hints(Settings)
    lines = [f"# {t('settings.template.head')}", ""]
    for field in fields(Settings):
        lines.append(f"# {t(f'settings.fields.{field.name}')}")
        if field.name == "keys":
            lines += ["[keys]", *(_key_line(action) for action in actions)]
        else:
            choice = " | ".join(f'"{value}"' for value in get_args(types[field.name]))
            lines += [f"# {choice}"] if choice else []
            lines += [f'# {field.name} = "{field.default}"', ""]
    return "\n".join(lines) + "\n"


def _key_line(action: Action) -> str:
    line = f'# "{action.id}" = "{",".join(action.keys)}"'
    return f"{line:<48} # {action.about}" if action.about else line


def write_template(path: Path, text: str) -> None:
    """Write a settings file; one that is there is left as it is."""
    if path.exists():
        raise QualcodeError(
            "{path} is there already and is left as it is; rename it to get a new one.", path=path
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise QualcodeError(
            "{path} cannot be written: {why}.", path=path, why=why(error)
        ) from error
