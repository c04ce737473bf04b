"""The codebook: its codes in a list, and beside it everything about the one under the cursor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Footer, Input, Static

from qualcode.errors import QualcodeError
from qualcode.model.cautions import Caution
from qualcode.model.method import CodeState
from qualcode.model.views import Excerpt
from qualcode.tui.codebook_lines import CodeLine, Line, Pointed, ThemeLine, Wanted, lines
from qualcode.tui.excerpts import quotes_of
from qualcode.tui.safe import plain
from qualcode.tui.screens.ladder.rung import Rung
from qualcode.tui.telling.book import Book
from qualcode.tui.telling.lives import life_told
from qualcode.tui.telling.things import Teller
from qualcode.tui.widgets.code_list import CodeList
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.page_line import PageLine
from qualcode.tui.widgets.paragraphs import Paragraph, Paragraphs, said
from qualcode.tui.widgets.quote_list import QuoteList
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, number
from qualcode.workflow import cautioning, tracing
from qualcode.workflow.studies import Study

Page = Literal["about", "life", "excerpts"]
PAGES: tuple[Page, ...] = ("about", "life", "excerpts")

SPOKEN_OF: tuple[CodeState, ...] = ("passed", "failed", "retest", "draft", "in_use")
"""The states that the title counts: those of codes that are given."""

AT_ONCE = 60
"""So many passages are read while a key is waited for; more come when the cursor rests."""
REST = 0.15
"""Seconds after which the cursor rests."""
QUIET = 1.0
"""Seconds without a change after which it is looked for cautions again: that takes a while."""


@dataclass(frozen=True)
class Warned:
    """Cautions by what they are about (`code` or `theme`, and the row), and births of codes."""

    all: Sequence[Caution] = ()
    by_thing: Mapping[tuple[str, int], Sequence[Caution]] = field(default_factory=dict)
    pointed: Pointed = field(default_factory=Pointed)


class CodesBoard(Rung):
    """Shows the list and the panel; the screen over it acts."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]
    DEFAULT_CSS = """
    CodesBoard {
        #which { height: 1; padding: 0 1; color: $foreground 75%; }
        #which { text-wrap: nowrap; text-overflow: ellipsis; }
        #find { display: none; padding: 0 1; background: $surface; }
        &.-finding #find { display: block; }
        #both { height: 1fr; }
        #codes { height: 3fr; }
        #panel { height: 2fr; min-height: 7; border-top: solid $foreground 20%; }
        #panel:focus-within { border-top: solid $primary; }
        #quotes { margin-top: 0; display: none; }
        &.-excerpts #quotes { display: block; }
        &.-excerpts #told { display: none; }
        #nothing { display: none; height: 1fr; padding: 1 2; color: $foreground 75%; }
        &.-none #nothing { display: block; }
        &.-none #both { display: none; }
        &.-wide #both { layout: horizontal; }
        &.-wide #codes { width: 3fr; height: 1fr; }
        &.-wide #panel { width: 2fr; height: 1fr; border-top: none; }
        &.-wide #panel { border-left: solid $foreground 20%; }
        &.-wide #panel:focus-within { border-left: solid $primary; }
        &.-low #which { display: none; }
        &.-low #panel { display: none; }
        &.-low.-reading #panel { display: block; height: 1fr; min-height: 2; }
        &.-low.-reading #codes { display: none; }
    }
    """

    code_list = getters.query_one(CodeList)
    told = getters.query_one("#told", Paragraphs)
    quote_list = getters.query_one(QuoteList)
    page_line = getters.query_one(PageLine)

    @dataclass
    class Looked(Message):
        """What cautions there are has been found out."""

        warned: Warned

    @dataclass
    class Fetched(Message):
        """The many passages of a thing have been read."""

        thing: tuple[str, int]
        excerpts: Sequence[Excerpt]

    def __init__(self, study: Study, coder: str, code_row: int | None = None) -> None:
        super().__init__(study, coder)
        self.wanted = Wanted()
        self.page: Page = "about"
        self.warned = Warned()
        self.book: Book | None = None
        self._first = code_row
        self._shown: object = None
        self._resting: Timer | None = None
        self._looking: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield Static(id="which")
        yield Input(id="find", placeholder=self.t("codes.find"), compact=True)
        with Container(id="both"):
            yield CodeList(self.t, id="codes")
            with Vertical(id="panel"):
                yield PageLine()
                yield Paragraphs(id="told")
                yield QuoteList((), self.t, id="quotes")
        yield Static(id="nothing")
        yield Static(id="say")
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self.title_line.left = plain(self.t("codes.title"))
        self.title_line.right = plain(self.t("tui.home.reading"))
        self.code_list.focus()

    def on_resize(self) -> None:
        """Columns of what testers said are as wide as the panel lets them."""
        self.call_after_refresh(self.show_panel)

    # The list

    def show_ladder(self) -> None:
        assert self.ladder is not None
        self.book = Book(self.ladder)
        self.show_list()
        if self._first is not None:
            self.go_to_thing("code", self._first)
            self._first = None
        self._look_later()

    def show_list(self) -> None:
        """The lines that are wanted, and how many they are."""
        if self.ladder is None or self.book is None:
            return
        found = lines(self.ladder, self.wanted, self.warned.pointed)
        self.code_list.show(found, self.warned.pointed, self.book.second)
        self.set_class(not found, "-none")
        nothing = "codes.none_fit" if self.ladder.codes else "codes.none"
        self.query_one("#nothing", Static).update(plain(self.t(nothing)))
        self.query_one("#which", Static).update(plain(self._which(found)))
        self.title_line.right = plain(self._numbers())
        if self.focused is None:
            self.code_list.focus()
        self.show_panel()

    def _which(self, found: Sequence[Line]) -> str:
        """How many codes are shown, what they are narrowed to, and their order."""
        assert self.ladder is not None
        shown = sum(isinstance(line, CodeLine) for line in found)
        count = counted(self.t, "ladder.codes", shown)
        if shown != len(self.ladder.codes):
            blanks = {"shown": number(shown), "all": number(len(self.ladder.codes))}
            count = self.t("codes.shown", **blanks)
        state = self.wanted.state
        parts = [
            count,
            self.t("codes.which.state", state=self._state_name(state)),
            self.t(f"codes.which.layer.{self.wanted.layer}"),
            self.t(f"codes.which.cautioned.{'yes' if self.wanted.cautioned else 'no'}"),
            self.t(f"codes.which.order.{self.wanted.order}"),
        ]
        return " · ".join(parts)

    def _state_name(self, state: str) -> str:
        return self.t(f"method.states.{state}") if state else self.t("codes.which.every")

    def _numbers(self) -> str:
        assert self.ladder is not None
        counts = Counter(standing.state for standing in self.ladder.codes)
        there = (state for state in SPOKEN_OF if counts[state])
        return " · ".join(f"{number(counts[s])} {self.t(f'method.states.{s}')}" for s in there)

    def go_to_thing(self, what: str, row: int) -> bool:
        """Put the cursor on a code or a theme, if need be by showing all again."""
        if not self.code_list.select(what, row):
            self.wanted = Wanted(order=self.wanted.order if what == "code" else "codebook")
            self.query_one("#find", Input).value = ""
            self.remove_class("-finding")
            self.show_list()
            return self.code_list.select(what, row)
        return True

    # The panel

    @on(Grid.Moved, "#codes")
    def follow_cursor(self) -> None:
        self.show_panel()

    def show_panel(self) -> None:
        """Tell of what the cursor is on, as the page has it; the same is not told twice."""
        line = self.code_list.current
        if line is None or self.ladder is None or self.book is None:
            return
        width = self.told.size.width
        shown = (self.code_list.thing, self.page, self.ladder.seen, self.warned, width)
        if shown == self._shown:
            return
        self._shown = shown
        with self.telling():
            self._show_page(line)
        self._show_pages(line)

    def _show_pages(self, line: Line) -> None:
        passages = sum(self.book_of.codes[row].passages for row in codes_of(line))
        excerpts = counted(self.t, "ladder.excerpts", passages)
        kind = "code" if isinstance(line, CodeLine) else "theme"
        self.page_line.pages = (self.t(f"codes.pages.{kind}"), self.t("codes.pages.life"), excerpts)
        self.page_line.shown = PAGES.index(self.page)

    @property
    def book_of(self) -> Book:
        assert self.book is not None
        return self.book

    def _show_page(self, line: Line) -> None:
        self.set_class(self.page == "excerpts", "-excerpts")
        rows = codes_of(line)
        few = sum(self.book_of.codes[row].passages for row in rows) <= AT_ONCE
        excerpts = tracing.excerpts(self.study, rows) if few and self.page != "life" else []
        if self.page == "excerpts":
            self.show_quotes(excerpts)
            if not few:
                self._fetch_later()
        elif self.page == "life":
            self.told.show(self._life(line, self._teller(line)))
        else:
            self.told.show(self._about(line, self._teller(line, excerpts)))

    def _teller(self, line: Line, excerpts: Sequence[Excerpt] = ()) -> Teller:
        thing = self.code_list.thing or ("", 0)
        return Teller(
            self.book_of,
            self.t,
            max(20, self.told.size.width - 3),
            cautions=self.warned.by_thing.get(thing, ()),
            excerpts=excerpts,
        )

    def _about(self, line: Line, teller: Teller) -> list[Paragraph]:
        if isinstance(line, CodeLine):
            return teller.code(line.standing)
        return teller.theme(line.standing)

    def _life(self, line: Line, teller: Teller) -> list[Paragraph]:
        if isinstance(line, ThemeLine):
            steps = tracing.life_of_theme(self.study, line.standing.theme.id)
        else:
            steps = tracing.life_of_code(self.study, line.standing.code.id)
        told = life_told(steps, line.standing, teller)
        return told or [said(self.t("codes.life.none"), "quiet")]

    def show_quotes(self, excerpts: Sequence[Excerpt]) -> None:
        codes = {row: standing.code for row, standing in self.book_of.codes.items()}
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
            self.app.call_from_thread(self.tell_fault, error)
        else:
            self.post_message(self.Fetched(thing, found))

    @on(Fetched)
    def take_excerpts(self, message: Fetched) -> None:
        if message.thing == self.code_list.thing and self.page == "excerpts":
            self.show_quotes(message.excerpts)

    # Cautions

    def _look_later(self) -> None:
        if self._looking is not None:
            self._looking.stop()
        soon = 0.01 if not self.warned.pointed.born else QUIET
        self._looking = self.set_timer(soon, self.look_for_cautions)

    @work(thread=True, exclusive=True, group="cautions")
    def look_for_cautions(self) -> None:
        """They only warn: a study out of reach is told of when somebody wants something of it."""
        ladder = self.ladder
        try:
            found = cautioning.cautions(self.study, ladder)
            born = tracing.births(self.study)
        except QualcodeError:
            return
        self.post_message(self.Looked(_warned(found, born)))

    @on(Looked)
    def take_cautions(self, message: Looked) -> None:
        if message.warned != self.warned:
            self.warned = message.warned
            self.show_list()


def codes_of(line: Line) -> tuple[int, ...]:
    """The codes that a line is about."""
    return (line.standing.code.id,) if isinstance(line, CodeLine) else line.standing.codes


def _warned(found: Sequence[Caution], born: Mapping[int, str]) -> Warned:
    by_thing: dict[tuple[str, int], list[Caution]] = defaultdict(list)
    for caution in found:
        by_thing[caution.thing, caution.row].append(caution)
    codes, themes = (
        frozenset(row for what, row in by_thing if what == thing) for thing in ("code", "theme")
    )
    return Warned(tuple(found), dict(by_thing), Pointed(codes, themes, born))
