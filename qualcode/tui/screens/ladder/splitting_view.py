"""One excerpt of a code after the other, with what is around it, and where it can go."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from qualcode.model.ladder import CodeStanding
from qualcode.model.views import Excerpt
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.ladder.rung import Rung
from qualcode.tui.sorting import Fate, Sorting
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.passage_view import PassageView
from qualcode.tui.widgets.say_line import SayLine
from qualcode.tui.widgets.target_list import STAYS, Choices, TargetList
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import number, title_of
from qualcode.workflow import tracing
from qualcode.workflow.studies import Study

REACH = 900
"""Characters of the interview that are shown before an excerpt, and after it."""
SIGNS: dict[Fate, str] = {"given": "●", "kept": "■", "open": "○"}


class SplitView(Rung):
    """Shows the excerpt in focus; the screen over it decides. Nothing is written meanwhile."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]
    DEFAULT_CSS = """
    SplitView {
        #code { height: auto; max-height: 2; padding: 0 1; background: $surface; }
        #strip { height: 1; padding: 0 1; }
        #both { height: 1fr; }
        #passage { padding: 0 0 0 1; }
        #where { height: auto; max-height: 45%; border-top: solid $foreground 20%; }
        #where { scrollbar-size-vertical: 1; }
        #none { display: none; padding: 1 2; height: 1fr; }
        &.-wide #both { layout: horizontal; }
        &.-wide #where { width: 50; height: 1fr; max-height: 100%; border-top: none; }
        &.-wide #where { border-left: solid $foreground 20%; }
        &.-low #code, &.-low #strip { display: none; }
        &.-none #both, &.-none #strip { display: none; }
        &.-none #none { display: block; }
    }
    """

    passage = getters.query_one(PassageView)
    target_list = getters.query_one(TargetList)

    def __init__(self, study: Study, coder: str, code_row: int) -> None:
        super().__init__(study, coder)
        self.code_row = code_row
        self.excerpts: Sequence[Excerpt] = ()
        self.at = 0
        self.sorting = Sorting()
        self._around: dict[tuple[int, int, int], tuple[str, str]] = {}

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield Static(id="code")
        yield Static(id="strip")
        with Container(id="both"):
            yield PassageView(id="passage")
            with VerticalScroll(id="where", can_focus=False):
                yield TargetList(self.t)
        yield Static(plain(self.t("split.none")), id="none")
        yield SayLine(id="say")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.passage.focus()

    @property
    def standing(self) -> CodeStanding | None:
        """The code that is split; None if it is gone."""
        return None if self.ladder is None else self.ladder.by_code().get(self.code_row)

    @property
    def label(self) -> str:
        standing = self.standing
        return "?" if standing is None else one_line(standing.code.label)

    @property
    def excerpt(self) -> Excerpt | None:
        """The excerpt in focus."""
        return self.excerpts[self.at] if self.excerpts else None

    # What is shown

    def show_excerpts(self, found: Sequence[Excerpt]) -> None:
        """Show these; the one in focus stays so, if it is there."""
        before = self.excerpt
        self.excerpts = found
        places = [(e.transcript_id, e.span) for e in found]
        if before is not None and (before.transcript_id, before.span) in places:
            self.at = places.index((before.transcript_id, before.span))
        self.at = max(0, min(self.at, len(found) - 1))
        self.set_class(not found, "-none")
        self._show_code()
        self.show_decisions()

    def _show_code(self) -> None:
        standing = self.standing
        code = plain(f"«{self.label}»").stylize("bold")
        if standing is not None and standing.code.code.definition:
            definition = one_line(standing.code.code.definition)
            code = code.append(plain(f"  {definition}").stylize(FAINT))
        self.query_one("#code", Static).update(code)

    def show_decisions(self) -> None:
        """Show where the excerpt in focus goes, and how far one has come."""
        self._show_numbers()
        self._show_strip()
        excerpt = self.excerpt
        if excerpt is not None:
            with self.telling():
                before, after = self._around_of(excerpt)
                self.passage.show(self._source(excerpt), before, excerpt.quote, after)
            self._show_targets(excerpt)

    def _source(self, excerpt: Excerpt) -> str:
        place = title_of(excerpt.interview)
        if excerpt.turn is not None:
            place = self.t("tui.quotes.turn", interview=place, turn=excerpt.turn)
        who = (", ".join(excerpt.units), excerpt.role, place, ", ".join(excerpt.coders))
        return " · ".join(one_line(part) for part in who if part)

    def _around_of(self, excerpt: Excerpt) -> tuple[str, str]:
        place = (excerpt.transcript_id, excerpt.span.start, excerpt.span.end)
        if place not in self._around:
            span = excerpt.span
            self._around[place] = tracing.around(self.study, excerpt.transcript_id, span, REACH)
        return self._around[place]

    def _show_targets(self, excerpt: Excerpt) -> None:
        sorting = self.sorting
        fate = sorting.fate(excerpt)
        chosen = {STAYS} if fate == "kept" else sorting.of(excerpt)
        staying = sum(sorting.fate(e) == "kept" for e in self.excerpts)
        counts = sorting.counts(self.excerpts)
        self.target_list.show(Choices(sorting, counts, staying, chosen, self.label))

    def _show_numbers(self) -> None:
        title = self.t("split.title", code=self.label)
        if self.excerpts:
            title = self.t("split.place", n=self.at + 1, of=len(self.excerpts), code=self.label)
        self.title_line.left = plain(title)
        fates = [self.sorting.fate(excerpt) for excerpt in self.excerpts]
        told = {name: number(fates.count(fate)) for name, fate in NAMES.items()}
        self.title_line.right = plain(self.t("split.numbers", **told))

    def _show_strip(self) -> None:
        """A sign for each excerpt, as far as there is room around the one in focus."""
        room = max(1, self.size.width - 4)
        first = max(0, min(self.at - room // 2, len(self.excerpts) - room))
        shown = Content("")
        for n, excerpt in enumerate(self.excerpts[first : first + room], first):
            sign = Content(SIGNS[self.sorting.fate(excerpt)])
            sign = sign.stylize("bold reverse" if n == self.at else FAINT)
            shown = shown.append(sign.stylize(Style.from_meta({"excerpt": n})))
        self.query_one("#strip", Static).update(shown, layout=False)

    @on(PassageView.Opened)
    def open_in_interview(self) -> None:
        excerpt = self.excerpt
        if excerpt is not None:
            self.open_transcript(excerpt.transcript_id, excerpt.span.start)


NAMES: dict[str, Fate] = {"given": "given", "kept": "kept", "left": "open"}
