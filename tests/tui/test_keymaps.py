"""Keys: two keymaps, a person's own keys, and which of them every terminal delivers."""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding
from textual.command import DiscoveryHit
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

import qualcode.tui
from qualcode.locale import LANGUAGES, translator
from qualcode.tui.app import QualcodeApp
from qualcode.tui.commands import ScreenKeys
from qualcode.tui.keymaps import (
    VI,
    actions,
    first_key,
    keymap,
    keys_in_force,
    owners,
    places,
)
from qualcode.tui.keynames import key_name, swallowed, types
from qualcode.tui.keys import FUNCTION_KEYS
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.tally import TallyScreen
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.workflow.settings import SettingsFile, load_settings, template
from qualcode.workflow.studies import Study

Settle = Callable[[Pilot[None]], Awaitable[None]]

KEYMAPS = ("plain", "vi")
ANOTHER_WAY = {"app.quit": "home.quit"}
"""Textual has ctrl+q itself; who has no such key gets out by q, screen by screen."""


def settings(tmp_path: Path, text: str) -> SettingsFile:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def keys_of(keys: dict[str, str]) -> dict[str, list[str]]:
    """The keys of each action, in a keymap."""
    found: dict[str, list[str]] = {}
    for place in places():
        for key, name in place.keys(keys):
            if key not in found.setdefault(name, []):
                found[name].append(key)
    return found


# The keymaps


@pytest.mark.parametrize("keys", [{}, *map(keymap, KEYMAPS)], ids=["bare", *KEYMAPS])
def test_no_two_actions_of_one_screen_share_a_key(keys: dict[str, str]) -> None:
    assert [(p.name, clash) for p in places() for clash in p.clashes(keys)] == []


def test_no_two_parts_of_the_coding_screen_have_the_same_key() -> None:
    parts = [vars(cls).get("BINDINGS", ()) for cls in CodingScreen.__mro__ if is_ours(cls)]
    pairs = {(b.key, b.id) for part in parts for b in Binding.make_bindings(part)}

    assert len({key for key, _ in pairs}) == len(pairs)


@pytest.mark.parametrize("name", KEYMAPS)
def test_every_action_can_be_reached_in_every_terminal(name: str) -> None:
    found = keys_of(keymap(name))
    unsure = [action for action, keys in found.items() if all(map(swallowed, keys))]

    assert [action for action in unsure if action not in ANOTHER_WAY] == []
    assert not any(all(map(swallowed, found[other])) for other in ANOTHER_WAY.values())


@pytest.mark.parametrize("name", KEYMAPS)
def test_every_key_is_named_as_textual_names_it(name: str) -> None:
    keys = {key for held in keys_of(keymap(name)).values() for key in held}

    assert sorted(key for key in keys if key_name(key) != key) == []


@pytest.mark.parametrize("name", KEYMAPS)
def test_no_keymap_takes_an_action_away(name: str) -> None:
    assert keys_of(keymap(name)).keys() == keys_of({}).keys()


def test_keymaps_name_actions_that_there_are() -> None:
    assert sorted((FUNCTION_KEYS.keys() | VI.keys()) - keys_of({}).keys()) == []


ALIKE = (
    ("tree.merge", "codes.merge", "board.merge"),
    ("tree.rename", "codes.rename", "board.rename_code", "verdict.rename", "concepts.rename"),
    ("tree.move", "codes.move"),
    ("tree.retire", "codes.retire"),
    ("codes.split", "board.split"),
    ("codes.recode", "board.recode", "verdict.recode"),
    ("codes.test", "board.test_code", "concepts.test"),
    ("codes.find", "board.find", "home.filter"),
    ("coding.ear", "concepts.ear"),
)
"""What is one thing to do, on screens that one moves between."""


@pytest.mark.parametrize("name", KEYMAPS)
@pytest.mark.parametrize("same", ALIKE, ids=lambda same: same[0])
def test_one_thing_has_one_key_on_all_screens(same: tuple[str, ...], name: str) -> None:
    assert len({first_key(action, keymap(name)) for action in same}) == 1


def test_function_keys_are_enough_for_the_main_actions() -> None:
    given = {f"f{n}" for n in range(1, 11)}

    assert given <= {key for held in keys_of(keymap("plain")).values() for key in held}


def test_what_works_while_one_types_has_no_key_that_types() -> None:
    taken = [
        (binding.id, binding.key)
        for bindings in owners().values()
        for binding in bindings
        if binding.priority and types(binding.key)
    ]

    assert taken == []


def is_ours(cls: type) -> bool:
    return cls.__module__.startswith("qualcode.tui")


