"""From the bytes of a file to text, whatever encoding they are in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import NotText, Phrase, UnreadableFile, at, why
from qualcode.model.text import normalise

LIMIT = 20_000_000
"""Bytes that one file may have: 3 million words, far more than any interview."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v")) + b"\x7f"
_STRAY = dict.fromkeys(_CONTROLS, " ")
_BREAKS = dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), "\n")
_STRAYS_PER_BYTE = 1 / 1000
_ZEROS_IN_UTF16 = 0.2
"""The least share of zero bytes in Western text in UTF-16 without a mark; nearly half are."""
_CHUNK = 1 << 20

_NORDIC = re.compile(
    r"[\x00-\x7fæøåÆØÅäöüÄÖÜßéèêëÉÈóòôÓÒáàâÁÀíìçñÑúùðþ«»“”„‘’–—…·•°§½´¨€\xa0\xad]*"
)
_NORDIC_ENCODINGS = ("cp1252", "mac_roman", "cp865")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The normalised text of a file. `remarks` say what a person should know of how it was read."""

    text: str
    remarks: tuple[str, ...] = ()


@contextmanager
def file_faults(path: Path) -> Iterator[None]:
    """What the system says of a file, as a message that names it."""
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableFile(
            "{place} is not there; check the name and the folder.", place=at(path)
        ) from error
    except OSError as error:
        raise UnreadableFile(
            "{place} cannot be opened: {why}.", place=at(path), why=why(error)
        ) from error


def check_size(path: Path, limit: int = LIMIT) -> None:
    """Refuse what is not there, is no file, or is larger than `limit` bytes."""
    with file_faults(path):
        if (size := path.stat().st_size) > limit:
            raise UnreadableFile(
                "{place} has {size:.0f} MB; the most that can be taken is "
                "{limit:.0f} MB a file. Split it and import the parts.",
                place=at(path),
                size=size / 1e6,
                limit=limit / 1e6,
            )
        if not path.is_file():
            raise UnreadableFile(
                "{place} is not a file; name the files themselves.", place=at(path)
            )


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    check_size(path, limit)
    with file_faults(path):
        return path.read_bytes()


def decode(data: bytes, path: Path) -> Decoded:
    """The text of `data`, with other line breaks made line feeds and stray controls blanks.

    Both are done one for one, so that offsets stay what other programs count. `path` is for
    messages only.
    """
    encoding, guessed = encoding_of(data, path)
    try:
        raw = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(path) from error
    plain = data if encoding.startswith("utf-8") else raw.encode("utf-8", "surrogatepass")
    raw, strays = _without_controls(raw, plain, path)
    remarks: list[str] = [guess_remark(encoding)] if guessed else []
    if strays:
        remarks.append(Phrase("{n} control characters were replaced by blanks.", n=strays))
    return Decoded(normalise(line_feeds(raw)), tuple(remarks))


def line_feeds(raw: str) -> str:
    """The text with page breaks, vertical tabs and Unicode's own line breaks made line feeds."""
    return raw.translate(_BREAKS) if any(chr(mark) in raw for mark in _BREAKS) else raw


def guess_remark(encoding: str) -> Phrase:
    return Phrase(
        "The encoding was guessed to be {encoding}; check æ, ø, å and the like.", encoding=encoding
    )


def stream_encoding(path: Path) -> tuple[str, bool]:
    """The encoding of a file that may be too large to hold, and whether it had to be guessed."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file_faults(path), path.open("rb") as file:
        head = file.read(_CHUNK)
        if head.startswith(tuple(bom for bom, _ in _BOMS)):
            return encoding_of(head[:4], path)
        chunk = head
        try:
            while chunk:
                if b"\0" in chunk:
                    break
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
            else:
                decoder.decode(b"", final=True)
                return "utf-8", False
        except UnicodeDecodeError:
            pass
    # The chunk at fault is the one that shows what the encoding is.
    return encoding_of(chunk or head, path)


def encoding_of(data: bytes, path: Path) -> tuple[str, bool]:
    """The encoding of `data`, and whether it had to be guessed."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, False
    if zeros := data.count(b"\0"):
        if zeros < len(data) * _ZEROS_IN_UTF16:
            raise _not_text(path)
        return _guess(data, path, ("utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be")), True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _nordic(data) or _guess(data, path), True
    return "utf-8", False


def _nordic(data: bytes) -> str | None:
    """Old Norwegian files are nearly always in one of three encodings; a general guesser takes
    them for Polish (cp1250), where å is a letter too."""
    for encoding in _NORDIC_ENCODINGS:
        if _NORDIC.fullmatch(data.decode(encoding, "replace")):
            return encoding
    return None


def _guess(data: bytes, path: Path, among: tuple[str, ...] = ()) -> str:
    from charset_normalizer import from_bytes  # 40 ms: only files that are not UTF-8 pay for it

    best = from_bytes(data, cp_isolation=list(among) or None).best()
    if best is None:
        raise _not_text(path)
    return str(best.encoding)


def _without_controls(raw: str, utf8: bytes, path: Path) -> tuple[str, int]:
    """The text without control characters, and how many there were.

    The bytes are searched, since that is many times faster than searching the text.
    """
    strays = len(utf8) - len(utf8.translate(None, _CONTROLS))
    if strays:
        if b"\0" in utf8 or strays > max(5, len(utf8) * _STRAYS_PER_BYTE):
            raise _not_text(path)
        raw = raw.translate(_STRAY)
    return raw, strays


def _not_text(path: Path) -> NotText:
    return NotText(
        "{place} is not text; open it in the program it was made with, "
        "save it as .docx or as plain text (UTF-8), and import that.",
        place=at(path),
    )
