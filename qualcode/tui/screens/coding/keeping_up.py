"""Keeping up with what others do on the same study, and with where the coder is."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from textual import on, work
from textual.message import Message

from qualcode.errors import QualcodeError
from qualcode.model.history import News
from qualcode.tui import collecting
from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.board import CodingBoard
from qualcode.tui.widgets.transcript.view import TranscriptView
from qualcode.workflow import history, reading

CUTS = 3
"""So many looks in a row must fail before it is told."""
PLACE_EVERY = 5.0
"""Seconds between two times that the coder's place is kept while she works."""
NEWS_EVERY = 1.0
"""Seconds between two looks at what others have done."""


class KeepingUp(CodingBoard):
    """Looks every second; what it finds is shown as what the coder does herself is."""

    @dataclass
    class NewsCame(Message):
        """What has changed in the study since the change `seen`."""

        seen: int
        news: News

    @dataclass
    class Cut(Message):
        """The study could not be asked what is new."""

        error: QualcodeError

    _cut = 0
    _pausing = False
    _kept: tuple[int | None, float] = None, 0.0
    """The place that was kept last, and when."""

    def on_mount(self) -> None:
        self._kept = self.view.selection.cursor, monotonic() - PLACE_EVERY
        self.set_interval(NEWS_EVERY, self._once_a_second)

    @on(TranscriptView.Moved)
    def work_goes_on(self) -> None:
        self._pausing = False

    def _once_a_second(self) -> None:
        if self._pausing:
            collecting.pausing()
        self._pausing = True
        self.look_for_news()

    def look_for_news(self) -> None:
        """Ask what others have done on the same study, and keep where the coder is."""
        if not self.is_attached:
            return  # The clock ticks once more while the screen is being left.
        # The screen is asked here: by the time that the thread begins it may have been left.
        self._ask_for_news(self.desk.seen, self.view.selection.cursor)

    @work(thread=True, group="news")
    def _ask_for_news(self, seen: int, place: int) -> None:
        try:
            news = history.news(self.study, seen, self.desk.transcript.id)
            self._keep_place(place)
        except QualcodeError as error:
            self.post_message(self.Cut(error))
        else:
            self.post_message(self.NewsCame(seen, news))

    def _keep_place(self, place: int) -> None:
        kept, at = self._kept
        if place != kept and monotonic() - at >= PLACE_EVERY:
            reading.remember_place(self.study, self.coder, self.desk.transcript.id, place)
            self._kept = place, monotonic()

    @on(NewsCame)
    def take_news(self, message: NewsCame) -> None:
        self._cut = 0
        if self.closed_by_exchange():
            return
        if message.seen != self.desk.seen or message.news.latest == message.seen:
            return
        try:
            fresh = self.desk.take(message.news)
        except QualcodeError as error:
            self.post_message(self.Cut(error))
            return
        if fresh:
            self.show_fresh(fresh)
            self.say(self.t("coding.news", who=one_line(", ".join(fresh.coders))))

    @on(Cut)
    def tell_cut(self, message: Cut) -> None:
        """The study cannot be reached: said once, until it is there again, and not of the moment
        in which somebody else is writing."""
        self._cut += 1
        if self._cut == CUTS:
            self.tell_fault(message.error)