def ours(cls: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for sub in cls.__subclasses__():
        yield from ours(sub)
        if is_ours(sub):
            yield sub


def test_all_screens_and_widgets_with_keys_are_known() -> None:
    for module in pkgutil.walk_packages(qualcode.tui.__path__, "qualcode.tui."):
        importlib.import_module(module.name)

    keyed = {cls.__name__ for cls in ours(DOMNode) if any(b.id for b in made(cls))}

    assert keyed - owners().keys() == set()


def made(cls: type[DOMNode]) -> Iterator[Binding]:
    yield from Binding.make_bindings(vars(cls).get("BINDINGS", ()))


def test_only_the_app_the_screens_and_the_widgets_have_keys() -> None:
    names = {cls.__name__ for base in (App, Screen, Widget) for cls in ours(base)}

    assert owners().keys() <= names


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_says_what_it_does(language: str) -> None:
    assert [a.id for a in actions({}, language) if not (a.about and a.keys)] == []


# The names of keys


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("u", "u"),
        ("O", "O"),
        ("ø", "ø"),
        (".", "full_stop"),
        ("full_stop", "full_stop"),
        ("+", "plus"),
        ("/", "slash"),
        ("comma", "comma"),
        (" ", "space"),
        ("f4", "f4"),
        ("ctrl+r", "ctrl+r"),
        ("Ctrl+R", "ctrl+r"),
        ("shift+down", "shift+down"),
    ],
)
def test_a_key_is_known_by_its_sign_or_its_name(key: str, name: str) -> None:
    assert key_name(key) == name


@pytest.mark.parametrize("key", ["", "uu", "f99", "hyper+x", "ctrl+", "ctrl+oops", "shift+a", "\t"])
def test_what_is_no_key_is_not_known(key: str) -> None:
    assert key_name(key) is None


@pytest.mark.parametrize(
    "key",
    [
        *("ctrl+m", "ctrl+i", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket"),
        *("ctrl+z", "ctrl+s", "ctrl+q", "ctrl+c", "ctrl+1", "ctrl+enter", "shift+enter"),
        *("ctrl+shift+u", "ctrl+shift+up", "alt+x", "shift+pageup", "shift+pagedown", "f11"),
    ],
)
def test_chords_that_terminals_keep_are_known(key: str) -> None:
    assert swallowed(key)


@pytest.mark.parametrize("key", ["u", "f1", "f10", "ctrl+r", "ctrl+down", "shift+down", "escape"])
def test_keys_that_arrive_are_known(key: str) -> None:
    assert swallowed(key) is None


# A person's own keys


def test_own_keys_take_the_place_of_those_of_the_keymap(tmp_path: Path) -> None:
    keys, faults = keys_in_force(settings(tmp_path, '[keys]\n"coding.repeat" = "F4 , ."\n'))

    assert faults == ()
    assert keys["coding.repeat"] == "f4,full_stop"
    assert first_key("coding.repeat", keys) == "f4"


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('"coding.repat" = "u"', 'there is no such action; do you mean "coding.repeat"?'),
        ('"nothing" = "f4"', "there is no such action; is it misspelt?"),
        ('"home.tally" = "hyper+x"', '"hyper+x" is no key'),
        ('"home.tally" = ""', '"" is no key'),
        ('"home.tally" = "ctrl+m"', 'terminals send "enter" for "ctrl+m"'),
        ('"app.palette" = "x"', '"x" is needed for typing here'),
        ('"home.tally" = "q"', '"q" is the key of "home.quit" on the same screen'),
        ('"text.hold" = "x"', '"x" is the key of "coding.remove" on the same screen'),
        ('"coding.undo" = "f1"', '"f1" is the key of "app.help" on the same screen'),
    ],
)
def test_a_key_at_fault_is_told_of_and_left_out(tmp_path: Path, entry: str, fault: str) -> None:
    file = settings(tmp_path, f'[keys]\n"home.order" = "f4"\n{entry}\n')

    keys, faults = keys_in_force(file)

    assert len(faults) == 1
    assert f"settings.toml, line 3, {entry.partition(' =')[0]}: {fault}" in faults[0]
    assert keys == keys_in_force(settings(tmp_path, '[keys]\n"home.order" = "f4"\n'))[0]


def test_of_two_that_want_one_key_the_later_does_not_get_it(tmp_path: Path) -> None:
    text = '[keys]\n"coding.repeat" = "f12"\n"coding.undo" = "f12"\n'

    keys, faults = keys_in_force(settings(tmp_path, text))

    assert keys["coding.repeat"] == "f12"
    assert first_key("coding.undo", keys) == "u"
    assert 'line 3, "coding.undo"' in faults[0]


