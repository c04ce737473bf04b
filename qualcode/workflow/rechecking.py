"""Looking again at what was coded before a code meant what it means now."""

from __future__ import annotations

from collections.abc import Collection

from qualcode.errors import NotFound
from qualcode.model.rechecking import Cause, Recheck
from qualcode.store import looking_again, transcripts
from qualcode.store.study import Study


def rechecks(study: Study) -> list[Recheck]:
    """What is to be looked at again, code by code: first where codes were worded or defined anew,
    then where interviews had been coded before a code came; those with most left first."""
    with study.read() as connection:
        found = looking_again.read(connection)
    return sorted(found, key=lambda recheck: (recheck.cause == "late", -recheck.left))


def looked_again(
    study: Study,
    coder: str,
    code_row: int,
    cause: Cause,
    *,
    codings: Collection[int] = (),
    interviews: Collection[int] = (),
) -> int:
    """Say that one has looked at passages, or interviews, again for a code, whatever came of it;
    returns how many. NotFound where none of them is waiting any more."""
    with study.change(coder, "look again") as change:
        for recheck in looking_again.read(change.connection, code_row):
            if recheck.cause == cause:
                marked = looking_again.mark(change, recheck, codings, interviews)
                change.summary = f"{recheck.code.label} ({marked})"
                if marked:
                    return marked
        raise _nothing_waits()


def looked_through(study: Study, coder: str, transcript_id: int) -> int:
    """Say that one has looked at an interview again for all codes for which it was waiting, as one
    change; returns how many things that were."""
    with study.change(coder, "look again") as change:
        marked = 0
        for recheck in looking_again.read(change.connection):
            here = [
                row for row, place in recheck.codings.items() if place.transcript == transcript_id
            ]
            marked += looking_again.mark(change, recheck, here, [transcript_id])
        if not marked:
            raise _nothing_waits()
        name = transcripts.name_of(change.connection, transcript_id)
        change.summary = f"{name} ({marked})"
        return marked


def _nothing_waits() -> NotFound:
    return NotFound("Nothing of that is waiting to be looked at again.")
