"""The names of keys, and which of them terminals keep for themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping

from textual.binding import Binding
from textual.keys import Keys

_LETTERS = "æøåäöüéèÆØÅÄÖÜÉÈ§½€£"
_BETWEEN = {",": "comma", " ": "space"}


def _name_of(character: str) -> str:
    """What Textual calls the key of a character; a comma and a space stand between keys there."""
    if character in _BETWEEN:
        return _BETWEEN[character]
    return next(iter(Binding.make_bindings([Binding(character, "")]))).key


CHARACTERS: Mapping[str, str] = {_name_of(c): c for c in (*map(chr, range(0x20, 0x7F)), *_LETTERS)}
"""Keys that type something, by their names: `full_stop` is `.`."""

_MODIFIERS = ("ctrl", "shift", "ctrl+shift", "alt")
_NAMED = frozenset(key.value for key in Keys if re.fullmatch(r"[a-z0-9]+", key.value))

SAME: Mapping[str, str] = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+j": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
"""Chords for which a terminal sends just what it sends for another key."""

_KEPT: tuple[tuple[str, str], ...] = (
    (r"ctrl\+(s|q)", "stop and start the output of a terminal"),
    (r"ctrl\+z", "puts a program to sleep"),
    (r"ctrl\+c", "ends a program, or copies"),
    (r"ctrl\+v", "pastes in Windows Terminal"),
    (r"ctrl\+(a|b)", "are what screen and tmux listen to"),
    (r"ctrl\+\W|ctrl\+\d", "are sent as something else, or not at all"),
    (r"ctrl\+(tab|space|enter|escape|backspace)", "are sent like the key alone, or not at all"),
    (r"ctrl\+(pageup|pagedown)", "change tabs"),
    (r"shift\+(enter|space|escape|backspace)", "are sent like the key alone"),
    (r"shift\+(pageup|pagedown|home|end|insert)", "scroll or paste in the terminal itself"),
    (r"ctrl\+shift\+.*", "belong to the terminal, or are sent without the shift"),
    (r".*alt\+.*", "open menus, or type letters on a Mac"),
    (r"f(1[1-9]|2\d)|(ctrl|shift)\+f\d+", "fill the screen, or are sent in ways that differ"),
)


def key_name(key: str) -> str | None:
    """A key by the name that Textual knows it by; None if there is no such key."""
    if len(key) == 1:
        return _known(key)
    *modifiers, base = key.lower().rsplit("+", 1)
    if not modifiers:
        return base if base in _NAMED or base in CHARACTERS else None
    base = (_known(base) or base) if len(base) == 1 else base
    known = base in _NAMED or (modifiers != ["shift"] and base in CHARACTERS)
    return "+".join((*modifiers, base)) if known and modifiers[0] in _MODIFIERS else None


def _known(character: str) -> str | None:
    name = _name_of(character) if character.isprintable() else ""
    return name if name in CHARACTERS else None


def types(key: str) -> bool:
    """Whether a key, by its name, types a character."""
    return key in CHARACTERS


def swallowed(key: str) -> str | None:
    """Why a key, by its name, does not arrive from every terminal; None if it does."""
    if key in SAME:
        return f"is sent as {SAME[key]}"
    return next((why for pattern, why in _KEPT if re.fullmatch(pattern, key)), None)
