"""The way down from concepts to the places where things were said, one key for each step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container

from qualcode.model.concepts import Concept, Ear, QuotedPassage
from qualcode.model.ladder import ConceptStanding
from qualcode.model.method import ConceptState
from qualcode.model.questions import Quote
from qualcode.model.spans import Span
from qualcode.model.views import Excerpt
from qualcode.tui.excerpts import quotes_of
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.ladder.concepts_items import Path, Shelf, Step, items
from qualcode.tui.screens.ladder.concepts_sheet import sheet_of
from qualcode.tui.screens.ladder.rung import Rung
from qualcode.tui.widgets.drill_list import DrillList, Item
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.say_line import SayLine
from qualcode.tui.widgets.sheet import Sheet
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted
from qualcode.workflow import conceptual, tracing
from qualcode.workflow.studies import Study

COUNTED: tuple[ConceptState, ...] = ("passed", "candidate", "retest", "back", "replaced")


class ConceptsBoard(Rung):
    """Lists what lies at the end of the path, with a sheet about what is under the cursor; where
    there is room, beside the list that one came from."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (160, "-roomy")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]
    DEFAULT_CSS = """
    ConceptsBoard {
        #both { height: 1fr; }
        #above { display: none; width: 2fr; color: $foreground 62%; }
        #above, #way { margin-top: 1; }
        #way { height: 3fr; }
        #sheet { height: 2fr; border-top: solid $foreground 20%; }
        #sheet:focus { border-top: solid $primary; }
        &.-wide #both, &.-roomy #both { layout: horizontal; }
        &.-wide #way, &.-roomy #way { width: 3fr; height: 1fr; }
        &.-wide #sheet, &.-roomy #sheet {
            width: 2fr;
            height: 1fr;
            padding: 1 1 0 1;
            border-top: none;
            border-left: solid $foreground 20%;
        }
        &.-wide #sheet:focus, &.-roomy #sheet:focus { border-left: solid $primary; }
        &.-roomy #above.-below { display: block; }
        &.-low #sheet { display: none; }
        &.-low #way { height: 1fr; margin-top: 0; }
    }
    """

    above = getters.query_one("#above", DrillList)
    way = getters.query_one("#way", DrillList)
    sheet = getters.query_one(Sheet)

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self.path: Path = ()
        self.shelf: Shelf | None = None
        self._at: list[Item] = []
        """For each step of the path, the item that one went into."""
        self._excerpts = tracing.ExcerptsInView(study)
        self._ears: Sequence[Ear] = ()
        self._near: dict[tuple[int, ...], list[int]] = {}
        self._quotes: dict[int, list[Quote]] = {}
        self._heard: dict[tuple[int, Span], Excerpt] = {}

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with Container(id="both"):
            above = DrillList(id="above")
            above.can_focus = False
            yield above
            yield DrillList(id="way")
            yield Sheet(self.t, id="sheet")
        yield SayLine(id="say")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.title_line.left = plain(self.t("concepts.title"))
        self.way.focus()

    # What there is

    def show_ladder(self) -> None:
        assert self.ladder is not None
        self._ears = conceptual.ears(self.study)
        self._near, self._quotes = {}, {}
        self.shelf = Shelf(
            self.ladder, self._ears, self._near_ears, self._quotes_of, self._hear, self.t
        )
        self.show_way(self.way.current)

    def _near_ears(self, concept: Concept) -> list[int]:
        """The EARs near to a concept that it has not gathered."""
        if concept.themes not in self._near:
            self._near[concept.themes] = conceptual.ears_near(self.study, concept.themes)
        gathered = {ear.id for ear in concept.ears}
        return [row for row in self._near[concept.themes] if row not in gathered]

    def _quotes_of(self, code: int) -> list[Quote]:
        """The passages of a code, read when they are first looked at."""
        assert self.ladder is not None
        if code not in self._quotes:
            found = self._excerpts.of([code], self.ladder.seen)
            self._quotes[code] = quotes_of(found, {code: self.ladder.by_code()[code].code})
        return self._quotes[code]

    def _hear(self, passage: QuotedPassage) -> Excerpt:
        """Who says a passage; those of one EAR or concept are asked for together."""
        place = passage.transcript_id, passage.span
        if place not in self._heard:
            self._heard |= tracing.heard(self.study, {place, *self._beside(place)})
        return self._heard[place]

    def _beside(self, place: tuple[int, Span]) -> Iterable[tuple[int, Span]]:
        assert self.ladder is not None
        groups = [ear.anchors for ear in self._ears]
        groups += [tuple(e.passage for e in s.concept.evidence) for s in self.ladder.concepts]
        for group in groups:
            places = [(p.transcript_id, p.span) for p in group]
            if place in places:
                yield from places

    # Where one is

    def show_way(self, at: Item | None = None) -> None:
        """List what lies at the end of the path; where that is gone, one goes up."""
        if self.shelf is None:
            return
        with self.telling():
            listed = items(self.shelf, self.path)
            while listed is None:
                self.path, at = self.path[:-1], self._at.pop()
                listed = items(self.shelf, self.path)
            with self.prevent(Grid.Moved):
                self.way.show(listed, at)
                self._show_above()
            self.show_item()
            self._show_title()

    def _show_above(self) -> None:
        """The list that one came from, where there is room for it."""
        self.above.set_class(bool(self.path), "-below")
        if self.path and self.shelf is not None and self.has_class("-roomy"):
            self.above.show(items(self.shelf, self.path[:-1]) or (), self._at[-1])

    def on_resize(self) -> None:
        with self.prevent(Grid.Moved):
            self._show_above()

    def stand_on(self, wanted: Callable[[Item], bool]) -> None:
        """Put the cursor on such an item, if one is listed."""
        for row, item in enumerate(self.way.items):
            if wanted(item):
                self.way.move_to(row)
                return

    @on(Grid.Moved, "#way")
    def show_item(self) -> None:
        """Tell of what is under the cursor; where there is nothing, of what one is in."""
        item = self.way.current
        told = item or (self._at[-1] if self._at else None)
        if self.shelf is not None:
            with self.telling():
                self.sheet.show([] if told is None else sheet_of(told, self.shelf))

    def _show_title(self) -> None:
        assert self.shelf is not None
        names = [self.t("concepts.title"), *(one_line(self.shelf.name(step)) for step in self.path)]
        short = " › ".join(names if len(names) < 4 else ["…", *names[-2:]])
        self.title_line.left = plain(short)
        self.title_line.right = plain(self._numbers())

    def _numbers(self) -> str:
        assert self.ladder is not None
        states = [standing.state for standing in self.ladder.concepts]
        parts = []
        for state in COUNTED:
            if n := states.count(state):
                said = "established" if state == "replaced" else state
                parts.append(f"{n} {self.t(f'method.states.{said}')}")
        return " · ".join([*parts, counted(self.t, "concepts.ears", len(self._ears))])

    # Going down and up

    @on(Grid.Opened, "#way")
    def go_down(self) -> None:
        """Into what is under the cursor; from a passage, to its place in the interview."""
        item = self.way.current
        if item is None:
            return
        if item.quote is not None:
            self.open_transcript(item.quote.transcript_id, item.quote.start)
        else:
            self.go_into(item)

    def go_into(self, item: Item) -> None:
        self.path = (*self.path, Step(item.kind, item.row))
        self._at.append(item)
        self.way.cursor = (0, 0)
        self.show_way()
        self.say("")

    def action_up(self) -> None:
        if self.path:
            self.path, came_from = self.path[:-1], self._at.pop()
            self.show_way(came_from)
            self.say("")

    def action_back(self) -> None:
        """One step up; from the sheet to the list, and from the top away."""
        if self.sheet.has_focus:
            self.way.focus()
        elif self.path:
            self.action_up()
        else:
            self.dismiss()

    @on(Grid.Moved, "#above")
    @on(Grid.Opened, "#above")
    def go_across(self, message: Grid.Moved | Grid.Opened) -> None:
        """A click in the list that one came from leads into another thing there."""
        item = self.above.current
        if self.path and item is not None and item.place != self._at[-1].place:
            self.path, self._at = self.path[:-1], self._at[:-1]
            self.way.cursor = (0, 0)
            if item.quote is None:
                self.go_into(item)
            else:
                self.show_way(item)

    # What is meant

    @property
    def concept_here(self) -> ConceptStanding | None:
        """The concept under the cursor, or the one that one went into."""
        item = self.way.current
        if self.shelf is None:
            return None
        if self.path and self.path[0].kind == "concept":
            return self.shelf.concept(self.path[0].row)
        if item is not None and item.kind == "concept":
            return self.shelf.concept(item.row)
        return None

    @property
    def ear_here(self) -> Ear | None:
        """The EAR under the cursor, or the one that one went into."""
        item = self.way.current
        row = item.row if item is not None and item.kind == "ear" else None
        if row is None and self.path and self.path[-1].kind == "ear":
            row = self.path[-1].row
        return None if row is None or self.shelf is None else self.shelf.ear(row)
