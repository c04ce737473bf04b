"""New codes per interview, in the order of coding."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
    given = _given(connection, deductive=deductive)
    begun = sorted((min(codes.values()), transcript) for transcript, codes in given.items())
    new = Counter(_first(given).values())
    people = read_people(connection)
    speakers, total = _speakers(people), 0
    found = []
    for at, transcript in begun:
        total += new[transcript]
        units = _units(people, speakers.get(transcript, ()))
        name, codes = people.transcripts[transcript], len(given[transcript])
        found.append(SaturationStep(transcript, name, units, at, codes, new[transcript], total))
    return found


def new_in(connection: Connection, transcript_id: int) -> list[int]:
    """The codes, made of what was read, that are new in an interview."""
    first = _first(_given(connection, deductive=False))
    return [code for code, transcript in first.items() if transcript == transcript_id]


_Given = Mapping[int, Mapping[int, str]]
"""When each code was first given in each interview, by interview and code."""


def _given(connection: Connection, *, deductive: bool) -> _Given:
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
    return given


def _first(given: _Given) -> dict[int, int]:
    """The interview in which each code was given first."""
    first: dict[int, tuple[str, int]] = {}
    for transcript, codes in given.items():
        for code, at in codes.items():
            first[code] = min((at, transcript), first.get(code, (at, transcript)))
    return {code: transcript for code, (_, transcript) in first.items()}


def _speakers(people: People) -> Mapping[int, Sequence[int]]:
    """The informants of each interview."""
    found: dict[int, list[int]] = defaultdict(list)
    for informant, transcript in people.transcript_of.items():
        found[transcript].append(informant)
    return found


def _units(people: People, informants: Iterable[int]) -> tuple[str, ...]:
    units = sorted({unit for i in informants for unit in people.units_of.get(i, NOBODY)})
    return tuple(people.labels[unit].label for unit in units)
