"""Small questions: a line of text, whether to go on, and whether to try again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from qualcode.tui.keys import key
from qualcode.tui.safe import plain
from qualcode.tui.screens.base import StudyDialog, StudyScreen
from qualcode.workflow.studies import Study


class AskText(StudyDialog[str | None]):
    """Gives back what was written, None if it is left; `before` stands above, `how` beneath, and
    what there is to `remark` on what has been typed so far."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "leave", "ask.leave", room="coding", priority=True),
    ]

    def __init__(
        self,
        study: Study,
        coder: str,
        title: str,
        value: str = "",
        *,
        how: str = "",
        before: str = "",
        remark: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(study, coder)
        self._heading = title
        self._before = before
        self._remark = remark
        self._how = how
        self._value = value

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as box:
            box.border_title = plain(self._heading)
            if self._before:
                # However much there is to say, the line to answer on is in view.
                with VerticalScroll(id="dialog-told", can_focus=False):
                    yield Static(plain(self._before), id="dialog-before")
            yield Input(self._value, id="answer", compact=True, select_on_focus=False)
            yield Static(id="dialog-remark")
            yield Static(plain(self._how or self.t("coding.ask.how")), id="dialog-rule")

    def on_mount(self) -> None:
        self.query_one("#dialog-remark").display = False
        self.query_one(Input).focus()

    @on(Input.Changed)
    def show_remark(self, event: Input.Changed) -> None:
        if self._remark is not None:
            typed = event.value.strip()
            said = self._remark(typed) if typed else ""
            shown = self.query_one("#dialog-remark", Static)
            shown.update(plain(said))
            shown.display = bool(said)

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        self.dismiss(None)


def ask_reason(
    screen: StudyScreen[Any], title: str, lines: Iterable[str], go_on: Callable[[str], object]
) -> None:
    """Say what is going to happen, and do it for the reason that is given; also for none."""

    def answered(reason: str | None) -> None:
        if reason is not None:
            go_on(reason)

    before, how = "\n".join(lines), screen.t("codes.ask.why_how")
    screen.app.push_screen(
        AskText(screen.study, screen.coder, title, how=how, before=before), answered
    )


class AreYouSure(StudyDialog[bool]):
    """Says what is going to happen; True if it is to be done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter,y,j", "dismiss(True)", "sure.yes", room="codebook"),
        key("escape,n,q", "dismiss(False)", "sure.no", room="codebook"),
    ]

    def __init__(
        self, study: Study, coder: str, title: str, lines: Sequence[str], how: str
    ) -> None:
        super().__init__(study, coder)
        self._heading = title
        self._said = lines
        self._how = how

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog"):
            yield Static(plain(self._heading), id="dialog-title")
            for line in self._said:
                yield Static(plain(line))
            yield Static(plain(self._how), id="dialog-rule")


class NotSaved(StudyDialog[bool]):
    """Says why something could not be saved; True if it is to be tried again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter,r", "dismiss(True)", "not_saved.again", room="coding"),
        key("escape", "dismiss(False)", "not_saved.leave", room="coding"),
    ]

    def __init__(self, study: Study, coder: str, why: str) -> None:
        super().__init__(study, coder)
        self._why = why

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(plain(self.t("coding.not_saved.title")), id="dialog-title")
            yield Static(plain(self._why))
            yield Static(plain(self.t("coding.not_saved.how")), id="dialog-rule")
