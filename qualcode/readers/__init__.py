"""Readers: from a file to transcripts, a codebook or the rows of a table.

`READERS` is the list of formats that transcripts come in. To add one, add a module, a line
here and a test file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.errors import UnreadableFile, at
from qualcode.model.transcripts import Transcript
from qualcode.model.units import CENTRE
from qualcode.readers.text import read_text

Kinds = frozenset[str]
"""The kinds of units in the study: a table's column with such a name says whose the row is."""


def _text(path: Path, kinds: Kinds) -> list[Transcript]:
    return [read_text(path)]


def _docx(path: Path, kinds: Kinds) -> list[Transcript]:
    from qualcode.readers.docx import read_docx  # 83 ms: only Word files pay for it

    return [read_docx(path)]


def _answers(path: Path, kinds: Kinds) -> list[Transcript]:
    from qualcode.readers.answers import read_answers  # 6 ms, and seldom asked for

    return read_answers(path, kinds)


READERS: dict[str, Callable[[Path, Kinds], list[Transcript]]] = {
    ".txt": _text,
    ".md": _text,
    ".docx": _docx,
    ".csv": _answers,
}


def read_transcripts(path: Path, kinds: Kinds = frozenset({CENTRE})) -> list[Transcript]:
    """The transcripts of a file: one, or one per respondent where it holds survey answers."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            "{place} is of a format that cannot be read; "
            "save it as one of {formats} and import that.",
            place=at(path),
            formats=", ".join(READERS),
        )
    return reader(path, kinds)
