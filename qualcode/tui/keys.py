"""Keys: made once as bindings; footer, help panel and command palette all show these.

A binding carries the keys of its texts instead of the texts themselves, and the screen fills
them in when it is asked for its bindings, so that an interface can change its language.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable

from textual.binding import ActiveBinding, Binding

from qualcode.locale import Translator, entries, known, translator
from qualcode.locale.editions import speaking

FUNCTION_KEYS = {
    "memos.coding": "f2",
    "search.open": "f3",
    "home.filter": "f3",
    "coding.repeat": "f4",
    "coding.find_code": "f5",
    "text.next_bare": "f6",
    "coding.new_code": "f7",
    "coding.remove": "f8",
    "coding.undo": "f9",
    "history.take_back": "f9",
    "coding.leave": "f10",
    "home.quit": "f10",
}
"""Function keys beside the letters, so that none of those has to be known."""


def key(
    keys: str,
    action: str,
    name: str,
    *,
    room: str = "tui",
    tip: bool = True,
    show: bool = True,
    priority: bool = False,
    display: str | None = None,
) -> Binding:
    """A binding whose id, for a keymap, is `name` (`tally.base`).

    Its texts are `<room>.keys.<name>`, a word or two for the footer, and `<room>.tips.<name>`,
    a sentence; what needs no telling has no tip, and is not in the palette.
    """
    return Binding(
        ",".join(filter(None, (keys, FUNCTION_KEYS.get(name)))),
        action,
        f"{room}.keys.{name}",
        show=show,
        priority=priority,
        key_display=display,
        tooltip=f"{room}.tips.{name}" if tip else "",
        id=name,
    )


def spoken(active: ActiveBinding, language: str, edition: str = "") -> ActiveBinding:
    """An active binding in the words of a language, and of an edition of the method."""
    binding = _spoken(active.binding, known(language), edition)
    return ActiveBinding(active.node, binding, active.enabled, binding.tooltip)


@functools.cache
def _spoken(binding: Binding, language: str, edition: str) -> Binding:
    t = speaking(translator(language), language, lambda: edition)
    if binding.id is None:
        return _widget_key(binding, t, language)
    return dataclasses.replace(
        binding, description=_filled(binding.description, t), tooltip=_filled(binding.tooltip, t)
    )


def _widget_key(binding: Binding, t: Translator, language: str) -> Binding:
    """A key that a widget of Textual's brings: in our words where we have them, else unlisted."""
    name = f"widget.{binding.action.rpartition('.')[2].partition('(')[0]}"
    if name not in entries(language, "tui"):
        return dataclasses.replace(binding, system=True, show=False)
    return dataclasses.replace(binding, description=t(f"tui.{name}"), tooltip="")


def _filled(text: str, t: Translator) -> str:
    """The text for a key of texts (`room.keys.name`); what is none, as it is."""
    return t(text) if " " not in text and text.count(".") >= 2 else text


_NAMED = re.compile(r"⟦([\w.]+)⟧")
"""A key that a text speaks of, by the id of its action: `⟦coding.undo⟧`."""


def naming_keys(t: Translator, shown: Callable[[str], str]) -> Translator:
    """The texts of a language, with the keys that they speak of as they are now; `shown` says how
    the key of an action is written."""

    def text(key: str, /, *count: int, **blanks: object) -> str:
        said = _NAMED.sub(lambda named: shown(named[1]), t(key, *count))
        return said.format(**blanks) if blanks else said

    return text


def keys_named_in(text: str) -> list[str]:
    """The actions whose keys a text speaks of."""
    return _NAMED.findall(text)
