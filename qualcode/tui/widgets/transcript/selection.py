"""Moving the cursor and growing the selection over words, sentences and turns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.text import WORD
from qualcode.model.transcripts import Turn

UnitName = Literal["word", "sentence", "turn"]
Edge = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a code would be given to, and where the cursor stands in it.

    It grew from `anchor`, on one side only. One that is provisional becomes a sentence when
    sentences are known.
    """

    anchor: Span
    span: Span
    cursor: int
    provisional: bool = False

    @classmethod
    def at(cls, span: Span, cursor: int | None = None, *, provisional: bool = False) -> Selection:
        inside = cursor is not None and span.contains(cursor)
        return cls(span, span, cursor if inside and cursor is not None else span.start, provisional)

    @property
    def grown(self) -> bool:
        return self.span != self.anchor


class Units:
    """Spans of one kind in order of the text, and the way from an offset to the next."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.starts = [span.start for span in spans]
        self.ends = [span.end for span in spans]

    def at(self, offset: int) -> Span | None:
        """The unit that holds a character; else the next one, else the last."""
        if not self.spans:
            return None
        return self.spans[min(bisect_right(self.ends, offset), len(self.spans) - 1)]

    def holding(self, offset: int) -> Span | None:
        """The unit that holds a character, if one does."""
        found = self.at(offset)
        return found if found is not None and found.contains(offset) else None

    def after(self, offset: int) -> Span | None:
        """The first unit that begins after a character."""
        place = bisect_right(self.starts, offset)
        return self.spans[place] if place < len(self.spans) else None

    def before(self, offset: int) -> Span | None:
        """The last unit that begins before a character."""
        place = bisect_left(self.starts, offset)
        return self.spans[place - 1] if place else None

    def end_after(self, end: int) -> int | None:
        place = bisect_right(self.ends, end)
        return self.ends[place] if place < len(self.ends) else None

    def end_before(self, end: int) -> int | None:
        place = bisect_left(self.ends, end)
        return self.ends[place - 1] if place else None

    def count_in(self, span: Span) -> int:
        """How many units begin in a span."""
        return bisect_left(self.starts, span.end) - bisect_left(self.starts, span.start)

    def number_at(self, offset: int) -> int:
        """The place of the unit that holds a character, or of the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)


class Landmarks:
    """The words, sentences and turns of a transcript; words are rough and sentences missing
    until they have been worked out."""

    def __init__(self, text: str, turns: Sequence[Turn], segmentation: Segmentation | None) -> None:
        self.text = text
        self._turns = turns
        self._segmentation = segmentation

    @property
    def complete(self) -> bool:
        return self._segmentation is not None

    @cached_property
    def sentences(self) -> Units:
        return Units(self._segmentation.sentences if self._segmentation else ())

    @cached_property
    def words(self) -> Units:
        if self._segmentation is not None:
            return Units(self._segmentation.words)
        said = [(t.body, t.end) for t in self._turns] or [(0, len(self.text))]
        found = (w for start, end in said for w in WORD.finditer(self.text, start, end))
        return Units([Span(*word.span()) for word in found])

    @cached_property
    def turns(self) -> Units:
        """What is said in each turn; the paragraphs of a text without turns."""
        if self._turns:
            return Units([Span(t.body, t.end) for t in self._turns if t.body < t.end])
        return Units(list(_paragraphs(self.text)))

    @cached_property
    def answers(self) -> Units:
        """The turns, without those in which the interviewer asks."""
        if not self._turns:
            return self.turns
        told = (t for t in self._turns if not t.interviewer and t.body < t.end)
        return Units([Span(t.body, t.end) for t in told])

    def units(self, name: UnitName) -> Units:
        if name == "word":
            return self.words
        return self.sentences if name == "sentence" else self.turns

    def landing(self, offset: int) -> Selection:
        """Where a jump to an offset ends: on the sentence there, or for now on a word."""
        units = self.sentences if self.complete else self.words
        unit = units.at(offset) or self.words.at(offset) or Span(0, max(1, len(self.text)))
        return Selection.at(unit, offset, provisional=not self.complete)


def _paragraphs(text: str) -> Iterable[Span]:
    position = 0
    for line in text.splitlines(keepends=True):
        said = line.strip()
        if said:
            start = position + line.index(said)
            yield Span(start, start + len(said))
        position += len(line)


def moved(selection: Selection, units: Units, step: int) -> Selection:
    """On to the next unit of a kind, or back to the one before; it stays at either end."""
    if not units.spans:
        return selection
    if step > 0:
        return Selection.at(units.after(selection.cursor) or units.spans[-1])
    return Selection.at(units.before(selection.cursor) or units.spans[0])


