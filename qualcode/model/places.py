"""A passage by the name of its interview: what a file can say, and a person can read."""

from __future__ import annotations

import re
from typing import NamedTuple, Self

from qualcode.errors import Phrase
from qualcode.model.spans import Span

_WRITTEN = re.compile(r"(?P<file>.+):(?P<start>\d+)-(?P<end>\d+)", re.DOTALL)


class Place(NamedTuple):
    """Code points `span` in the text of the interview `file`: `S01_fjordvik.txt:162-323`."""

    file: str
    span: Span

    @classmethod
    def parse(cls, written: str) -> Self:
        """Raises ValueError for what is not of that form, or is empty of text."""
        found = _WRITTEN.fullmatch(written.strip())
        start, end = (int(found["start"]), int(found["end"])) if found else (0, 0)
        if found is None or start >= end:
            raise ValueError(
                Phrase('"{place}" is no place: write it as file:start-end', place=written)
            )
        return cls(found["file"], Span(start, end))

    def __str__(self) -> str:
        return f"{self.file}:{self.span.start}-{self.span.end}"
