"""Search in one interview or in all: what was found is gone to, or given codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.model.searching import Hit
from qualcode.tui.desk import Desk
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.coding.palette import CodePalette, Picked
from qualcode.tui.screens.coding.search_board import SearchBoard, Searched
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.words import counted
from qualcode.workflow import history, searching
from qualcode.workflow.searching import HitsCoded, Whole
from qualcode.workflow.studies import Study

WHOLES: tuple[Whole, ...] = ("sentence", "turn", "hit")


class HitPalette(CodePalette):
    """Finds codes for many passages: what a coder says of one coding is left out."""

    SAYS_MORE = False

    def on_mount(self) -> None:
        self.query_one("#dialog-rule", Static).update(plain(self.t("search.palette.how")))


class SearchScreen(SearchBoard):
    """With the desk of an interview it searches there first; without one, in all interviews."""

    HELP = "search.help.screen"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "leave", "search.leave", room="search"),
    ]

    @dataclass
    class Coded(Message):
        """Hits have been given codes; or it went wrong."""

        made: HitsCoded | None = None
        names: str = ""
        fault: QualcodeError | None = None

    def __init__(
        self, study: Study, coder: str, desk: Desk | None = None, *, query: str = ""
    ) -> None:
        super().__init__(study, coder, desk, query=query)
        self._whole: Whole = WHOLES[0]
        self._warned_of: set[Hit] = set()
        self._working = False
        self._done: list[tuple[int, str]] = []
        """What was coded here, newest last: the changes, and what they were."""
        self._changed = False

    def on_mount(self) -> None:
        self._show_whole()

    @on(Grid.Opened, "#hits")
    def go(self) -> None:
        """To the hit in its interview: in this one by closing the search, in another above it."""
        hit = self.hit_list.current
        if hit is None or self._working:
            return
        if hit.transcript_id == self._here:
            self.dismiss(Searched(self._asked.query, hit, self._changed))
        else:
            # What will be done there is undone there.
            self._done.clear()
            self._changed = True
            self.open_transcript(hit.transcript_id, hit.span.start)

    def action_leave(self) -> None:
        """Back, with the query as it stands; what is being written is waited for."""
        if self._working:
            self.say(self.t("search.working"))
        else:
            query = self.query_input.value.strip()
            self.dismiss(Searched(query, changed=self._changed))

    # Giving codes to the hits

    def action_whole(self) -> None:
        """What gets the code: the sentence around a hit, its turn, or its words only."""
        self._whole = WHOLES[(WHOLES.index(self._whole) + 1) % len(WHOLES)]
        self._show_whole()

    def _show_whole(self) -> None:
        self.query_one("#whole", Static).update(plain(self.t(f"search.whole.{self._whole}")))

    def action_give(self) -> None:
        """Code what has been looked at; if some was not, only when asked for once more."""
        unseen = self.hit_list.unseen
        if self._working or self._waiting:
            self.say(self.t("search.working" if self._working else "search.searching"))
        elif not self.hit_list.taken:
            self.say(self.t("search.none_taken"))
        elif not self._warned_of.issuperset(unseen):
            self._warned_of = {*unseen}
            self.say(counted(self.t, "search.look_first", len(unseen)))
        else:
            self._open_palette(self.hit_list.taken)

    def _open_palette(self, hits: Sequence[Hit]) -> None:
        def give(picked: Picked | None) -> None:
            if picked is not None:
                self._working = True
                self.say(self.t("search.working"))
                self.write(hits, picked, self._whole)

        try:
            desk = self._desk_for(hits)
        except QualcodeError as error:
            self.tell_fault(error)
        else:
            title = self.t(f"search.palette.{self._whole}", n=len(hits))
            self.app.push_screen(HitPalette(desk, title), give)

    def _desk_for(self, hits: Sequence[Hit]) -> Desk:
        """What the palette finds codes on: the open interview's desk, which its screen keeps up
        to date; where none is open, that of the first hit will do."""
        if self._desk is None:
            self._desk = Desk(self.study, self.coder, hits[0].transcript_id)
        elif self._here is None:
            self._desk.catch_up()
        return self._desk

    # Never exclusive: a thread that writes must not be given up.
    @work(thread=True, group="writing")
    def write(self, hits: Sequence[Hit], picked: Picked, whole: Whole) -> None:
        """Give the hits the codes, and the new one if there is one, in one change."""
        try:
            made = searching.code_hits(
                self.study, self.coder, hits, picked.codes, new=picked.new, whole=whole
            )
        except QualcodeError as error:
            self.post_message(self.Coded(fault=error))
        else:
            self.post_message(self.Coded(made, self._names(picked)))

    @on(Coded)
    def tell_coded(self, message: Coded) -> None:
        self._working = False
        self._changed = True
        if message.fault is not None:
            self.say("")
            self.tell_fault(message.fault)
            return
        if message.made is not None:
            if self._desk is not None:
                self._desk.remember(message.made.codes)
            self._tell_made(message.made, message.names)

    def _tell_made(self, made: HitsCoded, names: str) -> None:
        several = "several" if len(made.codes) > 1 else "what"
        what = counted(self.t, f"search.{several}", made.codings, names=names)
        self._done.append((made.change_id, what))
        self.say(self.t("search.coded", what=what))

    def _names(self, picked: Picked) -> str:
        known = {} if self._desk is None else self._desk.by_id
        labels = [known[code_id].label for code_id in picked.codes if code_id in known]
        labels += [picked.new] if picked.new else []
        return ", ".join(self.t("search.name", name=one_line(label)) for label in labels)

    def action_undo(self) -> None:
        """Take back what was coded here last; a code that was made for it goes too."""
        if self._working or not self._done:
            line = "search.working" if self._working else "search.nothing_to_undo"
            self.say(self.t(line))
            return
        change_id, what = self._done[-1]
        try:
            history.undo(self.study, self.coder, change_id=change_id)
        except QualcodeError as error:
            self.tell_fault(error)
        else:
            self._done.pop()
            self._changed = True
            self.say(self.t("search.undone", what=what))
