"""Keys: made once as bindings; footer, help panel and command palette all show these.

A binding carries the keys of its texts instead of the texts themselves, and the screen fills
them in when it is asked for its bindings, so that an interface can change its language.
"""

from __future__ import annotations

import dataclasses
import functools

from textual.binding import ActiveBinding, Binding

from qualcode.locale import Translator, entries, known, translator


def key(
    keys: str,
    action: str,
    name: str,
    *,
    room: str = "tui",
    show: bool = True,
    priority: bool = False,
    display: str | None = None,
) -> Binding:
    """A binding whose id, for a keymap, is `name` (`tally.base`).

    Its texts are `<room>.keys.<name>`, a word or two for the footer, and `<room>.tips.<name>`,
    a sentence.
    """
    return Binding(
        keys,
        action,
        f"{room}.keys.{name}",
        show=show,
        priority=priority,
        key_display=display,
        tooltip=f"{room}.tips.{name}",
        id=name,
    )


def spoken(active: ActiveBinding, language: str) -> ActiveBinding:
    """An active binding in the words of a language."""
    binding = _spoken(active.binding, known(language))
    return ActiveBinding(active.node, binding, active.enabled, binding.tooltip)


@functools.cache
def _spoken(binding: Binding, language: str) -> Binding:
    t = translator(language)
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
    """The text for a key of texts; what is none, as it is."""
    room, _, rest = text.partition(".")
    return t(text) if rest and " " not in text and room in ("tui", "coding") else text
