"""What the screens show: an open transcript, the list of interviews, the codes in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.model.codebook import Code
from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.transcripts import Turn


@dataclass(frozen=True, slots=True)
class StudyCode:
    """A code as the study keeps it; `id` is its row, `code.id` its name in files, `position` its
    place among those of its theme."""

    id: int
    code: Code
    theme_id: int
    theme: str
    residual: bool = False
    parent_id: int | None = None
    position: int = 0

    @property
    def label(self) -> str:
        return self.code.label


def below(codes: Sequence[StudyCode], code_id: int) -> list[StudyCode]:
    """What lies beneath a code, at any depth, each after its parent."""
    children: dict[int | None, list[StudyCode]] = {}
    for code in codes:
        children.setdefault(code.parent_id, []).append(code)
    found: dict[int, StudyCode] = {}
    ahead = children.get(code_id, [])[::-1]
    while ahead:
        code = ahead.pop()
        if code.id != code_id and code.id not in found:
            found[code.id] = code
            ahead += children.get(code.id, [])[::-1]
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Touch:
    """What a change of codes concerns: so many codings, in so many interviews, by these coders,
    and so many codes beneath."""

    codings: int
    interviews: int
    coders: tuple[str, ...]
    children: int


@dataclass(frozen=True, slots=True)
class StudyTheme:
    id: int
    name: str
    definition: str = ""
    residual: bool = False
    ungrouped: bool = False

    @property
    def real(self) -> bool:
        """Whether it says what its codes have in common: not the residual, nor the ungrouped."""
        return not (self.residual or self.ungrouped)


@dataclass(frozen=True, slots=True)
class CodedSpan:
    """One coding in an open transcript; `at` is ISO 8601 in UTC."""

    id: int
    span: Span
    code_id: int
    coder: str
    at: str
    stance: str | None = None
    when: str | None = None
    value: str = ""
    memo: str = ""
    certainty: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of an open transcript that a coder has read and found nothing to code in."""

    id: int
    span: Span
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class OpenTranscript:
    """A transcript with its turns and codings, as the coding screen holds it.

    `units` and `roles` are those of its informants, as labels. `segmentation` is None until
    sentences and words have been worked out.
    """

    id: int
    revision_id: int
    name: str
    kind: str
    text: str
    turns: tuple[Turn, ...]
    codings: tuple[CodedSpan, ...]
    units: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    segmentation: Segmentation | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """One line of the home screen. Turns, coded and read ones too, are those of informants; a
    text without turns is one.

    `unit_names` stand in the order of `units`, which are keys. `attributes` are the values that
    these units have, by attribute, and the units that they lie in, by kind. `by_coder` are
    codings, `read_turns` the turns that a coder has coded anything in or marked as read.
    """

    id: int
    name: str
    kind: str
    units: tuple[str, ...]
    roles: tuple[str, ...]
    words: int
    turns: int
    coded_turns: int
    codings: int
    last: str
    by_coder: dict[str, int] = field(default_factory=dict)
    read_turns: dict[str, int] = field(default_factory=dict)
    unit_names: tuple[str, ...] = ()
    attributes: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StudySummary:
    """The numbers in the heading of the home screen, and what they leave out.

    `kind` is the kind of unit that the study is about, `attributes` are what is known of its
    units, `not_interviewed` those of which nobody speaks in any interview.
    """

    title: str
    language: str
    units: dict[str, int]
    interviews: int
    coders: tuple[str, ...]
    codings: int
    kind: str | None = None
    attributes: tuple[str, ...] = ()
    not_interviewed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A coded passage with its words, as one reads it beside a code.

    `codings` are the rows that gave it the code, `coders` who made them; passages that several
    coders coded alike are one. `units` are labels of those who speak, `turn` counts from one.
    """

    code_id: int
    transcript_id: int
    interview: str
    span: Span
    quote: str
    turn: int | None
    units: tuple[str, ...]
    role: str
    coders: tuple[str, ...]
    codings: tuple[int, ...]
