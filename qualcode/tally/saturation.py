"""New codes per interview, in the order of coding."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from qualcode.model.codebook import DEDUCTIVE
from qualcode.model.saturation import SaturationStep
from qualcode.store.tables import CodeRow, CodingRow
from qualcode.tally.people import NOBODY, People, read_people


def saturation(connection: Connection, *, deductive: bool = False) -> list[SaturationStep]:
    """Interviews in the order in which their coding with such codes began (then as in the study).

    A code is new in the interview in which it was given first. Counted are the codes that were made
    of what was read; with `deductive`, the others too. Those that were merged or replaced since
    count under what they became, since that is what their passages have.
    """
    statement = (
        select(
            CodingRow.transcript_id,
            CodingRow.code_id,
            func.min(CodingRow.created_at),
        )
        .join(CodeRow, CodeRow.id == CodingRow.code_id)
        .group_by(CodingRow.transcript_id, CodingRow.code_id)
    )
    if not deductive:
        statement = statement.where(CodeRow.origin.not_in(sorted(DEDUCTIVE)))
    given: dict[int, dict[int, str]] = defaultdict(dict)
    for transcript, code, at in connection.execute(statement):
        given[transcript][code] = at
    begun = sorted((min(codes.values()), transcript) for transcript, codes in given.items())
    people, new, total = read_people(connection), _new(given), 0
    found = []
    for at, transcript in begun:
        total += new[transcript]
        codes = len(given[transcript])
        found.append(_step(people, transcript, at, codes, new[transcript], total))
    return found


def _new(given: Mapping[int, Mapping[int, str]]) -> Counter[int]:
    """How many codes were given first in each interview."""
    first: dict[int, tuple[str, int]] = {}
    for transcript, codes in given.items():
        for code, at in codes.items():
            first[code] = min((at, transcript), first.get(code, (at, transcript)))
    return Counter(transcript for _, transcript in first.values())


def _step(
    people: People, transcript: int, at: str, codes: int, new: int, total: int
) -> SaturationStep:
    speakers = (i for i, where in people.transcript_of.items() if where == transcript)
    units = sorted({unit for i in speakers for unit in people.units_of.get(i, NOBODY)})
    labels = tuple(people.labels[unit].label for unit in units)
    name = people.transcripts[transcript]
    return SaturationStep(transcript, name, labels, at, codes, new, total)
