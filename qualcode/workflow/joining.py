"""What making codes one would touch, for whoever is about to merge or to recode."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.codebook import Origin
from qualcode.model.method import TestKind, state_of
from qualcode.model.views import StudyCode, StudyTheme, Touch
from qualcode.store import recoding, testing
from qualcode.store.seen import Seen
from qualcode.store.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection

LASTS = ("passed", "failed")
"""What a test has come to while it is one of the thing as it is."""


@dataclass(frozen=True, slots=True)
class Joining:
    """What happens where `target` gets all that the `sources` have.

    `leaves` are the themes besides their own in which sources stand no more. `stale` are the tests
    that hold now and then hold no longer: kind, and name of what was tested. One that was tested
    earlier as it then becomes may hold after all.
    """

    sources: tuple[StudyCode, ...]
    target: StudyCode
    touch: Touch
    leaves: tuple[StudyTheme, ...]
    stale: tuple[tuple[TestKind, str], ...]

    def mixed(self) -> list[tuple[Origin, list[StudyCode], list[StudyCode]]]:
        """Where what stood before anybody had read gets to be one with what was made of what was
        read: an origin, the codes that have it, and those that were made."""
        given = [code for code in self.sources if code.code.deductive]
        made = [code for code in self.sources if not code.code.deductive]
        if self.target.code.deductive:
            return [(self.target.code.origin, [self.target], made)] if made else []
        origins = dict.fromkeys(code.code.origin for code in given)
        return [
            (origin, [code for code in given if code.code.origin == origin], [self.target])
            for origin in origins
        ]


def joining(study: Study, sources: Sequence[int], target: int) -> Joining:
    """CodeGone where one of the codes is not there any more."""
    with study.read() as connection:
        touch = recoding.touched(connection, sources)
        recoding.labels(connection, [target])
        seen = Seen(connection)
        seen.read_codes([*sources, target])
        away = dict.fromkeys(theme for row in sources for theme in seen.second_homes().get(row, ()))
        return Joining(
            sources=tuple(seen.code(row) for row in sources),
            target=seen.code(target),
            touch=touch,
            leaves=tuple(seen.theme(theme) for theme in away),
            stale=tuple(_stale(connection, seen, sources, target)),
        )


def _stale(
    connection: Connection, seen: Seen, sources: Sequence[int], target: int
) -> list[tuple[TestKind, str]]:
    """A source leaves its themes; a target that gets passages is not what was tested, and so are
    not its themes. Nor is a concept that gathers such a theme."""
    grows = _grows(seen, sources, target)
    themes = _homes(seen, [*sources, target] if grows else sources)
    concepts = [
        row for row, concept in seen.concepts().items() if themes.intersection(concept.themes)
    ]
    looked_at: tuple[tuple[TestKind, Collection[int]], ...] = (
        ("code", [target] if grows else []),
        ("grouping", sorted(themes)),
        ("concept", concepts),
    )
    return [
        (kind, seen.image(kind, row)["label"])
        for kind, rows in looked_at
        for row, tests in testing.read(connection, kind, rows).items()
        if state_of(tests, seen.digest(kind, row)) in LASTS
    ]


def _grows(seen: Seen, sources: Sequence[int], target: int) -> bool:
    """Whether a test of the target would see passages that it has not seen."""
    if seen.code(target).code.deductive:
        return False
    seen.read_passages([*sources, target])
    held = set(seen.passages(target))
    return any(passage not in held for row in sources for passage in seen.passages(row))


def _homes(seen: Seen, codes: Sequence[int]) -> set[int]:
    """The themes in which codes stand that can be given."""
    given = [seen.code(row) for row in codes if seen.code(row).code.given]
    second = seen.second_homes()
    return {theme for code in given for theme in (code.theme_id, *second.get(code.id, ()))}
