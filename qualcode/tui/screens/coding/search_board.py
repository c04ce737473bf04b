"""What the search screen asks, and how it shows what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from qualcode.errors import QualcodeError
from qualcode.locale import fault
from qualcode.model.searching import Found, Hit
from qualcode.tui.desk import Desk
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain, visible
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.widgets.find_input import FindInput
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.hit_list import FOUND, HitList
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, number, title_of
from qualcode.workflow import searching
from qualcode.workflow.studies import Study

PAUSE = 0.15
"""Seconds without a key after which the search begins."""
AT_FIRST = 200
"""How many hits are shown before more are asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One search; without an interview it goes through all of them."""

    query: str
    transcript_id: int | None
    limit: int = AT_FIRST


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search leaves behind: the query, the hit to go to, and whether anything was coded
    on the way."""

    query: str = ""
    hit: Hit | None = None
    changed: bool = False


class QueryInput(FindInput):
    """What is searched for; the way down leads to what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("down", "screen.list", "search.list", room="search", show=False),
    ]


class SearchBoard(StudyScreen[Searched]):
    """Query, hits and what is said of them; the screen over it does something with the hits."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (50, "-fits")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f3", "scope", "search.scope", room="search"),
    ]
    DEFAULT_CSS = """
    SearchBoard {
        #asking { height: 1; padding: 0 1; background: $surface; }
        #query { width: 1fr; background: $surface; }
        #scope { width: auto; }
        &.-tiny #scope { display: none; }
        #count { height: 1; padding: 0 1; color: $foreground 65%; }
        #count, #whole, #said { text-wrap: nowrap; text-overflow: ellipsis; }
        #remark { display: none; height: auto; max-height: 3; padding: 0 1; color: $warning; }
        &.-remark #remark { display: block; }
        #nothing { display: none; height: 1fr; padding: 1 2; }
        &.-nothing #nothing { display: block; }
        &.-nothing #hits { display: none; }
        #place { height: 4; padding: 0 1; background: $surface; }
        &.-nothing #place, &.-low #place { display: none; }
        #foot { height: 1; padding: 0 1; background: $panel; }
        #whole { width: auto; color: $foreground 65%; padding: 0 2 0 0; }
        #said { width: 1fr; text-align: right; }
    }
    """

    query_input = getters.query_one("#query", QueryInput)
    hit_list = getters.query_one(HitList)

    @dataclass
    class Answered(Message):
        """A search has come to its end."""

        asked: Asked
        found: Found
        fault: str = ""

    def __init__(
        self, study: Study, coder: str, desk: Desk | None = None, *, query: str = ""
    ) -> None:
        super().__init__(study, coder)
        self._desk = desk
        self._here = None if desk is None else desk.transcript.id
        self._asked = Asked(query, self._here)
        self._answered: Asked | None = None
        self._more = False
        self._timer: Timer | None = None

    @property
    def query_asked(self) -> str:
        """What was searched for last."""
        return self._asked.query

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with Horizontal(id="asking"):
            yield QueryInput(self._asked.query, id="query", placeholder=self.t("search.find"))
            if self._here is not None:
                yield Static(id="scope")
        yield Static(id="count")
        yield Static(id="remark")
        yield HitList(id="hits")
        yield Static(id="nothing")
        yield Static(id="place")
        with Horizontal(id="foot"):
            yield Static(id="whole")
            yield Static(id="said")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_input.begin()
        self._show_scope()
        self._ask(self._asked.query, self._here)

    # Asking

    @on(Input.Changed, "#query")
    def ask_soon(self) -> None:
        """Search when no key has come for a moment."""
        if self.query_input.value.strip() == self._asked.query:
            return
        self._stop_timer()
        self._timer = self.set_timer(PAUSE, self._ask_typed)

    def _ask_typed(self) -> None:
        self._stop_timer()
        self._ask(self.query_input.value.strip(), self._asked.transcript_id)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _ask(self, query: str, transcript_id: int | None, limit: int = AT_FIRST) -> None:
        self._asked = Asked(query, transcript_id, limit)
        if query:
            self._say_count(self.t("search.searching"))
            self.find(self._asked)
        else:
            self.show_found(self.Answered(self._asked, Found()))

    @work(thread=True, exclusive=True, group="search")
    def find(self, asked: Asked) -> None:
        try:
            found = searching.search(
                self.study,
                asked.query,
                transcript_id=asked.transcript_id,
                limit=asked.limit,
                language=self.language,
            )
        except QualcodeError as error:
            self.post_message(self.Answered(asked, Found(), fault(error, self.language)))
        else:
            self.post_message(self.Answered(asked, found))

    @on(Answered)
    def show_found(self, message: Answered) -> None:
        """Show an answer, unless something else has been asked since."""
        if message.asked != self._asked:
            return
        found = message.found
        self._answered, self._more = message.asked, found.more
        remark = message.fault or found.note
        self.set_class(bool(remark), "-remark")
        self.query_one("#remark", Static).update(plain(one_line(remark)))
        self.set_class(not found.hits, "-nothing")
        self.query_one("#nothing", Static).update(self._how(message))
        self.hit_list.show(found.hits, several=message.asked.transcript_id is None)
        if not (found.hits or self.query_input.has_focus):
            self.query_input.begin()
        self.show_count()
        self.show_place()
        self.refresh_bindings()

    def _how(self, message: Answered) -> Content:
        how = self.t("search.how").strip()
        query = one_line(message.asked.query)
        if not query or message.fault:
            return plain(how)
        return plain(f"{self.t('search.nothing', query=query)}\n\n{how}")

    @property
    def _waiting(self) -> bool:
        """Whether what is shown is not yet what was asked for."""
        return self._timer is not None or self._answered != self._asked

    # What is shown

    def _show_scope(self) -> None:
        title = self.query_one(TitleLine)
        everywhere = self._asked.transcript_id is None
        if self._desk is None or everywhere:
            title.left = plain(self.t("search.title_all"))
        else:
            name = title_of(self._desk.transcript.name)
            title.left = plain(self.t("search.title", interview=name))
        if self._here is not None:
            marks = "○●" if everywhere else "●○"
            names = (self.t("search.here"), self.t("search.everywhere"))
            shown = "  ".join(f"{m} {n}" for m, n in zip(marks, names, strict=True))
            self.query_one("#scope", Static).update(plain(f"  {shown}  F3"))

    @on(HitList.Looked)
    def show_count(self) -> None:
        """How many there are, how many of them are left out, and how many were not seen yet."""
        hits = self.hit_list.hits
        if not self._asked.query or self._waiting:
            self._say_count("" if not self._asked.query else self.t("search.searching"))
            return
        count = counted(self.t, "search.hits", len(hits))
        if self._more:
            count = self.t("search.more_than", n=number(len(hits)))
        out, unseen = len(hits) - len(self.hit_list.taken), len(self.hit_list.unseen)
        parts = [count]
        parts += [counted(self.t, "search.out", out)] if out else []
        parts += [counted(self.t, "search.unseen", unseen)] if unseen else []
        self._say_count(" · ".join(parts))

    def _say_count(self, line: str) -> None:
        self.query_one("#count", Static).update(plain(line), layout=False)

    @on(Grid.Moved, "#hits")
    def show_place(self) -> None:
        """All the context of the hit under the cursor, and where it stands."""
        hit = self.hit_list.current
        if hit is None:
            return
        turn = self.t("search.turn", turn=hit.turn) if hit.turn else ""
        who = (title_of(hit.interview), turn, one_line(hit.speaker))
        shown = Content.assemble(
            plain(" · ".join(part for part in who if part)).stylize("bold"),
            "\n",
            plain(_flat(hit.before)),
            plain(_flat(hit.said)).stylize(FOUND),
            plain(_flat(hit.after)),
        )
        self.query_one("#place", Static).update(shown, layout=False)

    def say(self, line: str) -> None:
        self.query_one("#said", Static).update(plain(line), layout=False)

    # Getting about

    @on(Input.Submitted, "#query")
    def to_hits(self) -> None:
        if self._timer is not None:
            self._ask_typed()
        self.action_list()

    def action_list(self) -> None:
        if self._waiting or self.hit_list.hits:
            self.set_focus(self.hit_list)

    @on(HitList.Above)
    def action_query(self) -> None:
        self.query_input.begin()

    def action_scope(self) -> None:
        """From this interview to all, and back."""
        self._stop_timer()
        wanted = self._here if self._asked.transcript_id is None else None
        self._ask(self.query_input.value.strip(), wanted)
        self._show_scope()

    def on_click(self, event: events.Click) -> None:
        if event.widget is not None and event.widget.id == "scope":
            self.action_scope()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "scope":
            return self._here is not None
        return action != "more" or self._more

    def action_more(self) -> None:
        if not self._waiting:
            self._ask(self._asked.query, self._asked.transcript_id, 2 * self._asked.limit)


def _flat(text: str) -> str:
    return " ".join(visible(text).splitlines())
