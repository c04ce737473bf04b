"""Groups of commands that are loaded when they are asked for."""

from __future__ import annotations

import importlib
import keyword
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from qualcode.cli._spoken import Group


class LazyGroup(Group):
    """Commands by their names, in the order to show them; each is loaded from its own file."""

    def __init__(self, *args: Any, package: str, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package = package
        self.names = tuple(names)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.names:
            return None
        file = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"{self.package}.{file}").command
        return command


class Commands(LazyGroup):
    """The commands of qualcode, where the name of a study alone opens it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.names and _is_study(args[0]):
            args = ["open", *args]
        return super().resolve_command(ctx, args)


def _is_study(name: str) -> bool:
    return name.endswith(".qualcode") or Path(name).exists() or Path(f"{name}.qualcode").exists()
