"""Searching while coding: the hits are marked in the text, and one goes from each to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message

from qualcode.errors import QualcodeError
from qualcode.model.searching import Hit
from qualcode.model.spans import Span
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.getting_about import GettingAbout
from qualcode.tui.screens.coding.search import SearchScreen
from qualcode.tui.screens.coding.search_board import Searched
from qualcode.tui.widgets.transcript.view import TranscriptView
from qualcode.tui.words import counted
from qualcode.workflow import searching

MOST = 10_000
"""More hits than this are not marked in one interview."""


class Searching(GettingAbout):
    """The query is kept as long as the interview is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("slash", "search", "search.open", room="search"),
        key("h", "hit(1)", "search.next_hit", room="search", show=False),
        key("H", "hit(-1)", "search.previous_hit", room="search", show=False),
    ]

    _query = ""
    _hits: Sequence[Span] = ()
    _line_on_hit = ""
    """What is to be said of a hit when the cursor has come there."""

    @dataclass
    class HitsFound(Message):
        """The hits of a query in this interview; a line about them is wanted or not."""

        query: str
        hits: Sequence[Hit]
        telling: bool

    def on_mount(self) -> None:
        # An interview that was opened from a search shows what was searched for.
        below = [s for s in self.app.screen_stack if isinstance(s, SearchScreen)]
        if below and below[-1].query_asked:
            self._query = below[-1].query_asked
            self.find_hits(self._query, telling=False)

    def action_search(self) -> None:
        screen = SearchScreen(self.study, self.coder, self.desk, query=self._query)
        self.app.push_screen(screen, self._come_back)

    def _come_back(self, searched: Searched | None) -> None:
        if searched is None:
            return
        if searched.changed:
            with self.telling():
                self.written()
        self._query = searched.query
        if searched.hit is not None:
            self.view.focus()
            self.view.jump(searched.hit.span.start)
        if searched.query:
            self.find_hits(searched.query, telling=searched.hit is None)
        else:
            self.clear_hits()

    @work(thread=True, exclusive=True, group="hits")
    def find_hits(self, query: str, *, telling: bool) -> None:
        """All hits in this interview; the search may have shown some of them only."""
        try:
            here = self.desk.transcript.id
            found = searching.search(self.study, query, transcript_id=here, limit=MOST)
        except QualcodeError:
            # The search has said already why the query cannot be read.
            self.post_message(self.HitsFound(query, (), telling=False))
        else:
            self.post_message(self.HitsFound(query, found.hits, telling))

    @on(HitsFound)
    def mark_hits(self, message: HitsFound) -> None:
        if message.query != self._query:
            return
        self._hits = sorted(hit.span for hit in message.hits)
        self.view.show_hits(self._hits)
        if message.telling and self._hits:
            self.say(counted(self.t, "search.text.marked", len(self._hits)))
        elif message.telling:
            self.say(self.t("search.text.none"))

    def clear_hits(self) -> bool:
        """Take the marks off the hits; False if there were none."""
        had = bool(self._hits)
        self._hits = ()
        self.view.show_hits(())
        return had

    def action_back(self) -> None:
        """Between a step back from a selection and one from the interview: one from the hits."""
        view = self.view
        marked = view.holding or view.selection.grown
        if marked or not view.has_focus or not self.clear_hits():
            super().action_back()
        else:
            self.show_place()

    def action_hit(self, step: int) -> None:
        """To the next hit from the cursor, or the one before; round the ends of the interview."""

        def go() -> None:
            if not self._hits:
                self.say(self.t("search.text.no_search"))
                return
            starts, cursor = [span.start for span in self._hits], self.view.selection.cursor
            place = bisect_right(starts, cursor) if step > 0 else bisect_left(starts, cursor) - 1
            line = "at"
            if not 0 <= place < len(starts):
                place, line = (0, "round") if step > 0 else (len(starts) - 1, "round_back")
            self._go_to_hit(place, line)

        self.view.when_settled(go)

    def _go_to_hit(self, place: int, line: str) -> None:
        span, before = self._hits[place], self.view.selection
        words = one_line(span.of(self.desk.transcript.text))
        said = self.t(f"search.text.{line}", n=place + 1, of=len(self._hits), said=words)
        self.view.jump(span.start)
        if self.view.selection == before:
            self.say(said)
        else:
            self._line_on_hit = said

    @on(TranscriptView.Moved)
    def say_where_among_hits(self) -> None:
        """The line on a hit stands where the line on the place would, which comes first."""
        if self._line_on_hit:
            self.call_later(self.say, self._line_on_hit)
            self._line_on_hit = ""
