"""The oracle's sentences a to d: which spans count, whose they are, and what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product

from qualcode.model.codings import Stance
from qualcode.model.transcripts import Turn
from tests.tally.world import Coding, Informant, Interview, World

Place = tuple[int, int]
"""Characters from the first up to, not including, the second."""


@dataclass(frozen=True)
class Segment:
    """A merged segment; `stances` are those of its codings, with each informant they touch."""

    interview: str
    start: int
    end: int
    informants: frozenset[Informant]
    stances: frozenset[tuple[Informant, Stance | None]]


@dataclass(frozen=True)
class Topic:
    """What a row or a base code is about: its segments, and the transcripts that asked."""

    segments: tuple[Segment, ...]
    asked: frozenset[str]


# Spans: sets of characters


def characters(place: Place) -> set[int]:
    return set(range(*place))


def merged(places: Iterable[Place]) -> list[Place]:
    """Two that share a character become one, until no two do."""
    left = set(places)
    while True:
        for one, other in combinations(left, 2):
            if characters(one) & characters(other):
                left -= {one, other}
                left.add((min(one[0], other[0]), max(one[1], other[1])))
                break
        else:
            return sorted(left)


def common(one: Place, other: Place) -> Place:
    shared = characters(one) & characters(other)
    return min(shared), max(shared) + 1


def admitted(world: World, interview: str, code: str, rule: str) -> list[tuple[Place, Coding]]:
    """Each admitted span of one code alone, with every coding that shares a character with it."""
    here = [c for c in world.codings if c.transcript == interview]
    of_code = [c for c in here if c.code == code]
    if rule == "all":
        read = {r.coder for r in world.readings if r.transcript == interview}
        places = agreed(of_code, {c.coder for c in here} | read)
    else:
        names = {c.name for c in world.coders if rule in ("any", c.name)}
        if rule == "adjudicated":
            names = {c.name for c in world.coders if c.adjudicates}
        of_code = [c for c in of_code if c.coder in names]
        places = merged((c.start, c.end) for c in of_code)
    return [
        (place, coding)
        for place in places
        for coding in of_code
        if characters(place) & characters((coding.start, coding.end))
    ]


def agreed(codings: list[Coding], coders: set[str]) -> list[Place]:
    of_each = [merged((c.start, c.end) for c in codings if c.coder == name) for name in coders]
    shared = [
        set.intersection(*(characters(place) for place in one_of_each))
        for one_of_each in product(*of_each)
        if one_of_each
    ]
    return [(min(place), max(place) + 1) for place in shared if place]


# Codes


def children(world: World, code: str) -> list[str]:
    return [c.id for c in world.codebook.codes() if c.parent == code]


def with_descendants(world: World, code: str) -> set[str]:
    return {code}.union(*(with_descendants(world, child) for child in children(world, code)))


def topic(world: World, codes: Iterable[str], rule: str) -> Topic:
    wanted = list(codes)
    held = set().union(*(with_descendants(world, code) for code in wanted))
    found = [s for interview in world.interviews for s in segments(world, interview, held, rule)]
    asking = {
        interview.name
        for interview in world.interviews
        if any(is_asked(world, interview, code) for code in wanted)
    }
    return Topic(tuple(found), frozenset(asking))


def segments(world: World, interview: Interview, codes: set[str], rule: str) -> list[Segment]:
    pieces = [p for code in codes for p in admitted(world, interview.name, code, rule)]
    return [
        Segment(
            interview.name,
            *place,
            informants=frozenset(heard(interview, place)),
            stances=frozenset(
                (informant, coding.stance)
                for piece, coding in pieces
                if characters(piece) & characters(place)
                for informant in heard(interview, common(piece, (coding.start, coding.end)))
            ),
        )
        for place in merged(piece for piece, _ in pieces)
    ]


def touched(interview: Interview, place: Place) -> list[Turn]:
    return [t for t in interview.turns if characters((t.start, t.end)) & characters(place)]


def heard(interview: Interview, place: Place) -> set[Informant]:
    if not interview.turns:
        return set(interview.informants)
    spoken = {t.speaker for t in touched(interview, place) if not t.interviewer}
    return {i for i in interview.informants if spoken & set(i.labels)}


def is_asked(world: World, interview: Interview, code: str) -> bool:
    marked = marks(world, interview)
    asking = {c.question for c in world.codebook.codes() if c.id in marked} - {""}
    return any(
        marked & family(world, one.id) or one.question in asking
        for one in world.codebook.codes()
        if one.id in with_descendants(world, code)
    )


def family(world: World, code: str) -> set[str]:
    """The code with its ancestors and descendants."""
    above = {c.id for c in world.codebook.codes() if code in with_descendants(world, c.id)}
    return above | with_descendants(world, code)


def marks(world: World, interview: Interview) -> set[str]:
    """The codes that a turn of an interviewer carries alone."""
    found = set()
    for coding in world.codings:
        turns = touched(interview, (coding.start, coding.end))
        if coding.transcript == interview.name and turns and all(t.interviewer for t in turns):
            found.add(coding.code)
    return found
