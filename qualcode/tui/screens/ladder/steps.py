"""The steps of the method: how far each has come, what is next, and the way to each screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.model.method import Terms
from qualcode.model.steps import Steps
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.handing_over import hand_over
from qualcode.tui.screens.ladder.board import BoardScreen
from qualcode.tui.screens.ladder.codes import CodesScreen
from qualcode.tui.screens.ladder.concepts import ConceptsScreen
from qualcode.tui.screens.ladder.looking_again import LookAgainScreen
from qualcode.tui.screens.ladder.questions import QuestionsScreen
from qualcode.tui.screens.ladder.rung import WAYS_BACK, Rung
from qualcode.tui.screens.ladder.saturation import SaturationScreen
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.step_list import StepList, steps_of
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.workflow import steps as workflow
from qualcode.workflow import testing, tracing
from qualcode.workflow.studies import Study

Opens = Callable[[Study, str], Screen[None]]
SCREENS: dict[str, Opens] = {
    "questions": QuestionsScreen,
    "code_test": VerdictScreen,
    "again": LookAgainScreen,
    "grouping": BoardScreen,
    "grouping_test": lambda study, coder: VerdictScreen(study, coder, "grouping"),
    "concepts": ConceptsScreen,
    "concept_test": lambda study, coder: VerdictScreen(study, coder, "concept"),
}


class StepsScreen(Rung):
    """Every step can be left and come back to; what is done on it shows here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("b", "codes", "steps.codes", room="steps"),
        key("l", "saturation", "steps.saturation", room="steps"),
        key("n", "name_moment", "steps.moment", room="steps"),
        key("t", "terms", "steps.terms", room="steps"),
        *WAYS_BACK,
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]
    DEFAULT_CSS = """
    StepsScreen {
        #steps { height: auto; max-height: 1fr; margin: 1 0; }
        #about-step { height: 1fr; padding: 1 2; color: $foreground 75%; }
        #about-step { border-top: solid $foreground 20%; }
        &.-low #about-step { display: none; }
        &.-low #steps { margin: 0; }
    }
    """

    step_list = getters.query_one(StepList)

    @dataclass
    class Counted(Message):
        """How far the study has come, as of some moment."""

        steps: Steps

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield StepList(self.t, id="steps")
        yield Static(id="about-step")
        yield Static(id="say")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.title_line.left = plain(self.t("steps.title"))
        self.title_line.right = plain(one_line(self.study.title))
        self.step_list.focus()

    def show_ladder(self) -> None:
        self.count()

    @work(thread=True, exclusive=True, group="steps")
    def count(self) -> None:
        try:
            found = workflow.steps(self.study, self.ladder)
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.post_message(self.Counted(found))

    @on(Counted)
    def show_steps(self, message: Counted) -> None:
        first = not self.step_list.steps
        self.step_list.show(list(steps_of(message.steps, self.t)))
        if first:
            names = [step.name for step in self.step_list.steps]
            self.step_list.move_to(names.index(self.step_list.next) if self.step_list.next else 0)
        self.show_about()

    @on(Grid.Moved, "#steps")
    def show_about(self) -> None:
        """What is done on the step under the cursor."""
        step = self.step_list.current
        if step is not None:
            words = testing.words(self.study, self.language)
            about = self.t(f"steps.about.{step.name}", **words)
            self.query_one("#about-step", Static).update(plain(about))

    # Going there

    @on(Grid.Opened, "#steps")
    def open_step(self) -> None:
        step = self.step_list.current
        if step is None:
            return
        if step.name == "coding":
            self.dismiss()
        elif step.name == "report":
            hand_over(self)
        else:
            self.app.push_screen(SCREENS[step.name](self.study, self.coder))

    def action_codes(self) -> None:
        self.app.push_screen(CodesScreen(self.study, self.coder))

    def action_saturation(self) -> None:
        self.app.push_screen(SaturationScreen(self.study, self.coder))

    def action_name_moment(self) -> None:
        """Give this moment a name, to compare with later."""

        def answered(name: str | None) -> None:
            if name:
                self.save(
                    lambda: tracing.name_moment(self.study, self.coder, name),
                    lambda _: self.t("steps.named", name=one_line(name)),
                )

        self.app.push_screen(AskText(self.study, self.coder, self.t("steps.ask.moment")), answered)

    def action_terms(self) -> None:
        """Use the words of the other edition."""
        other: Terms = "2012" if testing.terms(self.study) == "2017" else "2017"
        self.save(
            lambda: testing.set_terms(self.study, self.coder, other),
            lambda _: self.t(f"steps.terms_{other}"),
        )
