"""Piles of codes side by side, with a cursor; codes are marked, taken up, and laid down elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.locale import Translator
from qualcode.model.ladder import CodeStanding
from qualcode.tui.keys import key
from qualcode.tui.piles import Key, Pile
from qualcode.tui.widgets.pile_map import PileMap
from qualcode.tui.widgets.pile_paint import Hand, Looks, Painter

LEAST = 38
"""Cells that a pile needs for its codes to be read; one more is shown where there are as many."""
WHEEL = 3


class PileBoard(ScrollView, can_focus=True):
    """Only what is seen is painted. The cursor is a code, or an empty pile; `row` is its place.

    Codes are taken up (`carried`) and laid down by key or mouse; the screen is asked to place
    them.
    """

    HELP = "board.help.piles"
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
    PileBoard {
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
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "open", "piles.open", room="board"),
        key("space", "take", "piles.take", room="board"),
        key("up,k", "move(-1)", "piles.up", room="board", tip=False, show=False),
        key("down,j", "move(1)", "piles.down", room="board", tip=False, show=False),
        key("left,h", "step(-1)", "piles.left", room="board", tip=False, show=False),
        key("right,l", "step(1)", "piles.right", room="board", tip=False, show=False),
        key("shift+left", "push(-1)", "piles.push_left", room="board", show=False),
        key("shift+right", "push(1)", "piles.push_right", room="board", show=False),
        key("pageup", "page(-1)", "piles.page_up", room="board", tip=False, show=False),
        key("pagedown", "page(1)", "piles.page_down", room="board", tip=False, show=False),
        key("home", "edge(-1)", "piles.top", room="board", tip=False, show=False),
        key("end", "edge(1)", "piles.bottom", room="board", tip=False, show=False),
        key("x", "mark", "piles.mark", room="board"),
        key("X", "mark_all", "piles.mark_all", room="board", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands elsewhere, or codes are carried elsewhere."""

    @dataclass
    class Dropped(Message):
        """Codes are to lie in another pile."""

        codes: list[int]
        pile: Pile

    @dataclass
    class Opened(Message):
        """Somebody wants to see the code under the cursor in its interview."""

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self.piles: Sequence[Pile] = ()
        self.at = 0
        self.row = 0
        self.marked: dict[int, None] = {}
        self.carried: list[CodeStanding] = []
        self._from = (0, 0)
        self._first = 0
        self._tops: dict[Key, int] = {}
        self._looks: Looks | None = None
        self._map = PileMap((), 0)
        self._pressed: tuple[int, int] | None = None

    # What is there

    def show(self, piles: Sequence[Pile]) -> None:
        """Show these. The cursor stays on its code if that lies in the same pile still, else at
        its height."""
        was, code = self.pile, self.current
        self.piles = piles
        self.let_go()
        there = {held.code.id for pile in piles for held in pile.codes if not pile.is_guest(held)}
        self.marked = {row: None for row in self.marked if row in there}
        if was is not None:
            keys = [pile.key for pile in piles]
            self.at = keys.index(was.key) if was.key in keys else min(self.at, len(piles) - 1)
            same = self.pile is not None and self.pile.key == was.key
            if code is not None and same and (place := self._place(code.code.id)) is not None:
                self.row = place
        self._settle()

    @property
    def pile(self) -> Pile | None:
        """The pile that the cursor is in."""
        return self.piles[self.at] if self.piles else None

    @property
    def current(self) -> CodeStanding | None:
        """The code under the cursor."""
        pile = self.pile
        return None if pile is None or self.row >= len(pile.codes) else pile.codes[self.row]

    @property
    def chosen(self) -> list[int]:
        """What is to be placed: what is carried, else what is marked, else what the cursor is on
        and does not stand there as in a second theme."""
        if self.carried:
            return [code.code.id for code in self.carried]
        if self.marked:
            return list(self.marked)
        pile, code = self.pile, self.current
        return [] if pile is None or code is None or pile.is_guest(code) else [code.code.id]

    def _place(self, code: int) -> int | None:
        return None if self.pile is None else self.pile.place_of(code)

    # Moving

    def go_to(self, code: int) -> bool:
        """Put the cursor on a code where it stands; whether it is there."""
        for at, pile in enumerate(self.piles):
            row = pile.place_of(code)
            if row is not None and not pile.is_guest(pile.codes[row]):
                self._stand(at, row)
                return True
        return False

    def go_to_pile(self, at: int) -> None:
        self._stand(at, 0)

    def _stand(self, at: int, row: int) -> None:
        """Put the cursor there, and paint no more than has changed."""
        before = self.at, self.row, self._first, dict(self._tops)
        self.at, self.row = at, row
        self._hold_in()
        if before[0] == self.at and before[2:] == (self._first, self._tops):
            for line in {before[1], self.row}:
                self.refresh(Region(0, self._line_of(line), self.size.width, 1))
        else:
            self.refresh()
        self.post_message(self.Moved())

    def _settle(self) -> None:
        """Make the cursor stand on what there is, and paint it all."""
        self._hold_in()
        self.refresh()

    def _hold_in(self) -> None:
        """Keep the cursor on what there is, and in view."""
        self.at = max(0, min(self.at, len(self.piles) - 1))
        pile = self.pile
        if pile is None:
            return
        self.row = max(0, min(self.row, len(pile.codes) - 1))
        shown = self._shown
        self._first = max(min(self._first, self.at), self.at - shown + 1)
        self._first = max(0, min(self._first, len(self.piles) - shown))
        if self.carried:
            return
        line, top = self._line(pile, self.row), self._tops.get(pile.key, 0)
        top = max(min(top, line - (self.row == 0 and pile.parted)), line - self._body + 1)
        self._tops[pile.key] = max(0, min(top, _lines(pile) - self._body))

    def action_move(self, rows: int) -> None:
        if not self.carried:
            self._stand(self.at, self.row + rows)

    def action_page(self, pages: int) -> None:
        self.action_move(pages * max(1, self._body - 1))

    def action_edge(self, direction: int) -> None:
        if not self.carried and self.pile is not None:
            self._stand(self.at, 0 if direction < 0 else len(self.pile.codes) - 1)

    def action_step(self, piles: int) -> None:
        """To the next pile, at the same height; with what is carried."""
        at = max(0, min(self.at + piles, len(self.piles) - 1))
        pile = self.pile
        if pile is None or at == self.at:
            return
        row = self.row
        if not self.carried:
            height = self._line(pile, row) - self._tops.get(pile.key, 0)
            row = _row_at(self.piles[at], self._tops.get(self.piles[at].key, 0) + height)
        self._stand(at, row)

    # Marking, taking up and laying down

    def action_mark(self) -> None:
        """Mark the code under the cursor, or no more, and go on to the next."""
        pile, code = self.pile, self.current
        if pile is None or code is None or self.carried or pile.is_guest(code):
            return
        row = code.code.id
        if row in self.marked:
            del self.marked[row]
        else:
            self.marked[row] = None
        self._stand(self.at, self.row + 1)

    def action_mark_all(self) -> None:
        """Mark all that is shown in the pile; if it is marked, none of it."""
        pile = self.pile
        if pile is None or self.carried:
            return
        own = [code.code.id for code in pile.codes if not pile.is_guest(code)]
        if all(row in self.marked for row in own):
            self.marked = {row: None for row in self.marked if row not in own}
        else:
            self.marked |= dict.fromkeys(own)
        self._settle()
        self.post_message(self.Moved())

    def unmark(self) -> None:
        self.marked = {}
        self._settle()
        self.post_message(self.Moved())

    def action_take(self) -> None:
        """Take up what is chosen; what is carried already, lay down."""
        if self.carried:
            self.drop()
            return
        rows = set(self.chosen)
        found = [c for pile in self.piles for c in pile.codes if c.code.id in rows]
        self.carried = list({code.code.id: code for code in found}.values())
        self._from = self.at, self.row
        self._settle()
        self.post_message(self.Moved())

    def let_go(self) -> None:
        """Carry nothing; the cursor is back where it was taken up."""
        if self.carried:
            self.carried = []
            self.at, self.row = self._from
            self._settle()

    def drop(self) -> None:
        """Ask for what is carried to be placed here."""
        pile, codes, away = self.pile, self.chosen, self.at != self._from[0]
        self.let_go()
        if pile is not None and away:
            self.post_message(self.Dropped(codes, pile))
        self.post_message(self.Moved())

    def action_push(self, piles: int) -> None:
        """Place what is chosen in the neighbouring pile at once."""
        at, codes = self.at + piles, self.chosen
        if self.carried:
            self.action_step(piles)
        elif codes and 0 <= at < len(self.piles):
            self.post_message(self.Dropped(codes, self.piles[at]))

    def action_open(self) -> None:
        if self.carried:
            self.drop()
        elif self.current is not None:
            self.post_message(self.Opened())

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A press puts the cursor there; with ctrl it marks the code, too."""
        place = self._under(event.x, event.y)
        if self.carried or place is None:
            return
        at, row = place
        self._stand(at, self.row if row is None else row)
        if row is not None:
            self._pressed = at, row
            self.capture_mouse()
            if event.ctrl:
                self.action_mark()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What is pressed and drawn over another pile is carried there."""
        at = None if self._pressed is None else self._pile_at(event.x)
        if at is None or at == self.at:
            return
        if not self.carried:
            self.action_take()
        if self.carried:
            self.action_step(at - self.at)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()
            if self.carried:
                self.drop()

    def on_click(self, event: events.Click) -> None:
        place = self._under(event.x, event.y)
        if event.chain == 2 and place == (self.at, self.row):
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -WHEEL)

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        """Scroll the pile under the pointer; with shift or ctrl, the row of piles."""
        event.stop()
        event.prevent_default()
        at = self._pile_at(event.x)
        if event.shift or event.ctrl:
            step = 1 if lines > 0 else -1
            self._first = max(0, min(self._first + step, len(self.piles) - self._shown))
        elif at is not None:
            pile = self.piles[at]
            top = self._tops.get(pile.key, 0) + lines
            self._tops[pile.key] = max(0, min(top, _lines(pile) - self._body))
        self.refresh()

    def _under(self, x: int, y: int) -> tuple[int, int | None] | None:
        """(pile, row) under a place in the widget; the row is None beside the codes."""
        if self._head and y == 0:
            found = self._map.at(x)
            return None if found is None else (found, 0)
        at = self._pile_at(x)
        line = y - self._begin
        if at is None or not 0 <= line < self._body:
            return None if at is None else (at, None)
        pile = self.piles[at]
        line += self._tops.get(pile.key, 0)
        row = line - 1 if pile.parted and line > pile.ready else line
        inside = row < len(pile.codes) and not (pile.parted and line == pile.ready)
        return at, row if inside else None

    def _pile_at(self, x: int) -> int | None:
        """The pile under a column; beyond the edges, the one that comes into view there."""
        if not self.piles:
            return None
        if x < 0:
            return max(0, self._first - 1)
        if x >= self.size.width:
            return min(self._first + self._shown, len(self.piles) - 1)
        ends = self._ends()
        return self._first + next((n for n, end in enumerate(ends) if x < end), len(ends) - 1)

    # Where things are

    @property
    def _shown(self) -> int:
        """How many piles stand side by side."""
        return max(1, min(self.size.width // LEAST, len(self.piles)))

    def _ends(self) -> list[int]:
        """Where each pile that is shown ends."""
        shown, width = self._shown, self.size.width
        return [width * (n + 1) // shown for n in range(shown)]

    @property
    def _head(self) -> int:
        """A line for the map of all piles, if they cannot all be seen."""
        return int(len(self.piles) > self._shown and self.size.height > 4)

    @property
    def _sentences(self) -> int:
        """Lines for what the codes of each pile share, if anybody has said it yet."""
        said = any(pile.theme is not None and pile.theme.definition for pile in self.piles)
        return (2 if self.size.height > 18 else 1 if self.size.height > 9 else 0) * said

    @property
    def _begin(self) -> int:
        """The line at which the codes begin."""
        return self._head + 1 + self._sentences

    @property
    def _body(self) -> int:
        """So many codes of each pile can be seen."""
        return max(1, self.size.height - self._begin - 1)

    @staticmethod
    def _line(pile: Pile, row: int) -> int:
        """The line of a code in its pile, below what parts those that may be placed from others."""
        return row + (pile.parted and row >= pile.ready)

    def _line_of(self, row: int) -> int:
        """The line on the screen of a code in the pile of the cursor."""
        pile = self.pile
        top = 0 if pile is None else self._tops.get(pile.key, 0)
        line = row if pile is None else self._line(pile, row)
        return self._begin + line - top

    def on_resize(self, event: events.Resize) -> None:
        self._settle()

    # Painting

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        looks = self._looks = self._looks or self._found_looks()
        if not self.piles:
            return Strip.blank(width, looks.text)
        if self._head and y == 0:
            shown = range(self._first, self._first + self._shown)
            self._map = PileMap(self.piles, width)
            return Strip(self._map.segments(self.at, shown, looks, self._t), width)
        hand = Hand(self.marked, self.carried)
        segments: list[Segment] = []
        start = 0
        for at, end in enumerate(self._ends(), self._first):
            painter = Painter(self.piles[at], end - start, at == self.at, looks, self._t)
            segments += self._of_pile(painter, at, y - self._head, hand)
            start = end
        return Strip(segments, width)

    def _of_pile(self, painter: Painter, at: int, line: int, hand: Hand) -> list[Segment]:
        pile, body = painter.pile, line - 1 - self._sentences
        top = self._tops.get(pile.key, 0)
        if line == 0:
            return painter.heading()
        if body < 0:
            return painter.sentence(line - 1, self._sentences)
        if line == self.size.height - self._head - 1:
            return painter.foot(top, max(0, _lines(pile) - top - self._body))
        target = bool(self.carried) and painter.here and at != self._from[0]
        if target and body == 0:
            return painter.carried(hand)
        return self._of_code(painter, top + body - target, hand)

    def _of_code(self, painter: Painter, line: int, hand: Hand) -> list[Segment]:
        pile = painter.pile
        if not pile.codes:
            return painter.words(self._t(f"board.empty.{pile.kind}")) if not line else painter.blank()
        if pile.parted and line == pile.ready:
            return painter.words(self._t("board.not_ready"))
        row = line - (pile.parted and line > pile.ready)
        if row >= len(pile.codes):
            return painter.blank()
        origin = self._from if self.carried else (self.at, self.row)
        cursor = self.piles[origin[0]] is pile and row == origin[1]
        return painter.code(pile.codes[row], hand, cursor=cursor)

    def _found_looks(self) -> Looks:
        def of(name: str) -> object:
            return self.get_visual_style(f"piles--{name}").rich_style

        names = ("quiet", "edge", "edge-here", "name", "cursor", "hand")
        return Looks(self.visual_style.rich_style, *map(of, names))  # type: ignore[arg-type]

    def notify_style_update(self) -> None:
        self._looks = None
        super().notify_style_update()
        self.refresh()

    def on_focus(self) -> None:
        self._looks = None
        self.refresh()

    def on_blur(self) -> None:
        self._looks = None
        self.refresh()


def _lines(pile: Pile) -> int:
    return len(pile.codes) + pile.parted


def _row_at(pile: Pile, line: int) -> int:
    """The code at a line of a pile, or nearest to it."""
    return line - (pile.parted and line > pile.ready)


def rows(codes: Iterable[CodeStanding]) -> list[int]:
    return [code.code.id for code in codes]
