"""How the screens look: our themes, quiet, with one accent; codes bring their own colours."""

from __future__ import annotations

from textual.theme import Theme


def _quiet_bars(bar: str, ground: str, accent: str) -> dict[str, str]:
    """Scrollbars that do not ask to be looked at."""
    grounds = ("background", "background-hover", "background-active", "corner-color")
    return {
        "footer-key-foreground": accent,
        "scrollbar": bar,
        "scrollbar-hover": accent,
        "scrollbar-active": accent,
        **{f"scrollbar-{name}": ground for name in grounds},
    }


DARK = Theme(
    name="qualcode-dark",
    primary="#7fa8d8",
    secondary="#7fa8d8",
    accent="#7fa8d8",
    foreground="#d6dae1",
    background="#15181d",
    surface="#1b1f26",
    panel="#232932",
    success="#86b58a",
    warning="#d3b06a",
    error="#d98080",
    dark=True,
    variables=_quiet_bars("#3b4450", "#1b1f26", "#7fa8d8"),
)
LIGHT = Theme(
    name="qualcode-light",
    primary="#275d9c",
    secondary="#275d9c",
    accent="#275d9c",
    foreground="#20242b",
    background="#fbfaf7",
    surface="#f4f2ed",
    panel="#e9e6df",
    success="#2f6d39",
    warning="#8a5a00",
    error="#a32c2c",
    dark=False,
    variables=_quiet_bars("#c9c4b8", "#f1eee8", "#275d9c"),
)
THEMES = (DARK, LIGHT)
