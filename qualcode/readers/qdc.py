"""Codebooks from .qdc (REFI-QDA) as other programs write them: leniently, telling what is lost.

Names of elements count, and not their namespaces, which are all over the place. What a file says
beyond codes and sets is counted and told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from qualcode.errors import InvalidData, UnreadableFile, at
from qualcode.model.text import normalise
from qualcode.readers.codebook_file import CodebookFile
from qualcode.readers.encoding import read_bytes
from qualcode.readers.qdc_codes import FoundCode, FoundSet, put_together

LEVELS_LIMIT = 100
SIZE_LIMIT = 60_000_000
"""Bytes; 30,000 codes with long descriptions have a third of them."""
_CHUNK = 1 << 16
_KNOWN: Mapping[str, frozenset[str]] = {
    "codebook": frozenset({"origin"}),
    "code": frozenset({"guid", "name", "iscodable", "color", "colour"}),
    "set": frozenset({"guid", "name"}),
    "membercode": frozenset({"guid", "targetguid"}),
}
"""What is read of an element, in small letters."""
_CONTAINERS = ("codes", "sets")
_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
_HEX = re.compile(r"#?(?:[0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_RGB = re.compile(r"(?:rgb)?\s*\(?\s*(\d{1,3})\s*[,; ]\s*(\d{1,3})\s*[,; ]\s*(\d{1,3})\s*\)?")


def read_qdc(path: Path) -> CodebookFile:
    """Raises UnreadableFile for what is no XML or a trap, InvalidData where there are no codes."""
    data = read_bytes(path, SIZE_LIMIT)
    found = _Found(path)
    parser = ElementTree.XMLParser(target=found)
    try:
        for begin in range(0, len(data), _CHUNK):
            parser.feed(data[begin : begin + _CHUNK])
        parser.close()
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        line = error.position[0] if isinstance(error, ElementTree.ParseError) else None
        raise UnreadableFile(
            "{place} is not XML, or it is damaged ({what}); export it anew from the program that "
            "made it.",
            place=at(path, line),
            what=error,
        ) from error
    if not found.codes:
        raise InvalidData("{place}: there are no codes in this file.", place=at(path))
    return put_together(found.codes, found.sets, found.origin, found.namespaces, found.dropped)


@dataclass
class _Found:
    """Takes in what the parser says, element by element; nothing is kept of the tree."""

    path: Path
    codes: list[FoundCode] = field(default_factory=list)
    sets: list[FoundSet] = field(default_factory=list)
    origin: str = ""
    namespaces: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    _open: list[FoundCode | FoundSet | None] = field(default_factory=list)
    _text: list[str] | None = None
    _ignored: int = 0

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise UnreadableFile(
            "{place} has a DOCTYPE, which no codebook needs and which can hide a trap; export it "
            "anew from the program that made it.",
            place=at(self.path),
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) + self._ignored >= LEVELS_LIMIT:
            raise UnreadableFile(
                "{place} is nested in more than {limit} levels.",
                place=at(self.path),
                limit=LEVELS_LIMIT,
            )
        name = self._local(tag)
        if self._ignored or not self._take(name.casefold(), attributes):
            if not self._ignored:
                self.dropped[name] += 1
            self._ignored += 1

    def _local(self, tag: str) -> str:
        namespace, _, name = tag.rpartition("}")
        namespace = namespace.removeprefix("{")
        if not self._ignored and namespace not in self.namespaces:
            self.namespaces.append(namespace)
        return name

    def _take(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Whether the element is of those that are read."""
        inner = self._open[-1] if self._open else None
        if name == "description" and inner is not None:
            self._text = inner.description
            self._open.append(None)
            return True
        if name in _CONTAINERS or (name == "project" and not self._open):
            self._open.append(None)
            return True
        if name not in _KNOWN or (name == "membercode") != isinstance(inner, FoundSet):
            return False
        self._open.append(self._made(name, self._known(name, attributes), inner))
        return True

    def _known(self, name: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """The attributes that are read, by names in small letters."""
        found = {}
        for attribute, value in attributes.items():
            local = attribute.rpartition("}")[2]
            if local.casefold() in _KNOWN[name]:
                found[local.casefold()] = normalise(value)
            elif not attribute.startswith(_INSTANCE):
                self.dropped[f"@{local}"] += 1
        return found

    def _made(
        self, name: str, said: Mapping[str, str], inner: FoundCode | FoundSet | None
    ) -> FoundCode | FoundSet | None:
        if name == "codebook":
            self.origin = said.get("origin", "")
        elif name == "membercode":
            assert isinstance(inner, FoundSet)
            inner.members.append(plain_guid(said.get("guid") or said.get("targetguid", "")))
        elif name == "set":
            self.sets.append(FoundSet(said.get("name", "").strip()))
            return self.sets[-1]
        elif name == "code":
            self.codes.append(self._code(said, inner))
            return self.codes[-1]
        return None

    def _code(self, said: Mapping[str, str], inner: FoundCode | FoundSet | None) -> FoundCode:
        colour = colour_of(said.get("color") or said.get("colour") or "")
        if colour is None:
            self.dropped["@color"] += 1
        return FoundCode(
            name=said.get("name", ""),
            guid=plain_guid(said.get("guid", "")),
            codable=said.get("iscodable", "").strip().casefold() not in ("false", "0", "no"),
            colour=colour or None,
            above=inner if isinstance(inner, FoundCode) else None,
        )

    def data(self, text: str) -> None:
        if self._text is not None and not self._ignored:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if self._ignored:
            self._ignored -= 1
        else:
            self._open.pop()
            self._text = None

    def close(self) -> None:
        """The parser asks for it."""


def plain_guid(text: str) -> str:
    """In small letters and without braces."""
    return text.strip().strip("{}").casefold()


def colour_of(text: str) -> str | None:
    """A colour as #rrggbb, from any of the ways in which programs write it; empty where there is
    none, None where it cannot be read."""
    text = text.strip()
    if _HEX.fullmatch(text):
        digits = text.removeprefix("#")
        return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
    if found := _RGB.fullmatch(text):
        parts = [int(part) for part in found.groups()]
        return "#{:02x}{:02x}{:02x}".format(*parts) if max(parts) < 256 else None
    return None if text else ""
