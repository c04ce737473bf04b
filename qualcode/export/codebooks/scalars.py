"""Texts as YAML has them: plain where nothing can be misread, else quoted, and long ones as blocks.

What YAML would take for a number, a date or a yes is quoted, so that other programs read the same
as qualcode does.
"""

from __future__ import annotations

import re

WIDTH = 88
"""Characters of a line, its indentation counted; a longer text becomes a block."""

_SPECIAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""What can stand in a file only as an escape: controls, and what some programs take for the end of
a line. A line feed is none of them."""
_PLAIN = re.compile(r"(?:[^\W\d_]|«)(?:.*[^\s:])?")
_MISREAD = {"yes", "no", "on", "off", "true", "false", "null"}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_ESCAPED = re.compile(f'["\\\\\n]|{_SPECIAL.pattern}')


def scalar(text: str, indent: int) -> str:
    """What stands behind `name: `. The lines of a block are indented by so many blanks."""
    if not _SPECIAL.search(text):
        if "\n" in text:
            return _literal(text, indent) or _double(text)
        if len(text) > WIDTH - indent and (folded := _folded(text, indent)):
            return folded
    return one_line(text)


def one_line(text: str) -> str:
    """The same without blocks."""
    if "\n" in text or _SPECIAL.search(text):
        return _double(text)
    return text if _is_plain(text) else "'" + text.replace("'", "''") + "'"


def in_flow(text: str) -> str:
    """The same within brackets or braces, where commas and brackets part what stands there."""
    found = one_line(text)
    return _double(text) if found == text and re.search(r"[,?:\[\]{}]", text) else found


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and ": " not in text
        and " #" not in text
        and text.casefold() not in _MISREAD
    )


def _literal(text: str, indent: int) -> str:
    """A block that keeps its lines; empty where blanks at the ends of lines would go unseen, or
    its indentation could be misread."""
    lines = text.removesuffix("\n").split("\n")
    if text[0] in " \n" or any(line != line.rstrip() for line in lines) or not lines[-1]:
        return ""
    pad = " " * indent
    return "\n".join([_sign("|", text), *(pad + line if line else "" for line in lines)])


def _sign(sign: str, text: str) -> str:
    return sign if text.endswith("\n") else f"{sign}-"


def _folded(text: str, indent: int) -> str:
    """A block whose lines are one; empty where a break would change the text."""
    if text != text.strip() or "  " in text:
        return ""
    pad = "\n" + " " * indent
    return pad.join([">-", *_wrapped(text, WIDTH - indent)])


def _wrapped(text: str, width: int) -> list[str]:
    """Broken at blanks only, so that they join to the same again."""
    lines, start = [], 0
    while len(text) - start > width:
        end = text.rfind(" ", start + 1, start + width + 1)
        if end < 0:
            end = text.find(" ", start + width)
        if end < 0:
            break
        lines.append(text[start:end])
        start = end + 1
    return [*lines, text[start:]]


def _double(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    if "\ud800" <= sign <= "\udfff":
        sign = "\ufffd"  # half a character, which no file can hold
    return _ESCAPES.get(sign) or f"\\u{ord(sign):04x}"
