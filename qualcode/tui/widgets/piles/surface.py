"""Showing piles of codes: where each stands, what of it can be seen, and painting no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.locale import Translator
from qualcode.model.ladder import CodeStanding
from qualcode.tui.piles import Key, Pile
from qualcode.tui.widgets.piles import map as all_piles
from qualcode.tui.widgets.piles.layout import Layout, line_of, lines_of, row_at
from qualcode.tui.widgets.piles.paint import Hand, Looks, Painter

CELLS = 1000
"""So many painted codes are held at most."""


class Spot(NamedTuple):
    """A place of the cursor, to be found again when the piles have changed."""

    pile: Key
    code: int | None
    at: int
    row: int


class PileSurface(ScrollView, can_focus=True):
    """The cursor is a code (`row` of the pile `at`), or an empty pile. What is carried (`carried`)
    was taken up at one place, and hovers over the pile of the cursor."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "piles--quiet",
        "piles--edge",
        "piles--edge-here",
        "piles--name",
        "piles--cursor",
        "piles--hand",
    }
    DEFAULT_CSS = """
    PileSurface {
        height: 1fr;
        overflow: hidden hidden;
        background: $background;
        color: $foreground;
        & > .piles--quiet { color: $foreground 62%; }
        & > .piles--edge { color: $foreground 32%; }
        & > .piles--edge-here { color: $primary; }
        & > .piles--name { text-style: bold; }
        & > .piles--cursor { background: $panel; text-style: bold; }
        &:focus > .piles--cursor { background: $primary 25%; text-style: bold; }
        & > .piles--hand { background: $primary; color: $background; text-style: bold; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor stands elsewhere, or something else is marked or carried."""

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self.piles: Sequence[Pile] = ()
        self.at = 0
        self.row = 0
        self.marked: Mapping[int, None] = {}
        self.carried: list[CodeStanding] = []
        self.taken_from: Spot | None = None
        self._first = 0
        self._tops: dict[Key, int] = {}
        self._looks: Looks | None = None
        self._cells: dict[tuple[int, ...], tuple[CodeStanding, list[Segment]]] = {}
        self._columns: dict[int, tuple[object, dict[int, list[Segment]]]] = {}
        self.lay = Layout(0, 0, 0, said=False)

    # What is there

    def show(self, piles: Sequence[Pile]) -> None:
        """Show these. The cursor stays on its code if that lies in the same pile still, else at
        its height; what is marked and carried stays so, if it is there."""
        spot = self._spot() if self.piles else None
        self.piles = piles
        if self.marked or self.carried:
            self._keep(piles)
        if self.taken_from is not None:
            self.taken_from = self._found(self.taken_from)
        if not self.carried:
            spot, self.taken_from = self.taken_from or spot, None
        if spot is not None:
            _, _, self.at, self.row = self._found(spot)
        self.settle()

    def _keep(self, piles: Sequence[Pile]) -> None:
        """What is gone is neither marked nor carried any more."""
        there = {c.code.id: c for pile in piles for c in pile.codes if not pile.is_guest(c)}
        self.marked = {row: None for row in self.marked if row in there}
        self.carried = [there[c.code.id] for c in self.carried if c.code.id in there]

    @property
    def pile(self) -> Pile | None:
        """The pile that the cursor is in."""
        return self.piles[self.at] if self.piles else None

    @property
    def current(self) -> CodeStanding | None:
        """The code under the cursor."""
        pile = self.pile
        return None if pile is None or self.row >= len(pile.codes) else pile.codes[self.row]

    def _spot(self) -> Spot:
        code = self.current
        key = self.piles[self.at].key
        return Spot(key, None if code is None else code.code.id, self.at, self.row)

    def _found(self, spot: Spot) -> Spot:
        """The same place in the piles as they are now."""
        keys = [pile.key for pile in self.piles]
        if spot.pile not in keys:
            return Spot(keys[min(spot.at, len(keys) - 1)], None, spot.at, spot.row)
        at = keys.index(spot.pile)
        row = None if spot.code is None else self.piles[at].place_of(spot.code)
        return Spot(spot.pile, spot.code, at, spot.row if row is None else row)

    # Moving

    def stand(self, at: int, row: int) -> None:
        """Put the cursor there, and paint no more than has changed."""
        before, old = (self.at, self._first, dict(self._tops)), self.row
        self.at, self.row = at, row
        self._hold_in()
        if before == (self.at, self._first, self._tops) and not self.carried:
            for line in {old, self.row}:
                self.refresh(Region(0, self._screen_line(line), self.size.width, 1))
        else:
            self.refresh()
        self.post_message(self.Moved())

    def settle(self) -> None:
        """Make the cursor stand on what there is, and paint all of it."""
        lay = Layout.of(self.piles, *self.size)
        if lay != self.lay:
            self.lay, self._columns = lay, {}
        self._hold_in()
        self.refresh()

    def _hold_in(self) -> None:
        """Keep the cursor on what there is, and in view."""
        self.at = max(0, min(self.at, len(self.piles) - 1))
        pile = self.pile
        if pile is None:
            return
        self.row = max(0, min(self.row, len(pile.codes) - 1))
        first = max(min(self._first, self.at), self.at - self.lay.shown + 1)
        self.scroll_piles(first)
        if not self.carried:
            line, top = line_of(pile, self.row), self._tops.get(pile.key, 0)
            above = line - (pile.parted and self.row == pile.ready)
            self.scroll_pile(pile, max(min(top, above), line - self.lay.body + 1))

    def scroll_piles(self, first: int) -> None:
        """Show the piles from that one on, as far as there are any."""
        self._first = max(0, min(first, len(self.piles) - self.lay.shown))

    def scroll_pile(self, pile: Pile, top: int) -> None:
        """Show the lines of a pile from that one on."""
        self._tops[pile.key] = max(0, min(top, lines_of(pile) - self.lay.body))

    # Where things are

    @property
    def first(self) -> int:
        """The pile that stands first on the left."""
        return self._first

    def top(self, pile: Pile) -> int:
        """The line of a pile that is seen first."""
        return self._tops.get(pile.key, 0)

    def _screen_line(self, row: int) -> int:
        """The line on the screen of a code in the pile of the cursor."""
        pile = self.pile
        return 0 if pile is None else self.lay.begin + line_of(pile, row) - self.top(pile)

    def pile_at(self, x: int) -> int | None:
        """The pile under a column; beyond the edges, the one that would come into view there."""
        if not self.piles:
            return None
        if x < 0:
            return max(0, self._first - 1)
        if x >= self.size.width:
            return min(self._first + self.lay.shown, len(self.piles) - 1)
        return self._first + next(n for n, end in enumerate(self.lay.ends) if x < end)

    def under(self, x: int, y: int) -> tuple[int, int | None] | None:
        """(pile, row) under a place in the widget; the row is None where there is no code."""
        if self.lay.head and y == 0:
            found = all_piles.pile_at(self.piles, self.size.width, x)
            return None if found is None else (found, None)
        at = self.pile_at(x)
        if at is None:
            return None
        pile, line = self.piles[at], y - self.lay.begin
        inside = 0 <= line < self.lay.body
        return at, row_at(pile, line + self.top(pile)) if inside else None

    def on_resize(self, event: events.Resize) -> None:
        self.settle()

    # Painting

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        looks = self._looks = self._looks or self._found_looks()
        if not self.piles:
            return Strip.blank(width, looks.text)
        if self.lay.head and y == 0:
            shown = range(self._first, self._first + self.lay.shown)
            return Strip(
                all_piles.segments(self.piles, width, self.at, shown, looks, self._t), width
            )
        segments: list[Segment] = []
        for n in range(self.lay.shown):
            segments += self._of_column(n, y - self.lay.head, looks)
        return Strip(segments, width)

    def _of_column(self, n: int, line: int, looks: Looks) -> list[Segment]:
        """A line of a pile that is shown; painted once, as long as all that it hangs on is the
        same, but for the line of the cursor. Most keys change one or two piles, and Textual asks
        for whole lines of the screen."""
        at = self._first + n
        pile, here = self.piles[at], at == self.at
        on = (pile, at, here, self.top(pile), self.taken_from, self.marked, self.carried)
        if n not in self._columns or self._columns[n][0] != on:
            self._columns[n] = on, {}
        painted = self._columns[n][1]
        if line in painted:
            return painted[line]
        ends = (0, *self.lay.ends)
        painter = Painter(pile, ends[n + 1] - ends[n], here, looks, self._t)
        segments = self._of_pile(painter, at, line, Hand(self.marked, self.carried))
        if not here or line != self._screen_line(self.row) - self.lay.head:
            painted[line] = segments
        return segments

    def _of_pile(self, painter: Painter, at: int, line: int, hand: Hand) -> list[Segment]:
        pile, body = painter.pile, line - 1 - self.lay.sentences
        top = self.top(pile)
        if line == 0:
            return painter.heading()
        if body < 0:
            return painter.sentence(line - 1, self.lay.sentences)
        if self.lay.foot and line == self.size.height - self.lay.head - 1:
            return painter.foot(top, max(0, lines_of(pile) - top - self.lay.body))
        target = self.taken_from is not None and painter.here and at != self.taken_from.at
        if target and body == 0:
            return painter.carried(hand)
        return self._of_code(painter, at, top + body - target, hand)

    def _of_code(self, painter: Painter, at: int, line: int, hand: Hand) -> list[Segment]:
        pile = painter.pile
        row = row_at(pile, line)
        if row is not None:
            here = self.taken_from or Spot(pile.key, None, self.at, self.row)
            return self._cell(painter, pile.codes[row], hand, (at, row) == (here.at, here.row))
        if line == 0 and not pile.codes:
            return painter.words(self._t(f"board.empty.{pile.kind}"))
        if pile.parted and line == pile.ready:
            return painter.words(self._t("board.not_ready"))
        return painter.blank()

    def _cell(
        self, painter: Painter, code: CodeStanding, hand: Hand, cursor: bool
    ) -> list[Segment]:
        """A code; painted once, as long as it and all that its looks hang on are the same."""
        row = code.code.id
        held = hand.carries(row), row in hand.marked
        key = (row, painter.width, painter.here, cursor, painter.pile.is_guest(code), *held)
        known = self._cells.get(key)
        if known is not None and known[0] is code:
            return known[1]
        if len(self._cells) >= CELLS:
            self._cells.clear()
        segments = painter.code(code, hand, cursor=cursor)
        self._cells[key] = code, segments
        return segments

    def _found_looks(self) -> Looks:
        text, quiet, edge, here, name, cursor, hand = (
            self.get_visual_style(*names).rich_style
            for names in (
                (),
                ("piles--quiet",),
                ("piles--edge",),
                ("piles--edge-here",),
                ("piles--name",),
                ("piles--cursor",),
                ("piles--hand",),
            )
        )
        return Looks(text, quiet, edge, here, name, cursor, hand)

    def notify_style_update(self) -> None:
        self._looks = None
        self._cells.clear()
        self._columns.clear()
        super().notify_style_update()
        self.refresh()
