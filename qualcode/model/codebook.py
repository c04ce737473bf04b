"""Codebooks: codes, the themes they sit in, and sets of codes that exclude one another.

pydantic checks these dataclasses where a codebook comes from outside
(`qualcode.readers.codebook`); inside, they are plain values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from qualcode.errors import Phrase
from qualcode.model.places import Place

Origin = Literal["guide", "programme", "theory", "empirical", "in_vivo"]
ORIGINS: tuple[Origin, ...] = ("guide", "programme", "theory", "empirical", "in_vivo")
DEDUCTIVE: frozenset[Origin] = frozenset({"guide", "programme", "theory"})
"""Layers that stood before anybody read. The others, made of what was read, are one layer."""

Life = Literal["active", "replaced", "merged", "split", "retired"]
"""Whether a code is given, or what became of it."""
LIVES: tuple[Life, ...] = ("active", "replaced", "merged", "split", "retired")

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FORBID_EXTRA: dict[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code. `id` is its identity in files and for ever; `name` is what people read.

    `parent` is the id of a code in the same codebook; a parent counts as the union of itself
    and its children. `question` is the guide question that the code comes from: where an
    interviewer's turn carries any code of that question, all of them have been asked. `born` is
    the passage that the code was made of, `example_at` that in which its example stands, both as
    `model.places.Place` writes them.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = _FORBID_EXTRA

    id: str
    name: str = ""
    parent: str | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    example_at: str = ""
    origin: Origin = "empirical"
    born: str = ""
    question: str = ""
    state: Life = "active"
    colour: str | None = None
    key: str | None = None

    def __post_init__(self) -> None:
        if not self.id.strip() or self.id != self.id.strip():
            raise ValueError(Phrase("a code needs an id without blanks around it"))
        if self.colour is not None and not COLOUR.fullmatch(self.colour):
            raise ValueError(
                Phrase('colour "{colour}" is not of the form #rrggbb', colour=self.colour)
            )
        for place in (self.born, self.example_at):
            if place:
                Place.parse(place)
        if self.key is not None and len(self.key) != 1:
            raise ValueError(Phrase('key "{key}" must be one character', key=self.key))

    @property
    def label(self) -> str:
        """What to show: the name, or the id where no name was given."""
        return self.name or self.id

    @property
    def deductive(self) -> bool:
        return self.origin in DEDUCTIVE

    @property
    def given(self) -> bool:
        """Whether passages are still given it."""
        return self.state == "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A named group of codes. The residual theme keeps what was not used, the ungrouped one what
    waits to be grouped."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _FORBID_EXTRA

    name: str
    definition: str = ""
    residual: bool = False
    ungrouped: bool = False
    codes: tuple[Code, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError(Phrase("a theme needs a name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusiveSet:
    """Codes of which a unit may have one only; the tally lists where that is broken."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _FORBID_EXTRA

    name: str
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.codes)) < 2:
            raise ValueError(
                Phrase(
                    'the exclusive set "{name}" needs two different codes or more', name=self.name
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """An ordered set of themes with their codes."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _FORBID_EXTRA

    title: str = ""
    description: str = ""
    language: str = "nb"
    source: str = ""
    themes: tuple[Theme, ...] = ()
    exclusive: tuple[ExclusiveSet, ...] = field(default=())

    def codes(self) -> Iterator[Code]:
        """All codes, in codebook order."""
        for theme in self.themes:
            yield from theme.codes

    def with_theme(self) -> Iterator[tuple[Theme, Code]]:
        for theme in self.themes:
            for code in theme.codes:
                yield theme, code


def faults(codebook: Codebook) -> Iterator[tuple[str, Phrase]]:
    """What does not hold together, as (id of the code or name of the theme, what is wrong)."""
    yield from _duplicates(Phrase("the theme stands twice"), (t.name for t in codebook.themes))
    yield from _duplicates(Phrase("the code stands twice"), (c.id for c in codebook.codes()))
    yield from _duplicates(
        Phrase("the key stands twice"), (c.key for c in codebook.codes() if c.key)
    )
    parents = {c.id: c.parent for c in codebook.codes()}
    circling = in_circles(parents)
    for code in codebook.codes():
        if code.parent is not None and code.parent not in parents:
            yield code.id, Phrase('its parent "{parent}" is not defined', parent=code.parent)
        elif code.id in circling:
            yield code.id, Phrase("it is its own ancestor")
    yield from _duplicates(
        Phrase("the exclusive set stands twice"), (group.name for group in codebook.exclusive)
    )
    for group in codebook.exclusive:
        for missing in (c for c in group.codes if c not in parents):
            what = Phrase(
                'the exclusive set names "{missing}", which is not defined', missing=missing
            )
            yield group.name, what
    if sum(t.residual for t in codebook.themes) > 1:
        yield codebook.themes[-1].name, Phrase("only one theme can be the residual theme")
    if sum(t.ungrouped for t in codebook.themes) > 1:
        yield codebook.themes[-1].name, Phrase("only one theme can be that of ungrouped codes")
    yield from _alike(codebook)


def _alike(codebook: Codebook) -> Iterator[tuple[str, Phrase]]:
    """Codes that nobody who gives them could tell apart, by what they are called and where they
    stand."""
    for theme in codebook.themes:
        first: dict[str, str] = {}
        for code in (code for code in theme.codes if code.given):
            other = first.setdefault(called(code), code.id)
            if other != code.id:
                what = Phrase('it has the name of "{other}" in the same theme', other=other)
                yield code.id, what


def called(code: Code) -> str:
    """What people call it, whatever the letters and the blanks between the words."""
    return folded(code.label)


def folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _duplicates(what: Phrase, names: Iterable[str]) -> Iterator[tuple[str, Phrase]]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield name, what
        seen.add(name)


def in_circles(parents: Mapping[str, str | None]) -> set[str]:
    """The codes that are their own ancestors, by the parents of all."""
    found: set[str] = set()
    looked_at: set[str] = set()
    for code in parents:
        way: dict[str, int] = {}
        above: str | None = code
        while above is not None and above not in looked_at and above not in way:
            way[above] = len(way)
            above = parents.get(above)
        if above is not None and above in way:
            found.update(list(way)[way[above] :])
        looked_at.update(way)
    return found
