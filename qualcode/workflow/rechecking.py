"""Looking again at what was coded before a code meant what it means now."""

from __future__ import annotations

from collections.abc import Collection

from qualcode.errors import NotFound
from qualcode.model.rechecking import Cause, Recheck
from qualcode.store import looking_again
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
        for recheck in looking_again.read(change.connection):
            if (recheck.code.id, recheck.cause) == (code_row, cause):
                marked = looking_again.mark(change, recheck, codings, interviews)
                change.summary = f"{recheck.code.label} ({marked})"
                if marked:
                    return marked
        raise NotFound("Nothing of that is waiting to be looked at again.")
