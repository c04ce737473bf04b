"""The history of a study, as people see it, and what is new since they last looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan, Reading


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that somebody did. `at` is ISO 8601 in UTC.

    `direction` is `do`, `undo` or `redo`; the latter two name in `root_id` what they reversed.
    `undone` is true of what stands taken back now; `reason` is why, if the coder said so.
    """

    id: int
    at: str
    coder: str
    action: str
    summary: str
    direction: str
    root_id: int | None
    undone: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Traces:
    """Where a change left its traces: in which interviews, and on which passages of them."""

    places: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class News:
    """What has changed since a moment of the history, for somebody who has an interview open.

    `latest` marks the newest moment there is: what comes later is news. `codings` and `readings`
    are those of the interview that came or changed, by row; None is gone. `used` says how many
    codings more (or fewer) each code has in the whole study. Where so much has changed that it is
    better to read all again, only `everything` is set.
    """

    latest: int
    coders: tuple[str, ...] = ()
    codings: Mapping[int, CodedSpan | None] = field(default_factory=dict)
    readings: Mapping[int, Reading | None] = field(default_factory=dict)
    used: Mapping[int, int] = field(default_factory=dict)
    codebook: bool = False
    everything: bool = False

    def __bool__(self) -> bool:
        """Whether any of it shows in the interview or in the codebook beside it."""
        return bool(self.codings or self.readings or self.used or self.codebook or self.everything)
