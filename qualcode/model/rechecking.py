"""What was coded before a code meant what it means now, and is to be looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from qualcode.model.views import StudyCode

Cause = Literal["defined", "late"]
"""A code was worded or defined anew; or it came when interviews had been coded already."""


class Passage(NamedTuple):
    """A place in an interview, whoever has coded it."""

    transcript: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recheck:
    """One code with what is to be looked at again, and since when (`change`, `at`).

    `codings` are rows of codings, each with its passage: a passage that two have coded is one to
    look at. `interviews` are rows of transcripts, in order. `looked` are the transcripts of what
    has been looked at since, one for each thing. `fields` are what was changed in the code.
    """

    code: StudyCode
    cause: Cause
    change: int
    at: str
    fields: tuple[str, ...]
    codings: Mapping[int, Passage]
    interviews: tuple[int, ...]
    looked: tuple[int, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Those that are to be looked at again."""
        return tuple(dict.fromkeys(self.codings.values()))

    @property
    def left(self) -> int:
        return len(self.passages) + len(self.interviews)

    @property
    def done(self) -> int:
        return len(self.looked)
