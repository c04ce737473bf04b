"""Reading the whole ladder: what each code, theme and concept has come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, func, select

from qualcode.model.ladder import CodeStanding, ConceptStanding, Ladder, ThemeStanding
from qualcode.model.lives import Fate
from qualcode.model.method import Test, standing, state_of, state_of_code, state_of_concept
from qualcode.store import fates, news, placements, testing
from qualcode.store.seen import Seen
from qualcode.store.tables import CodingRow

Tests = Mapping[int, Sequence[Test]]


def read(connection: Connection) -> Ladder:
    """All of it. Passages are read of what has been tested only: what has not has no state that
    could have changed."""
    codes, themes, concepts = (
        testing.read(connection, kind) for kind in ("code", "grouping", "concept")
    )
    seen = Seen(connection)
    seen.read_passages(_looked_at(seen, codes, themes, concepts))
    return Ladder(
        codes=tuple(_codes(connection, seen, codes)),
        themes=tuple(_themes(connection, seen, themes)),
        concepts=tuple(_concepts(seen, concepts)),
        seen=news.latest(connection),
    )


def _looked_at(seen: Seen, codes: Tests, themes: Tests, concepts: Tests) -> set[int]:
    """The codes whose passages tell whether something is as it was when it was tested."""
    tested = set(themes) | {
        theme
        for concept in concepts
        if concept in seen.concepts
        for theme in seen.concepts[concept].themes
    }
    members = {code for theme in tested for code in seen.members.get(theme, ())}
    inductive = {code for code in members if not seen.codes[code].code.deductive}
    return (set(codes) & seen.codes.keys()) | inductive


def code_standing(connection: Connection, code_row: int) -> CodeStanding:
    """One code alone."""
    seen = Seen(connection)
    tests = testing.read(connection, "code", code_row).get(code_row, [])
    passages, interviews = _used(connection, code_row).get(code_row, (0, 0))
    ended = tuple(fates.read(connection).get(code_row, ()))
    return _code(seen, code_row, tests, (passages, interviews), ended)


def _codes(connection: Connection, seen: Seen, tests: Tests) -> Iterator[CodeStanding]:
    used, ended = _used(connection), fates.read(connection)
    for row in seen.codes:
        yield _code(seen, row, tests.get(row, ()), used.get(row, (0, 0)), tuple(ended.get(row, ())))


def _code(
    seen: Seen,
    row: int,
    tests: Sequence[Test],
    used: tuple[int, int],
    ended: tuple[Fate, ...],
) -> CodeStanding:
    code = seen.codes[row]
    now = seen.digest("code", row) if tests else ""
    state = state_of_code(code.code, tests, now)
    return CodeStanding(code, state, tuple(tests), tuple(standing(tests, now)), *used, ended)


def _used(connection: Connection, code_row: int | None = None) -> dict[int, tuple[int, int]]:
    """(passages, interviews) of each code; a passage that two coders gave it is one."""
    places = select(
        CodingRow.code_id, CodingRow.transcript_id, CodingRow.start, CodingRow.end
    ).distinct()
    if code_row is not None:
        places = places.where(CodingRow.code_id == code_row)
    found = places.subquery()
    statement = select(
        found.c.code_id, func.count(), func.count(found.c.transcript_id.distinct())
    ).group_by(found.c.code_id)
    return {code: (n, interviews) for code, n, interviews in connection.execute(statement)}


def _themes(connection: Connection, seen: Seen, tests: Tests) -> Iterator[ThemeStanding]:
    reasons: dict[int, dict[int, str]] = defaultdict(dict)
    overrides: dict[int, set[int]] = defaultdict(set)
    for placement in placements.read(connection).values():
        reasons[placement.theme][placement.code] = placement.reason
        if placement.override:
            overrides[placement.theme].add(placement.code)
    for row, theme in seen.themes.items():
        made = tests.get(row, ())
        now = seen.digest("grouping", row) if made else ""
        members = seen.members.get(row, ())
        yield ThemeStanding(
            theme,
            state_of(made, now),
            tuple(members),
            tuple(made),
            tuple(standing(made, now)),
            {code: why for code, why in reasons[row].items() if code in set(members)},
            frozenset(overrides[row]) & set(members),
        )


def _concepts(seen: Seen, tests: Tests) -> Iterator[ConceptStanding]:
    for row, concept in seen.concepts.items():
        made = tests.get(row, ())
        now = seen.digest("concept", row) if made else ""
        state = state_of_concept(bool(concept.dropped), made, now)
        yield ConceptStanding(concept, state, tuple(made), tuple(standing(made, now)))
