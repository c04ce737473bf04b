"""The widget that a transcript is coded in: a surface that is moved over by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan, OpenTranscript
from qualcode.tui.widgets.transcript.bindings import BINDINGS
from qualcode.tui.widgets.transcript.pointer import PointedSurface
from qualcode.tui.widgets.transcript.selection import (
    Edge,
    Landmarks,
    Selection,
    UnitName,
    at_edge,
    edged,
    extended,
    moved,
    next_bare,
    next_span,
    shrunk,
)


class TranscriptView(PointedSurface, can_focus=True):
    """An interview with its codings, a cursor and a selection; it never writes anything."""

    HELP = "coding.help.text"
    BINDINGS: ClassVar[list[BindingType]] = [*BINDINGS]

    class EdgesWanted(Message):
        """The edges of the coding under the cursor are to be moved."""

    @dataclass
    class NoCoding(Message):
        """The next coding was asked for, and there is none that way; `code` if one of the code
        in focus was meant."""

        code: int | None

    @dataclass
    class Followed(Message):
        """The next coding of a code was gone to."""

        code: int

    def __init__(self, transcript: OpenTranscript, *, at: int | None = None) -> None:
        super().__init__(transcript, at=at)
        self.holding: Edge | None = None
        self.picked: CodedSpan | None = None
        self.read: Sequence[Span] = ()
        self._waiting: list[Callable[[], None]] = []

    def use_segmentation(self, segmentation: Segmentation) -> None:
        """Sentences are known: do what waited for them."""
        self.landmarks = Landmarks(self.scene.text, self.scene.turns, segmentation)
        if self.selection.provisional:
            self.select(self.landmarks.landing(self.selection.cursor), follow=False)
        waiting, self._waiting = self._waiting, []
        for do in waiting:
            do()

    @property
    def settled(self) -> bool:
        """Whether what is selected is what the keys pressed so far lead to."""
        return self.landmarks.complete or not (self.selection.provisional or self._waiting)

    def when_settled(self, do: Callable[[], None]) -> None:
        """Do it with the selection that the keys pressed so far lead to."""
        self._soon(do, sentences=self.selection.provisional)

    def after_keys(self, do: Callable[[], None]) -> None:
        """Do it when the keys pressed so far have been obeyed, which may wait for sentences."""
        self._soon(do, sentences=False)

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
            units = self.landmarks.units(unit)
            if self.holding is None:
                self.select(extended(self.selection, units, step))
            else:
                self.select(edged(self.selection, units, step, self.holding))

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

    def action_far(self, step: int) -> None:
        """To the beginning or the end of the interview."""
        edge = len(self.scene.text) - 1 if step > 0 else 0
        self._soon(lambda: self.jump(edge), sentences=False)

    def action_bare(self, step: int) -> None:
        """To the next answer of which nothing is coded, and that is not read either."""

        def jump() -> None:
            coded = [*(coding.span for coding in self.scene.codings), *self.read]
            found = next_bare(self.landmarks.answers, coded, self.selection.cursor, step)
            if found is None:
                self.post_message(self.AllCoded())
            else:
                self.jump(found.start)

        self._soon(jump, sentences=False)

    def action_coding(self, step: int, of_code: bool = False) -> None:
        """To the next coding (of the code in focus), and select its passage."""

        def jump() -> None:
            code = self._code_meant() if of_code else None
            spans = [c.span for c in self.scene.codings if not code or c.code_id == code]
            found = next_span(spans, self.selection.span, step)
            if found is None or (of_code and code is None):
                self.post_message(self.NoCoding(code))
            else:
                self.select(Selection.at(found))
                if code is not None:
                    self.post_message(self.Followed(code))

        self._soon(jump, sentences=False)

    def _code_meant(self) -> int | None:
        """The code in focus; where the cursor is on codings of others, the first of those."""
        cursor, focus = self.selection.cursor, self.scene.focus
        touched = self.scene.touching(self.selection.span)
        here = [c.code_id for c in touched if c.span.contains(cursor)]
        return focus if not here or focus in here else here[0]

    @property
    def turn_starts(self) -> list[int]:
        """Where each turn begins, numbered as its label is; the paragraphs of a text without."""
        turns = [turn.body for turn in self.scene.turns]
        return turns or list(self.landmarks.turns.starts)

    # Holding an edge

    def action_hold(self) -> None:
        """Keep the start of the selection, so that plain arrows move its end."""
        self._hold(None if self.holding else "end")

    def action_edge(self) -> None:
        """Take hold of the other edge; if none is held, of the coding under the cursor."""
        if self.holding is None:
            self.when_settled(self._ask_for_edges)
        else:
            edge: Edge = "start" if self.holding == "end" else "end"
            self.select(at_edge(self.selection.span, edge))
            self._hold(edge)

    def _ask_for_edges(self) -> None:
        self.post_message(self.EdgesWanted())

    def pick(self, coding: CodedSpan) -> None:
        """Let the keys move the edges of a coding, until `let_go`."""
        self.picked = coding
        self.show_picked(coding.id)
        self.select(at_edge(coding.span, "end"))
        self._hold("end")

    def _hold(self, edge: Edge | None) -> None:
        self.holding = edge
        self.post_message(self.Moved(self.selection))

    def let_go(self) -> bool:
        """Give up what was marked; False if nothing was."""
        marked, picked = self.holding is not None or self.selection.grown, self.picked
        self.release()
        if picked is not None:
            self.jump(picked.span.start)
        elif self.selection.grown:
            self.jump(self.selection.anchor.start)
        if marked:
            self.post_message(self.Moved(self.selection))
        return marked

    def release(self) -> None:
        """Hold no edge and no coding any more; what is selected stays so."""
        self.holding = None
        if self.picked is not None:
            self.picked = None
            self.show_picked(None)
