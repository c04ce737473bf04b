"""The ladder, kept true from one change to the next.

What has changed is asked of the journal, and only that is read anew: a key on the board of two
thousand codes must not read them all.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from qualcode.model.ladder import CodeStanding, ConceptStanding, Ladder, ThemeStanding
from qualcode.model.method import Test
from qualcode.model.views import StudyTheme
from qualcode.store import ladder, news, testing
from qualcode.store.journal import Image
from qualcode.store.seen import Seen

_OF_CODES = frozenset({"code_anchor", "coding", "fate", "placement", "test"})
_OF_THEMES = frozenset({"placement", "test"})
_OF_CONCEPTS = frozenset({"concept", "concept_part", "ear", "ear_anchor", "evidence"})
FOLLOWED = _OF_CODES | _OF_CONCEPTS | {"code", "theme"}
ASIDE = frozenset(
    {
        *("chapter", "codebook_file", "coder", "exclusive_member", "exclusive_set", "looked_again"),
        *("memo", "moved_coding", "question_theme", "reading", "research_question", "snapshot"),
        *("voice", "voice_member", "wording"),
    }
)
"""Tables that say nothing of where things stand on the ladder."""
PLACE = ("theme_id", "parent_id", "position")
"""The columns of a code that say where it stands, and nothing else of it."""
FEW = 50
"""More codes than this are sorted with the others sooner than they are put among them."""


@dataclass
class _Touched:
    """What has changed, by row."""

    codes: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    """Codes that stand elsewhere, and are what they were in all else."""
    themes: set[int] = field(default_factory=set)
    tested: set[int] = field(default_factory=set)
    """Themes of which a test is new, or taken back."""
    renamed: set[int] = field(default_factory=set)
    """Themes that are called otherwise, or stand elsewhere: their codes say so."""
    concepts: bool = False

    def take(self, table: str, row_id: int, images: Sequence[Image]) -> None:
        if table == "code":
            (self.moved if _only_moved(images) else self.codes).add(row_id)
        elif table == "theme":
            self.renamed.add(row_id)
        self.concepts = self.concepts or table in _OF_CONCEPTS
        for image in images:
            if table == "test" and image["concept_id"] is not None:
                self.concepts = True
            if table in _OF_CODES and image["code_id"] is not None:
                self.codes.add(image["code_id"])
            if table in _OF_THEMES and image["theme_id"] is not None:
                self.themes.add(image["theme_id"])
                self.tested |= {image["theme_id"]} if table == "test" else set()
            if table == "code":
                self.themes.add(image["theme_id"])
        self.themes |= self.renamed


def _only_moved(images: Sequence[Image]) -> bool:
    before, after = images[0], images[-1]
    return len(images) == 2 and all(
        after[name] == value for name, value in before.items() if name not in PLACE
    )


class Standings:
    """Reads the ladder once, and from then on what has changed."""

    def __init__(self) -> None:
        self._ladder: Ladder | None = None
        self._seen: Seen | None = None

    def of_now(self, connection: Connection) -> Ladder:
        """The ladder as it is now."""
        held, seen, mark = self._ladder, self._seen, news.latest(connection)
        if held is not None and held.seen == mark:
            return held
        touched = None if held is None else _touched(connection, held.seen, mark)
        if held is None or seen is None or touched is None:
            self._seen = Seen(connection)
            self._ladder = ladder.read(connection, self._seen)
        else:
            seen.connection = connection
            self._ladder = _patched(held, seen, touched, mark)
        return self._ladder


def _touched(connection: Connection, mark: int, newest: int) -> _Touched | None:
    """What has changed since a mark; None where so much has that all is to be read."""
    changed = news.rows_since(connection, mark, newest)
    if changed is None or any(c.table not in FOLLOWED | ASIDE for c in changed):
        return None
    found = _Touched()
    for change in changed:
        images = [image for image in (change.before, change.after) if image is not None]
        if change.table in FOLLOWED:
            found.take(change.table, change.row_id, images)
    return found


def _patched(held: Ladder, seen: Seen, touched: _Touched, mark: int) -> Ladder:
    codes, moved, themes = set(touched.codes), set(touched.moved), set(touched.themes)
    for standing in held.themes:
        if standing.theme.id in touched.renamed:
            moved |= set(standing.codes)
        if not codes.isdisjoint(standing.codes) or not moved.isdisjoint(standing.codes):
            themes.add(standing.theme.id)
    if touched.renamed:
        # Those that are not given any more stand in no list of members.
        moved |= {s.code.id for s in held.codes if s.code.theme_id in touched.renamed}
    moved -= codes
    second = seen.second_homes(anew=True)
    themes |= {theme for row in codes | moved for theme in second.get(row, ())}
    renamed = bool(touched.renamed)
    seen.forget(codes, moved, themes, themes=renamed, concepts=touched.concepts)
    there_now = seen.themes()
    in_order = [theme.id for theme in there_now]
    kept = [s for s in held.codes if s.code.id not in codes and s.code.id not in moved]
    fresh = [*_moved(held, seen, moved), *_read_anew(seen, codes)]
    as_before = in_order == [standing.theme.id for standing in held.themes]
    return Ladder(
        codes=tuple(_in_order(kept, fresh, in_order, sorted_already=as_before)),
        themes=tuple(_themes(held, seen, there_now, themes, touched.tested)),
        concepts=tuple(_concepts(held, seen, touched)),
        terms=held.terms,  # Where they are others all is read anew: `study` is in neither list.
        seen=mark,
    )


def _moved(held: Ladder, seen: Seen, codes: Collection[int]) -> Iterator[CodeStanding]:
    """What codes have come to does not hang on where they stand."""
    if codes:
        now = {code.id: code for code in seen.read_codes(codes)}
        for standing in held.codes:
            if standing.code.id in now:
                yield replace(standing, code=now[standing.code.id])


def _read_anew(seen: Seen, codes: Collection[int]) -> Iterator[CodeStanding]:
    if codes:
        there = [code.id for code in seen.read_codes(codes)]
        tests = testing.read(seen.connection, "code", there)
        yield from ladder.code_standings(seen, there, tests, alone=True)


def _in_order(
    kept: list[CodeStanding],
    fresh: Sequence[CodeStanding],
    themes: Sequence[int],
    *,
    sorted_already: bool,
) -> list[CodeStanding]:
    """In codebook order. A few are put where they belong among those that are sorted already."""
    place = {theme: n for n, theme in enumerate(themes)}

    def key(standing: CodeStanding) -> tuple[int, int, int]:
        code = standing.code
        return place[code.theme_id], code.position, code.id

    if not sorted_already or len(fresh) > FEW:
        return sorted([*kept, *fresh], key=key)
    for standing in fresh:
        insort(kept, standing, key=key)
    return kept


def _themes(
    held: Ladder,
    seen: Seen,
    themes: Sequence[StudyTheme],
    touched: Collection[int],
    tested: Collection[int],
) -> Iterator[ThemeStanding]:
    before = {standing.theme.id: standing for standing in held.themes}
    changed = [t for t in themes if t.id in touched or t.id not in before]
    tests: dict[int, Sequence[Test]] = {
        t.id: before[t.id].tests for t in changed if t.id in before and t.id not in tested
    }
    if unread := [theme.id for theme in changed if theme.id not in tests]:
        tests |= testing.read(seen.connection, "grouping", unread)
    fresh = {s.theme.id: s for s in ladder.theme_standings(seen, changed, tests)}
    for theme in themes:
        yield fresh.get(theme.id) or before[theme.id]


def _concepts(held: Ladder, seen: Seen, touched: _Touched) -> Sequence[ConceptStanding]:
    """What a concept gathers may have changed, and so what was tested."""
    if not touched.concepts and not any(standing.tests for standing in held.concepts):
        return held.concepts
    return list(ladder.concept_standings(seen, testing.read(seen.connection, "concept")))
