"""In what the codebook of one moment differs from that of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.widgets import Static

from qualcode.errors import NotFound, QualcodeError
from qualcode.model.codebook import Codebook
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.following import FollowingScreen
from qualcode.tui.screens.ladder.codes_choosing import PickMoment
from qualcode.tui.screens.ladder.codes_saving import save_codebook
from qualcode.tui.telling.differences import labels_of, told, whole
from qualcode.tui.widgets.difference_list import DifferenceLine, DifferenceList
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.paragraphs import Paragraphs
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, moment
from qualcode.workflow import codebooks, history, tracing
from qualcode.workflow.studies import Study

NOW = ""
"""The moment that has no name: it is always the newest."""
End = Literal["since", "until"]


class DifferenceScreen(FollowingScreen[tuple[str, str] | None]):
    """Gives back what to go to: a `code` by its id or a `theme` by its name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f", "choose('since')", "difference.since", room="codes"),
        key("t", "choose('until')", "difference.until", room="codes"),
        key("w", "write", "difference.write", room="codes"),
        key("escape,q", "back", "screen.back"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]
    DEFAULT_CSS = """
    DifferenceScreen {
        #between { height: 1; padding: 0 1; color: $foreground 75%; }
        #between { text-wrap: nowrap; text-overflow: ellipsis; }
        #both { height: 1fr; }
        #differences { height: 3fr; }
        #whole { height: 2fr; border-top: solid $foreground 20%; }
        #whole:focus { border-top: solid $primary; }
        #none { display: none; height: 1fr; padding: 1 2; }
        &.-none #none { display: block; }
        &.-none #both { display: none; }
        #say { height: auto; max-height: 3; padding: 0 1; background: $surface; }
        &.-wide #both { layout: horizontal; }
        &.-wide #differences { width: 3fr; height: 1fr; }
        &.-wide #whole { width: 2fr; height: 1fr; border-top: none; }
        &.-wide #whole { border-left: solid $foreground 20%; }
        &.-wide #whole:focus { border-left: solid $primary; }
        &.-low #whole { display: none; }
    }
    """

    difference_list = getters.query_one(DifferenceList)

    @dataclass
    class Compared(Message):
        """The codebooks of two moments have been compared; `seen` marks that of the reading."""

        ends: tuple[str, str]
        books: tuple[Codebook, Codebook]
        seen: int

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self._ends: tuple[str | None, str] = None, NOW
        self._shown: tuple[str | None, str] = self._ends

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield Static(id="between")
        with Container(id="both"):
            yield DifferenceList(self.t, id="differences")
            yield Paragraphs(id="whole")
        yield Static(id="none")
        yield Static(id="say")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(TitleLine).left = plain(self.t("codes.difference.title"))
        self.difference_list.focus()

    def say(self, line: str) -> None:
        self.query_one("#say", Static).update(plain(line))

    # Comparing

    def read_again(self) -> None:
        self.compare(*self._ends)

    @work(thread=True, exclusive=True, group="difference")
    def compare(self, since: str | None, until: str) -> None:
        try:
            seen = history.newest_change(self.study)
            ends = (self._begin() if since is None else since, until)
            books = self._book(ends[0]), self._book(ends[1])
        except QualcodeError as error:
            self.from_thread(self._not_there, error, (since, until))
        else:
            self.post_message(self.Compared(ends, books, seen))

    def _not_there(self, error: QualcodeError, ends: tuple[str | None, str]) -> None:
        """Say once that there is no such moment, and stay with those that are shown."""
        if ends == self._ends:
            self._ends = self._shown
            self.tell_fault(error)

    def _begin(self) -> str:
        """The last moment that has a name; else yesterday, or the first change of today's study."""
        if named := tracing.moments(self.study):
            return named[-1][0]
        yesterday = (datetime.now().astimezone() - timedelta(days=1)).date().isoformat()
        try:
            codebooks.codebook_as_of(self.study, yesterday)
        except NotFound:
            return "#1"
        return yesterday

    def _book(self, at: str) -> Codebook:
        if at == NOW:
            return codebooks.of_study(self.study)
        return codebooks.codebook_as_of(self.study, at)

    @on(Compared)
    def show_differences(self, message: Compared) -> None:
        if self._ends not in (message.ends, (None, message.ends[1])):
            return  # other moments have been chosen meanwhile
        self.seen = message.seen
        self._ends = self._shown = message.ends
        labels = labels_of(*message.books)
        found = [told(one, labels, self.t) for one in codebooks.changes(*message.books)]
        self.difference_list.show(found)
        self.set_class(not found, "-none")
        self.query_one("#none", Static).update(plain(self.t("codes.difference.none")))
        self.query_one("#between", Static).update(plain(self._between()))
        count = counted(self.t, "codes.difference.count", len(found))
        self.query_one(TitleLine).right = plain(count)
        if self.focused is None:
            self.difference_list.focus()
        self.show_whole()

    def _between(self) -> str:
        since, until = (
            one_line(at) if at else self.t("codes.difference.now") for at in self._shown
        )
        return self.t("codes.difference.between", since=since, until=until)

    @on(Grid.Moved, "#differences")
    def show_whole(self) -> None:
        one = self.difference_list.current
        if one is not None:
            self.query_one("#whole", Paragraphs).show(whole(one, self.t))

    # What one can do here

    def action_choose(self, end: End) -> None:
        """Choose a moment, among those that have a name or as one writes it."""

        def chosen(at: str | None) -> None:
            if at is not None:
                since, until = self._ends
                self._ends = (at, until) if end == "since" else (since, at)
                self.compare(*self._ends)

        try:
            named = tracing.moments(self.study)
        except QualcodeError as error:
            self.tell_fault(error)
            return
        offers = [(name, moment(at, self.t)) for name, _, at in reversed(named)]
        title = self.t(f"codes.difference.{end}")
        self.app.push_screen(
            PickMoment(self.study, self.coder, title, [(NOW, ""), *offers]), chosen
        )

    def action_write(self) -> None:
        """Write the codebook of the earlier moment to a file."""
        since = self._shown[0]
        if since is not None:
            save_codebook(self, self.say, as_of=since)

    @on(Grid.Opened, "#differences")
    def go_there(self) -> None:
        one = self.difference_list.current
        if one is not None:
            self._go(one)

    def _go(self, one: DifferenceLine) -> None:
        difference = one.difference
        if difference.what == "removed" or difference.thing == "exclusive":
            self.say(self.t("codes.not_there"))
        else:
            self.dismiss((difference.thing, difference.name))

    def action_back(self) -> None:
        self.dismiss(None)
