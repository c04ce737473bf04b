"""Two codebooks and what both were made of, side by side: which themes are the same in all three.

A code is known by its id wherever it is. A theme has nothing but its name, and that may have been
changed; so a theme is also the one that had most of its codes, or that plays its part: there is one
residual theme, and one of codes that wait to be grouped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualcode.model.codebook import Code, Codebook, Theme

Part = Literal["residual", "ungrouped"]
PARTS: tuple[Part, ...] = ("residual", "ungrouped")


@dataclass(slots=True)
class Book:
    """A codebook by keys: themes by what they are called where all three meet, codes by id."""

    themes: dict[str, Theme] = field(default_factory=dict)
    codes: dict[str, tuple[str, Code]] = field(default_factory=dict)
    parts: dict[Part, str] = field(default_factory=dict)
    """Which theme is the residual one, and which holds what is ungrouped."""

    def name(self, key: str) -> str:
        """What a theme is called here; its key, where it is not here."""
        return self.themes[key].name if key in self.themes else key


@dataclass(frozen=True, slots=True)
class Sides:
    """`base` is empty if it is not known. `cast` are themes that are the same for the part that
    they play, and not for their names."""

    base: Book
    study: Book
    file: Book
    cast: frozenset[str]


def side_by_side(base: Codebook | None, study: Codebook, file: Codebook) -> Sides:
    """A theme's key is its name in the study; else in what both were made of; else in the file."""
    older = base or Codebook()
    in_study = {theme.name: theme.name for theme in study.themes}
    names = {before: name for name, before in _older_names(older, study).items()}
    keys = in_study | {theme.name: names.get(theme.name, theme.name) for theme in older.themes}
    in_file = {
        # To a name that another theme of the study has, none is renamed: its codes go there.
        name: in_study[name] if name in in_study and before != name else keys.get(before, before)
        for name, before in _older_names(older, file).items()
    }
    cast = dict(_cast(study, file, in_file))
    return Sides(
        _book(older, keys),
        _book(study, {}),
        _book(file, in_file | cast),
        frozenset(cast.values()),
    )


def _older_names(older: Codebook, newer: Codebook) -> dict[str, str]:
    """What each theme was called before. One is renamed if more than half of the codes that the old
    one had stand in it."""
    before = {theme.name: {code.id for code in theme.codes} for theme in older.themes}
    found = {theme.name: theme.name for theme in newer.themes}
    gone = before.keys() - found.keys()
    homes = {code: name for name in gone for code in before[name]}
    for theme in newer.themes:
        if theme.name in before:
            continue
        came = Counter(homes[code.id] for code in theme.codes if homes.get(code.id) in gone)
        for name, n in came.most_common(1):
            if 2 * n > len(before[name]):
                found[theme.name] = name
                gone -= {name}
    return found


def _cast(study: Codebook, file: Codebook, in_file: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Themes of the file with no other one in the study than the one that plays their part."""
    known = {theme.name for theme in study.themes}
    for part in PARTS:
        mine, theirs = (_playing(part, book) for book in (study, file))
        if mine and theirs and mine not in in_file.values() and in_file[theirs] not in known:
            yield theirs, mine


def _playing(part: Part, codebook: Codebook) -> str | None:
    return next((theme.name for theme in codebook.themes if getattr(theme, part)), None)


def _book(codebook: Codebook, keys: Mapping[str, str]) -> Book:
    book = Book()
    for theme in codebook.themes:
        key = keys.get(theme.name, theme.name)
        book.themes.setdefault(key, theme)
        for code in theme.codes:
            book.codes[code.id] = key, code
        for part in PARTS:
            if getattr(theme, part):
                book.parts[part] = key
    return book
