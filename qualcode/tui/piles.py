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


@dataclass(frozen=True, slots=True)
class _Held:
    """A theme as it was when its codes were looked through: those that are shown, first those that
    may be placed if it is `ungrouped`; and how many have passed and are at home here."""

    standing: ThemeStanding
    codes: tuple[CodeStanding, ...]
    ready: int
    passed: int
    is_pile: bool


class Piles:
    """Lays the ladder out in piles. What has not changed is not looked through again."""

    def __init__(self) -> None:
        self._held: dict[int, _Held] = {}
        self._words: Sequence[str] = ()
        self._deductive = False

    def of(self, ladder: Ladder, *, words: str = "", deductive: bool = False) -> list[Pile]:
        """First what waits, then the themes in the order of the chapters, last what is kept aside;
        with `words`, only codes that have all of these in their name. What stood before anybody had
        read is left out, and so are themes of nothing else, unless it is wanted."""
        wanted = words.casefold().split()
        if (wanted, deductive) != (self._words, self._deductive):
            self._held, self._words, self._deductive = {}, wanted, deductive
        self._look_through(ladder)
        held = list(self._held.values())
        waiting = [h for h in held if h.standing.theme.ungrouped]
        aside = [h for h in held if h.standing.theme.residual and not h.standing.theme.ungrouped]
        return [_pile("waiting", waiting), *self._themes(held), _pile("residual", aside)]

    def numbers(self) -> Numbers:
        """Of the ladder that was laid out last."""
        waiting = grouped = aside = 0
        for held in self._held.values():
            theme = held.standing.theme
            waiting += held.passed * theme.ungrouped
            aside += held.passed * (theme.residual and not theme.ungrouped)
            grouped += held.passed * theme.real
        return Numbers(grouped, aside, waiting)

    def _look_through(self, ladder: Ladder) -> None:
        before, self._held = self._held, {}
        codes: dict[int, CodeStanding] = {}
        for standing in ladder.themes:
            row = standing.theme.id
            known = before.get(row)
            # Where a code has changed, its themes have been stood anew.
            if known is None or known.standing is not standing:
                codes = codes or ladder.by_code()
                known = self._seen([codes[code] for code in standing.codes], standing)
            self._held[row] = known

    def _seen(self, members: Sequence[CodeStanding], standing: ThemeStanding) -> _Held:
        theme = standing.theme
        shown = [c for c in members if self._deductive or not c.code.code.deductive]
        if self._words:
            shown = [code for code in shown if self._fits(code)]
        ready = [code for code in shown if code.state in LETS_PASS]
        if theme.ungrouped:
            shown = ready + [code for code in shown if code.state not in LETS_PASS]
        passed = sum(c.state == "passed" and c.code.theme_id == theme.id for c in members)
        return _Held(standing, tuple(shown), len(ready), passed, is_pile(members))

    def _fits(self, code: CodeStanding) -> bool:
        label = code.code.label.casefold()
        return all(word in label for word in self._words)

    def _themes(self, held: Iterable[_Held]) -> Iterator[Pile]:
        number = 0
        for one in held:
            if one.standing.theme.real and (one.is_pile or self._deductive):
                number += one.is_pile
                yield _pile("theme", [one], number if one.is_pile else 0)


def is_pile(members: Collection[CodeStanding]) -> bool:
    """Whether a theme is empty, or has codes that were made of what was read."""
    return not members or any(not member.code.code.deductive for member in members)


def _pile(kind: Kind, held: Sequence[_Held], number: int = 0) -> Pile:
    """Of one theme; or of several, if somebody has made more than one to keep codes in."""
    codes = held[0].codes if len(held) == 1 else tuple(c for one in held for c in one.codes)
    if kind == "waiting" and len(held) > 1:
        codes = tuple(sorted(codes, key=lambda code: code.state not in LETS_PASS))
    standings = tuple(one.standing for one in held)
    themes = frozenset(standing.theme.id for standing in standings)
    return Pile(kind, standings, themes, codes, number, sum(one.ready for one in held))
