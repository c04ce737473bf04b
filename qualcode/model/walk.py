"""A walk up the ladder as a file tells it: what was tested, grouped, thought and asked.

Codes are named by their ids, themes and concepts by their names, passages as places, coders by
name. Times are ISO 8601 in UTC; empty where the file does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model.codebook import Life
from qualcode.model.method import Answers, Terms, TestKind, Verdict
from qualcode.model.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRecord:
    """A verdict. `label` and `passages` are what was tested, where that was not what stands in the
    codebook now; a theme that had other codes then names them in `members`."""

    __test__ = False  # For pytest: this is no test of the program.

    kind: TestKind
    subject: str
    by: str
    at: str = ""
    answers: Answers
    verdict: Verdict
    comment: str = ""
    label: str = ""
    passages: tuple[Place, ...] | None = None
    members: tuple[str, ...] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FateRecord:
    """What became of a code. `passages` are those that it gave to `into`, and that have that code
    now; they tell which codings were given the one before they came to the other."""

    code: str
    kind: Life
    into: str | None = None
    reason: str = ""
    by: str
    at: str = ""
    passages: tuple[Place, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRecord:
    """Why a code stands in a theme; in a second one besides its own if it is not that."""

    code: str
    theme: str
    reason: str = ""
    override: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EarRecord:
    title: str
    idea: str
    passages: tuple[Place, ...]
    theory: str = ""
    stage: str = "coding"
    by: str
    at: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord:
    passage: Place
    note: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptRecord:
    """`ears` are titles of EARs; `dropped` is why it was given up."""

    name: str
    definition: str = ""
    theory: str = ""
    themes: tuple[str, ...] = ()
    ears: tuple[str, ...] = ()
    speaks_for: tuple[EvidenceRecord, ...] = ()
    speaks_against: tuple[EvidenceRecord, ...] = ()
    overrides: Mapping[str, str] = field(default_factory=dict)
    dropped: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRecord:
    """A research question, with how it was worded before, oldest first; or an expectation, and when
    it was written down."""

    words: str
    at: str = ""
    earlier: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    expected: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """All that a study folder may tell of it, in `method.yaml`. `name` is that of the file."""

    name: str = ""
    terms: Terms | None = None
    questions: tuple[QuestionRecord, ...] = ()
    tests: tuple[TestRecord, ...] = ()
    fates: tuple[FateRecord, ...] = ()
    placements: tuple[PlacementRecord, ...] = ()
    ears: tuple[EarRecord, ...] = ()
    concepts: tuple[ConceptRecord, ...] = ()
    moments: tuple[str, ...] = ()
    """Names for the study as it is when it has been taken in."""

    def __bool__(self) -> bool:
        return bool(self.name)
