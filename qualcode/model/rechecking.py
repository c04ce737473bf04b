"""What was coded before a code meant what it means now, and is to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model.views import StudyCode

Cause = Literal["defined", "late"]
"""A code was worded or defined anew; or it came when interviews had been coded already."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """One code with what is to be looked at again, and since when (`change`, `at`).

    `codings` are rows of codings, `interviews` rows of transcripts, in order; those that have been
    looked at since are in `done`, counted. `fields` are what was changed in the code.
    """

    code: StudyCode
    cause: Cause
    change: int
    at: str
    fields: tuple[str, ...]
    codings: tuple[int, ...]
    interviews: tuple[int, ...]
    done: int

    @property
    def left(self) -> int:
        return len(self.codings) + len(self.interviews)
