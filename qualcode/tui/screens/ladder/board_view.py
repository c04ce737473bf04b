"""What the grouping board is made of: the piles, and always the excerpts of the code in focus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from textual import getters, on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.model.cautions import Caution
from qualcode.model.ladder import CodeStanding, Ladder
from qualcode.tui.excerpts import quotes_of
from qualcode.tui.piles import Pile, Piles
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.ladder.rung import Rung
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.find_input import FindInput
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.piles.board import PileBoard
from qualcode.tui.widgets.piles.paint import name_of
from qualcode.tui.widgets.quote_list import ExcerptList, QuoteList
from qualcode.tui.widgets.say_line import SayLine
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, number
from qualcode.workflow import cautioning, tracing
from qualcode.workflow.studies import Study

ROOMY = 96
"""Cells that the title needs to tell what was set aside."""
PAUSE = 1.0
"""Seconds without a change before the cautions are worked out anew."""


class BoardView(Rung):
    """Shows where codes lie, and what the one in focus was made of; the screen over it acts."""

    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-low"), (20, "-high"), (34, "-tall")]
    DEFAULT_CSS = """
    BoardView {
        #find { display: none; padding: 0 1; background: $surface; }
        &.-finding #find { display: block; }
        #focus { height: 2; padding: 0 1; background: $surface; }
        #focus { text-wrap: nowrap; text-overflow: ellipsis; }
        #excerpts { height: 7; background: $surface; }
        #excerpts:focus { border-left: wide $primary; }
        &.-tall #excerpts { height: 32%; }
        &.-low #excerpts { height: 4; }
        &.-low #focus { height: 1; }
        &.-tiny #excerpts, &.-tiny #focus { display: none; }
        &.-tiny #say { max-height: 1; }
    }
    """

    board = getters.query_one(PileBoard)
    quote_list = getters.query_one("#excerpts", QuoteList)
    find_input = getters.query_one("#find", FindInput)

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self.deductive = False
        self.piles = Piles()
        self._cautions: Sequence[Caution] = ()
        self._pause: Timer | None = None
        self._told_last = Content("")
        self._shown: tuple[int | None, int] | None = None
        self._excerpts = tracing.ExcerptsInView(study)

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield FindInput(id="find", placeholder=self.t("board.find"))
        yield PileBoard(self.t, id="piles")
        yield Static(id="focus")
        yield ExcerptList((), self.t, id="excerpts")
        yield SayLine(id="say")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.title_line.left = plain(self.t("board.title"))
        self.board.focus()

    # The ladder

    def show_ladder(self) -> None:
        first = not self.board.piles
        self.show_piles()
        self._show_numbers()
        if self._pause is not None:
            self._pause.stop()
        if first:
            self._begin()
            self.read_cautions()
        else:
            self._pause = self.set_timer(PAUSE, self.read_cautions)

    def _begin(self) -> None:
        """The cursor waits on the first code that can be placed; else on the first pile."""
        piles = self.board.piles
        first = 0 if piles[0].codes or len(piles) == 2 else 1
        self.board.scroll_piles(first)
        self.board.stand(first, 0)
        self.say(self.t(self._what_next()))

    def _what_next(self) -> str:
        piles = self.board.piles
        if not any(pile.kind == "theme" for pile in piles):
            return "board.next.pile" if any(pile.codes for pile in piles) else "board.next.code"
        if piles[0].codes:
            return "board.next.place"
        tested = all(p.state == "passed" for p in piles if p.kind == "theme" and p.codes)
        return "board.next.done" if tested else "board.next.test"

    def show_piles(self) -> None:
        assert self.ladder is not None
        words = self.find_input.value if self.has_class("-finding") else ""
        self.board.show(self.piles.of(self.ladder, words=words, deductive=self.deductive))
        self.board.post_message(PileBoard.Moved())

    def _show_numbers(self) -> None:
        found = self.piles.numbers()
        told = {
            "placed": number(found.grouped + found.aside),
            "passed": number(found.passed),
            "aside": number(found.aside),
            "left": number(found.waiting),
        }
        text = "board.numbers" if self.size.width >= ROOMY else "board.numbers_short"
        self.title_line.right = plain(self.t(text, **told))

    def on_resize(self) -> None:
        if self.ladder is not None:
            self._show_numbers()

    # The code in focus

    @on(PileBoard.Moved)
    def show_focus(self) -> None:
        """The code and the pile of the cursor in words, and the excerpts of the code; of what is
        carried, if anything is."""
        pile, code = self.board.pile, self.board.current
        if pile is None or self.ladder is None:
            return
        lines = Content("\n").join([self._about_code(pile, code), self._about_pile(pile)])
        if lines != self._told_last:
            self._told_last = lines
            self.query_one("#focus", Static).update(lines, layout=False)
        held = self.board.carried[0] if self.board.carried else code
        shown = (None if held is None else held.code.id, self.ladder.seen)
        if shown != self._shown:
            self._shown = shown
            with self.telling():
                self._show_excerpts(held)

    def _show_excerpts(self, code: CodeStanding | None) -> None:
        if code is None:
            self.quote_list.show(())
            return
        found = self._excerpts.of([code.code.id], self.heard)
        self.quote_list.show(quotes_of(found, {code.code.id: code.code}))

    def _about_code(self, pile: Pile, code: CodeStanding | None) -> Content:
        if self.board.carried or self.board.marked:
            return self._about_chosen()
        if code is None:
            return plain(self.t(f"board.empty.{pile.kind}")).stylize(FAINT)
        label = plain(f"«{one_line(code.code.label)}»").stylize("bold")
        return label.append(plain("  " + " · ".join(self._told(pile, code))).stylize(FAINT))

    def _about_chosen(self) -> Content:
        held, marked = self.board.carried, self.board.marked
        if held:
            names = ", ".join(f"«{one_line(code.code.label)}»" for code in held[:3])
            more = f" +{len(held) - 3}" if len(held) > 3 else ""
            return plain(self.t("board.carrying", codes=names + more)).stylize("bold")
        codes = counted(self.t, "ladder.codes", len(marked))
        return plain(self.t("board.marked", codes=codes)).stylize("bold")

    def _told(self, pile: Pile, code: CodeStanding) -> Iterator[str]:
        yield self.t(f"method.states.{code.state}")
        yield self.t(
            "ladder.in",
            what=counted(self.t, "ladder.excerpts", code.passages),
            where=counted(self.t, "ladder.interviews", code.interviews),
        )
        if pile.is_guest(code):
            yield self.t("board.guest", theme=one_line(code.code.theme))
        if reason := pile.reason(code.code.id):
            yield self.t("board.because", reason=one_line(reason))

    def _about_pile(self, pile: Pile) -> Content:
        name = plain(f"▾ {name_of(pile, self.t)}")
        warnings = [
            one_line(self.t(f"ladder.cautions.{c.kind}", details=", ".join(c.details)))
            for c in self._cautions
            if c.thing == "theme" and c.row in pile.themes
        ]
        if warnings:
            name = name.append(plain(f"  ! {' · '.join(warnings)}").stylize("$warning"))
        if pile.kind == "theme":
            said = one_line(pile.sentence) or self.t("board.no_sentence")
            name = name.append(plain(f"  {said}").stylize(FAINT))
        return name

    # Cautions

    @work(thread=True, exclusive=True, group="cautions")
    def read_cautions(self) -> None:
        """They warn, and need not be there at once."""
        ladder = self.ladder
        if ladder is None:
            return
        with suppress(QualcodeError):
            found = cautioning.cautions_of_themes(self.study, ladder)
            self.from_thread(self._take_cautions, found, ladder)

    def _take_cautions(self, found: Sequence[Caution], ladder: Ladder) -> None:
        if ladder is self.ladder:
            self._cautions = found
            self.show_focus()

    # Excerpts

    @on(PileBoard.Opened)
    def open_first_excerpt(self) -> None:
        quote = self.quote_list.current
        if quote is not None:
            self.open_transcript(quote.transcript_id, quote.start)

    @on(QuoteList.Opened)
    def open_in_interview(self, message: QuoteList.Opened) -> None:
        self.open_transcript(message.quote.transcript_id, message.quote.start)
