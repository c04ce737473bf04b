"""`qualcode settings`: a person's own settings; all that can be set, and what is wrong with it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import click

from qualcode.cli._spoken import Command, option
from qualcode.cli._study import say
from qualcode.locale import fault, translator

if TYPE_CHECKING:
    from qualcode.workflow.settings import SettingsFile


@click.command("settings", cls=Command)
@option("--write", is_flag=True, help="Make the file, with all that can be set as comments.")
@option("--check", is_flag=True, help="Say what is wrong in it; the exit code is 1 if it is.")
@click.pass_context
def command(context: click.Context, write: bool, check: bool) -> None:
    """Show where your settings lie, and what is in force.

    Language, looks, who codes, and the key of every action. What is wrong in the file is told,
    and left out. QUALCODE_SETTINGS names another file.

    \b
    Examples:
      qualcode settings --write
      qualcode settings --check
    """
    # 300 ms: the screens, which know their keys; help needs none.
    from qualcode.tui.keymaps import keys_in_force
    from qualcode.workflow.settings import load_settings

    file = load_settings()
    if write:
        _write(file)
        return
    keys, faults = keys_in_force(file)
    faults = (*file.faults, *faults)
    if check:
        _tell(file, faults)
    else:
        _show(file, keys)
    for found in faults:
        say(fault(found, _language(file)))
    if check and faults:
        context.exit(1)


def _language(file: SettingsFile) -> str:
    from qualcode.workflow.settings import spoken_language  # loaded already

    return spoken_language(file.settings.language, "en")


def _write(file: SettingsFile) -> None:
    from qualcode.tui.keymaps import actions, keymap  # loaded already
    from qualcode.workflow.settings import template, write_template

    language = _language(file)
    t = translator(language)
    write_template(file.path, template(actions(keymap(file.settings.keymap), language), t))
    say(t("settings.written", path=file.path))


def _tell(file: SettingsFile, faults: tuple[str, ...]) -> None:
    t = translator(_language(file))
    if not file.path.exists():
        click.echo(t("settings.nothing", path=file.path))
    elif not faults:
        click.echo(t("settings.good", path=file.path))


def _show(file: SettingsFile, keys: dict[str, str]) -> None:
    t = translator(_language(file))
    place = "settings.file" if file.path.exists() else "settings.no_file"
    click.echo(t(place, path=file.path))
    for field in fields(file.settings):
        if field.name != "keys":
            click.echo(f'  {field.name} = "{getattr(file.settings, field.name)}"')
    own = [name for name in file.settings.keys if name in keys]
    if own:
        click.echo(t("settings.keys"))
    for name in own:
        click.echo(f'  "{name}" = "{keys[name]}"')
