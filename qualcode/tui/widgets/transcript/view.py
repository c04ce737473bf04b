"""The widget that a transcript is coded in: a surface that is moved over by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.segmentation import Segmentation
from qualcode.model.views import OpenTranscript
from qualcode.tui.widgets.transcript.bindings import BINDINGS
from qualcode.tui.widgets.transcript.pointer import PointedSurface
from qualcode.tui.widgets.transcript.selection import (
    Landmarks,
    Selection,
    UnitName,
    extended,
    moved,
    next_bare,
    shrunk,
)


class TranscriptView(PointedSurface, can_focus=True):
    """An interview with its codings, a cursor and a selection; it never writes anything."""

    HELP = "coding.help.text"
    BINDINGS: ClassVar[list[BindingType]] = [*BINDINGS]

    def __init__(self, transcript: OpenTranscript, *, at: int | None = None) -> None:
        super().__init__(transcript, at=at)
        self.holding = False
        self._waiting: list[Callable[[], None]] = []

    def use_segmentation(self, segmentation: Segmentation) -> None:
        """Sentences are known: do what waited for them."""
        self.landmarks = Landmarks(self.scene.text, self.scene.turns, segmentation)
        if self.selection.provisional:
            self.select(self.landmarks.landing(self.selection.cursor), follow=False)
        waiting, self._waiting = self._waiting, []
        for do in waiting:
            do()

    def when_settled(self, do: Callable[[], None]) -> None:
        """Do it with the selection that the keys pressed so far lead to."""
        self._soon(do, sentences=self.selection.provisional)

    def _soon(self, do: Callable[[], None], *, sentences: bool) -> None:
        """Do it now; or later, if it needs sentences, or comes after something that does."""
        if self.landmarks.complete or not (sentences or self._waiting):
            do()
        else:
            self._waiting.append(do)

    def action_move(self, unit: UnitName, step: int) -> None:
        if self.holding:
            self.action_grow(unit, step)
            return

        def move() -> None:
            if unit == "turn":
                turn = moved(self.selection, self.landmarks.turns, step).cursor
                self.select(self.landmarks.landing(turn))
            else:
                self.select(moved(self.selection, self.landmarks.units(unit), step))

        self._soon(move, sentences=unit == "sentence")

    def action_grow(self, unit: UnitName, step: int) -> None:
        def grow() -> None:
            self.select(extended(self.selection, self.landmarks.units(unit), step))

        self._soon(grow, sentences=unit == "sentence" or self.selection.provisional)

    def action_shrink(self) -> None:
        def shrink() -> None:
            marks = self.landmarks
            self.select(shrunk(self.selection, marks.sentences, marks.words))

        self._soon(shrink, sentences=True)

    def action_take_turn(self) -> None:
        """Select all that is said in the turn."""

        def take() -> None:
            turn = self.landmarks.turns.at(self.selection.cursor)
            if turn is not None:
                self.select(Selection.at(turn))

        self._soon(take, sentences=False)

    def action_page(self, step: int) -> None:
        def page() -> None:
            rows = self.scene.rows
            row = rows.row_of(self.selection.cursor) + step * max(1, self.size.height - 3)
            self.jump(rows.rows[min(max(0, row), len(rows) - 1)].start)

        self._soon(page, sentences=False)

    def action_edge(self, step: int) -> None:
        """To the beginning or the end of the interview."""
        edge = len(self.scene.text) - 1 if step > 0 else 0
        self._soon(lambda: self.jump(edge), sentences=False)

    def action_bare(self, step: int) -> None:
        """To the next answer of which nothing is coded."""

        def jump() -> None:
            coded = [coding.span for coding in self.scene.codings]
            found = next_bare(self.landmarks.answers, coded, self.selection.cursor, step)
            if found is None:
                self.post_message(self.AllCoded())
            else:
                self.jump(found.start)

        self._soon(jump, sentences=False)

    def action_hold(self) -> None:
        """Keep the start of the selection, so that plain arrows grow it."""
        self.holding = not self.holding
        self.post_message(self.Moved(self.selection))

    def let_go(self) -> bool:
        """Give up what was marked; False if nothing was."""
        marked = self.holding or self.selection.grown
        self.holding = False
        if self.selection.grown:
            self.jump(self.selection.anchor.start)
        elif marked:
            self.post_message(self.Moved(self.selection))
        return marked
