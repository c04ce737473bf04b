"""Looking into a zip before anything trusts it: bombs, entity expansion, passwords."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import Phrase, UnreadableFile, at

UNPACKED_LIMIT = 300_000_000
"""Bytes that all parts may have together, pictures included."""
XML_LIMIT = 60_000_000
"""Bytes that one XML part may have; 20 MB of text in Word's markup is less."""
RATIO_LIMIT = 200
"""How many times its size a file may unpack to, once it is above `RATIO_FROM` bytes."""
RATIO_FROM = 10_000_000
PARTS_LIMIT = 10_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))


class Office(NamedTuple):
    """The program that makes such files, and what it calls them."""

    program: str
    what: Phrase
    suffix: str


WORD = Office("Word", Phrase("a Word document"), ".docx")
EXCEL = Office("Excel", Phrase("an Excel workbook"), ".xlsx")


def check_zip(data: bytes, path: Path, office: Office = WORD) -> None:
    """Refuse what is no zip of a sensible size, with XML that defines no entities.

    What a zip declares is checked first, and then what really comes out of it.
    """
    if data.startswith(_OLE):
        raise UnreadableFile(
            "{place} is protected by a password, or in the old format of {program}; open it in "
            "{program}, take the password off, save it as {suffix} and import that.",
            place=at(path),
            program=office.program,
            suffix=office.suffix,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, len(data), path, office)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_xml(archive.read(part), path, office)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged(path, office) from error
    except RuntimeError as error:  # zipfile's word for a part under a password
        raise damaged(path, office) from error


def damaged(path: Path, office: Office = WORD) -> UnreadableFile:
    return UnreadableFile(
        "{place} is not {what}, or it is damaged; open it in {program}, "
        "save it anew as {suffix} and import that.",
        place=at(path),
        what=office.what,
        program=office.program,
        suffix=office.suffix,
    )


def _check_sizes(parts: list[zipfile.ZipInfo], packed: int, path: Path, office: Office) -> None:
    unpacked = sum(part.file_size for part in parts)
    xml = max((p.file_size for p in parts if p.filename.endswith((".xml", ".rels"))), default=0)
    ratio = unpacked / max(packed, 1)
    if (
        len(parts) > PARTS_LIMIT
        or unpacked > UNPACKED_LIMIT
        or xml > XML_LIMIT
        or (unpacked > RATIO_FROM and ratio > RATIO_LIMIT)
    ):
        raise UnreadableFile(
            "{place} would unpack to {size:.0f} MB, {ratio:.0f} times its size, in a way that "
            "nothing written does; save its text as a new {suffix} and import that.",
            place=at(path),
            size=unpacked / 1e6,
            ratio=ratio,
            suffix=office.suffix,
        )


def _check_xml(xml: bytes, path: Path, office: Office) -> None:
    if any(mark in xml for mark in _DOCTYPES):
        raise UnreadableFile(
            "{place} defines entities of its own, which {program} never does and which can hide "
            "a trap; save its text as a new {suffix} and import that.",
            place=at(path),
            program=office.program,
            suffix=office.suffix,
        )