def test_two_actions_may_exchange_their_keys(tmp_path: Path) -> None:
    text = '[keys]\n"coding.undo" = "i"\n"coding.in_vivo" = "u"\n'

    keys, faults = keys_in_force(settings(tmp_path, text))

    assert faults == ()
    assert (keys["coding.undo"], keys["coding.in_vivo"]) == ("i", "u")


@pytest.mark.parametrize("name", KEYMAPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_template_can_be_put_in_force(tmp_path: Path, name: str, language: str) -> None:
    text = template(actions(keymap(name), language), translator(language))
    lines = text.splitlines()
    begin = lines.index("[keys]") + 1
    entries = "\n".join(line.removeprefix("# ") for line in lines[begin:])
    assert tomllib.loads(text) == {"keys": {}}

    file = settings(tmp_path, f'keymap = "{name}"\n[keys]\n{entries}\n')
    keys, faults = keys_in_force(file)

    assert (*file.faults, *faults) == ()
    assert len(file.settings.keys) == len(keys_of({}))
    assert {name: keys[name] for name in keymap(name)} == keymap(name)


# In the app


def app_with(study: Study, tmp_path: Path, text: str) -> QualcodeApp:
    return QualcodeApp(study, "siv", settings=settings(tmp_path, text))


async def test_a_key_that_was_set_does_what_it_is_set_for(
    study: Study, settle: Settle, tmp_path: Path
) -> None:
    app = app_with(study, tmp_path, '[keys]\n"home.tally" = "f7"\n')

    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("t")
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("f7")
        await settle(pilot)

        assert isinstance(app.screen, TallyScreen)


async def test_footer_and_palette_show_the_keys_as_they_are(
    study: Study, settle: Settle, tmp_path: Path
) -> None:
    app = app_with(study, tmp_path, '[keys]\n"home.tally" = "f7"\n')

    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)

        footer = {hint.words: hint.display for hint in app.screen.query_one(KeyFooter).hints}
        assert footer["opptelling"] == "f7"
        commands = [hit async for hit in ScreenKeys(app.screen).discover()]
        assert "opptelling  (f7)" in [h.text for h in commands if isinstance(h, DiscoveryHit)]


async def test_the_footer_keeps_its_order(study: Study, settle: Settle, tmp_path: Path) -> None:
    async def footer(text: str) -> list[str]:
        app = app_with(study, tmp_path, text)
        async with app.run_test(size=(200, 30)) as pilot:
            await settle(pilot)
            await app.push_screen(CodingScreen(study, "siv", 1))
            await settle(pilot)
            return [hint.words for hint in app.screen.query_one(KeyFooter).hints]

    plain = await footer("")
    changed = await footer('[keys]\n"coding.in_vivo" = "f12"\n')
    vi = await footer('keymap = "vi"\n')

    assert plain == changed == vi


async def test_vi_moves_without_arrows(study: Study, settle: Settle, tmp_path: Path) -> None:
    app = app_with(study, tmp_path, 'keymap = "vi"\n')

    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = CodingScreen(study, "siv", 1)
        await app.push_screen(screen)
        await settle(pilot)
        begun = screen.view.selection

        await pilot.press("j")
        await pilot.pause()
        below = screen.view.selection.span
        await pilot.press("w", "h", "k")
        await pilot.pause()

        assert below.start > begun.span.start
        assert screen.view.selection.span.start < below.start


async def test_what_is_wrong_with_the_settings_is_shown_and_the_app_opens(
    study: Study, settle: Settle, tmp_path: Path
) -> None:
    app = app_with(study, tmp_path, 'looks = "blue"\n[keys]\n"home.taly" = "[f7]"\n')

    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)

        told = [notification.message for notification in app._notifications]
        assert isinstance(app.screen, HomeScreen)
        assert ["linje 1" in told[0], "linje 3" in told[1]] == [True, True]


@pytest.mark.parametrize(
    ("looks", "theme"), [("dark", "qualcode-dark"), ("light", "qualcode-light")]
)
def test_the_looks_are_as_they_were_chosen(
    study: Study, tmp_path: Path, looks: str, theme: str
) -> None:
    assert app_with(study, tmp_path, f'looks = "{looks}"\n').theme == theme


def test_the_language_is_as_it_was_chosen(study: Study, tmp_path: Path) -> None:
    assert app_with(study, tmp_path, 'language = "en"\n').t("tui.tally.title") == "Tally"


async def test_how_to_quit_is_told_with_the_key_that_quits(
    study: Study, settle: Settle, tmp_path: Path
) -> None:
    app = app_with(study, tmp_path, '[keys]\n"app.quit" = "f12"\n')

    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        app.action_help_quit()
        await pilot.pause()

        assert [n.message for n in app._notifications] == ["f12 avslutter."]
