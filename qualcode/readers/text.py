"""Transcripts in plain text and Markdown."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import UnreadableFile, at
from qualcode.model.text import normalise
from qualcode.model.transcripts import Transcript
from qualcode.readers.encoding import decode, read_bytes
from qualcode.readers.turns import turns_of


def read_text(path: Path) -> Transcript:
    """One file, one transcript. Markdown is kept as it is written, marks and all."""
    data = read_bytes(path)
    decoded = decode(data, path)
    if not decoded.text or decoded.text.isspace():
        raise UnreadableFile(
            "{place} is empty; leave it out, or save the text and try again.", place=at(path)
        )
    return Transcript(
        name=normalise(path.name),
        text=decoded.text,
        original=data,
        turns=turns_of(decoded.text),
        remarks=decoded.remarks,
    )
