"""The home screen: the interviews of the study, and what is done and left to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Footer, Input, Static

from qualcode.errors import QualcodeError
from qualcode.model.units import CENTRE
from qualcode.model.views import InterviewLine, StudySummary
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.tally import TallyScreen
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.interview_list import InterviewList, share_coded
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, moment, title_of
from qualcode.workflow import coding, studies
from qualcode.workflow.studies import Study
from qualcode.workflow.tallying import how_many

ORDERS: dict[str, Callable[[InterviewLine], object]] = {
    "study": lambda line: 0,
    "uncoded": share_coded,
    "name": lambda line: line.name.casefold(),
}


class HomeScreen(StudyScreen[None]):
    """Lists the interviews; the cursor waits on the one that was coded last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f", "filter", "home.filter"),
        key("o", "next_order", "home.order"),
        key("t", "tally", "home.tally"),
        key("h", "history", "home.history"),
        key("escape", "clear_filter", "home.clear"),
        key("q", "quit", "home.quit"),
    ]

    title_line = getters.query_one(TitleLine)
    filter_input = getters.query_one("#filter", Input)
    interview_list = getters.query_one(InterviewList)

    @dataclass
    class Listed(Message):
        """The interviews have been read."""

        summary: StudySummary
        lines: Sequence[InterviewLine]

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self._summary: StudySummary | None = None
        self._lines: Sequence[InterviewLine] = ()
        self._order = "study"
        self._places: dict[int, int] = {}

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with Vertical(id="home"):
            yield Static(id="note")
            yield Input(id="filter", placeholder=self.t("tui.home.filter"), compact=True)
            yield InterviewList(self.t, id="interviews")
            yield Static(id="empty")
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self.title_line.left = plain(one_line(self.study.title))
        self.title_line.right = plain(self.t("tui.home.reading"))
        self.interview_list.focus()

    def on_screen_resume(self) -> None:
        self.read_interviews()

    @work(thread=True, exclusive=True, group="home")
    def read_interviews(self) -> None:
        try:
            listed = self.Listed(studies.overview_of(self.study), studies.interviews(self.study))
        except QualcodeError as error:
            self.app.call_from_thread(self.tell_fault, error)
        else:
            self.post_message(listed)

    @on(Listed)
    def show_interviews(self, message: Listed) -> None:
        first = self._summary is None
        self._summary, self._lines = message.summary, message.lines
        self.title_line.right = plain(self._numbers(message.summary))
        self.set_class(not message.lines, "empty")
        self.query_one("#empty", Static).update(plain(self._what_next()))
        self._show_list()
        latest = max(message.lines, key=lambda line: line.last, default=None)
        if first and latest is not None and latest.last:
            self.interview_list.select(latest.id)

    def _numbers(self, summary: StudySummary) -> str:
        kinds = (CENTRE, *summary.units)
        kind = next((kind for kind in kinds if summary.units.get(kind)), None)
        parts = [] if kind is None else [how_many(summary.units[kind], kind, self.language)]
        parts.append(how_many(summary.interviews, "interview", self.language))
        parts.append(counted(self.t, "tui.home.coders", len(summary.coders)))
        parts.append(counted(self.t, "tui.home.codings", summary.codings))
        return " · ".join(parts)

    def _what_next(self) -> str:
        return self.t("tui.home.empty", study=self.study.path.name)

    def _show_list(self) -> None:
        """The interviews that the filter lets through, in the order that was chosen."""
        words = self.filter_input.value.casefold().split()
        lines = [line for line in self._lines if all(w in _searched(line) for w in words)]
        lines.sort(key=ORDERS[self._order])  # type: ignore[arg-type]  # each order is of one type
        coders = self._summary.coders if self._summary else ()
        self.interview_list.show(lines, coders)
        self.query_one("#note", Static).update(plain(self._note(len(lines))))

    def _note(self, shown: int) -> str:
        order = self.t(f"tui.home.orders.{self._order}")
        if shown != len(self._lines):
            return self.t("tui.home.shown", shown=shown, all=len(self._lines), order=order)
        latest = max(self._lines, key=lambda line: line.last, default=None)
        if latest is None or not latest.last:
            return order
        when = moment(latest.last, self.t)
        return self.t("tui.home.latest", name=title_of(latest.name), when=when, order=order)

    # What one can do here

    @on(Grid.Opened, "#interviews")
    def open_interview(self) -> None:
        """Open the interview where the coder left it; at first, at her newest coding in it."""
        current = self.interview_list.current
        if current is not None:
            place = self._places.get(current.id) or self._newest_place(current.id)
            self.open_transcript(current.id, place, partial(self._remember, current.id))

    def _newest_place(self, transcript_id: int) -> int | None:
        own = [c for c in coding.codings_in(self.study, transcript_id) if c.coder == self.coder]
        newest = max(own, key=lambda coded: (coded.at, coded.id), default=None)
        return None if newest is None else newest.span.start

    def _remember(self, transcript_id: int, place: int | None) -> None:
        if place is not None:
            self._places[transcript_id] = place

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
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
        orders = [*ORDERS]
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._show_list()

    def action_tally(self) -> None:
        self.app.push_screen(TallyScreen(self.study, self.coder))

    def action_history(self) -> None:
        self.app.push_screen(HistoryScreen(self.study, self.coder))

    def action_quit(self) -> None:
        self.app.exit()


def _searched(line: InterviewLine) -> str:
    """The words that a filter looks in."""
    return " ".join((line.name, *line.units, *line.roles)).casefold()
