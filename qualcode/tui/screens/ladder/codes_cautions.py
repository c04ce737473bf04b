"""All cautions of a study: what is worth a second look. None of them decides anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.model.cautions import Caution
from qualcode.tui.keys import key
from qualcode.tui.safe import plain
from qualcode.tui.screens.following import FollowingScreen
from qualcode.tui.telling.things import caution_said
from qualcode.tui.widgets.caution_list import CautionList, Kind
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted
from qualcode.workflow import cautioning, history
from qualcode.workflow.studies import Study


class CautionsScreen(FollowingScreen[Caution | None]):
    """Gives back the caution whose thing is to be gone to. `known` are those that have been found
    already."""

    BINDINGS: ClassVar[list[BindingType]] = [key("escape,q", "back", "screen.back")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]
    DEFAULT_CSS = """
    CautionsScreen {
        #said { height: auto; max-height: 3; min-height: 1; padding: 0 1; background: $surface; }
        #none { display: none; height: 1fr; padding: 1 2; }
        &.-none #none { display: block; }
        &.-none #cautions { display: none; }
        &.-low #said { max-height: 1; }
    }
    """

    caution_list = getters.query_one(CautionList)

    @dataclass
    class Read(Message):
        cautions: Sequence[Caution]
        seen: int

    def __init__(self, study: Study, coder: str, known: Sequence[Caution] = ()) -> None:
        super().__init__(study, coder)
        self._known = known

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield CautionList(self.t, id="cautions")
        yield Static(plain(self.t("codes.cautions.none")), id="none")
        yield Static(id="said")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(TitleLine).left = plain(self.t("codes.cautions.title"))
        self.caution_list.focus()
        if self._known:
            self._show(self._known)

    def read_again(self) -> None:
        self.read_cautions()

    @work(thread=True, exclusive=True, group="cautions")
    def read_cautions(self) -> None:
        try:
            seen = history.newest_change(self.study)
            found = cautioning.cautions(self.study)
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.post_message(self.Read(found, seen))

    @on(Read)
    def take_cautions(self, message: Read) -> None:
        self.seen = message.seen
        self._show(message.cautions)
        self.set_class(not message.cautions, "-none")

    def _show(self, cautions: Sequence[Caution]) -> None:
        self.caution_list.show(cautions)
        count = counted(self.t, "codes.cautions.count", len(cautions))
        self.query_one(TitleLine).right = plain(count)
        self.show_said()

    @on(Grid.Moved, "#cautions")
    def show_said(self) -> None:
        """The caution under the cursor in words."""
        line = self.caution_list.current
        said = ""
        if isinstance(line, Caution):
            said = caution_said(line, self.t)
        elif isinstance(line, Kind):
            said = self.t("codes.cautions.how")
        self.query_one("#said", Static).update(plain(said))

    @on(Grid.Opened, "#cautions")
    def go_there(self) -> None:
        line = self.caution_list.current
        if isinstance(line, Caution):
            self.dismiss(line)

    def action_back(self) -> None:
        self.dismiss(None)
