"""What a spreadsheet can hold: text safe for a cell, names for a sheet, widths for a column."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable

CELL_LIMIT = 32_767
"""The longest text of a cell, in UTF-16 units, as Excel counts."""
SHEET_NAME_LIMIT = 31

_ALWAYS_FITS = CELL_LIMIT // 2
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SUSPECT = re.compile(f"{_NOT_IN_XML.pattern}|^<r>")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]+")


def writable(text: str) -> str:
    """The text without what XML cannot hold; what is replaced can be seen."""
    if not _SUSPECT.search(text):
        return text
    text = in_xml(text)
    # xlsxwriter takes text that is wrapped in <r> for its own markup, and writes it raw.
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text


def in_xml(text: str) -> str:
    """The text as any XML can hold it; `writable` is for cells."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_IN_XML.sub(_picture, text)


def too_long(text: str) -> bool:
    return len(text) > _ALWAYS_FITS and utf16_length(text) > CELL_LIMIT


def cut(text: str, mark: str) -> str:
    """The beginning that a cell can hold, ending in the mark; `{n}` in it becomes the length."""
    mark = mark.format(n=len(text))
    return utf16_head(text, CELL_LIMIT - utf16_length(mark)) + mark


def _picture(match: re.Match[str]) -> str:
    """␛ for a control character; � for what has no picture."""
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def utf16_length(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)


def utf16_head(text: str, units: int) -> str:
    """The longest beginning that has at most so many UTF-16 units; no character is halved."""
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return head.decode("utf-16-le", "ignore")


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    """A legal name near the one that is wanted, different from those taken in any case."""
    legal = _NOT_IN_SHEET_NAME.sub("-", writable(wanted.replace("\n", " ")))
    legal = _trim(legal, SHEET_NAME_LIMIT) or "-"
    if legal.casefold() == "history":  # Excel keeps this name for itself
        legal = f"{legal} -"
    used = {name.casefold() for name in taken}
    name, number = legal, 1
    while name.casefold() in used:
        number += 1
        ending = f" {number}"
        name = _trim(legal, SHEET_NAME_LIMIT - len(ending)) + ending
    return name


def _trim(name: str, units: int) -> str:
    return utf16_head(name.strip(" '"), units).strip(" '")


def column_width(texts: Iterable[str], least: float, most: float) -> float:
    """Wide enough for the longest line, in characters of the normal font, within bounds."""
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(longest + 1.5, least), most)


def lines_needed(text: str, width: float) -> int:
    """How many lines a column of this width gives the text, near enough for the height of a row.

    Half a word is lost at the end of each line; letters are a little narrower than figures.
    """
    letters = max(int((width - 3) * 1.2), 1)
    if "\n" not in text:
        return (len(text) - 1) // letters + 1
    return sum(max((len(line) - 1) // letters + 1, 1) for line in text.split("\n"))


def heading_lines(text: str, width: float) -> int:
    """The same for a few words in bold, where each break counts."""
    return max(len(textwrap.wrap(text, max(int(width - 0.7), 1), break_long_words=False)), 1)


def upright_height(texts: Iterable[str]) -> float:
    """Points that bold text takes when it stands; the longest are broken in two lines."""
    return min(max((len(text) for text in texts), default=0) * 5.6 + 8, 150)
