"""What a person may choose about the screens, and the actions that keys can be given to.

pydantic checks `Settings` where they come from a file (`qualcode.workflow.settings`); inside,
they are plain values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`settings.toml`: one field per entry; what the file leaves out is as it stands here."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    language: Literal["auto", "en", "nb"] = "auto"
    """What people are spoken to in; `auto` is the language of the system, else the study's."""

    coder: str = ""
    """Who codes where nobody says so; empty for the study's only coder, or who is logged in."""

    looks: Literal["dark", "light"] = "dark"
    """What the screens look like when they open."""

    keymap: Literal["plain", "vi"] = "plain"
    """Which keys there are to begin with."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the id of their action, with a comma between several; instead of the keymap's."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that keys are for: its id, the keys it has, and a line on what it does."""

    id: str
    keys: tuple[str, ...]
    about: str
