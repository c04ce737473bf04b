"""Which keys there are: those of the screens, two keymaps, and what a person's settings change."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from textual.binding import Binding
from textual.dom import DOMNode

from qualcode.errors import Phrase
from qualcode.locale import translator
from qualcode.model.settings import Action
from qualcode.tui.keynames import CHARACTERS, SAME, key_name, types
from qualcode.workflow.settings import SettingsFile, meant

VI: Mapping[str, str] = {
    "text.next_word": "l,w,right",
    "text.previous_word": "h,b,left",
    "text.next_sentence": "j,down",
    "text.previous_sentence": "k,up",
    "text.next_turn": "right_parenthesis,right_curly_bracket,ctrl+down",
    "text.previous_turn": "left_parenthesis,left_curly_bracket,ctrl+up",
    "text.page_down": "ctrl+d,pagedown",
    "text.page_up": "ctrl+u,pageup",
    "text.beginning": "0,home,ctrl+home",
    "text.end": "G,end,ctrl+end",
    "text.hold": "v,space",
    "search.next_hit": "n",
    "search.previous_hit": "N",
    "coding.redo": "ctrl+r,r",
    # What had these letters:
    "coding.new_code": "a,f7",
    "coding.find_code": "B,f5",
    "coding.show_only": "L",
    "coding.value": "V",
    "coding.when": "W",
    "memos.all": "A",
}
"""The keys of actions that have others than in the plain keymap."""

APP = "QualcodeApp"
TOGETHER = (
    ("CodingScreen", "TranscriptView"),
    ("HomeScreen", "InterviewList"),
    ("TallyScreen", "TallyTable"),
    ("QuotesScreen", "QuoteList"),
    ("HistoryScreen", "HistoryList"),
    ("SearchScreen", "HitList"),
    ("MemosScreen", "MemoList"),
    ("ConceptsScreen", "DrillList"),
    ("QuestionsScreen", "QuestionGrid"),
    ("QuestionsScreen", "ExpectationList"),
    ("QuestionsScreen", "ChapterList"),
    ("SaturationScreen", "SaturationTable"),
    ("CodesScreen", "CodeList"),
    ("CodesScreen", "Paragraphs"),
    ("CodesScreen", "QuoteList"),
    ("DifferenceScreen", "DifferenceList"),
    ("CautionsScreen", "CautionList"),
)
"""A screen and its foremost widget: a key may not mean one thing in the one and another in the
other. What else a widget does with a key while it has the focus, is its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A screen or widget with keys: the actions that each key starts there, by id."""

    name: str
    bindings: tuple[Binding, ...]

    def keys(self, keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Pairs of key and id, as a keymap has them."""
        for binding in self.bindings:
            if binding.id is not None and binding.id not in keymap:
                yield binding.key, binding.id
        for name in dict.fromkeys(b.id for b in self.bindings if b.id in keymap):
            if name is not None:
                yield from ((key, name) for key in keymap[name].split(","))

    def clashes(self, keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        """Keys that two actions share: (key, the one, the other)."""
        held: dict[str, str] = {}
        for key, name in self.keys(keymap):
            if held.setdefault(key, name) != name:
                yield key, held[key], name


@functools.cache
def owners() -> dict[str, tuple[Binding, ...]]:
    """The app, and all screens and widgets of ours that have keys, by name."""
    importlib.import_module("qualcode.tui.app")  # it loads all screens; and it loads this module
    found = {cls.__name__: _bindings_of(cls) for cls in _ours(DOMNode)}
    return {name: bindings for name, bindings in found.items() if bindings}


def places() -> Iterator[Place]:
    """Each screen and widget, and those that are there together; each with the keys of the app."""
    app = owners()[APP]
    for name, bindings in owners().items():
        yield Place(name, bindings if name == APP else (*bindings, *app))
    for names in TOGETHER:
        yield Place(" with ".join(names), (*(b for n in names for b in owners().get(n, ())), *app))


def _ours(cls: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for sub in dict.fromkeys(cls.__subclasses__()):
        if sub.__module__.startswith("qualcode.tui"):
            yield sub
        yield from _ours(sub)


def _bindings_of(cls: type[DOMNode]) -> tuple[Binding, ...]:
    """The bindings of a class and its bases, a key each, but for those that have no id."""
    held: dict[str, Binding] = {}
    for base in reversed(cls.__mro__):
        for binding in Binding.make_bindings(vars(base).get("BINDINGS", ())):
            held[binding.key] = binding
    return tuple(binding for binding in held.values() if binding.id)


@functools.cache
def _defaults() -> dict[str, tuple[Binding, ...]]:
    """The bindings of each action. Where an action has more keys in one place than in another,
    those that it has everywhere."""
    found: dict[str, tuple[Binding, ...]] = {}
    for bindings in owners().values():
        for name, held in _by_action(bindings).items():
            if name not in found or len(held) < len(found[name]):
                found[name] = held
    return dict(sorted(found.items(), key=lambda entry: entry[0].partition(".")[0]))


def _by_action(bindings: Iterable[Binding]) -> dict[str, tuple[Binding, ...]]:
    found: dict[str, tuple[Binding, ...]] = {}
    for binding in bindings:
        if binding.id:
            found[binding.id] = (*found.get(binding.id, ()), binding)
    return found


def keymap(name: str) -> dict[str, str]:
    """A ready keymap, as `App.set_keymap` takes it."""
    return dict(VI) if name == "vi" else {}


def actions(keys: Mapping[str, str], language: str) -> list[Action]:
    """All that keys can be given to, with the keys of a keymap."""
    t = translator(language)
    found = []
    for name, bindings in _defaults().items():
        held = keys[name].split(",") if name in keys else [b.key for b in bindings]
        about = t(bindings[0].tooltip or bindings[0].description)
        found.append(Action(name, tuple(map(_short, held)), about))
    return found


def first_key(action: str, keys: Mapping[str, str]) -> str:
    """The key that an action is shown with, by Textual's name for it."""
    return keys[action].split(",")[0] if action in keys else _defaults()[action][0].key


def _short(key: str) -> str:
    """The key as it is easiest to write in a settings file."""
    character = CHARACTERS.get(key, "")
    return key if character in ("", " ", ",", '"', "\\", "#", "'") else character


def keys_in_force(file: SettingsFile) -> tuple[dict[str, str], tuple[str, ...]]:
    """The keymap of some settings, and what is wrong with their keys, which is left out of it."""
    base = keymap(file.settings.keymap)
    own: dict[str, str] = {}
    faults = []
    for name, keys in file.settings.keys.items():
        try:
            own[name] = _checked(name, keys)
        except ValueError as fault:
            faults.append(
                Phrase("{place}: {what}", place=file.at("keys", name), what=fault.args[0])
            )
    for clash in iter(lambda: next(_clashes(base, own), None), None):
        key, name, other = clash
        del own[name]
        faults.append(
            Phrase(
                '{place}: "{key}" is the key of "{other}" on the same screen; choose another, '
                "or give that one another too.",
                place=file.at("keys", name),
                key=_short(key),
                other=other,
            )
        )
    return _in_order(base | own), tuple(faults)


def _checked(name: str, keys: str) -> str:
    """The keys of an action by their names; ValueError says why they cannot be."""
    bindings = _defaults().get(name)
    if bindings is None:
        raise ValueError(Phrase("there is no such action; {meant}", meant=meant(name, _defaults())))
    names = []
    for key in keys.split(","):
        found = key_name(key.strip())
        if found is None:
            what = Phrase(
                '"{key}" is no key; keys are named like u, f4, ctrl+r, comma.', key=key.strip()
            )
            raise ValueError(what)
        if found in SAME:
            what = Phrase(
                'terminals send "{sent}" for "{key}"; choose another.',
                sent=SAME[found],
                key=key.strip(),
            )
            raise ValueError(what)
        if types(found) and _works_while_typing(bindings):
            what = Phrase('"{key}" is needed for typing here; choose another.', key=key.strip())
            raise ValueError(what)
        names.append(found)
    return ",".join(dict.fromkeys(names))


def _works_while_typing(bindings: Iterable[Binding]) -> bool:
    return any(b.priority for b in bindings) and not any(types(b.key) for b in bindings)


def _clashes(base: Mapping[str, str], own: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Keys that an action has by the settings and another has too: (key, the one, the other).

    Of two that the settings name, the later one in the file is the one.
    """
    order = list(own)
    for place in places():
        for key, *names in place.clashes({**base, **own}):
            first, second = sorted(names, key=lambda n: order.index(n) if n in own else -1)
            if second in own:
                yield key, second, first


def _in_order(keys: Mapping[str, str]) -> dict[str, str]:
    """With the other keys of the footer too: Textual puts those that it gives anew last.

    Left out are actions that have other keys in other places.
    """
    whole = dict(keys)
    for bindings in owners().values():
        by_action = _by_action(bindings)
        if not by_action.keys().isdisjoint(keys):
            for name, held in by_action.items():
                listed = [binding.key for binding in held]
                if held[0].show and listed == [b.key for b in _defaults()[name]]:
                    whole.setdefault(name, ",".join(listed))
    return whole
