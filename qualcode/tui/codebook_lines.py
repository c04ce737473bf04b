"""The codebook as a list: which codes are shown, in which order, and under which themes."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from qualcode.model.ladder import CodeStanding, Ladder, ThemeStanding
from qualcode.model.method import CODE_STATES

Layer = Literal["all", "made", "deductive"]
LAYERS: tuple[Layer, ...] = ("all", "made", "deductive")
"""All codes; those that were made of what was read; those that stood before anybody read."""

Order = Literal["codebook", "newest", "most", "fewest"]
ORDERS: tuple[Order, ...] = ("codebook", "newest", "most", "fewest")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to, and its order; a `state` of none is every state."""

    text: str = ""
    state: str = ""
    layer: Layer = "all"
    cautioned: bool = False
    order: Order = "codebook"

    @property
    def narrows(self) -> bool:
        return bool(self.text.strip() or self.state or self.layer != "all" or self.cautioned)


@dataclass(frozen=True, slots=True)
class Pointed:
    """What cautions there are about, and when each code was born; by row."""

    codes: Collection[int] = ()
    themes: Collection[int] = ()
    born: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A heading; `shown` are the codes beneath it that fit, `tested` says whether it has codes that
    were made of what was read, so that there is something to test."""

    standing: ThemeStanding
    shown: int
    tested: bool


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code, so many steps beneath other codes."""

    standing: CodeStanding
    depth: int = 0


Line = ThemeLine | CodeLine


def lines(ladder: Ladder, wanted: Wanted, pointed: Pointed) -> list[Line]:
    """The codes that are wanted: under their themes, or in another order in one list."""
    fits = _filter(wanted, pointed)
    found = [standing for standing in ladder.codes if fits(standing)]
    if wanted.order == "codebook":
        return list(_grouped(ladder, found, wanted, pointed))
    found.sort(key=_KEYS[wanted.order](pointed))
    return [CodeLine(standing) for standing in found]


def states_there(ladder: Ladder) -> list[str]:
    """The states that some code has, in the order in which they are spoken of."""
    held = {standing.state for standing in ladder.codes}
    return [state for state in CODE_STATES if state in held]


# Narrowing


def _filter(wanted: Wanted, pointed: Pointed) -> Callable[[CodeStanding], bool]:
    words = folded(wanted.text).split()

    def fits(standing: CodeStanding) -> bool:
        if wanted.state and standing.state != wanted.state:
            return False
        if wanted.layer != "all" and standing.code.code.deductive != (wanted.layer == "deductive"):
            return False
        if wanted.cautioned and standing.code.id not in pointed.codes:
            return False
        return not words or _says(standing, words)

    return fits


def _says(standing: CodeStanding, words: Sequence[str]) -> bool:
    """Whether all words stand in the name, the theme, the definition or the id."""
    code = standing.code
    shown = folded(f"{code.label}\n{code.theme}\n{code.code.definition}\n{code.code.id}")
    return all(word in shown for word in words)


def folded(text: str) -> str:
    """Without what a reader does not see: case, how accents are put together, soft hyphens."""
    return unicodedata.normalize("NFC", text.replace("\u00ad", "")).casefold()


def best_code(found: Sequence[Line], text: str) -> int | None:
    """The row of the first code that is called so, or has the words in its name; else the first."""
    words, whole = folded(text).split(), " ".join(folded(text).split())

    def distance(standing: CodeStanding) -> int:
        label = folded(standing.code.label)
        return 2 - (label == whole) - all(word in label for word in words)

    codes = [line.standing for line in found if isinstance(line, CodeLine)]
    return min(codes, key=distance).code.id if codes else None


# Order

_Key = Callable[[CodeStanding], tuple[object, ...]]


def _newest(pointed: Pointed) -> _Key:
    return lambda s: tuple(-part for part in _moment(pointed.born.get(s.code.id, ""), s.code.id))


def _moment(at: str, row: int) -> tuple[int, int]:
    """ISO times of one zone are in order as the numbers that their digits make."""
    return int("".join(filter(str.isdecimal, at)) or 0), row


_KEYS: dict[Order, Callable[[Pointed], _Key]] = {
    "newest": _newest,
    "most": lambda _: lambda s: (-s.passages, -s.interviews),
    "fewest": lambda _: lambda s: (s.passages, s.interviews),
}


def _grouped(
    ladder: Ladder, found: Sequence[CodeStanding], wanted: Wanted, pointed: Pointed
) -> Iterator[Line]:
    """Themes with their codes. One without any is left out where the list is narrowed, unless it is
    itself what is looked for."""
    within: dict[int, list[CodeStanding]] = defaultdict(list)
    for standing in found:
        within[standing.code.theme_id].append(standing)
    made = {s.code.id for s in ladder.codes if not s.code.code.deductive}
    for theme in ladder.themes:
        held = within[theme.theme.id]
        if held or _wanted_alone(theme, wanted, pointed):
            tested = theme.theme.real and not made.isdisjoint(theme.codes)
            yield ThemeLine(theme, len(held), tested)
            yield from _beneath_parents(held)


def _wanted_alone(theme: ThemeStanding, wanted: Wanted, pointed: Pointed) -> bool:
    if not wanted.narrows:
        return True
    if wanted.state or wanted.layer != "all":
        return False
    if wanted.cautioned and theme.theme.id not in pointed.themes:
        return False
    shown = folded(f"{theme.theme.name}\n{theme.theme.definition}")
    return all(word in shown for word in folded(wanted.text).split())


def _beneath_parents(held: Sequence[CodeStanding]) -> Iterator[CodeLine]:
    """Each code after the one that it lies beneath, if that is there; else in the same order."""
    there = {standing.code.id for standing in held}
    children: dict[int | None, list[CodeStanding]] = defaultdict(list)
    for standing in held:
        parent = standing.code.parent_id
        children[parent if parent in there else None].append(standing)
    ahead = [CodeLine(standing) for standing in reversed(children[None])]
    while ahead:
        line = ahead.pop()
        yield line
        below = children.get(line.standing.code.id, ())
        ahead += [CodeLine(standing, line.depth + 1) for standing in reversed(below)]
