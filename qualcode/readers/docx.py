"""Transcripts in Word's .docx; the only reader that imports python-docx."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml

from qualcode.errors import Phrase, UnreadableFile, at
from qualcode.model.text import normalise
from qualcode.model.transcripts import Transcript
from qualcode.readers.docx_text import DocumentText, Line, note_texts
from qualcode.readers.encoding import LIMIT, read_bytes
from qualcode.readers.turns import turns_of
from qualcode.readers.zips import check_zip, damaged

FILE_LIMIT = 100_000_000
"""Bytes a .docx may have: pictures take much and are left out, so this is more than for text."""
NOTES_MARKER = "[Noter / Notes]"
BOXES_MARKER = "[Tekstbokser / Text boxes]"

_NOTE_PARTS = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
_FAULTS = (
    OpcError,
    zlib.error,
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    IndexError,
    SyntaxError,
)
"""What python-docx and the zip beneath it raise where a file is not what it should be; lxml's
errors are SyntaxErrors."""


def read_docx(path: Path) -> Transcript:
    """One document, one transcript: its paragraphs and tables as lines.

    Notes and text boxes stand at the end, in no turn; `remarks` tell what was moved, left out
    or has changes tracked.
    """
    data = read_bytes(path, FILE_LIMIT)
    check_zip(data, path)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = DocumentText()
        lines = reader.lines(document.element.body)
        notes = _notes(document.part, reader)
    except _FAULTS as error:
        raise damaged(path) from error
    body, labelled = _joined(lines)
    text = normalise(body + _appendix(NOTES_MARKER, notes) + _appendix(BOXES_MARKER, reader.boxes))
    _check_length(text, path)
    return Transcript(
        name=normalise(path.name),
        text=text,
        original=data,
        turns=turns_of(body, labelled),
        remarks=_remarks(reader),
    )


def _joined(lines: list[Line]) -> tuple[str, set[int]]:
    """The text, and where in it a line begins with a label in bold."""
    labelled, offset = set(), 0
    for line in lines:
        if line.labelled:
            labelled.add(offset)
        offset += len(line.text) + 1
    return "\n".join(line.text for line in lines), labelled


def _notes(part: Any, reader: DocumentText) -> list[str]:
    texts = {kind: _note_part(part, kind) for kind in {kind for kind, _ in reader.notes}}
    return [
        f"[{number}] {texts[kind].get(key, '')}"
        for number, (kind, key) in enumerate(reader.notes, start=1)
    ]


def _note_part(part: Any, kind: str) -> dict[str, str]:
    try:
        blob = part.part_related_by(_NOTE_PARTS[kind]).blob
    except KeyError:
        return {}  # the text refers to notes that the file does not have
    return note_texts(parse_xml(blob), kind)


def _appendix(marker: str, texts: list[str]) -> str:
    return "\n\n" + "\n".join([marker, *texts]) if texts else ""


def _check_length(text: str, path: Path) -> None:
    if not text or text.isspace():
        raise UnreadableFile(
            "{place} holds no text; if it is a scan, make text of it first (OCR).", place=at(path)
        )
    if len(text) > LIMIT:
        raise UnreadableFile(
            "{place} has {length:.0f} million characters; the most that can be taken "
            "is {limit:.0f} million a file. Split it and import the parts.",
            place=at(path),
            length=len(text) / 1e6,
            limit=LIMIT / 1e6,
        )


def _remarks(reader: DocumentText) -> tuple[str, ...]:
    changes = Phrase(
        "Tracked changes: {inserted} insertions were kept and {deleted} deletions "
        "left out, as if all were accepted.",
        inserted=reader.inserted,
        deleted=reader.deleted,
    )
    notes, boxes = len(reader.notes), len(reader.boxes)
    said = (
        (reader.inserted + reader.deleted, changes),
        (notes, Phrase("{n} foot- or endnotes were moved to the end of the text.", n=notes)),
        (boxes, Phrase("The text of {n} text boxes was moved to the end of the text.", n=boxes)),
        (
            reader.comments,
            Phrase("{n} comments are not part of the text and were left out.", n=reader.comments),
        ),
        (reader.hidden, Phrase("{n} stretches of hidden text were left out.", n=reader.hidden)),
        (reader.pictures, Phrase("{n} pictures were left out.", n=reader.pictures)),
        (reader.embedded, Phrase("{n} embedded documents were left out.", n=reader.embedded)),
        (
            reader.symbols,
            Phrase("{n} symbols of a special font are shown as \ufffd.", n=reader.symbols),
        ),
    )
    return tuple(phrase for n, phrase in said if n)