def extended(selection: Selection, units: Units, step: int) -> Selection:
    """Grow to the next end (or start) of a unit, or give back what was grown the other way."""
    anchor, span = selection.anchor, selection.span
    if step > 0:
        if span.start < anchor.start:
            following = units.after(span.start)
            start = min(following.start if following else anchor.start, anchor.start)
            return _active(anchor, Span(start, span.end))
        return _active(anchor, Span(span.start, units.end_after(span.end) or span.end))
    if span.end > anchor.end:
        end = max(units.end_before(span.end) or anchor.end, anchor.end)
        return _active(anchor, Span(span.start, end))
    earlier = units.before(span.start)
    return _active(anchor, Span(earlier.start if earlier else span.start, span.end))


def shrunk(selection: Selection, sentences: Units, words: Units) -> Selection:
    """Less: give back the last sentence that was taken in, else leave out the last word."""
    if selection.span.start < selection.anchor.start:
        return extended(selection, sentences, 1)
    if selection.span.end > selection.anchor.end:
        return extended(selection, sentences, -1)
    end = words.end_before(selection.span.end)
    if end is None or end <= selection.span.start:
        return selection
    return Selection.at(Span(selection.span.start, end), selection.cursor)


def _active(anchor: Span, span: Span) -> Selection:
    """A grown selection, its cursor on the side that moves."""
    cursor = span.end - 1 if span.end > anchor.end else span.start
    return Selection(anchor, span, cursor)


def edged(selection: Selection, units: Units, step: int, edge: Edge) -> Selection:
    """Move one edge to the next start (or end) of a unit; something always stays selected."""
    start, end = selection.span.start, selection.span.end
    if edge == "end":
        found = units.end_after(end) if step > 0 else units.end_before(end)
        return at_edge(Span(start, found if found and found > start else end), edge)
    unit = units.after(start) if step > 0 else units.before(start)
    return at_edge(Span(unit.start if unit and unit.start < end else start, end), edge)


def at_edge(span: Span, edge: Edge) -> Selection:
    """A span of which one edge is to be moved: it is anchored at the other one."""
    if edge == "end":
        return Selection(Span(span.start, span.start + 1), span, span.end - 1)
    return Selection(Span(span.end - 1, span.end), span, span.start)


def dragged(text: str, origin: Span, reached: Span, words: Units) -> Selection:
    """What a pointer marked on its way from one character to another: whole words, as keys would
    mark them, less outer white space."""
    start, end = min(origin.start, reached.start), min(max(origin.end, reached.end), len(text))
    inner = text[start:end].strip()
    if not inner:
        return Selection.at(origin)
    start += text[start:end].index(inner)
    first, last = words.holding(start), words.holding(start + len(inner) - 1)
    span = Span(first.start if first else start, last.end if last else start + len(inner))
    return at_edge(span, "end" if reached.start >= origin.start else "start")


def next_span(spans: Sequence[Span], current: Span, step: int) -> Span | None:
    """The next span in order of the text (by start, then end) after one, or the one before it."""
    if step > 0:
        place = bisect_right(spans, current)
        return spans[place] if place < len(spans) else None
    place = bisect_left(spans, current)
    return spans[place - 1] if place else None


def next_bare(answers: Units, coded: Iterable[Span], offset: int, step: int) -> Span | None:
    """The next answer (or the one before) of which nothing is coded; None if there is none."""
    touched = touched_by(answers, coded)
    if step > 0:
        ahead = range(bisect_right(answers.starts, offset), len(answers.spans))
    else:
        ahead = range(bisect_right(answers.ends, offset) - 1, -1, -1)
    return next((answers.spans[i] for i in ahead if i not in touched), None)


def touched_by(units: Units, coded: Iterable[Span]) -> set[int]:
    """The numbers of the units of which something is coded."""
    found: set[int] = set()
    start = end = 0
    for span in coded:
        if not start <= span.start < span.end <= end:
            start, end = span.start, span.end
            found.update(range(bisect_right(units.ends, start), bisect_left(units.starts, end)))
    return found


class Coverage:
    """How many of some units are touched by spans that come and go."""

    def __init__(self, units: Units, spans: Iterable[Span] = ()) -> None:
        self._units = units
        self._held: Counter[int] = Counter()
        self.change(come=spans)

    def change(self, gone: Iterable[Span] = (), come: Iterable[Span] = ()) -> None:
        for span in gone:
            self._held.subtract(self._touched(span))
        for span in come:
            self._held.update(self._touched(span))

    def _touched(self, span: Span) -> range:
        units = self._units
        return range(bisect_right(units.ends, span.start), bisect_left(units.starts, span.end))

    @property
    def share(self) -> float | None:
        """The percentage of the units; None where there are none."""
        if not self._units.spans:
            return None
        return 100 * sum(n > 0 for n in self._held.values()) / len(self._units.spans)
