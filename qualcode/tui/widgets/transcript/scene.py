"""A transcript laid out for one width: its rows, the lanes of its codings, and its strips."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from qualcode.model.spans import Span, merge
from qualcode.model.transcripts import Turn
from qualcode.model.views import CodedSpan
from qualcode.tui.colours import CodeLook, readable, tint
from qualcode.tui.safe import one_line
from qualcode.tui.widgets.transcript import paint
from qualcode.tui.widgets.transcript.lanes import Interval, Lanes
from qualcode.tui.widgets.transcript.paint import Columns, Looks, Margin, RowMarks
from qualcode.tui.widgets.transcript.rows import OUTSIDE, Rows
from qualcode.tui.widgets.transcript.selection import Selection

STRIPS_KEPT = 256


class Scene:
    """Everything between a transcript and its strips. A strip is painted when it is asked for,
    and kept until something that it depends on changes."""

    def __init__(self, text: str, turns: Sequence[Turn]) -> None:
        self.text = text
        self.turns = turns
        self.width = 0
        self.rows = Rows(text, 2, (), ())
        self.columns = Columns.of(80, len(turns), 2)
        self.lanes = Lanes([])
        self.codings: Sequence[CodedSpan] = ()
        self.focus: int | None = None
        self._codes: Mapping[int, CodeLook] = {}
        self._intervals: dict[int, tuple[Span, Interval]] = {}
        self._names: dict[int, int] = {}
        self._tinted: list[Span] = []
        self._looks: Looks | None = None
        self._background = "#000000"
        self._strips: LRUCache[tuple[int, RowMarks], Strip] = LRUCache(STRIPS_KEPT)

    def clear(self) -> None:
        """Forget all strips. Whatever changes what they show ends here, and nothing else does."""
        self._strips.clear()

    # What it shows

    def lay_out(self, width: int) -> None:
        self.width = width
        self._place_lanes()

    def show_codings(self, codings: Sequence[CodedSpan], codes: Mapping[int, CodeLook]) -> None:
        self.codings, self._codes = codings, codes
        self._place_lanes()

    def _place_lanes(self) -> None:
        """Wrap, if the text is to be of another width than before; then give codings lanes."""
        if not self.width:
            return
        narrow = Columns.of(self.width, len(self.turns), 0)
        if narrow.text != self.rows.width or not self.rows.rows:
            self.rows = Rows.of(self.text, self.turns, narrow.text)
            self._intervals = {}
        self._intervals = {c.id: (c.span, self._rows_of(c)) for c in self.codings}
        self.lanes = Lanes([interval for _, interval in self._intervals.values()])
        self.columns = Columns.of(self.width, len(self.turns), self.lanes.depth)
        self._names = self.lanes.names(self.columns.lanes)
        self.show_focus(self.focus)

    def _rows_of(self, coding: CodedSpan) -> Interval:
        span, interval = self._intervals.get(coding.id, (None, (0, 0)))
        return interval if span is coding.span else self.rows.rows_of(coding.span)

    def show_focus(self, code_id: int | None) -> None:
        """Tint what has a code."""
        self.focus = code_id
        self._tinted = merge(c.span for c in self.codings if c.code_id == code_id)
        self.clear()

    def dress(self, looks: Looks, background: str) -> None:
        self._looks, self._background = looks, background
        self.clear()

    # What stands where

    def touching(self, span: Span) -> list[CodedSpan]:
        """The codings that share a character with a span, in order."""
        items = sorted(self.lanes.between(*self.rows.rows_of(span)))
        return [self.codings[i] for i in items if self.codings[i].span.overlaps(span)]

    def coding_at(self, row: int, column: int) -> CodedSpan | None:
        """The coding whose bar or name stands at a place of the margin."""
        lane = column - self.columns.margin
        if lane < 0:
            return None
        found = self.lanes.at(row, self.columns.lanes)
        item = found[lane] if lane < len(found) else None
        if item is None and lane >= self.columns.lanes:
            item = self._names.get(row)
        return None if item is None else self.codings[item]

    def marks(self, row: int, selection: Selection) -> RowMarks:
        """What of the selection stands on a row."""
        found = self.rows.rows[row]
        first, last = self.rows.rows_of(selection.span)
        if not first <= row <= last:
            return RowMarks()
        bracket = "]" if first == last else "┐" if row == first else "┘" if row == last else "│"
        start = max(selection.span.start, found.start) - found.start
        end = min(selection.span.end, found.end) - found.start
        cursor = None
        if found.start <= selection.cursor < found.end:
            whole = self.rows.grapheme_at(selection.cursor)
            cursor = whole.start - found.start, whole.end - found.start
        return RowMarks((start, end) if start < end else None, cursor, bracket)

    # Strips

    def strip(self, row: int, selection: Selection) -> Strip:
        looks = self._looks
        if looks is None or row >= len(self.rows):
            return Strip.blank(self.width, looks.text if looks else None)
        marks = self.marks(row, selection)
        strip = self._strips.get((row, marks))
        if strip is None:
            strip = self._strips[row, marks] = self._painted(row, marks, looks)
        return strip

    def _painted(self, row: int, marks: RowMarks, looks: Looks) -> Strip:
        found = self.rows.rows[row]
        turn = None if found.turn == OUTSIDE else self.turns[found.turn]
        asked = turn is not None and turn.interviewer
        if found.kind == "label" and turn is not None:
            name = one_line(turn.speaker)
            segments = paint.label_row(found.turn + 1, name, asked, self.columns, looks)
        else:
            segments = paint.text_row(
                self.rows.shown(row),
                looks.asked if asked else looks.text,
                marks,
                list(self._tints_on(found.start, found.end)),
                self.columns,
                replace(looks, tint=looks.tint + self._tint()),
            )
        segments += paint.margin(self._margin(row), marks.bracket, self.columns, looks)
        return paint.finished(segments, self.width, looks.text)

    def _tints_on(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        first = bisect_right(self._tinted, start, key=lambda span: span.end)
        last = bisect_left(self._tinted, end, key=lambda span: span.start)
        for span in self._tinted[first:last]:
            yield span.start - start, span.end - start

    def _tint(self) -> Style:
        look = self._codes.get(self.focus) if self.focus is not None else None
        if look is None:
            return Style()
        return Style(bgcolor=tint(look.colour, self._background))

    def _margin(self, row: int) -> Margin:
        shown = self.lanes.at(row, self.columns.lanes)
        bars = [None if item is None else self._bar(item, row) for item in shown]
        more = self.lanes.count(row) - sum(item is not None for item in shown)
        named = self._names.get(row)
        if named is None:
            return Margin(bars, more=more)
        coding = self.codings[named]
        sign = paint.SIGNS.get(coding.stance or "", "")
        name = one_line(f"{sign} {self._look(coding).name}")
        return Margin(bars, name, self._ink(coding), more)

    def _bar(self, item: int, row: int) -> paint.Bar:
        coding = self.codings[item]
        focused = coding.code_id == self.focus
        return paint.Bar(paint.glyph(row, *self.interval(item), focused=focused), self._ink(coding))

    def interval(self, item: int) -> Interval:
        return self.lanes.intervals[item]

    def _look(self, coding: CodedSpan) -> CodeLook:
        return self._codes.get(coding.code_id) or CodeLook("?", "#888888")

    def _ink(self, coding: CodedSpan) -> Style:
        colour = readable(self._look(coding).colour, self._background)
        focused = coding.code_id == self.focus
        return Style(color=colour, bgcolor=self._background, bold=focused or None)


def scrolled(
    top: int, height: int, wanted: Interval, cursor: int, total: int, *, context: int = 2
) -> int:
    """The first row to show, so that the wanted rows are in sight with some context; what is
    too long to be seen whole is seen where the cursor is."""
    first, last = wanted
    context = min(context, max(0, (height - 1) // 4))
    if last - first + 1 + 2 * context > height:
        first = last = cursor
    if first - context < top:
        top = first - context
    elif last + context >= top + height:
        top = last + context - height + 1
    return max(0, min(top, total - height))
