"""The home screen: the interviews of the study, and what is done and left to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from qualcode.errors import QualcodeError
from qualcode.model.views import InterviewLine, StudySummary
from qualcode.tui.interviews import ORDERS, filtered, in_order
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.coding.search import SearchScreen
from qualcode.tui.screens.details import edit_details
from qualcode.tui.screens.following import FollowingScreen
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.ladder.codes import CodesScreen
from qualcode.tui.screens.ladder.steps import StepsScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.tally import TallyScreen
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.interview_list import InterviewList
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, moment, title_of
from qualcode.workflow import coding, history, reading, studies
from qualcode.workflow.studies import Study
from qualcode.workflow.tallying import how_many

NAMED = 3
"""How many units without an interview are named; of the others it is said how many they are."""


@dataclass(frozen=True, slots=True)
class LeftOff:
    """Where the coder left off: interview, character, and the number of the turn."""

    transcript_id: int
    offset: int
    turn: int


class HomeScreen(FollowingScreen[None]):
    """Lists the interviews; the cursor waits on the one that the coder left last."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        key("c", "go_on", "home.go_on"),
        key("f", "filter", "home.filter"),
        key("o", "next_order", "home.order"),
        key("t", "tally", "home.tally"),
        key("s", "steps", "home.steps"),
        key("b", "codes", "home.codes"),
        key("slash", "search", "home.search"),
        key("m", "memos", "home.memos"),
        key("h", "history", "home.history"),
        key("i", "details", "home.details", room="codes", show=False),
        key("escape", "clear_filter", "home.clear"),
        key("q", "quit", "home.quit"),
    ]

    title_line = getters.query_one(TitleLine)
    filter_input = getters.query_one("#filter", Input)
    interview_list = getters.query_one(InterviewList)

    @dataclass
    class Listed(Message):
        """The interviews have been read, as they were at the change `seen` or later."""

        seen: int
        summary: StudySummary
        lines: Sequence[InterviewLine]
        left_off: LeftOff | None

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self._summary: StudySummary | None = None
        self._lines: Sequence[InterviewLine] = ()
        self._left_off: LeftOff | None = None
        self._order = ORDERS[0]

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with Vertical(id="home"):
            with Horizontal(id="head"):
                yield Static(id="note")
                yield Static(id="order")
            yield Input(id="filter", placeholder=self.t("tui.home.filter"), compact=True)
            yield InterviewList(self.t, self.coder, id="interviews")
            yield Static(id="empty")
            yield Static(id="missing")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.title_line.left = plain(one_line(self.study.title))
        self.title_line.right = plain(self.t("tui.home.reading"))
        self.add_class("whole")
        self.interview_list.focus()

    def read_again(self) -> None:
        self.read_interviews()

    @work(thread=True, exclusive=True, group="home")
    def read_interviews(self) -> None:
        try:
            seen = history.newest_change(self.study)
            listed = self.Listed(
                seen,
                studies.overview_of(self.study),
                studies.interviews(self.study),
                self._where_left_off(),
            )
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.post_message(listed)

    def _where_left_off(self) -> LeftOff | None:
        last = reading.last_place(self.study, self.coder)
        if last is None:
            return None
        transcript_id, offset, _ = last
        turn = reading.turn_at(self.study, transcript_id, offset)
        return LeftOff(transcript_id, offset, turn)

    @on(Listed)
    def show_interviews(self, message: Listed) -> None:
        before, first = self._left_off, self._summary is None
        self.seen = message.seen
        self._summary, self._lines = message.summary, message.lines
        self._left_off = message.left_off
        self.title_line.right = plain(self._numbers(message.summary))
        self.set_class(not message.lines, "empty")
        self.set_class(message.left_off is not None, "left-off")
        self.query_one("#empty", Static).update(plain(self._what_next()))
        self._show_missing(message.summary)
        self._show_list()
        self._wait_on_what_was_left(before, first=first)
        self.refresh_bindings()

    def _wait_on_what_was_left(self, before: LeftOff | None, *, first: bool) -> None:
        """Put the cursor where the coder was; at first, where anybody coded last."""
        if self._left_off is not None and self._left_off != before:
            self.interview_list.select(self._left_off.transcript_id)
        elif first and (latest := self._latest()) is not None:
            self.interview_list.select(latest.id)

    def _latest(self) -> InterviewLine | None:
        latest = max(self._lines, key=lambda line: line.last, default=None)
        return latest if latest is not None and latest.last else None

    # What it says

    def _numbers(self, summary: StudySummary) -> str:
        kind = summary.kind
        parts = [] if kind is None else [how_many(summary.units[kind], kind, self.language)]
        parts.append(how_many(summary.interviews, "interview", self.language))
        parts.append(counted(self.t, "tui.home.coders", len(summary.coders)))
        parts.append(counted(self.t, "tui.home.codings", summary.codings))
        return " · ".join(parts)

    def _what_next(self) -> str:
        return self.t("tui.home.empty", study=self.study.path.name)

    def _show_list(self) -> None:
        """The interviews that the filter lets through, in the order that was chosen."""
        lines = filtered(self._lines, self.filter_input.value, self.coder)
        lines = in_order(lines, self._order, self.coder)
        coders = self._summary.coders if self._summary else ()
        attributes = self._summary.attributes if self._summary else ()
        self.interview_list.show(lines, coders, next(iter(attributes), ""))
        self.query_one("#note", Static).update(plain(self._note()))
        self.query_one("#order", Static).update(plain(self._which(len(lines))))

    def _note(self) -> str:
        """Where to go on, or what was coded last."""
        left_off = self._left_off
        line = next((x for x in self._lines if left_off and x.id == left_off.transcript_id), None)
        if left_off is not None and line is not None:
            return self.t("tui.home.left_off", place=self._place(line, left_off.turn))
        latest = self._latest()
        if latest is None:
            return ""
        when = moment(latest.last, self.t)
        return self.t("tui.home.latest", name=title_of(latest.name), when=when)

    def _place(self, line: InterviewLine, turn: int) -> str:
        named = zip(line.units, line.unit_names, strict=True)
        parts = [title_of(line.name), *(one_line(name or key) for key, name in named)]
        if turn:
            parts.append(self.t("tui.home.turn", n=turn))
        return ", ".join(parts)

    def _which(self, shown: int) -> str:
        """What the list is not: all interviews, in the order of the study."""
        parts = []
        if shown != len(self._lines):
            parts.append(self.t("tui.home.shown", shown=shown, all=len(self._lines)))
        if self._order != ORDERS[0]:
            parts.append(self.t(f"tui.home.orders.{self._order}"))
        return " · ".join(parts)

    def _show_missing(self, summary: StudySummary) -> None:
        parts = []
        if summary.not_interviewed:
            units = ", ".join(one_line(unit) for unit in summary.not_interviewed[:NAMED])
            if (more := len(summary.not_interviewed) - NAMED) > 0:
                units = self.t("tui.home.and_more", units=units, n=more)
            parts.append(self.t("tui.home.not_interviewed", units=units))
        if uncoded := sum(not line.codings for line in self._lines):
            parts.append(counted(self.t, "tui.home.uncoded", uncoded))
        self.set_class(not parts, "whole")
        missing = self.t("tui.home.missing", what=" · ".join(parts))
        self.query_one("#missing", Static).update(plain(missing))

    # What one can do here

    def action_go_on(self) -> None:
        """Open the interview that was left last, at the very character."""
        if self._left_off is not None:
            self.open_transcript(self._left_off.transcript_id, self._left_off.offset)

    @on(Grid.Opened, "#interviews")
    def open_interview(self) -> None:
        """Open the interview where the coder left it; at first, at her newest coding in it."""
        current = self.interview_list.current
        if current is None:
            return
        try:
            place = self._place_in(current.id)
        except QualcodeError as error:
            self.tell_fault(error)
        else:
            self.open_transcript(current.id, place)

    def _place_in(self, transcript_id: int) -> int | None:
        place = reading.place_of(self.study, self.coder, transcript_id)
        if place is not None:
            return place
        own = [c for c in coding.codings_in(self.study, transcript_id) if c.coder == self.coder]
        newest = max(own, key=lambda coded: (coded.at, coded.id), default=None)
        return None if newest is None else newest.span.start

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "go_on":
            return self._left_off is not None
        if action == "details":
            return bool(self._lines)
        return action != "clear_filter" or self.has_class("filtering")

    def action_filter(self) -> None:
        self.add_class("filtering")
        self.refresh_bindings()
        self.filter_input.focus()

    def action_clear_filter(self) -> None:
        self.filter_input.value = ""
        self.remove_class("filtering")
        self.refresh_bindings()
        self.interview_list.focus()

    @on(Input.Changed, "#filter")
    def narrow(self) -> None:
        self._show_list()

    @on(Input.Submitted, "#filter")
    def back_to_list(self) -> None:
        self.set_class(bool(self.filter_input.value), "filtering")
        self.refresh_bindings()
        self.interview_list.focus()

    def action_next_order(self) -> None:
        """Sort by the next thing, and show what comes first by it."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._show_list()
        self.interview_list.move_to(0)

    def action_tally(self) -> None:
        self.app.push_screen(TallyScreen(self.study, self.coder))

    def action_steps(self) -> None:
        self.app.push_screen(StepsScreen(self.study, self.coder))

    def action_codes(self) -> None:
        self.app.push_screen(CodesScreen(self.study, self.coder))

    def action_search(self) -> None:
        self.app.push_screen(SearchScreen(self.study, self.coder))

    def action_memos(self) -> None:
        self.app.push_screen(MemosScreen(self.study, self.coder))

    def action_history(self) -> None:
        self.app.push_screen(HistoryScreen(self.study, self.coder))

    def action_details(self) -> None:
        """Write what is known of the interview under the cursor: site, round, topics to sort by."""
        current = self.interview_list.current
        if current is not None:
            edit_details(self, current.id, title_of(current.name))

    def action_quit(self) -> None:
        self.app.exit()
