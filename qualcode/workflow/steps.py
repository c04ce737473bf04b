"""The steps of the method: what has been done on each, and what is left."""

from __future__ import annotations

from qualcode.model.ladder import Ladder
from qualcode.model.steps import Steps
from qualcode.store import ladder, looking_again
from qualcode.store.study import Study
from qualcode.tally import ladder as counting
from qualcode.workflow.asking import grid_of
from qualcode.workflow.studies import interviews


def steps(study: Study, found: Ladder | None = None) -> Steps:
    """How far the study has come; `found` is the ladder, if it has been read already."""
    with study.read() as connection:
        found = found or ladder.read(connection)
        counts = counting.count(connection, found)
        again = looking_again.read(connection)
        grid = grid_of(connection)
    codes = found.by_code()
    grown = {t.theme.id for t in found.themes if counting.is_grown(t, codes)}
    begun = sum(bool(line.codings or sum(line.read_turns.values())) for line in interviews(study))
    return Steps(
        counts=counts,
        begun=begun,
        unanswered=len(grid.unanswered),
        astray=sum(theme.id in grown for theme in grid.astray),
        passages=sum(len(recheck.passages) for recheck in again),
        interviews=len({row for recheck in again for row in recheck.interviews}),
    )
