"""A transcript laid out for one width: its rows, the lanes of its codings, and its strips."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from rich.cells import cell_len
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from qualcode.model.spans import Span, merge
from qualcode.model.transcripts import Turn
from qualcode.model.views import CodedSpan
from qualcode.tui.colours import CodeLook, readable, tint
from qualcode.tui.safe import one_line
from qualcode.tui.widgets.transcript import paint
from qualcode.tui.widgets.transcript.lanes import Interval, Item, Lanes, together
from qualcode.tui.widgets.transcript.paint import PLAIN, Columns, Looks, Margin, RowMarks
from qualcode.tui.widgets.transcript.rows import OUTSIDE, Row, Rows
from qualcode.tui.widgets.transcript.selection import Selection

STRIPS_KEPT = 256
UNKNOWN = CodeLook("?", "#888888")


class Scene:
    """Everything between a transcript and its strips. A strip is painted when it is asked for,
    and kept until something that it depends on changes.

    Whatever changes the looks of some rows gives those rows back, so that no more than they need
    be painted anew.
    """

    def __init__(self, text: str, turns: Sequence[Turn]) -> None:
        self.text = text
        self.turns = turns
        self.width = 0
        self.rows = Rows(text, 2, (), ())
        self.columns = Columns.of(80, len(turns), 2)
        self.lanes = Lanes()
        self.codings: Sequence[CodedSpan] = ()
        self.focus: int | None = None
        self._codes: Mapping[int, CodeLook] = {}
        self._by_id: dict[int, CodedSpan] = {}
        self._of_code: defaultdict[int, set[int]] = defaultdict(set)
        self._items: dict[int, Item] = {}
        self._tinted: list[Span] = []
        self._hits: list[Span] = []
        self._read: Sequence[Span] = ()
        self._read_rows: frozenset[int] = frozenset()
        self._read_word = ""
        self._picked: int | None = None
        self._looks: Looks | None = None
        self._background = "#000000"
        self._strips: LRUCache[tuple[int, RowMarks], Strip] = LRUCache(STRIPS_KEPT)

    def _changed(self, intervals: Iterable[Interval]) -> list[Interval]:
        """Forget the strips of some rows. Whatever changes what they show ends here, and nothing
        else does."""
        changed = together(intervals)
        firsts = [first for first, _ in changed]
        for key in list(self._strips.keys()):
            place = bisect_right(firsts, key[0]) - 1
            if place >= 0 and key[0] <= changed[place][1]:
                self._strips.discard(key)
        return changed

    def _all_changed(self) -> list[Interval]:
        self._strips.clear()
        return [(0, max(0, len(self.rows) - 1))]

    # What it shows

    def lay_out(self, width: int) -> None:
        """Wrap, if the text is to be of another width than before, and share out the margin."""
        self.width = width
        wanted = Columns.of(width, len(self.turns), 0).text
        if wanted != self.rows.width or not self.rows.rows:
            self.rows = Rows.of(self.text, self.turns, wanted)
            self._items = {c.id: self._item(c) for c in self.codings}
            self.lanes = Lanes(self._items.values())
            self._read_rows = self._rows_read()
        self.columns = Columns.of(width, len(self.turns), self.lanes.depth)
        self._all_changed()

    def show_codings(
        self, codings: Sequence[CodedSpan], codes: Mapping[int, CodeLook]
    ) -> list[Interval]:
        """Show these from now on. What was shown before and is among them costs nothing."""
        before, self.codings = self.codings, tuple(codings)
        same_codes, self._codes = codes == self._codes, codes
        gone, come = difference(before, self.codings)
        self._take_in(gone, come)
        if not self.width:
            return []
        out = [self._items.pop(coding.id) for coding in gone]
        self._items |= {coding.id: self._item(coding) for coding in come}
        changed = self.lanes.change(out, [self._items[coding.id] for coding in come])
        columns = Columns.of(self.width, len(self.turns), self.lanes.depth)
        same_columns, self.columns = columns == self.columns, columns
        return self._changed(changed) if same_codes and same_columns else self._all_changed()

    def _take_in(self, gone: Collection[CodedSpan], come: Collection[CodedSpan]) -> None:
        for coding in gone:
            del self._by_id[coding.id]
            self._of_code[coding.code_id].remove(coding.id)
        for coding in come:
            self._by_id[coding.id] = coding
            self._of_code[coding.code_id].add(coding.id)
        if self.focus in {coding.code_id for coding in (*gone, *come)}:
            self._tinted = self._in_focus()

    def _item(self, coding: CodedSpan) -> Item:
        span = coding.span
        return Item(*self.rows.rows_of(span), span.start, span.end, coding.id)

    def show_focus(self, code_id: int | None) -> list[Interval]:
        """Tint what has a code."""
        touched = self._with(self.focus) | self._with(code_id)
        self.focus = code_id
        self._tinted = self._in_focus()
        return self._changed(self._rows_of(touched))

    def _in_focus(self) -> list[Span]:
        spans = (self._by_id[coding].span for coding in self._with(self.focus))
        # Hundreds of spans are compared far quicker by their numbers.
        return merge(sorted(spans, key=lambda span: (span.start, span.end)))

    def _with(self, code_id: int | None) -> set[int]:
        """The codings that have a code."""
        return set() if code_id is None else self._of_code[code_id]

    def _rows_of(self, codings: Iterable[int | None]) -> Iterator[Interval]:
        found = (self._items.get(coding) for coding in codings if coding is not None)
        return (item[:2] for item in found if item is not None)

    def show_hits(self, spans: Sequence[Span]) -> list[Interval]:
        """Mark what a search has found."""
        before, self._hits = self._hits, merge(spans)
        return self._changed(map(self.rows.rows_of, set(before).symmetric_difference(self._hits)))

    def show_read(self, spans: Sequence[Span], word: str) -> list[Interval]:
        """Mark what has been read, and held nothing to code."""
        self._read, self._read_word = spans, word
        before, self._read_rows = self._read_rows, self._rows_read()
        return self._changed((row, row) for row in before ^ self._read_rows)

    def show_picked(self, coding_id: int | None) -> list[Interval]:
        """Mark the coding whose edges are being moved."""
        touched, self._picked = (self._picked, coding_id), coding_id
        return self._changed(self._rows_of(touched))

    def _rows_read(self) -> frozenset[int]:
        """The rows on which something read is marked: the label of a turn that was read whole;
        the first row of anything else."""
        return frozenset(row for span in self._read for row in self._marking(span))

    def _marking(self, span: Span) -> Iterator[int]:
        first = bisect_left(self.turns, span.start, key=lambda turn: turn.body)
        last = bisect_right(self.turns, span.end, key=lambda turn: turn.end)
        for turn in self.turns[first:last]:
            row = self.rows.row_of(turn.body)
            label = self.rows.rows[row - 1] if row else None
            labelled = label is not None and label.kind == "label" and label.end == turn.body
            yield row - labelled
        if first >= last:
            yield self.rows.row_of(span.start)

    def dress(self, looks: Looks, background: str) -> None:
        self._looks, self._background = looks, background
        self._all_changed()

    # What stands where

    def touching(self, span: Span) -> list[CodedSpan]:
        """The codings that share a character with a span, in order."""
        items = sorted(self.lanes.between(*self.rows.rows_of(span)), key=lambda item: item[2:])
        return [self._coding(i) for i in items if i.start < span.end and span.start < i.end]

    def coding_at(self, row: int, column: int) -> CodedSpan | None:
        """The coding whose bar or name stands at a place of the margin."""
        lane = column - self.columns.margin
        if lane < 0:
            return None
        if lane >= self.columns.lanes:
            return self._named_at(row, lane - self.columns.lanes)
        found = self._shown(row)
        item = found[lane] if lane < len(found) else None
        return None if item is None else self._coding(item)

    def _named_at(self, row: int, column: int) -> CodedSpan | None:
        """The coding whose name is nearest to a column of the names."""
        found, shown = self.lanes.names(row, self.columns.lanes), self._margin(row)
        room = self.columns.name - 1 - len(paint.more_of(shown))
        cuts = paint.fitted([name.text for name in shown.names], room)
        ends = accumulate(cell_len(cut) + len(paint.APART) for cut in cuts)
        place = sum(end < column for end in ends)
        return self._coding(found[min(place, len(cuts) - 1)]) if cuts else None

    def _coding(self, item: Item) -> CodedSpan:
        return self._by_id[item.id]

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
            name, style = one_line(turn.speaker), looks.label_asked if asked else looks.label
            read = f"  {paint.READ} {self._read_word}".rstrip() if row in self._read_rows else ""
            segments = paint.label_row(found.turn + 1, name, style, read, self.columns, looks)
        else:
            said = paint.Said(
                self.rows.shown(row),
                looks.asked if asked else looks.text,
                list(self._layers(found, looks)),
                row in self._read_rows,
            )
            segments = paint.text_row(said, marks, self.columns, looks)
        segments += paint.margin(self._margin(row), marks.bracket, self.columns, looks)
        return paint.finished(segments, self.width, looks.text)

    def _layers(self, row: Row, looks: Looks) -> Iterator[paint.Layer]:
        tinted = looks.tint + self._tint()
        for spans, style in ((self._tinted, tinted), (self._hits, looks.hit)):
            first = bisect_right(spans, row.start, key=lambda span: span.end)
            last = bisect_left(spans, row.end, key=lambda span: span.start)
            for span in spans[first:last]:
                yield (span.start - row.start, span.end - row.start), style

    def _tint(self) -> Style:
        look = self._codes.get(self.focus) if self.focus is not None else None
        if look is None:
            return PLAIN
        return Style(bgcolor=tint(look.colour, self._background))

    def _shown(self, row: int) -> list[Item | None]:
        """What stands in the lanes that are shown. The coding in hand is always among them: if
        it has no lane there, it stands in the last one."""
        shown = self.lanes.at(row, self.columns.lanes)
        picked = self._items.get(self._picked) if self._picked is not None else None
        if picked and shown and picked.first <= row <= picked.last and picked not in shown:
            shown[-1] = picked
        return shown

    def _margin(self, row: int) -> Margin:
        shown = self._shown(row)
        bars = [None if item is None else self._bar(item, row) for item in shown]
        more = self.lanes.count(row) - sum(item is not None for item in shown)
        named = self.lanes.names(row, self.columns.lanes)
        return Margin(bars, [self._name(self._coding(item)) for item in named], more)

    def _name(self, coding: CodedSpan) -> paint.Name:
        sign = paint.SIGNS.get(coding.stance or "", "")
        return paint.Name(one_line(f"{sign} {self._look(coding).name}"), self._ink(coding))

    def _bar(self, item: Item, row: int) -> paint.Bar:
        coding = self._coding(item)
        look: paint.BarLook = "focused" if coding.code_id == self.focus else "plain"
        if item.id == self._picked:
            look = "picked"
        return paint.Bar(paint.glyph(row, item.first, item.last, look), self._ink(coding))

    def _look(self, coding: CodedSpan) -> CodeLook:
        return self._codes.get(coding.code_id) or UNKNOWN

    def _ink(self, coding: CodedSpan) -> Style:
        bold = coding.code_id == self.focus or coding.id == self._picked
        return ink(self._look(coding).colour, self._background, bold)


@lru_cache(maxsize=1024)
def ink(colour: str, background: str, bold: bool) -> Style:
    """How the bar and the name of a coding are painted: bold for the code in focus."""
    return Style(color=readable(colour, background), bgcolor=background, bold=bold or None)


def difference(
    before: Sequence[CodedSpan], now: Sequence[CodedSpan]
) -> tuple[list[CodedSpan], list[CodedSpan]]:
    """The codings that are among the ones and not among the others, and the other way round.

    Most often one of thousands has come or gone: what both begin and end with is passed over
    without looking closely.
    """
    if not before:
        return [], list(now)
    most = min(len(before), len(now))
    ahead = same(before, now, most)
    behind = same(before[::-1], now[::-1], most - ahead)
    old, new = before[ahead : len(before) - behind], now[ahead : len(now) - behind]
    kept = set(old).intersection(new)
    return [c for c in old if c not in kept], [c for c in new if c not in kept]


def same(before: Sequence[CodedSpan], now: Sequence[CodedSpan], most: int) -> int:
    """With how many of the same codings both begin, at most `most`."""
    pairs = enumerate(zip(before, now, strict=False))
    found = next((n for n, (one, other) in pairs if one is not other and one != other), most)
    return min(found, most)


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
