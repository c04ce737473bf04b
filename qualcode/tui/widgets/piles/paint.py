"""Painting the piles of the grouping board, line by line: edges, names, codes and their signs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from qualcode.locale import Translator
from qualcode.model.ladder import CodeStanding
from qualcode.model.method import LETS_PASS, CodeState, State
from qualcode.tui.piles import Pile
from qualcode.tui.safe import one_line
from qualcode.tui.widgets.transcript.paint import short
from qualcode.tui.widgets.transcript.rows import wrap

OF_THEMES: dict[State, str] = {"passed": "✓", "failed": "×", "retest": "!", "draft": ""}
OF_CODES: dict[CodeState, str] = {"failed": "×", "retest": "!", "draft": "?"}
GUEST = "²"
"""Stands beside a code that is here as in a second theme."""
MARKED, CARRIED = "●", "▸"
BAR = "▌"
EDGES = {False: tuple("┌─┐│└─┘"), True: tuple("┏━┓┃┗━┛")}
"""The edges of a pile; of the one that the cursor is in, the heavy ones."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of the theme in use."""

    text: Style
    quiet: Style
    edge: Style
    edge_here: Style
    name: Style
    cursor: Style
    hand: Style


@dataclass(frozen=True, slots=True)
class Hand:
    """What the person who sorts has marked, and what she carries to the pile in focus."""

    marked: Collection[int] = ()
    carried: Sequence[CodeStanding] = ()

    def carries(self, code: int) -> bool:
        return any(held.code.id == code for held in self.carried)


@dataclass(frozen=True, slots=True)
class Painter:
    """Paints one pile, `width` cells wide; `here` is that which the cursor is in."""

    pile: Pile
    width: int
    here: bool
    looks: Looks
    t: Translator

    @property
    def room(self) -> int:
        return max(0, self.width - 2)

    @property
    def _edge(self) -> Style:
        return self.looks.edge_here if self.here else self.looks.edge

    def heading(self) -> list[Segment]:
        """The number that sends codes here, the name, how many codes, and a sign of the test."""
        left, line, right = EDGES[self.here][:3]
        sign = OF_THEMES[self.pile.state] if self.pile.kind == "theme" else ""
        after = f" {len(self.pile.codes)}{f' {sign}' if sign else ''} "
        before = f" {self.pile.number} " if self.pile.number else " "
        name = short(self.name, self.room - cell_len(before) - len(after) - 2)
        gap = self.room - cell_len(before) - cell_len(name) - len(after) - 1
        if gap < 1:
            return [Segment(set_cell_size(before + name, self.width), self.looks.name)]
        look = self.looks.name
        return [
            Segment(left, self._edge),
            Segment(f"{before}{name} ", look),
            Segment(line * gap, self._edge),
            Segment(after, look),
            Segment(right, self._edge),
        ]

    @property
    def name(self) -> str:
        return name_of(self.pile, self.t)

    def foot(self, above: int, below: int) -> list[Segment]:
        """The state of the test in words, and how many codes lie above and below what is seen."""
        left, line, right = EDGES[self.here][4:]
        word = f" {self.t(f'method.states.{self.pile.state}')} "
        if self.pile.kind != "theme" or not self.pile.codes:
            word = ""
        more = " ".join(f"{sign} {n}" for sign, n in (("▴", above), ("▾", below)) if n)
        more = f" {more} " if more else ""
        gap = self.room - cell_len(word) - len(more) - 1
        if gap < 0:
            word, gap = "", max(0, self.room - len(more) - 1)
        return [
            Segment(left + line, self._edge),
            Segment(word, self.looks.quiet),
            Segment(line * gap, self._edge),
            Segment(more[: self.room - 1], self.looks.quiet),
            Segment(right, self._edge),
        ]

    def sentence(self, line: int, lines: int) -> list[Segment]:
        """A line of what the codes here share, in so many lines."""
        said = one_line(self.pile.sentence)
        rows = list(wrap(said, (), max(2, self.room - 2)))
        text = ""
        if line < len(rows):
            last = line == lines - 1 and len(rows) > lines
            text = said[rows[line].start : None if last else rows[line].end].strip()
        return self._line(f" {short(text, self.room - 2)}", self.looks.quiet)

    def words(self, said: str) -> list[Segment]:
        """Words in the place of a code."""
        return self._line(f"  {short(said, self.room - 3)}", self.looks.quiet)

    def carried(self, hand: Hand) -> list[Segment]:
        """What would be laid down here."""
        held = [one_line(code.code.label) for code in hand.carried]
        text = held[0] if len(held) == 1 else self.t("board.several", n=len(held))
        return self._line(f"{CARRIED} {short(text, self.room - 3)}", self.looks.hand)

    def code(self, code: CodeStanding, hand: Hand, *, cursor: bool) -> list[Segment]:
        """A code: the bar of the cursor, a mark, its name, signs, and how many excerpts it has."""
        row = code.code.id
        signs = OF_CODES.get(code.state, "") + (GUEST if self.pile.is_guest(code) else "")
        after = f" {signs}{' ' if signs else ''}{code.passages:>2} "
        room = self.room - 2 - len(after)
        name = short(one_line(code.code.label), room)
        bar = BAR if cursor else " "
        mark = CARRIED if hand.carries(row) else MARKED if row in hand.marked else " "
        text = f"{bar}{mark}{name}{' ' * (room - cell_len(name))}{after}"
        return self._line(text, self._look(code, hand, cursor=cursor))

    def _look(self, code: CodeStanding, hand: Hand, *, cursor: bool) -> Style:
        if hand.carries(code.code.id):
            return self.looks.hand if cursor else self.looks.quiet
        if cursor:
            return self.looks.cursor
        return self.looks.text if code.state in LETS_PASS else self.looks.quiet

    def blank(self) -> list[Segment]:
        return self._line("", self.looks.text)

    def _line(self, text: str, style: Style) -> list[Segment]:
        edge = EDGES[self.here][3]
        pad = " " * (self.room - cell_len(text))
        if self.width < 2:
            return [Segment(" " * self.width, style)]
        inside = text + pad if cell_len(text) <= self.room else short(text, self.room)
        return [Segment(edge, self._edge), Segment(inside, style), Segment(edge, self._edge)]


def name_of(pile: Pile, t: Translator) -> str:
    if pile.kind == "waiting":
        return t("board.waiting")
    if pile.theme is None:
        return t("method.residual")
    return one_line(pile.theme.name)
