"""The only ways in which people's words reach a widget: nothing in them is markup or a command.

A transcript may hold `[laughs]`, which widgets would eat as markup, and control characters,
which would reach the terminal. Every function here changes one code point into one, so that
offsets hold; `one_line` alone may shorten.
"""

from __future__ import annotations

from rich.text import Text
from textual.content import Content

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_UNSEEN = (0xAD, 0xFEFF, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""The soft hyphen, whose width terminals do not agree on, and marks that turn the line round."""

_SHOWN: dict[int, int] = {
    **_PICTURES,
    0x09: 0x20,
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys((0x2028, 0x2029), 0x20),
    **dict.fromkeys(_UNSEEN, 0x200B),
}


def visible(text: str) -> str:
    """The text with what a terminal could not show, or would obey, replaced one for one.

    Line feeds stay.
    """
    return text.translate(_SHOWN)


def one_line(text: str) -> str:
    """The text on one line: each stretch of white space is one space."""
    return " ".join(visible(text).split())


def plain(text: str) -> Content:
    """For `Static`, `Label`, `Button`, `OptionList` and whatever else takes `Content`."""
    return Content(visible(text))


def tree_label(text: str, style: str = "") -> Text:
    """For the labels of a `Tree`, which takes Rich text only."""
    return Text(one_line(text), style=style, no_wrap=True, end="")


def cell(text: str, style: str = "", *, right: bool = False) -> Text:
    """For the cells of a `DataTable`, which takes Rich text only."""
    shown = Text(one_line(text), style=style, no_wrap=True, overflow="ellipsis")
    shown.justify = "right" if right else "left"
    return shown
