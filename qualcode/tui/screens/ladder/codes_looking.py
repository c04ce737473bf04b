"""Looking about in the codebook: finding, narrowing, sorting, turning pages, going to a place."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Input

from qualcode.model.places import Place
from qualcode.tui.asking import following
from qualcode.tui.codebook_lines import LAYERS, ORDERS, CodeLine, Wanted, best_code, states_there
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.ladder.codes_board import CodesBoard
from qualcode.tui.screens.ladder.codes_panel import PAGES, Page
from qualcode.tui.screens.ladder.concepts import ConceptsScreen
from qualcode.tui.telling.book import ToPlace, ToThing
from qualcode.tui.widgets.find_input import FindInput
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.page_line import PageLine
from qualcode.tui.widgets.paragraphs import Paragraphs
from qualcode.tui.widgets.quote_list import QuoteList
from qualcode.workflow.studies import interview_names


class CodesLooking(CodesBoard):
    """Nothing is changed here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f,slash", "find", "codes.find", room="codes"),
        key("1", "next_state", "codes.state", room="codes", show=False),
        key("2", "next_layer", "codes.layer", room="codes", show=False),
        key("3", "cautioned", "codes.cautioned", room="codes", show=False),
        key("4", "next_order", "codes.order", room="codes", show=False),
        key("p,right", "turn(1)", "codes.page", room="codes"),
        key("left", "turn(-1)", "codes.page_back", room="codes", show=False),
        key("i", "go_to_place", "codes.go", room="codes", show=False),
    ]

    # Narrowing and sorting

    def action_find(self) -> None:
        self.add_class("-finding")
        self.query_one("#find", FindInput).begin()

    @on(Input.Changed, "#find")
    def narrow(self, event: Input.Changed) -> None:
        if event.value != self.wanted.text:
            self._want(replace(self.wanted, text=event.value))
            if event.value.strip():
                self._stand_on_a_code()

    def _want(self, wanted: Wanted) -> None:
        """Show what is wanted. Where what the cursor was on does not fit, it goes to a code."""
        before = self.code_list.thing
        self.wanted = wanted
        self.show_list()
        if wanted.narrows and self.code_list.thing != before:
            self._stand_on_a_code()

    def _stand_on_a_code(self) -> None:
        """On the one that fits best: the next key is for a code, and not for its whole theme."""
        row = best_code(self.code_list.lines, self.wanted.text)
        if row is not None:
            self.code_list.select("code", row)

    @on(Input.Submitted, "#find")
    def back_to_list(self, event: Input.Submitted) -> None:
        self.set_class(bool(event.value.strip()), "-finding")
        self.code_list.focus()

    def action_next_state(self) -> None:
        """Show the codes of one state after the other, and then all."""
        if self.ladder is not None:
            state = following(("", *states_there(self.ladder)), self.wanted.state)
            self._want(replace(self.wanted, state=state))

    def action_next_layer(self) -> None:
        """Hide what stood before anybody read; show nothing but that; show all."""
        self._want(replace(self.wanted, layer=following(LAYERS, self.wanted.layer)))

    def action_cautioned(self) -> None:
        self._want(replace(self.wanted, cautioned=not self.wanted.cautioned))

    def action_next_order(self) -> None:
        self.wanted = replace(self.wanted, order=following(ORDERS, self.wanted.order))
        self.show_list()
        self.code_list.show_cursor()

    def action_back(self) -> None:
        """One step back: from the words that were typed, from the panel, from what the list is
        narrowed to; then from the codebook. Where nothing fits, at once to all."""
        if self.has_class("-none") and self.wanted.narrows:
            self._show_all()
        elif self.has_class("-finding"):
            self._leave_words()
            self._to_list()
        elif not self.code_list.has_focus:
            self._to_list()
        elif self.wanted.narrows:
            self._show_all()
        else:
            super().action_back()

    def _leave_words(self) -> None:
        self.query_one("#find", Input).value = ""
        self.remove_class("-finding")

    def _show_all(self) -> None:
        self._leave_words()
        self.wanted = Wanted(order=self.wanted.order)
        self.show_list()
        self._to_list()

    def _to_list(self) -> None:
        self.remove_class("-reading")
        self.code_list.focus()

    # The panel

    def action_turn(self, pages: int) -> None:
        """The next page of the panel, or the one before."""
        inside = self.told.has_focus or self.quote_list.has_focus
        self.turn_to(PAGES[(PAGES.index(self.page) + pages) % len(PAGES)], focus=inside)

    def turn_to(self, page: Page, *, focus: bool = False) -> None:
        """Show a page, and maybe go there."""
        self.page = page
        self.show_panel()
        if focus:
            self.add_class("-reading")
            (self.quote_list if page == "excerpts" else self.told).focus()

    @on(PageLine.Chosen)
    def turn_to_page(self, message: PageLine.Chosen) -> None:
        self.turn_to(PAGES[message.page])

    @on(Grid.Opened, "#codes")
    def open_excerpts(self) -> None:
        """Enter on a code goes to what it was given to."""
        self.turn_to("excerpts", focus=True)

    @on(QuoteList.Opened)
    def open_in_interview(self, message: QuoteList.Opened) -> None:
        self.open_transcript(message.quote.transcript_id, message.quote.start)

    @on(Paragraphs.Followed)
    def follow(self, message: Paragraphs.Followed) -> None:
        match message.to:
            case ToPlace(place=place):
                self._open_place(place)
            case ToThing(what="concept"):
                self.open_concepts()
            case ToThing(what=what, row=row) if not self.go_to_thing(what, row):
                self.say(self.t("codes.not_there"))

    def open_concepts(self) -> None:
        self.app.push_screen(ConceptsScreen(self.study, self.coder))

    def action_go_to_place(self) -> None:
        """To where the example of the code stands; else to that which it was made of."""
        line = self.code_list.current
        if not isinstance(line, CodeLine):
            self.say(self.t("codebook.choose_code"))
            return
        code = line.standing.code.code
        if written := code.example_at or code.born:
            self._open_place(Place.parse(written))
        else:
            self.say(self.t("codes.no_place", code=one_line(code.label)))

    def _open_place(self, place: Place) -> None:
        with self.telling():
            rows = {name: row for row, name in interview_names(self.study).items()}
            if place.file in rows:
                self.open_transcript(rows[place.file], place.span.start)
            else:
                self.say(self.t("codes.no_interview", interview=one_line(place.file)))
