"""Colours of codes: told apart by the colour-blind, and readable on any background."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from textual.color import Color

from qualcode.model.views import StudyCode

PALETTE = (
    "#0077bb",
    "#ee7733",
    "#009988",
    "#cc3377",
    "#ccbb44",
    "#33bbee",
    "#aa4499",
    "#88aa33",
    "#cc6677",
    "#7766cc",
    "#bb8855",
    "#5f9ea0",
)
"""Neighbours differ in lightness as well as in hue."""

READABLE = 4.5
"""The least contrast of a name with its background (WCAG AA)."""
TINT = 0.28
"""How much of its colour a code gives to the text behind it."""


@dataclass(frozen=True, slots=True)
class CodeLook:
    """How a code is shown in the margin."""

    name: str
    colour: str


def colour_of(code: StudyCode) -> str:
    """The colour the codebook gives a code; else one that goes with its row for ever."""
    return code.code.colour or PALETTE[code.id % len(PALETTE)]


@functools.lru_cache(maxsize=1024)
def readable(colour: str, background: str) -> str:
    """The colour, made lighter or darker until it can be read on a background."""
    ground = Color.parse(background)
    ink = Color.parse(colour)
    towards = max((Color(255, 255, 255), Color(0, 0, 0)), key=lambda c: contrast(c, ground))
    for step in range(21):
        tried = ink.blend(towards, step / 20)
        if contrast(tried, ground) >= READABLE:
            return tried.hex6
    return towards.hex6


@functools.lru_cache(maxsize=1024)
def tint(colour: str, background: str) -> str:
    """A background for the text that has a code."""
    return Color.parse(background).blend(Color.parse(colour), TINT).hex6


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)
