"""Choosing a moment of the study: one that has a name, or a day, a time or a change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.picking import Finder
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.transcript.paint import short
from qualcode.workflow.studies import Study


class PickMoment(Finder[str | None]):
    """Gives back a moment as it is named or written, None if it is left. Each is offered with what
    stands beside it; one without a name is now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "take", "pick.take", room="codebook", priority=True),
        key("down", "step(1)", "pick.down", room="codebook", show=False, priority=True),
        key("up", "step(-1)", "pick.up", room="codebook", show=False, priority=True),
        key("escape", "leave", "pick.leave", room="codebook", priority=True),
    ]

    def __init__(
        self, study: Study, coder: str, title: str, offers: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(study, coder, title, "", "")
        self._offers = offers
        self._listed: list[str] = []

    def compose(self) -> ComposeResult:
        self._hint, self._how = self.t("codes.moment.hint"), self.t("codebook.pick.how")
        yield from super().compose()

    def list_found(self) -> None:
        typed = one_line(self.query_input.value)
        words = typed.casefold().split()
        lines = []
        self._listed = []
        for name, beside in self._offers:
            shown = one_line(name) or self.t("codes.difference.now")
            if all(word in shown.casefold() for word in words):
                self._listed.append(name)
                lines.append(self._line(shown, beside))
        if typed and typed not in self._listed:
            self._listed.append(typed)
            lines.append(plain(self.t("codes.moment.written", moment=typed)))
        self.found.clear_options()
        self.found.add_options([Option(line) for line in lines])
        self.found.highlighted = 0 if self._listed else None

    def _line(self, name: str, beside: str) -> Content:
        width = max(20, self.found.scrollable_content_region.width - 3)
        room = width * 7 // 10
        shown = short(name, room - 1)
        padded = shown + " " * (room - cell_len(shown))
        return plain(padded).append(plain(beside).stylize(FAINT))

    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        place = self.found.highlighted
        if place is not None:
            self.dismiss(self._listed[place])
