"""What a study is set up with: title, units, attributes, chapters, and who was interviewed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from qualcode.model.codebook import Codebook
from qualcode.model.codings import Stance, When
from qualcode.model.transcripts import TranscriptKind
from qualcode.model.units import CENTRE, AttributeDef, Unit, UnitKind
from qualcode.model.walk import Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """An ordered set of themes and what to break them down by; a sheet in the workbook."""

    title: str
    themes: tuple[str, ...]
    breakdown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderSpec:
    """A coder; an adjudicator's codings are those of the coder rule `adjudicated`."""

    name: str
    adjudicates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySpec:
    """`study.yaml`: everything about a study that is not a table."""

    title: str
    language: str = "nb"
    coders: tuple[CoderSpec, ...] = ()
    kinds: tuple[UnitKind, ...] = (UnitKind(name=CENTRE),)
    attributes: tuple[AttributeDef, ...] = ()
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRow:
    """One row of `interviews.csv`: who speaks in a file, under which label, for which units.

    An empty `speaker` stands for all but the interviewer. `units` are (kind, key) pairs;
    `details` are the columns that qualcode has no meaning for, kept as they are.
    """

    file: str
    speaker: str = ""
    units: tuple[tuple[str, str], ...] = ()
    role: str = ""
    mode: str = ""
    date: str = ""
    kind: TranscriptKind | None = None
    details: dict[str, str] = field(default_factory=dict)
    line: int = 0


class CodingRecord(NamedTuple):
    """One row of `codings.csv`, with the line it stands on; a tuple, since there may be half a
    million. `quote`, where given, must be the very text of the span; `at` is ISO 8601 in UTC,
    empty where the file does not say."""

    line: int
    file: str
    start: int
    end: int
    code: str
    coder: str
    stance: Stance | None = None
    when: When | None = None
    value: str = ""
    memo: str = ""
    certainty: int | None = None
    quote: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFolder:
    """A study folder, read and checked on its own; codings are read when they are asked for,
    since there may be half a million."""

    path: Path
    spec: StudySpec
    units: tuple[Unit, ...] = ()
    interviews: tuple[InterviewRow, ...] = ()
    codebook: Codebook = field(default_factory=Codebook)
    transcript_files: tuple[Path, ...] = ()
    codings_file: Path | None = None
    codings: Iterable[CodingRecord] = ()
    walk: Walk = field(default_factory=Walk)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file of an import: `taken`, `known` (the same file is in the study
    already) or `refused`; `message` says why, or what the reader remarked."""

    name: str
    outcome: str
    message: str = ""
    transcripts: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import took in and what it did not, file by file."""

    files: tuple[FileReport, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, outcome: str) -> Iterator[FileReport]:
        return (f for f in self.files if f.outcome == outcome)

    @property
    def refused(self) -> tuple[FileReport, ...]:
        return tuple(self.of("refused"))
