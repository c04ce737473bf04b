"""All about the code or theme under the cursor, on pages: as it is, its life, its excerpts, and the
trail from these to concepts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer

from qualcode.errors import QualcodeError
from qualcode.model.cautions import Caution
from qualcode.model.lives import Step
from qualcode.model.views import Excerpt
from qualcode.tui.codebook_lines import CodeLine, Line, Pointed, ThemeLine
from qualcode.tui.excerpts import quotes_of
from qualcode.tui.screens.ladder.rung import Rung
from qualcode.tui.telling.book import Book
from qualcode.tui.telling.lives import life_told
from qualcode.tui.telling.things import Teller
from qualcode.tui.telling.trails import trails_told
from qualcode.tui.widgets.code_list import CodeList
from qualcode.tui.widgets.page_line import PageLine
from qualcode.tui.widgets.paragraphs import Paragraph, Paragraphs, said
from qualcode.tui.widgets.quote_list import ExcerptList, QuoteList
from qualcode.tui.words import counted
from qualcode.workflow import tracing
from qualcode.workflow.studies import Study

Page = Literal["about", "life", "excerpts", "trail"]
PAGES: tuple[Page, ...] = ("about", "life", "excerpts", "trail")

AT_ONCE = 60
"""So many passages are read while a key is waited for; more come when the cursor rests."""
REST = 0.15
"""Seconds after which the cursor rests."""


@dataclass(frozen=True)
class Warned:
    """Cautions, also by what they are about (`code` or `theme`, and the row), and how each code was
    made."""

    all: Sequence[Caution] = ()
    by_thing: Mapping[tuple[str, int], Sequence[Caution]] = field(default_factory=dict)
    pointed: Pointed = field(default_factory=Pointed)
    made: Mapping[int, Step] = field(default_factory=dict)


class CodesPanel(Rung):
    """The panel beside the list; it follows the cursor."""

    code_list = getters.query_one(CodeList)
    told = getters.query_one("#told", Paragraphs)
    quote_list = getters.query_one(QuoteList)
    page_line = getters.query_one(PageLine)

    @dataclass
    class Fetched(Message):
        """The many passages of a thing have been read."""

        thing: tuple[str, int]
        excerpts: Sequence[Excerpt]

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self.page: Page = "about"
        self.warned = Warned()
        self._book: Book | None = None
        self._excerpts = tracing.ExcerptsInView(study)
        self._shown: object = None
        self._resting: Timer | None = None

    def compose_panel(self) -> ComposeResult:
        with Vertical(id="panel"):
            yield PageLine()
            yield Paragraphs(id="told")
            yield ExcerptList((), self.t, id="passages")

    def on_resize(self) -> None:
        """Columns of what testers said are as wide as the panel lets them."""
        self.call_after_refresh(self.show_panel)

    @property
    def book(self) -> Book:
        """The ladder, by what is asked of it; it is there."""
        assert self._book is not None
        return self._book

    def show_panel(self) -> None:
        """Tell of what the cursor is on, as the page has it; the same is not told twice."""
        line = self.code_list.current
        if line is None or self.ladder is None or self._book is None:
            return
        width = self.told.size.width
        shown = (self.code_list.thing, self.page, self.ladder.seen, self.warned, width)
        if shown == self._shown:
            return
        self._shown = shown
        with self.telling():
            self._show_page(line, self.ladder.seen)
        self._show_pages(line)

    def _show_pages(self, line: Line) -> None:
        kind = "code" if isinstance(line, CodeLine) else "theme"
        excerpts = counted(self.t, "ladder.excerpts", self._passages(line))
        named = self.t(f"codes.pages.{kind}"), self.t("codes.pages.life")
        self.page_line.pages = (*named, excerpts, self.t("codes.pages.trail"))
        self.page_line.shown = PAGES.index(self.page)

    def _passages(self, line: Line) -> int:
        return sum(self.book.codes[row].passages for row in codes_of(line))

    def _show_page(self, line: Line, seen: int) -> None:
        self.set_class(self.page == "excerpts", "-excerpts")
        few = self._passages(line) <= AT_ONCE
        excerpts: Sequence[Excerpt] = ()
        if few and self.page != "life":
            excerpts = self._excerpts.of(codes_of(line), seen)
        match self.page:
            case "about":
                self.told.show(self._about(line, excerpts))
            case "life":
                self.told.show(self._life(line))
            case _:
                self._show_passages(excerpts)
                if not few:
                    self._fetch_later()

    def _about(self, line: Line, excerpts: Sequence[Excerpt]) -> list[Paragraph]:
        teller = self._teller(excerpts)
        if isinstance(line, CodeLine):
            return teller.code(line.standing, self.warned.made.get(line.standing.code.id))
        return teller.theme(line.standing)

    def _life(self, line: Line) -> list[Paragraph]:
        if isinstance(line, ThemeLine):
            steps = tracing.life_of_theme(self.study, line.standing.theme.id)
        else:
            steps = tracing.life_of_code(self.study, line.standing.code.id)
        told = life_told(steps, line.standing, self._teller())
        return told or [said(self.t("codes.life.none"), "quiet")]

    def _teller(self, excerpts: Sequence[Excerpt] = ()) -> Teller:
        thing = self.code_list.thing or ("", 0)
        width = max(20, self.told.size.width - 3)
        return Teller(self.book, self.t, width, self.warned.by_thing.get(thing, ()), excerpts)

    # Excerpts

    def _show_passages(self, excerpts: Sequence[Excerpt]) -> None:
        """As the page has them: in a list, or with what they became."""
        if self.page == "excerpts":
            self.show_quotes(excerpts)
        else:
            self.told.show(self._trail(excerpts))

    def _trail(self, excerpts: Sequence[Excerpt]) -> list[Paragraph]:
        line = self.code_list.current
        assert self.ladder is not None
        assert line is not None
        if not self._passages(line):
            return [said(self.t("codes.trail.none"), "quiet")]
        if not excerpts:
            return [said(self.t("codes.trail.reading"), "quiet")]
        return trails_told(tracing.trail_of(self.study, self.ladder, excerpts), self.t)

    def show_quotes(self, excerpts: Sequence[Excerpt]) -> None:
        codes = {row: standing.code for row, standing in self.book.codes.items()}
        self.quote_list.show(quotes_of(excerpts, codes))

    def _fetch_later(self) -> None:
        """Many passages take longer than a key may; they come when the cursor rests."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._fetch)

    def _fetch(self) -> None:
        line, thing = self.code_list.current, self.code_list.thing
        if line is not None and thing is not None:
            self.fetch_excerpts(thing, codes_of(line))

    @work(thread=True, exclusive=True, group="excerpts")
    def fetch_excerpts(self, thing: tuple[str, int], rows: Sequence[int]) -> None:
        try:
            found = tracing.excerpts(self.study, rows)
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.post_message(self.Fetched(thing, found))

    @on(Fetched)
    def take_excerpts(self, message: Fetched) -> None:
        if message.thing == self.code_list.thing and self.page in ("excerpts", "trail"):
            with self.telling():
                self._show_passages(message.excerpts)


def codes_of(line: Line) -> tuple[int, ...]:
    """The codes that a line is about."""
    return (line.standing.code.id,) if isinstance(line, CodeLine) else line.standing.codes
