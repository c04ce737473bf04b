"""The ladder by what is asked of it, and where paragraphs about it lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model.ladder import Ladder, ThemeStanding
from qualcode.model.lives import Fate
from qualcode.model.places import Place


@dataclass(frozen=True, slots=True)
class ToPlace:
    """Leads to a passage in its interview, which is known by its name."""

    place: Place


@dataclass(frozen=True, slots=True)
class ToThing:
    """Leads to a `code` or a `theme` in the list, or to where a `concept` is."""

    what: str
    row: int


class Book:
    """The ladder, by what is asked of it."""

    def __init__(self, ladder: Ladder) -> None:
        self.codes = ladder.by_code()
        self.themes = {standing.theme.id: standing for standing in ladder.themes}
        self.second = frozenset(
            row
            for theme in ladder.themes
            for row in theme.codes
            if self.codes[row].code.theme_id != theme.theme.id
        )
        self._came: dict[int, list[Fate]] = defaultdict(list)
        for standing in ladder.codes:
            for fate in standing.fates:
                if fate.into is not None:
                    self._came[fate.into].append(fate)

    def came_of(self, row: int) -> Sequence[Fate]:
        """What became this code."""
        return self._came.get(row, ())

    def homes(self, row: int) -> list[ThemeStanding]:
        """The theme of a code first, then those in which it stands as in a second one."""
        own = self.codes[row].code.theme_id
        second = [s for s in self.themes.values() if row in s.codes and s.theme.id != own]
        return [self.themes[own], *second]
