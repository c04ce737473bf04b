"""Transcripts and their turns, as they come from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model.spans import Span

TranscriptKind = Literal["interview", "notes", "open_answer", "minutes", "document"]
TRANSCRIPT_KINDS: tuple[TranscriptKind, ...] = (
    "interview",
    "notes",
    "open_answer",
    "minutes",
    "document",
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of a transcript.

    `start` is where the speaker label begins and `body` where the words begin; a turn ends
    where the next one begins, less the white space between them.
    """

    speaker: str
    start: int
    body: int
    end: int
    interviewer: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Transcript:
    """What one file (or one row of survey answers) says, ready to be kept.

    `name` is how other files refer to it: the file name, or `answers.csv#12` for one
    respondent. `text` is normalised. `original` holds the bytes of the file as it was.
    `units` are the units that the file itself names, as (kind, key) pairs.
    `remarks` say what the reader met that a person should know of (tracked changes,
    footnotes moved, an encoding guessed).
    """

    name: str
    text: str
    original: bytes
    kind: TranscriptKind = "interview"
    turns: tuple[Turn, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    def speakers(self) -> list[str]:
        """The labels of those who speak, the interviewer left out, in order of appearance."""
        return list(dict.fromkeys(t.speaker for t in self.turns if not t.interviewer))
