"""Looking again: passages and interviews that were coded before a code meant what it means now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from qualcode.model.rechecking import Recheck
from qualcode.model.views import InterviewLine
from qualcode.tui.excerpts import quotes_of
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.dialogs import AreYouSure
from qualcode.tui.screens.ladder.rung import WAYS_BACK, Rung
from qualcode.tui.widgets.again_list import AgainList, by_code, by_interview, codes_waiting
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.quote_list import ExcerptList, QuoteList
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, number, title_of
from qualcode.workflow import rechecking, studies, tracing


class LookAgainScreen(Rung):
    """The list says what waits; beside it are the passages, or the interviews, one by one. Enter
    goes there, space says that one has looked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "looked", "again.looked", room="again"),
        key("a", "all_looked", "again.all", room="again"),
        key("v", "other_view", "again.view", room="again"),
        *WAYS_BACK,
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    DEFAULT_CSS = """
    LookAgainScreen {
        #both { height: 1fr; }
        #again { height: 2fr; }
        #meaning { height: auto; max-height: 4; padding: 0 1; color: $foreground 65%; }
        #quotes { height: 3fr; margin-top: 0; border-top: solid $foreground 20%; }
        #quotes:focus { border-top: solid $primary; }
        #none { display: none; height: 1fr; padding: 1 2; }
        &.-none #none { display: block; }
        &.-none #both { display: none; }
        &.-wide #both { layout: horizontal; }
        &.-wide #again { width: 3fr; height: 1fr; }
        &.-wide #detail { width: 2fr; }
        &.-wide #quotes { border-top: none; border-left: solid $foreground 20%; }
        &.-wide #quotes:focus { border-left: solid $primary; }
        &.-narrow #detail { height: 1fr; }
    }
    """

    again_list = getters.query_one(AgainList)
    quote_list = getters.query_one(QuoteList)

    @dataclass
    class Found(Message):
        """What waits, as of some moment."""

        rechecks: Sequence[Recheck]
        interviews: Sequence[InterviewLine]

    _rechecks: Sequence[Recheck] = ()
    _interviews: Sequence[InterviewLine] = ()
    _of_interviews = False

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with Container(id="both"):
            yield AgainList(self.t, id="again")
            with Container(id="detail"):
                yield Static(id="meaning")
                yield ExcerptList((), self.t, id="quotes")
        yield Static(plain(self.t("again.none")), id="none")
        yield Static(id="say")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.title_line.left = plain(self.t("again.title"))
        self.again_list.focus()

    def show_ladder(self) -> None:
        self.find()

    @work(thread=True, exclusive=True, group="again")
    def find(self) -> None:
        try:
            found = rechecking.rechecks(self.study)
            interviews = self._interviews or studies.interviews(self.study)
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.post_message(self.Found(found, interviews))

    @on(Found)
    def take_found(self, message: Found) -> None:
        self._rechecks, self._interviews = message.rechecks, message.interviews
        self._show_list()

    def _show_list(self) -> None:
        if self._of_interviews:
            lines = by_interview(self._rechecks, self._interviews, self.t)
        else:
            lines = by_code(self._rechecks, self.t)
        self.again_list.show(lines)
        self.set_class(not lines, "-none")
        waiting = sum(recheck.left for recheck in self._rechecks)
        done = sum(recheck.done for recheck in self._rechecks)
        self.title_line.right = plain(
            self.t("again.numbers", done=number(done), of=number(done + waiting))
        )
        self.show_detail()

    # What waits under the cursor

    @on(Grid.Moved, "#again")
    def show_detail(self) -> None:
        line = self.again_list.current
        with self.telling():
            self.quote_list.show([] if line is None else list(self._quotes()))
        self.query_one("#meaning", Static).update(plain(self._meaning()))

    def _meaning(self) -> str:
        line = self.again_list.current
        if line is None or line.recheck is None:
            return self.t("again.of_interview") if line else ""
        code, fields = line.recheck.code.code, line.recheck.fields
        changed = ", ".join(self.t(f"again.fields.{field}") for field in fields)
        said = one_line(code.definition) or self.t("codebook.panel.undefined")
        return f"{self.t('again.changed', what=changed)} {said}" if changed else said

    def _quotes(self) -> Iterator[Quote]:
        line = self.again_list.current
        if line is None:
            return
        if line.recheck is not None:
            yield from self._passages([line.recheck])
            yield from map(self._interview, line.recheck.interviews)
            return
        row = line.transcript_id or 0
        waiting = codes_waiting(self._rechecks).get(row, [])
        yield from (q for q in self._passages(waiting) if q.transcript_id == row)
        for recheck in waiting:
            if row in recheck.interviews:
                yield self._interview(row, recheck)

    def _passages(self, rechecks: Sequence[Recheck]) -> list[Quote]:
        wanted = {row for recheck in rechecks for row in recheck.codings}
        codes = {recheck.code.id: recheck.code for recheck in rechecks if recheck.codings}
        if not codes:
            return []
        found = tracing.excerpts(self.study, codes)
        return quotes_of((e for e in found if wanted & set(e.codings)), codes)

    def _interview(self, row: int, recheck: Recheck | None = None) -> Quote:
        """An interview to go through, as a line in the list; or a code to have in mind there."""
        line = next((i for i in self._interviews if i.id == row), None)
        name = title_of(line.name) if line else "?"
        said = name if recheck is None else one_line(recheck.code.label)
        note = self.t("again.go_through") if recheck is None else self.t("again.code_is_late")
        units = line.units if line else ()
        return Quote(row, name, 0, 0, said, None, units, note, "", "", ())

    @on(Grid.Opened, "#again")
    def to_quotes(self) -> None:
        self.quote_list.focus()

    @on(QuoteList.Opened)
    def open_in_interview(self, message: QuoteList.Opened) -> None:
        quote = message.quote
        self.open_transcript(quote.transcript_id, quote.start if quote.end else None)

    def action_other_view(self) -> None:
        """By code, or by interview."""
        self._of_interviews = not self._of_interviews
        self._show_list()
        self.again_list.move_to(0)

    # Having looked

    def action_looked(self) -> None:
        """Say that one has looked at what the cursor is on: in the list, all of a line."""
        if not self.quote_list.has_focus:
            self.action_all_looked()
            return
        quote, place = self.quote_list.current, self.quote_list.index
        recheck = None if quote is None else self._recheck_of(quote)
        if quote is None or recheck is None:
            return

        def looked(_: int) -> str:
            self.quote_list.move_to(place)
            return self.t("again.done_one")

        codings, interviews = (quote.codings, ()) if quote.end else ((), (quote.transcript_id,))
        self.save(
            lambda: rechecking.looked_again(
                self.study,
                self.coder,
                recheck.code.id,
                recheck.cause,
                codings=codings,
                interviews=interviews,
            ),
            looked,
        )

    def _recheck_of(self, quote: Quote) -> Recheck | None:
        """What a thing beside the list waits for."""
        line = self.again_list.current
        if line is None or line.recheck is not None:
            return None if line is None else line.recheck
        for recheck in codes_waiting(self._rechecks).get(quote.transcript_id, []):
            if quote.end and set(quote.codings) & recheck.codings.keys():
                return recheck
            if not quote.end and one_line(recheck.code.label) == quote.text:
                return recheck
        return None

    def action_all_looked(self) -> None:
        """Say so of all that waits in the line under the cursor; asked first, since it is much."""
        line = self.again_list.current
        if line is None or not line.waiting:
            return

        def sure(yes: bool | None) -> None:
            if yes:
                self.save(write, lambda n: counted(self.t, "again.done", n))

        def write() -> int:
            if line.recheck is None:
                return rechecking.looked_through(self.study, self.coder, line.transcript_id or 0)
            recheck = line.recheck
            return rechecking.looked_again(
                self.study,
                self.coder,
                recheck.code.id,
                recheck.cause,
                codings=recheck.codings,
                interviews=recheck.interviews,
            )

        title = self.t("again.sure", what=line.title)
        what = counted(self.t, "again.sure_what", line.waiting)
        how = self.t("again.sure_how")
        self.app.push_screen(AreYouSure(self.study, self.coder, title, [what], how), sure)
