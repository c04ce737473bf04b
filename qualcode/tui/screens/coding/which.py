"""Which of several codings is meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.model.views import CodedSpan
from qualcode.tui.desk import Desk
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyDialog
from qualcode.tui.widgets.code_panel import FAINT, entry
from qualcode.tui.words import moment


class WhichCoding(StudyDialog[CodedSpan | None]):
    """Gives back the one that was chosen, None if it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "leave", "ask.leave", room="coding"),
    ]

    def __init__(self, desk: Desk, title: str, codings: Sequence[CodedSpan]) -> None:
        super().__init__(desk.study, desk.coder)
        self._desk = desk
        self._heading = title
        own = [c for c in codings if c.coder == desk.coder]
        self._codings = [*own, *(c for c in codings if c.coder != desk.coder)]

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as box:
            box.border_title = plain(self._heading)
            yield OptionList(markup=False)
            yield Static(plain(self.t("coding.which.how")), id="dialog-rule")

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
