"""Saturation: how many new codes each interview brought, drawn and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.model.questions import Quote
from qualcode.model.saturation import SaturationStep
from qualcode.tui.excerpts import quotes_of
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.following import FollowingScreen
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.plot_view import PlotView
from qualcode.tui.widgets.saturation_table import SaturationTable
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, title_of
from qualcode.workflow import coding, history, tallying
from qualcode.workflow.studies import Study

LAST = 5
"""So many interviews at the end tell whether new codes still come."""


class SaturationScreen(FollowingScreen[None]):
    """The bar of the interview under the cursor is pointed at; Enter opens its new codes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "back", "screen.back"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (130, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (15, "-high")]
    DEFAULT_CSS = """
    SaturationScreen {
        #counted { height: auto; max-height: 3; padding: 0 1; color: $foreground 65%; }
        #both { height: 1fr; }
        #plot { height: 3fr; }
        #steps { height: 2fr; border-top: solid $foreground 20%; }
        #none { display: none; height: 1fr; padding: 1 2; }
        &.-none #none { display: block; }
        &.-none #both, &.-none #counted { display: none; }
        &.-wide #both { layout: horizontal; }
        &.-wide #plot { width: 3fr; height: 1fr; }
        &.-wide #steps { width: 2fr; min-width: 66; height: 1fr; border-top: none; }
        &.-low #counted, &.-low #plot { display: none; }
        &.-low #steps { height: 1fr; border-top: none; }
    }
    """

    title_line = getters.query_one(TitleLine)
    table = getters.query_one(SaturationTable)
    plot = getters.query_one(PlotView)

    @dataclass
    class Read(Message):
        """The interviews have been read, as they were at the change `seen` or later."""

        seen: int
        steps: Sequence[SaturationStep]

    @dataclass
    class Found(Message):
        """The passages with codes that are new in an interview."""

        step: SaturationStep
        quotes: Sequence[Quote]

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self._new: Sequence[int] = ()

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield Static(id="counted")
        with Container(id="both"):
            yield PlotView(self.t, self.t("saturation.sums"), id="plot")
            yield SaturationTable(self.t, id="steps")
        yield Static(plain(self.t("saturation.none")), id="none")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.title_line.left = plain(self.t("saturation.title"))
        self.table.focus()

    # Reading

    def read_again(self) -> None:
        self.read_steps()

    @work(thread=True, exclusive=True, group="saturation")
    def read_steps(self) -> None:
        try:
            seen = history.newest_change(self.study)
            read = self.Read(seen, tallying.saturation(self.study))
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.post_message(read)

    @on(Read)
    def show_steps(self, message: Read) -> None:
        self.seen, steps = message.seen, message.steps
        self._new = [step.new for step in steps]
        self.set_class(not steps, "-none")
        self.title_line.right = plain(self._numbers(steps))
        self.query_one("#counted", Static).update(plain(self._counted(steps)))
        self.table.show(steps)
        if self.focused is None:
            self.table.focus()
        self.point()

    def _numbers(self, steps: Sequence[SaturationStep]) -> str:
        interviews = counted(self.t, "ladder.interviews", len(steps))
        codes = counted(self.t, "ladder.codes", steps[-1].total if steps else 0)
        return f"{interviews} · {codes}"

    def _counted(self, steps: Sequence[SaturationStep]) -> str:
        """What is counted, and whether new codes still come at the end."""
        parts = [self.t("saturation.counted")]
        if len(steps) > LAST:
            new = sum(self._new[-LAST:])
            parts.append(counted(self.t, "saturation.last", new, interviews=LAST))
        return " ".join(parts)

    # Moving

    @on(Grid.Moved, "#steps")
    def point(self) -> None:
        """Point at the bar of the interview under the cursor."""
        self.plot.show(self._new, self.table.cursor[0] if self._new else None)

    @on(PlotView.Pointed)
    def go_to_bar(self, message: PlotView.Pointed) -> None:
        self.table.move_to(message.number)
        self.table.focus()

    # Opening

    @on(Grid.Opened, "#steps")
    def open_step(self) -> None:
        step = self.table.current
        if step is None:
            return
        if step.new:
            self.find_new(step)
        else:
            self.notify(self.t("saturation.no_new", name=title_of(step.interview)), markup=False)

    @work(thread=True, exclusive=True, group="new codes")
    def find_new(self, step: SaturationStep) -> None:
        try:
            codes = {code.id: code for code in coding.codes(self.study)}
            found = tallying.new_codes(self.study, step.transcript_id)
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.post_message(self.Found(step, quotes_of(found, codes)))

    @on(Found)
    def show_new(self, message: Found) -> None:
        heading = self.t("saturation.heading", name=title_of(message.step.interview))
        codes = dict.fromkeys(one_line(quote.code) for quote in message.quotes)
        about = f"{counted(self.t, 'saturation.new_codes', len(codes))}: {' · '.join(codes)}"
        self.app.push_screen(QuotesScreen(self.study, self.coder, heading, about, message.quotes))

    def action_back(self) -> None:
        self.dismiss()
