"""The piles with a cursor: codes are marked, taken up, and laid down elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from qualcode.tui.keys import key
from qualcode.tui.piles import Pile
from qualcode.tui.widgets.piles.layout import line_of
from qualcode.tui.widgets.piles.surface import PileSurface

WHEEL = 3
"""Lines that a turn of the wheel scrolls."""


class PileBoard(PileSurface):
    """Whoever shows it is asked, by message, to place codes; the board itself changes nothing."""

    HELP = "board.help.piles"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "take", "piles.take", room="board"),
        key("x", "mark", "piles.mark", room="board"),
        key("X", "mark_all", "piles.mark_all", room="board", show=False),
        key("enter", "open", "piles.open", room="board", show=False),
        key("shift+left", "push(-1)", "piles.push_left", room="board", show=False),
        key("shift+right", "push(1)", "piles.push_right", room="board", show=False),
        key("up,k", "move(-1)", "piles.up", room="board", tip=False, show=False),
        key("down,j", "move(1)", "piles.down", room="board", tip=False, show=False),
        key("left,h", "step(-1)", "piles.left", room="board", tip=False, show=False),
        key("right,l", "step(1)", "piles.right", room="board", tip=False, show=False),
        key("pageup", "page(-1)", "piles.page_up", room="board", tip=False, show=False),
        key("pagedown", "page(1)", "piles.page_down", room="board", tip=False, show=False),
        key("home", "edge(-1)", "piles.top", room="board", tip=False, show=False),
        key("end", "edge(1)", "piles.bottom", room="board", tip=False, show=False),
    ]

    @dataclass
    class Dropped(Message):
        """Codes are to lie in another pile."""

        codes: list[int]
        pile: Pile

    @dataclass
    class Opened(Message):
        """Somebody wants to see the code under the cursor in its interview."""

    _pressed = False

    @property
    def chosen(self) -> list[int]:
        """What is to be placed: what is carried, else what is marked, else what the cursor is on,
        unless that stands there as in a second theme."""
        if self.carried:
            return [code.code.id for code in self.carried]
        if self.marked:
            return list(self.marked)
        pile, code = self.pile, self.current
        return [] if pile is None or code is None or pile.is_guest(code) else [code.code.id]

    # Moving

    def go_to(self, code: int) -> bool:
        """Put the cursor on a code where it is at home; whether it is there."""
        for at, pile in enumerate(self.piles):
            row = pile.place_of(code)
            if row is not None and not pile.is_guest(pile.codes[row]):
                self.stand(at, row)
                return True
        return False

    def action_move(self, rows: int) -> None:
        if not self.carried:
            self.stand(self.at, self.row + rows)

    def action_page(self, pages: int) -> None:
        self.action_move(pages * max(1, self.lay.body - 1))

    def action_edge(self, direction: int) -> None:
        if not self.carried and self.pile is not None:
            self.stand(self.at, 0 if direction < 0 else len(self.pile.codes) - 1)

    def action_step(self, piles: int) -> None:
        """To the next pile, at the same height; with what is carried."""
        at = max(0, min(self.at + piles, len(self.piles) - 1))
        pile = self.pile
        if pile is None or at == self.at:
            return
        if self.carried:
            self.stand(at, self.row)
        else:
            other = self.piles[at]
            line = line_of(pile, self.row) - self.top(pile) + self.top(other)
            self.stand(at, line - (other.parted and line > other.ready))

    # Marking

    def action_mark(self) -> None:
        """Mark the code under the cursor, or no more, and go on to the next."""
        pile, code = self.pile, self.current
        if pile is None or code is None or self.carried or pile.is_guest(code):
            return
        row = code.code.id
        # Never changed in place: what is painted is known by what was marked then.
        if row in self.marked:
            self.marked = {marked: None for marked in self.marked if marked != row}
        else:
            self.marked = {**self.marked, row: None}
        self.stand(self.at, self.row + 1)

    def action_mark_all(self) -> None:
        """Mark all that is shown in the pile; if all of it is marked, none."""
        pile = self.pile
        if pile is None or self.carried:
            return
        own = [code.code.id for code in pile.codes if not pile.is_guest(code)]
        if all(row in self.marked for row in own):
            self.marked = {row: None for row in self.marked if row not in own}
        else:
            self.marked = {**self.marked, **dict.fromkeys(own)}
        self._tell()

    def unmark(self) -> None:
        if self.marked:
            self.marked = {}
            self._tell()

    def _tell(self) -> None:
        self.settle()
        self.post_message(self.Moved())

    # Taking up and laying down

    def action_take(self) -> None:
        """Take up what is chosen; what is carried already, lay down."""
        if self.carried:
            self.drop()
            return
        rows = set(self.chosen)
        found = [c for pile in self.piles for c in pile.codes if c.code.id in rows]
        self.carried = list({code.code.id: code for code in found}.values())
        if self.carried:
            self.taken_from = self._spot()
        self._tell()

    def let_go(self) -> None:
        """Carry nothing; the cursor is back where it was taken up."""
        if self.taken_from is not None:
            _, _, self.at, self.row = self.taken_from
        self.carried, self.taken_from = [], None
        self._tell()

    def drop(self) -> None:
        """Ask for what is carried to be placed here."""
        pile, codes, home = self.pile, self.chosen, self.taken_from
        self.let_go()
        if pile is not None and home is not None and pile.key != home.pile:
            self.post_message(self.Dropped(codes, pile))

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
        place = self.under(event.x, event.y)
        if self.carried or place is None:
            return
        at, row = place
        self.stand(at, (self.row if at == self.at else 0) if row is None else row)
        if row is not None:
            self._pressed = True
            self.capture_mouse()
            if event.ctrl:
                self.action_mark()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What is pressed and drawn over another pile is carried there."""
        at = self.pile_at(event.x) if self._pressed else None
        if at is None or (at == self.at and not self.carried):
            return
        if not self.carried:
            self.action_take()
        if self.carried and at != self.at:
            self.stand(at, self.row)

    def on_mouse_up(self) -> None:
        if self._pressed:
            self._pressed = False
            self.release_mouse()
            if self.carried:
                self.drop()

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2 and self.under(event.x, event.y) == (self.at, self.row):
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, turns: int) -> None:
        """Scroll the pile under the pointer; with shift or ctrl, the row of piles."""
        event.stop()
        event.prevent_default()
        at = self.pile_at(event.x)
        if event.shift or event.ctrl:
            self.scroll_piles(self.first + turns)
        elif at is not None:
            pile = self.piles[at]
            self.scroll_pile(pile, self.top(pile) + turns * WHEEL)
        self.refresh()
