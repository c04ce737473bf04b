"""The piles of the grouping board: which codes stand where, in the order in which one sees them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.model.ladder import CodeStanding, Ladder, ThemeStanding
from qualcode.model.method import LETS_PASS, State
from qualcode.model.views import StudyTheme

Kind = Literal["waiting", "theme", "residual"]
Key = int | str
"""What a pile is known by while others come and go: its theme, or its kind."""


@dataclass(frozen=True, slots=True)
class Pile:
    """Codes that lie together. Of those that wait and those kept aside there is one pile each,
    whether it has a theme yet or not.

    `number` is its place among the piles, 0 for what is none; the first `ready` codes may be placed
    without a reason.
    """

    kind: Kind
    standings: tuple[ThemeStanding, ...]
    themes: frozenset[int]
    codes: tuple[CodeStanding, ...]
    number: int = 0
    ready: int = 0

    @property
    def key(self) -> Key:
        return self.standings[0].theme.id if self.kind == "theme" else self.kind

    @property
    def theme(self) -> StudyTheme | None:
        return self.standings[0].theme if self.standings else None

    @property
    def sentence(self) -> str:
        """What the codes here share."""
        return "" if self.theme is None or self.kind == "waiting" else self.theme.definition

    @property
    def state(self) -> State:
        return self.standings[0].state if self.standings else "draft"

    @property
    def parted(self) -> bool:
        """Whether a line parts what may be placed from what may not."""
        return self.kind == "waiting" and self.ready < len(self.codes)

    def is_guest(self, code: CodeStanding) -> bool:
        """Whether a code stands here as in a second theme."""
        return code.code.theme_id not in self.themes

    def reason(self, code: int) -> str:
        """Why a code stands here, where somebody has said so."""
        reasons = ((standing.reasons or {}).get(code, "") for standing in self.standings)
        return next(filter(None, reasons), "")

    def place_of(self, code: int) -> int | None:
        return next((n for n, held in enumerate(self.codes) if held.code.id == code), None)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Codes that have passed their test: so many in themes, kept aside, and still waiting."""

    grouped: int
    aside: int
    waiting: int

    @property
    def passed(self) -> int:
        return self.grouped + self.aside + self.waiting


def numbers_of(ladder: Ladder) -> Numbers:
    aside = {s.theme.id for s in ladder.themes if s.theme.residual}
    waiting = {s.theme.id for s in ladder.themes if s.theme.ungrouped}
    homes = [s.code.theme_id for s in ladder.codes if s.state == "passed"]
    left, kept = (sum(home in themes for home in homes) for themes in (waiting, aside))
    return Numbers(len(homes) - left - kept, kept, left)


def piles_of(ladder: Ladder, *, words: str = "", deductive: bool = False) -> list[Pile]:
    """First what waits, then the themes in the order of the chapters, last what is kept aside; with
    `words`, only codes that have all of these in their name. What stood before anybody had read is
    left out, and so are themes of nothing else, unless it is wanted."""
    codes = ladder.by_code()
    wanted = words.casefold().split()
    waiting = [s for s in ladder.themes if s.theme.ungrouped]
    aside = [s for s in ladder.themes if s.theme.residual and not s.theme.ungrouped]

    def shown(standings: Iterable[ThemeStanding]) -> list[CodeStanding]:
        held = (codes[row] for standing in standings for row in standing.codes)
        return [code for code in held if _shows(code, wanted, deductive=deductive)]

    def themes() -> Iterator[Pile]:
        number = 0
        for standing in ladder.themes:
            grown = is_pile(standing, [codes[row] for row in standing.codes])
            if standing.theme.real and (grown or deductive):
                number += grown
                place = number if grown else 0
                yield _pile("theme", [standing], shown([standing]), place)

    return [
        _pile("waiting", waiting, _ready_first(shown(waiting))),
        *themes(),
        _pile("residual", aside, shown(aside)),
    ]


def is_pile(standing: ThemeStanding, members: Collection[CodeStanding]) -> bool:
    """Whether a theme is empty, or has codes that were made of what was read."""
    return not members or any(not member.code.code.deductive for member in members)


def _shows(code: CodeStanding, words: Sequence[str], *, deductive: bool) -> bool:
    if code.code.code.deductive and not deductive:
        return False
    if not words:
        return True
    label = code.code.label.casefold()
    return all(word in label for word in words)


def _ready_first(codes: Iterable[CodeStanding]) -> list[CodeStanding]:
    return sorted(codes, key=lambda code: code.state not in LETS_PASS)


def _pile(
    kind: Kind, standings: Sequence[ThemeStanding], codes: Sequence[CodeStanding], number: int = 0
) -> Pile:
    ready = sum(code.state in LETS_PASS for code in codes)
    themes = frozenset(standing.theme.id for standing in standings)
    return Pile(kind, tuple(standings), themes, tuple(codes), number, ready)
