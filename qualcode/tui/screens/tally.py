"""The tally: themes and codes by a breakdown, where every number can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from qualcode.errors import QualcodeError
from qualcode.locale import fault
from qualcode.model.questions import Column, Question, Quote, Row, Table
from qualcode.tui.asking import ROLL_UPS, Choices, choices_of, following, next_base
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.following import FollowingScreen
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.screens.where import Where, WhereDialog
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.tally_table import TallyTable
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import number
from qualcode.workflow import handing_over, history, tallying
from qualcode.workflow.studies import Study


class TallyScreen(FollowingScreen[None]):
    """One table at a time. Counting runs beside the screen, and the newest question wins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "next('by')", "tally.by"),
        key("b", "next_base", "tally.base"),
        key("c", "next('coder')", "tally.coder"),
        key("d", "next('count')", "tally.count"),
        key("r", "next('roll_up')", "tally.roll_up", show=False),
        key("w", "where", "tally.where"),
        key("e", "export", "tally.export"),
        key("escape,q", "back", "screen.back", show=False),
    ]

    table = getters.query_one(TallyTable)
    title_line = getters.query_one(TitleLine)

    @dataclass
    class Counted(Message):
        """A table of the study at the change `seen` or later, with the sentences that say what it
        counts."""

        seen: int
        table: Table
        words: tuple[str, str]
        choices: Choices

    @dataclass
    class Opened(Message):
        """The passages behind a number are there."""

        heading: str
        quotes: Sequence[Quote]

    @dataclass
    class Written(Message):
        """The workbook lies in `path`."""

        path: Path

    @dataclass
    class Refused(Message):
        """The study cannot answer; `reason` says why."""

        reason: str

    def __init__(self, study: Study, coder: str, question: Question | None = None) -> None:
        super().__init__(study, coder)
        self.question = question
        self._choices: Choices | None = None
        self._about = ""

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield Static(id="about")
        yield TallyTable(self.t, id="tally")
        yield Static(id="here")
        yield VerticalScroll(Static(id="notes"), id="notes-box", can_focus=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.title_line.left = plain(self.t("tui.tally.title"))
        self.table.focus()

    def read_again(self) -> None:
        self._count_anew(self.question, None)

    # Counting

    def _ask(self, question: Question) -> None:
        self._count_anew(question, self._choices)

    def _count_anew(self, question: Question | None, choices: Choices | None) -> None:
        self.question, self.seen = question, None
        self.title_line.right = plain(self.t("tui.tally.counting"))
        self.count(question, choices)

    @work(thread=True, exclusive=True, group="tally")
    def count(self, question: Question | None, choices: Choices | None) -> None:
        """Count; `choices` are those that are known, and hold still."""
        worker = get_current_worker()
        answer: Message
        try:
            seen = history.newest_change(self.study)
            choices = choices or choices_of(self.study)
            asked = question or choices.first
            table = tallying.tally(self.study, asked)
            words = tallying.in_words(self.study, asked, self.language)
            answer = self.Counted(seen, table, words, choices)
        except QualcodeError as error:
            answer = self.Refused(error.phrase)
        if not worker.is_cancelled:
            self.post_message(answer)

    @on(Counted)
    def show_counts(self, message: Counted) -> None:
        self.seen = message.seen
        self.question = message.table.question
        self._choices = message.choices
        self._about = " · ".join(part for part in message.words if part)
        self.query_one("#about", Static).update(plain(self._about))
        self.title_line.right = plain(self._sizes(message.table))
        self.table.show(message.table)
        self.name_row()
        notes = self._notes(message.table)
        self.query_one("#notes", Static).update(plain("\n".join(notes)))
        self.set_class(bool(notes), "noted")

    @on(Grid.Moved)
    def name_row(self) -> None:
        """The whole name of the row under the cursor, which may be cut in the table."""
        row = self.table.current
        name = one_line(row.label) if row is not None else ""
        if isinstance(row, Row) and row.depth:
            name = f"{one_line(row.theme)} › {name}"
        self.query_one("#here", Static).update(plain(name))

    @on(Refused)
    def tell_refusal(self, message: Refused) -> None:
        if self.table.table is not None:
            self.question = self.table.table.question
            self.title_line.right = plain(self._sizes(self.table.table))
        self.tell_fault(message.reason)

    def _sizes(self, table: Table) -> str:
        if table.size is None:
            return ""
        parts = [tallying.how_many(table.size, table.question.count, self.language)]
        if table.interviewed is not None:
            parts.append(self.t("tui.tally.interviewed", n=number(table.interviewed)))
        return " · ".join(parts)

    def _notes(self, table: Table) -> list[str]:
        """What one must know to trust the table."""
        labels = {row.code: row.label for row in table.rows}
        notes = [fault(note, self.language) for note in table.notes]
        for found in table.violations:
            codes = ", ".join(labels.get(code, code) for code in found.codes)
            blanks = {"set": found.set_name, "unit": found.unit, "codes": codes}
            notes.append(self.t("tui.tally.violation", **blanks))
        return [one_line(note) for note in notes]

    # Asking something else

    def action_next(self, part: str) -> None:
        """The next breakdown, coder rule, counting unit or roll-up."""
        if self.question is None or self._choices is None:
            return
        options: dict[str, Sequence[str | None]] = {
            "by": self._choices.breakdowns,
            "coder": self._choices.coders,
            "count": self._choices.counts,
            "roll_up": ROLL_UPS,
        }
        value = following(options[part], getattr(self.question, part))
        self._ask(replace(self.question, **{part: value}))

    def action_next_base(self) -> None:
        row = self.table.current
        if self.question is not None:
            self._ask(next_base(self.question, row if isinstance(row, Row) else None))

    def action_where(self) -> None:
        if self.question is None or self._choices is None:
            return
        if not self._choices.values:
            self.notify(self.t("tui.tally.no_attributes"), markup=False)
            return
        dialog = WhereDialog(self.study, self.coder, self._choices.values, self.question.where)
        self.app.push_screen(dialog, self._limit)

    def _limit(self, where: Where | None) -> None:
        # The screen asks anew when the dialog has gone.
        if where is not None and self.question is not None:
            self._ask(replace(self.question, where=where))

    # Opening a number

    @on(TallyTable.Asked)
    def ask_for_quotes(self, message: TallyTable.Asked) -> None:
        table = self.table.table
        if table is not None:
            self.find_quotes(table.question, message.row, message.column)

    @work(thread=True, exclusive=True, group="quotes")
    def find_quotes(self, question: Question, row: Row, column: Column | None) -> None:
        worker = get_current_worker()
        answer: Message
        try:
            key_of = None if column is None else column.key
            quotes = tallying.quotes_behind(self.study, question, row, key_of)
            heading = row.label if column is None else f"{row.label} · {column.label}"
            answer = self.Opened(heading, quotes)
        except QualcodeError as error:
            answer = self.Refused(error.phrase)
        if not worker.is_cancelled:
            self.post_message(answer)

    @on(Opened)
    def show_quotes(self, message: Opened) -> None:
        if not message.quotes:
            self.notify(self.t("tui.tally.nothing_behind"), markup=False)
            return
        about, heading = self._about, message.heading
        self.app.push_screen(QuotesScreen(self.study, self.coder, heading, about, message.quotes))

    # Handing over

    def action_export(self) -> None:
        if self.question is not None:
            path = free_path(self.study.path.with_suffix(".xlsx"))
            self.notify(self.t("tui.tally.writing", file=path.name), markup=False)
            self.export(path, self.question)

    @work(thread=True, group="export")
    def export(self, path: Path, question: Question) -> None:
        """Write the workbook that counts what this table counts."""
        try:
            handing_over.export_study(self.study, path, question=question)
        except QualcodeError as error:
            self.post_message(self.Refused(error.phrase))
        else:
            self.post_message(self.Written(path))

    @on(Written)
    def tell_where(self, message: Written) -> None:
        where = self.t("tui.tally.written", file=message.path)
        self.notify(where, markup=False, timeout=10)

    def action_back(self) -> None:
        self.dismiss()


def free_path(path: Path) -> Path:
    """The path, or one beside it with a number where there is such a file already."""
    numbered = (path.with_name(f"{path.stem} {n}{path.suffix}") for n in count(2))
    return next(p for p in chain([path], numbered) if not p.exists())
