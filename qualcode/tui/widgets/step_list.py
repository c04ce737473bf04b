"""The steps of the method, one a line: how far each has come, and which is next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rich.cells import cell_len
from textual import events
from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.steps import Steps
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.grid import Grid, GridColumn
from qualcode.tui.words import counted, number

Mark = Literal["done", "left", "none"]
NEXT = "→"
MARKS: dict[Mark, str] = {"done": "✓", "left": "…", "none": "·"}

PASSED_FIRST = ("passed", "established", "failed", "back", "retest", "draft", "candidate")
SETTLED = ("passed", "established")
NAMES = {"replaced": "established"}
"""Of a concept it means another thing than of a code."""


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is that of its texts; `said` is how far it has come. Where it `waits`, there is
    something to do before one goes on."""

    name: str
    mark: Mark
    said: str
    waits: bool


def steps_of(found: Steps, t: Translator) -> Iterator[Step]:
    """What there is to say of each step."""
    counts = found.counts
    yield _questions(found, t)
    left = counts.interviews - found.begun
    begun = t("steps.begun", n=number(found.begun), of=number(counts.interviews))
    codes = counted(t, "ladder.codes", counts.codes)
    yield _step("coding", found.begun, left, f"{begun} · {codes}")
    given_up = ("replaced", "merged", "split", "retired")
    tested = {state: n for state, n in counts.states.items() if state not in given_up}
    yield _tested("code_test", tested, t)
    again = [
        counted(t, f"ladder.{what}", n)
        for what, n in (("excerpts", found.passages), ("interviews", found.interviews))
        if n
    ]
    waiting = found.passages + found.interviews
    said = " · ".join(again) or t("steps.nothing")
    yield Step("again", "left" if waiting else "none", said, bool(waiting))
    yield _grouping(found, t)
    yield _tested("grouping_test", counts.themes, t)
    ears = counted(t, "steps.ears", counts.ears)
    concepts = counted(t, "steps.concepts", sum(counts.concepts.values()))
    kept = {NAMES.get(s, s): n for s, n in counts.concepts.items() if s != "dropped"}
    yield _step("concepts", sum(kept.values()), 0, f"{concepts} · {ears}")
    yield _tested("concept_test", kept, t)
    yield Step("report", "none", t("steps.report_how"), waits=True)


def _step(name: str, there: int, left: int, said: str) -> Step:
    mark: Mark = "none" if not there else "left" if left else "done"
    return Step(name, mark, said, mark != "done")


def _questions(found: Steps, t: Translator) -> Step:
    """A question without a theme, or a theme without a question, is a finding: one can go on.
    Before there are themes it is nothing at all."""
    left = found.unanswered + found.astray if found.counts.themes else 0
    asked = found.counts.questions
    return replace(_step("questions", asked, left, _asked(found, t)), waits=not asked)


def _asked(found: Steps, t: Translator) -> str:
    counts = found.counts
    parts = [counted(t, "steps.questions", counts.questions)]
    parts += [counted(t, "steps.unanswered", found.unanswered)] if found.unanswered else []
    parts += [counted(t, "steps.astray", found.astray)] if found.astray else []
    parts += [counted(t, "steps.expectations", counts.expectations)] if counts.expectations else []
    return " · ".join(parts)


def _tested(name: str, states: Mapping[str, int], t: Translator) -> Step:
    known = [state for state in PASSED_FIRST if states.get(state)]
    parts = [f"{number(states[state])} {t(f'method.states.{state}')}" for state in known]
    waiting = sum(states[state] for state in known if state not in SETTLED)
    return _step(name, sum(states.values()), waiting, " · ".join(parts) or t("steps.nothing"))


def _grouping(found: Steps, t: Translator) -> Step:
    """Of the codes that have passed, as on the board; those add up."""
    standing = found.counts.standing
    places = {place: standing("passed", place) for place in ("grouped", "residual", "waiting")}
    parts = [t(f"steps.{place}", n=number(n)) for place, n in places.items()]
    return _step("grouping", sum(places.values()), places["waiting"], " · ".join(parts))


class StepList(Grid):
    """Enter opens the screen of a step."""

    HELP = "steps.help"

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self.steps: Sequence[Step] = ()
        self.next: str = ""

    def show(self, steps: Sequence[Step]) -> None:
        self.steps = steps
        self.next = next((step.name for step in steps if step.waits), "")
        self._fit()

    @property
    def current(self) -> Step | None:
        return self.steps[self.cursor[0]] if self.steps else None

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        names = [cell_len(self.named(step)) for step in self.steps]
        wide = max(names, default=10)
        rest = max(10, self.size.width - wide - 8)
        columns = [GridColumn((), 2), GridColumn((), wide), GridColumn((), rest)]
        self.lay_out(columns, len(self.steps))

    def named(self, step: Step) -> str:
        return self._t(f"steps.names.{step.name}")

    def paint(self, row: int, column: int) -> Content:
        step = self.steps[row]
        is_next = step.name == self.next
        if column == 0:
            return Content(NEXT).stylize("$primary") if is_next else Content(MARKS[step.mark])
        if column == 1:
            return plain(self.named(step)).stylize("bold" if is_next else "")
        return plain(one_line(step.said))
