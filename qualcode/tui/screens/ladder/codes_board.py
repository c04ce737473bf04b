"""The codebook: its codes in a list, and beside it everything about the one under the cursor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from qualcode.errors import QualcodeError
from qualcode.model.cautions import Caution
from qualcode.model.lives import Step
from qualcode.model.method import CodeState
from qualcode.tui.codebook_lines import CodeLine, Line, Pointed, Wanted, lines
from qualcode.tui.safe import plain
from qualcode.tui.screens.ladder.codes_panel import CodesPanel, Warned
from qualcode.tui.telling.book import Book
from qualcode.tui.widgets.code_list import CodeList
from qualcode.tui.widgets.find_input import FindInput
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, number
from qualcode.workflow import cautioning, tracing
from qualcode.workflow.studies import Study

SPOKEN_OF: tuple[CodeState, ...] = ("passed", "failed", "retest", "draft", "in_use")
"""The states that the title counts: those of codes that are given."""
QUIET = 1.0
"""Seconds without a change after which it is looked for cautions again: that takes a while."""


class CodesBoard(CodesPanel):
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
        #passages { display: none; }
        &.-excerpts #passages { display: block; }
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
        &.-low.-reading #panel { display: block; height: 1fr; min-height: 2; border: none; }
        &.-low.-reading #codes { display: none; }
        &.-low #say { max-height: 1; }
    }
    """

    @dataclass
    class Looked(Message):
        """What cautions there are has been found out."""

        warned: Warned

    def __init__(self, study: Study, coder: str, code_row: int | None = None) -> None:
        super().__init__(study, coder)
        self.wanted = Wanted()
        self._first = code_row
        self._looking: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield Static(id="which")
        yield FindInput(id="find", placeholder=self.t("codes.find"))
        with Container(id="both"):
            yield CodeList(self.t, id="codes")
            yield from self.compose_panel()
        yield Static(id="nothing")
        yield Static(id="say")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.title_line.left = plain(self.t("codes.title"))
        self.title_line.right = plain(self.t("tui.home.reading"))
        self.code_list.focus()

    # The list

    def show_ladder(self) -> None:
        assert self.ladder is not None
        self._book = Book(self.ladder)
        self.show_list()
        if self._first is not None:
            self.go_to_thing("code", self._first)
            self._first = None
        self._look_later()

    def show_list(self) -> None:
        """The lines that are wanted, and how many they are."""
        if self.ladder is None:
            return
        found = lines(self.ladder, self.wanted, self.warned.pointed)
        self.code_list.show(found, self.warned.pointed, self.book.second)
        self.set_class(not found, "-none")
        nothing = "codes.none_fit" if self.ladder.codes else "codes.none"
        self.query_one("#nothing", Static).update(plain(self.t(nothing)))
        self.query_one("#which", Static).update(plain(self._which(found)), layout=False)
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
        name = self.t(f"method.states.{state}") if state else self.t("codes.which.every")
        parts = [
            count,
            self.t("codes.which.state", state=name),
            self.t(f"codes.which.layer.{self.wanted.layer}"),
            self.t(f"codes.which.cautioned.{'yes' if self.wanted.cautioned else 'no'}"),
            self.t(f"codes.which.order.{self.wanted.order}"),
        ]
        return " · ".join(parts)

    def _numbers(self) -> str:
        assert self.ladder is not None
        counts = Counter(standing.state for standing in self.ladder.codes)
        there = (state for state in SPOKEN_OF if counts[state])
        return " · ".join(f"{number(counts[s])} {self.t(f'method.states.{s}')}" for s in there)

    def go_to_thing(self, what: str, row: int) -> bool:
        """Put the cursor on a code or a theme, if need be by showing all again; whether it is
        there."""
        if self.code_list.select(what, row):
            return True
        self.wanted = Wanted(order=self.wanted.order if what == "code" else "codebook")
        self.query_one("#find", Input).value = ""
        self.remove_class("-finding")
        self.show_list()
        return self.code_list.select(what, row)

    @on(Grid.Moved, "#codes")
    def follow_cursor(self) -> None:
        self.show_panel()

    # Cautions

    def _look_later(self) -> None:
        if self._looking is not None:
            self._looking.stop()
        soon = QUIET if self.warned.made else 0.01
        self._looking = self.set_timer(soon, self.look_for_cautions)

    @work(thread=True, exclusive=True, group="cautions")
    def look_for_cautions(self) -> None:
        """They only warn: a study out of reach is told of when somebody wants something of it."""
        try:
            made = tracing.makings(self.study)
            born = tracing.births(self.study)
            found = cautioning.cautions(self.study, self.ladder)
        except QualcodeError:
            return
        self.post_message(self.Looked(_warned(found, born, made)))

    @on(Looked)
    def take_cautions(self, message: Looked) -> None:
        if message.warned != self.warned:
            self.warned = message.warned
            self.show_list()


def _warned(found: Sequence[Caution], born: Mapping[int, str], made: Mapping[int, Step]) -> Warned:
    by_thing: dict[tuple[str, int], list[Caution]] = defaultdict(list)
    for caution in found:
        by_thing[caution.thing, caution.row].append(caution)
    codes, themes = (
        frozenset(row for what, row in by_thing if what == thing) for thing in ("code", "theme")
    )
    return Warned(tuple(found), dict(by_thing), Pointed(codes, themes, born), made)
