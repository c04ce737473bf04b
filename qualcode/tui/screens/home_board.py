"""What the home screen shows: the interviews, what is done, and what is left to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.model.views import InterviewLine, StudySummary
from qualcode.tui.interviews import ORDERS, filtered, in_order
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.following import FollowingScreen
from qualcode.tui.widgets.find_input import FindInput
from qualcode.tui.widgets.interview_list import InterviewList
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, moment, title_of
from qualcode.workflow import history, reading, studies
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


class HomeBoard(FollowingScreen[None]):
    """Lists the interviews; the cursor waits on the one that the coder left last. The screen over
    it acts."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-tall")]
    title_line = getters.query_one(TitleLine)
    filter_input = getters.query_one("#filter", FindInput)
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
        self.lines: Sequence[InterviewLine] = ()
        self.left_off: LeftOff | None = None
        self.order = ORDERS[0]

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with Vertical(id="home"):
            with Horizontal(id="head"):
                yield Static(id="note")
                yield Static(id="order")
            yield FindInput(id="filter", placeholder=self.t("tui.home.filter"))
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
        before, first = self.left_off, self._summary is None
        self.seen = message.seen
        self._summary, self.lines = message.summary, message.lines
        self.left_off = message.left_off
        self.title_line.right = plain(self._numbers(message.summary))
        self.set_class(not message.lines, "empty")
        self.set_class(message.left_off is not None, "left-off")
        self.query_one("#empty", Static).update(plain(self._what_next()))
        self._show_missing(message.summary)
        self.show_list()
        self._wait_on_what_was_left(before, first=first)
        self.refresh_bindings()

    def _wait_on_what_was_left(self, before: LeftOff | None, *, first: bool) -> None:
        """Put the cursor where the coder was; at first, where anybody coded last."""
        if self.left_off is not None and self.left_off != before:
            self.interview_list.select(self.left_off.transcript_id)
        elif first and (latest := self._latest()) is not None:
            self.interview_list.select(latest.id)

    def _latest(self) -> InterviewLine | None:
        latest = max(self.lines, key=lambda line: line.last, default=None)
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

    def show_list(self) -> None:
        """The interviews that the filter lets through, in the order that was chosen."""
        lines = filtered(self.lines, self.filter_input.value, self.coder)
        lines = in_order(lines, self.order, self.coder)
        coders = self._summary.coders if self._summary else ()
        attributes = self._summary.attributes if self._summary else ()
        self.interview_list.show(lines, coders, next(iter(attributes), ""))
        self.query_one("#note", Static).update(plain(self._note()))
        self.query_one("#order", Static).update(plain(self._which(len(lines))))

    def _note(self) -> str:
        """Where to go on, or what was coded last."""
        left_off = self.left_off
        line = next((x for x in self.lines if left_off and x.id == left_off.transcript_id), None)
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
        if shown != len(self.lines):
            parts.append(self.t("tui.home.shown", shown=shown, all=len(self.lines)))
        if self.order != ORDERS[0]:
            parts.append(self.t(f"tui.home.orders.{self.order}"))
        return " · ".join(parts)

    def _show_missing(self, summary: StudySummary) -> None:
        parts = []
        if summary.not_interviewed:
            units = ", ".join(one_line(unit) for unit in summary.not_interviewed[:NAMED])
            if (more := len(summary.not_interviewed) - NAMED) > 0:
                units = self.t("tui.home.and_more", units=units, n=more)
            parts.append(self.t("tui.home.not_interviewed", units=units))
        if uncoded := sum(not line.codings for line in self.lines):
            parts.append(counted(self.t, "tui.home.uncoded", uncoded))
        self.set_class(not parts, "whole")
        missing = self.t("tui.home.missing", what=" · ".join(parts))
        self.query_one("#missing", Static).update(plain(missing))
