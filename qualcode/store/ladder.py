"""Reading the whole ladder: what each code, theme and concept has come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, bindparam, func, select

from qualcode.model.ladder import CodeStanding, ConceptStanding, Ladder, ThemeStanding
from qualcode.model.lives import Fate
from qualcode.model.method import (
    CodeState,
    Test,
    standing,
    state_of,
    state_of_code,
    state_of_concept,
)
from qualcode.model.views import StudyTheme
from qualcode.store import fates, news, placements, testing
from qualcode.store.seen import Seen
from qualcode.store.tables import CodingRow

Tests = Mapping[int, Sequence[Test]]


def read(connection: Connection, seen: Seen | None = None) -> Ladder:
    """All of it. Passages are read of what has been tested only: what has not has no state that
    could have changed. What was looked at on the way is held in `seen`."""
    seen = seen or Seen(connection)
    mark = news.latest(connection)
    codes, themes, concepts = (
        testing.read(connection, kind) for kind in ("code", "grouping", "concept")
    )
    all_codes, all_themes = seen.read_codes(), seen.themes()
    seen.read_members(all_codes)
    seen.read_passages(_looked_at(seen, codes, themes, concepts))
    return Ladder(
        codes=tuple(code_standings(seen, [code.id for code in all_codes], codes)),
        themes=tuple(theme_standings(seen, all_themes, themes)),
        concepts=tuple(concept_standings(seen, concepts)),
        terms=testing.terms(connection),
        seen=mark,
    )


def _looked_at(seen: Seen, codes: Tests, themes: Tests, concepts: Tests) -> set[int]:
    """The codes whose passages tell whether something is as it was when it was tested."""
    gathered = seen.concepts()
    tested = set(themes) | {
        theme for row in concepts if row in gathered for theme in gathered[row].themes
    }
    members = {row for theme in tested for row in seen.members(theme)}
    inductive = {row for row in members if not seen.code(row).code.deductive}
    return {row for row in codes if seen.has(row)} | inductive


def code_standing(connection: Connection, code_row: int) -> CodeStanding:
    """One code alone. KeyError if it is not there."""
    tests = testing.read(connection, "code", [code_row])
    return next(code_standings(Seen(connection), [code_row], tests, alone=True))


def code_states(seen: Seen, rows: Collection[int]) -> dict[int, CodeState]:
    """What codes have come to, and no more of them. KeyError where one is not there."""
    codes = {row: seen.code(row).code for row in rows}
    tests = testing.read(seen.connection, "code", list(rows))
    seen.read_passages(list(tests))
    digests = {row: seen.digest("code", row) for row in tests}
    return {
        row: state_of_code(code, tests.get(row, ()), digests.get(row, ""))
        for row, code in codes.items()
    }


def code_standings(
    seen: Seen, rows: Sequence[int], tests: Tests, *, alone: bool = False
) -> Iterator[CodeStanding]:
    """Where codes stand; with `alone`, nothing is read but of these."""
    only = rows if alone else None
    used, ended = _used(seen.connection, only), fates.read(seen.connection, only)
    for row in rows:
        code, made = seen.code(row), tests.get(row, ())
        now = seen.digest("code", row) if made else ""
        state = state_of_code(code.code, made, now)
        told = tuple(made), tuple(standing(made, now))
        passages, interviews = used.get(row, (0, 0))
        became: tuple[Fate, ...] = tuple(ended.get(row, ()))
        yield CodeStanding(code, state, *told, passages, interviews, became)


_PLACES = select(
    CodingRow.code_id, CodingRow.transcript_id, CodingRow.start, CodingRow.end
).distinct()
_PLACES_OF = _PLACES.where(CodingRow.code_id.in_(bindparam("codes", expanding=True)))
_ALL_PLACES, _SOME_PLACES = _PLACES.subquery(), _PLACES_OF.subquery()
_USED, _USED_OF = (
    select(places.c.code_id, func.count(), func.count(places.c.transcript_id.distinct())).group_by(
        places.c.code_id
    )
    for places in (_ALL_PLACES, _SOME_PLACES)
)


def _used(
    connection: Connection, codes: Collection[int] | None = None
) -> dict[int, tuple[int, int]]:
    """(passages, interviews) of each code; a passage that two coders gave it is one."""
    if codes is None:
        found = connection.execute(_USED)
    else:
        found = connection.execute(_USED_OF, {"codes": list(codes)})
    return {code: (n, interviews) for code, n, interviews in found}


def theme_standings(
    seen: Seen, themes: Sequence[StudyTheme], tests: Tests
) -> Iterator[ThemeStanding]:
    reasons: dict[int, dict[int, str]] = defaultdict(dict)
    overrides: dict[int, set[int]] = defaultdict(set)
    for placement in placements.read(seen.connection, [t.id for t in themes]).values():
        reasons[placement.theme][placement.code] = placement.reason
        if placement.override:
            overrides[placement.theme].add(placement.code)
    for theme in themes:
        made = tests.get(theme.id, ())
        now = seen.digest("grouping", theme.id) if made else ""
        members = seen.members(theme.id)
        held = set(members)
        yield ThemeStanding(
            theme,
            state_of(made, now),
            tuple(members),
            tuple(made),
            tuple(standing(made, now)),
            {code: why for code, why in reasons[theme.id].items() if code in held},
            frozenset(overrides[theme.id]) & held,
        )


def concept_standings(seen: Seen, tests: Tests) -> Iterator[ConceptStanding]:
    for row, concept in seen.concepts().items():
        made = tests.get(row, ())
        now = seen.digest("concept", row) if made else ""
        state = state_of_concept(bool(concept.dropped), made, now)
        yield ConceptStanding(concept, state, tuple(made), tuple(standing(made, now)))
