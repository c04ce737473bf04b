"""What waits for a test: its label alone, the questions, and then the excerpts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content

from qualcode.errors import QualcodeError
from qualcode.model.cautions import Caution
from qualcode.model.method import TESTS, Test, TestKind, decided
from qualcode.model.questions import Quote
from qualcode.tui.excerpts import quote_of, quotes_of
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.ladder.rung import Rung
from qualcode.tui.screens.ladder.subjects import Subject, found, grown, waiting
from qualcode.tui.widgets.answer_sheet import QUIET, AnswerSheet
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.quote_list import ExcerptList, QuoteList
from qualcode.tui.widgets.say_line import SayLine
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import moment
from qualcode.workflow import (
    cautioning,
    conceptual,
    testing,
    tracing,
)
from qualcode.workflow.studies import Study

WARNED_OF: Mapping[TestKind, str] = {"code": "code", "grouping": "theme", "concept": "concept"}
"""What cautions call a thing that is tested."""
SHOWS = "K2"
"""Until this is answered the excerpts of a code are not shown: it has to speak for itself."""


class VerdictBoard(Rung):
    """Goes through what wants a test, from `first` on if it is named; the screen over it acts."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]
    DEFAULT_CSS = """
    VerdictBoard {
        #both { height: 1fr; }
        #test { height: auto; }
        #name { margin: 1 0 0 0; padding: 0 1; }
        #asked { height: auto; max-height: 11; padding: 0 1; scrollbar-size-vertical: 1; }
        #quotes { margin-top: 0; border-top: solid $foreground 20%; }
        #quotes:focus { border-top: solid $primary; }
        #told { margin-top: 1; }
        &.-wide #both { layout: horizontal; }
        &.-wide #test { width: 60; height: 1fr; }
        &.-wide #asked { height: 1fr; max-height: 100%; }
        &.-wide #name { min-height: 3; }
        &.-wide #thing { min-height: 3; }
        &.-wide #quotes { border-top: none; border-left: solid $foreground 20%; }
        &.-wide #quotes:focus { border-left: solid $primary; }
        &.-none #test { display: none; }
        &.-none #quotes { border: none; }
    }
    """

    sheet = getters.query_one(AnswerSheet)
    quote_list = getters.query_one(QuoteList)

    def __init__(
        self, study: Study, coder: str, kind: TestKind = "code", first: int | None = None
    ) -> None:
        super().__init__(study, coder)
        self.kind = kind
        self.subject: Subject | None = None
        self._first = first
        self.queue: list[int] = []
        self._everybody = False
        self.comment = ""
        self.looked_at = ""
        self.passed: tuple[int, list[int]] | None = None
        """What has passed just now, and the queue in which it stood; what comes next is shown."""
        self._cautions: Mapping[tuple[str, int], Sequence[Caution]] = {}
        self._excerpts = tracing.ExcerptsInView(study)
        self.words: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with Container(id="both"):
            with Vertical(id="test"):
                yield SayLine(id="name")
                with VerticalScroll(id="asked", can_focus=False):
                    yield SayLine(id="thing")
                    yield AnswerSheet(self.t)
                    yield SayLine(id="told")
            yield ExcerptList((), self.t, id="quotes")
        yield SayLine(id="say")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.words = testing.wording(self.study, self.language)
        self.sheet.focus()
        self.read_cautions()

    @work(thread=True, exclusive=True, group="cautions")
    def read_cautions(self) -> None:
        """They warn, and take a while among thousands of codes."""
        try:
            cautions = cautioning.cautions(self.study)
        except QualcodeError:
            return
        self.from_thread(self._take_cautions, cautions)

    def _take_cautions(self, cautions: Sequence[Caution]) -> None:
        found: dict[tuple[str, int], list[Caution]] = defaultdict(list)
        for caution in cautions:
            found[caution.thing, caution.row].append(caution)
        self._cautions = found
        self.show_thing()

    # The queue

    def show_ladder(self) -> None:
        assert self.ladder is not None
        self.queue = waiting(self.kind, self.ladder, self.coder, everybody=self._everybody)
        passed, self.passed = self.passed, None
        if passed is not None:
            self.show_test(self._next_after(*passed))
        elif self.subject is None:
            row = self._first if self._first is not None else next(iter(self.queue), None)
            self.show_test(row)
        else:
            self._follow(self.subject)
        self._show_numbers()

    def _next_after(self, row: int, queue: Sequence[int]) -> int | None:
        """What came after a thing in the queue as it was, and waits still."""
        place = queue.index(row) + 1 if row in queue else 0
        ahead = [*queue[place:], *queue[:place]]
        there = set(self.queue)
        return next((other for other in ahead if other in there and other != row), None)

    def _follow(self, before: Subject) -> None:
        """What is tested may have been changed, here or elsewhere."""
        assert self.ladder is not None
        now = found(self.kind, before.row, self.ladder, self.t)
        if now is None:
            self.show_test(self._after(before.row, 1))
        elif (now.label, now.meaning, now.codes) != (before.label, before.meaning, before.codes):
            self.show_test(now.row)
        else:
            self.subject = now
            self.looked_at = testing.look_at(self.study, self.kind, now.row)
            self.show_thing()
            self._show_quotes()

    def show_test(self, row: int | None) -> None:
        """Begin the test of a thing; of nothing, if none waits."""
        assert self.ladder is not None
        self.subject = None if row is None else found(self.kind, row, self.ladder, self.t)
        self.comment = ""
        self.sheet.ask(TESTS[self.kind], self.words)
        self.set_class(self.subject is None, "-none")
        if self.subject is not None:
            self.looked_at = testing.look_at(self.study, self.kind, self.subject.row)
        self.show_thing()
        self._show_quotes()
        self._show_numbers()
        if self.focused is None or self.focused is self.quote_list:
            self.sheet.focus()

    def _after(self, row: int, steps: int) -> int | None:
        """What comes after a thing in the queue, or before it; round and round."""
        if not self.queue:
            return None
        if row not in self.queue:
            return self.queue[0]
        return self.queue[(self.queue.index(row) + steps) % len(self.queue)]

    def action_step(self, steps: int) -> None:
        if self.subject is not None:
            self.show_test(self._after(self.subject.row, steps))
            self.say("")

    def action_everybody(self) -> None:
        """List what others have tested too, so that this coder can say what she thinks."""
        self._everybody = not self._everybody
        self.show_ladder()
        if self.subject is None:
            self.show_test(next(iter(self.queue), None))
        self.say(self.t(f"verdict.everybody.{'on' if self._everybody else 'off'}"))

    # What is shown

    def _show_numbers(self) -> None:
        name = self.t(f"verdict.title.{self.kind}")
        if self.subject is not None and self.subject.row in self.queue:
            place = self.queue.index(self.subject.row) + 1
            name = self.t("verdict.place", test=name, n=place, of=len(self.queue))
        self.title_line.left = plain(name)
        self.title_line.right = plain(self._numbers())

    def _numbers(self) -> str:
        if self.ladder is None:
            return ""
        standings: Sequence[str] = [s.state for s in self.ladder.codes if s.state != "in_use"]
        if self.kind == "grouping":
            codes = self.ladder.by_code()
            themes = (s for s in self.ladder.themes if s.theme.real and grown(s, codes))
            standings = [s.state for s in themes]
        elif self.kind == "concept":
            standings = [s.state for s in self.ladder.concepts]
        counts = Counter(standings)
        states = ("passed", "failed", "back", "retest", "draft", "candidate")
        parts = [f"{counts[s]} {self.t(f'method.states.{s}')}" for s in states if counts[s]]
        return " · ".join(parts)

    def show_thing(self) -> None:
        for name, parts in (
            ("#name", self._called),
            ("#thing", self._thing),
            ("#told", self._told),
        ):
            shown = parts(self.subject) if self.subject is not None else ()
            self.query_one(name, SayLine).update(Content("\n").join(shown))

    def _called(self, subject: Subject) -> Iterator[Content]:
        yield plain(f"«{subject.label}»").stylize("bold")
        state = self.t(f"method.states.{subject.state}")
        yield plain(f"{state} · {subject.about}").stylize(FAINT)

    def _thing(self, subject: Subject) -> Iterator[Content]:
        if self.shows:
            yield from map(plain, subject.meaning)
        for caution in self._cautions.get((WARNED_OF[subject.kind], subject.row), ()):
            said = self.t(f"ladder.cautions.{caution.kind}", details=", ".join(caution.details))
            yield plain(f"! {one_line(said)}").stylize("$warning")
        yield Content("")

    def _told(self, subject: Subject) -> Iterator[Content]:
        """The comment, and what was said before: others' verdicts only once one has looked."""
        if self.comment:
            yield plain(self.t("verdict.commented", comment=one_line(self.comment)))
        if self.shows and subject.tests:
            yield Content(self.t("verdict.before")).stylize(QUIET)
            for test in reversed(subject.tests):
                yield self._said(test, subject)

    def _said(self, test: Test, subject: Subject) -> Content:
        answers = ", ".join(
            f"{asked} {self.t(f'method.answers.{answer}')}"
            for asked, answer in test.answers.items()
        )
        verdict = self.t(f"method.verdicts.{test.verdict}")
        line = f"  {one_line(test.tester)} {moment(test.at, self.t)}: {verdict} ({answers})"
        if test not in subject.current:
            line += f" · {self.t('verdict.stale', label=one_line(str(test.seen.get('label', ''))))}"
        if test.comment:
            line += f" · {one_line(test.comment)}"
        return plain(line).stylize("" if test in subject.current else QUIET)

    # Excerpts

    @property
    def shows(self) -> bool:
        """Whether it is time for the excerpts."""
        if self.kind != "code":
            return self.subject is not None
        answers = self.sheet.answers
        return SHOWS in answers or decided(self.kind, answers) is not None

    def _show_quotes(self) -> None:
        shows = self.subject is not None and self.shows
        if not shows and self.quote_list.has_focus:
            self.sheet.focus()
        self.quote_list.can_focus = shows
        nothing = f"verdict.none.{self.kind}" if self.subject is None else "verdict.hidden"
        with self.telling():
            self.quote_list.show(self._quotes() if shows else (), self.t(nothing))

    def _quotes(self) -> list[Quote]:
        subject, ladder = self.subject, self.ladder
        assert subject is not None
        assert ladder is not None
        codes = {row: standing.code for row, standing in ladder.by_code().items()}
        quotes = quotes_of(self._excerpts.of(subject.codes, self.heard), codes)
        return [*self._weighed(subject.row), *quotes] if subject.kind == "concept" else quotes

    def _weighed(self, concept: int) -> Iterator[Quote]:
        """What lies on the scales of a concept, with who says it."""
        held = next(c for c in conceptual.concepts(self.study) if c.id == concept)
        places = {e.id: (e.passage.transcript_id, e.passage.span) for e in held.evidence}
        heard = tracing.heard(self.study, places.values())
        for e in held.evidence:
            side = self.t(f"method.sides.{e.side}")
            yield quote_of(e.passage, heard[places[e.id]], side, e.note, e.coder)

    @on(AnswerSheet.Answered)
    def follow_answers(self) -> None:
        self.show_thing()
        self._show_quotes()
        self.refresh_bindings()
        against = decided(self.kind, self.sheet.answers)
        if against is not None:
            self.say(self.t("verdict.decided", question=against))
        elif all(ask.key in self.sheet.answers for ask in TESTS[self.kind]):
            self.say(self.t("verdict.ready"))
        else:
            self.say("")

    @on(QuoteList.Opened)
    def open_in_interview(self, message: QuoteList.Opened) -> None:
        self.open_transcript(message.quote.transcript_id, message.quote.start)
