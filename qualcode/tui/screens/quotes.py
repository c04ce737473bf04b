"""The passages behind a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from qualcode.model.questions import Quote
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.quote_list import QuoteList
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted
from qualcode.workflow.studies import Study


class QuotesScreen(StudyScreen[None]):
    """`heading` names the number that was opened, `about` what it counts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("y", "copy", "quotes.copy"),
        key("escape,q", "back", "screen.back"),
    ]

    def __init__(
        self, study: Study, coder: str, heading: str, about: str, quotes: Sequence[Quote]
    ) -> None:
        super().__init__(study, coder)
        self.heading = heading
        self.about = about
        self.quotes = quotes

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield Static(plain(self.about), id="about")
        yield QuoteList(self.quotes, self.t, id="quotes")
        yield KeyFooter()

    def on_mount(self) -> None:
        title = self.query_one(TitleLine)
        title.left = plain(one_line(self.heading))
        interviews = len({quote.transcript_id for quote in self.quotes})
        where = counted(self.t, "tui.quotes.interviews", interviews)
        title.right = plain(f"{counted(self.t, 'tui.quotes.count', len(self.quotes))} · {where}")
        self.query_one(QuoteList).focus()

    @on(QuoteList.Opened)
    def open_in_interview(self, message: QuoteList.Opened) -> None:
        self.open_transcript(message.quote.transcript_id, message.quote.start)

    def action_copy(self) -> None:
        """Copy the passage with its source, as a report cites it."""
        quote = self.query_one(QuoteList).current
        if quote is not None:
            self.app.copy_to_clipboard(self._cited(quote))
            self.notify(self.t("tui.quotes.copied"), markup=False)

    def _cited(self, quote: Quote) -> str:
        source = (*quote.units, quote.role)
        where = ", ".join(part for part in source if part) or quote.transcript
        left, right = "«»" if self.study.language != "en" else "“”"
        return f"{left}{' '.join(quote.text.split())}{right} ({where})"

    def action_back(self) -> None:
        self.dismiss()
