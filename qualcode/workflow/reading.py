"""What a coder has read, and where she left off."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from qualcode.errors import StudyError
from qualcode.model.spans import Span
from qualcode.model.views import Reading
from qualcode.store import places, readings
from qualcode.store.study import Study


def mark_read(study: Study, coder: str, transcript_id: int, spans: Iterable[Span]) -> int:
    """Mark stretches as read with nothing to code in them, as one change; returns how many.

    What the coder has marked already is passed over; Conflict is raised if that is all.
    """
    with study.change(coder, "mark as read") as change:
        made = readings.mark(change, transcript_id, spans)
        change.summary = readings.described(change.connection, made)
    return len(made)


def unmark(study: Study, coder: str, reading_ids: Collection[int]) -> None:
    """Take such marks away, as one change. NotFound if none of them is there any more."""
    with study.change(coder, "unmark as read") as change:
        change.summary = readings.described(change.connection, reading_ids)
        readings.unmark(change, reading_ids)


def readings_in(study: Study, transcript_id: int) -> tuple[Reading, ...]:
    """What has been marked as read in an interview, by anybody, in order."""
    with study.read() as connection:
        return readings.of_transcript(connection, transcript_id)


def remember_place(study: Study, who: str, transcript_id: int, offset: int) -> None:
    """Keep where a coder is in an interview, to go on from there in another session.

    A place that cannot be kept is let go, since it must not stand in the way of leaving.
    """
    try:
        places.keep(study, who, transcript_id, offset)
    except StudyError:
        return


def place_of(study: Study, who: str, transcript_id: int) -> int | None:
    """The character at which a coder left an interview."""
    with study.read() as connection:
        return places.of_coder(connection, who, transcript_id)


def last_place(study: Study, who: str) -> tuple[int, int, str] | None:
    """The interview that a coder left last, the character, and when; None if there is none."""
    with study.read() as connection:
        return places.last(connection, who)


def turn_at(study: Study, transcript_id: int, offset: int) -> int:
    """The number of the turn at a character, as the screen counts; 0 where there is none."""
    with study.read() as connection:
        return places.turn_at(connection, transcript_id, offset)
