"""Small questions while coding: a line of text, which of several codings, and trying again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.model.views import CodedSpan
from qualcode.tui.desk import Desk
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyDialog
from qualcode.tui.widgets.code_panel import FAINT, entry
from qualcode.tui.words import moment
from qualcode.workflow.studies import Study


class AskText(StudyDialog[str | None]):
    """Gives back what was written, None if it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "leave", "ask.leave", room="coding", priority=True),
    ]
    DEFAULT_CSS = """
    AskText { align: center middle; background: $background 50%; }
    AskText #ask {
        width: 74;
        max-width: 96%;
        height: auto;
        padding: 0 1;
        background: $surface;
        border: round $primary;
        border-title-color: $foreground;
    }
    AskText #answer { background: $surface; }
    AskText #how { color: $foreground 62%; margin-top: 1; }
    """

    def __init__(self, desk: Desk, title: str, value: str = "", *, how: str = "") -> None:
        super().__init__(desk.study, desk.coder)
        self._heading = title
        self._how = how or self.t("coding.ask.how")
        self._value = value

    def compose(self) -> ComposeResult:
        with Vertical(id="ask") as box:
            box.border_title = plain(self._heading)
            yield Input(self._value, id="answer", compact=True, select_on_focus=False)
            yield Static(plain(self._how), id="how")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        self.dismiss(None)


class WhichCoding(StudyDialog[CodedSpan | None]):
    """Gives back the one that was chosen, None if it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "leave", "ask.leave", room="coding"),
    ]
    DEFAULT_CSS = """
    WhichCoding { align: center middle; background: $background 50%; }
    WhichCoding #which {
        width: 74;
        max-width: 96%;
        height: auto;
        max-height: 80%;
        padding: 0 1;
        background: $surface;
        border: round $primary;
        border-title-color: $foreground;
    }
    WhichCoding OptionList {
        height: auto;
        max-height: 12;
        border: none;
        padding: 0;
        background: $surface;
    }
    WhichCoding #how { color: $foreground 62%; margin-top: 1; }
    """

    def __init__(self, desk: Desk, title: str, codings: Sequence[CodedSpan]) -> None:
        super().__init__(desk.study, desk.coder)
        self._desk = desk
        self._heading = title
        own = [c for c in codings if c.coder == desk.coder]
        self._codings = [*own, *(c for c in codings if c.coder != desk.coder)]

    def compose(self) -> ComposeResult:
        with Vertical(id="which") as box:
            box.border_title = plain(self._heading)
            yield OptionList(markup=False)
            yield Static(plain(self.t("coding.which.how")), id="how")

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        ground = options.background_colors[1].hex6
        for coding in self._codings:
            shown = entry(coding, self._desk.by_id.get(coding.code_id), ground)
            passage = one_line(coding.span.of(self._desk.transcript.text))
            about = f"  {one_line(coding.coder)} {moment(coding.at, self.t)} «{passage}»"
            line = shown.append(plain(about).stylize(FAINT))
            options.add_option(Option(line.truncate(70, ellipsis=True)))
        options.highlighted = 0
        options.focus()

    @on(OptionList.OptionSelected)
    def give_back(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._codings[event.option_index])

    def action_leave(self) -> None:
        self.dismiss(None)


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
