"""The home screen: the interviews of the study, and the ways from them to all else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from qualcode.errors import QualcodeError
from qualcode.tui.interviews import ORDERS
from qualcode.tui.keys import key
from qualcode.tui.screens.coding.search import SearchScreen
from qualcode.tui.screens.details import edit_details
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.home_board import HomeBoard
from qualcode.tui.screens.ladder.codes import CodesScreen
from qualcode.tui.screens.ladder.steps import StepsScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.tally import TallyScreen
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.words import title_of
from qualcode.workflow import coding, reading
from qualcode.workflow.studies import Study

OPENS: Mapping[str, Callable[[Study, str], Screen[Any]]] = {
    "tally": TallyScreen,
    "steps": StepsScreen,
    "codes": CodesScreen,
    "search": SearchScreen,
    "memos": MemosScreen,
    "history": HistoryScreen,
}


class HomeScreen(HomeBoard):
    """Where one begins, and comes back to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("c", "go_on", "home.go_on"),
        key("f", "filter", "home.filter"),
        key("o", "next_order", "home.order"),
        key("t", "open('tally')", "home.tally"),
        key("s", "open('steps')", "home.steps"),
        key("b", "open('codes')", "home.codes"),
        key("slash", "open('search')", "home.search"),
        key("m", "open('memos')", "home.memos"),
        key("h", "open('history')", "home.history"),
        key("i", "details", "home.details", room="codes", show=False),
        key("escape", "clear_filter", "home.clear"),
        key("q", "quit", "home.quit"),
    ]

    # What one can do here

    def action_go_on(self) -> None:
        """Open the interview that was left last, at the very character."""
        if self.left_off is not None:
            self.open_transcript(self.left_off.transcript_id, self.left_off.offset)

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
            return self.left_off is not None
        if action == "details":
            return bool(self.lines)
        return action != "clear_filter" or self.has_class("filtering")

    def action_filter(self) -> None:
        self.add_class("filtering")
        self.refresh_bindings()
        self.filter_input.begin()

    def action_clear_filter(self) -> None:
        self.filter_input.value = ""
        self.remove_class("filtering")
        self.refresh_bindings()
        self.interview_list.focus()

    @on(Input.Changed, "#filter")
    def narrow(self) -> None:
        self.show_list()

    @on(Input.Submitted, "#filter")
    def back_to_list(self) -> None:
        self.set_class(bool(self.filter_input.value), "filtering")
        self.refresh_bindings()
        self.interview_list.focus()

    def action_next_order(self) -> None:
        """Sort by the next thing, and show what comes first by it."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.show_list()
        self.interview_list.move_to(0)

    def action_open(self, what: str) -> None:
        self.app.push_screen(OPENS[what](self.study, self.coder))

    def action_details(self) -> None:
        """Write what is known of the interview under the cursor: site, round, topics to sort by."""
        current = self.interview_list.current
        if current is not None:
            edit_details(self, current.id, title_of(current.name))

    def action_quit(self) -> None:
        self.app.exit()
