"""Choosing a moment of the study: one that has a name, or a day, a time or a change."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content

from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.picking import Picker
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.transcript.paint import short
from qualcode.workflow.studies import Study


class PickMoment(Picker[str]):
    """Gives back a moment as it is named or written, None if it is left. Each is offered with what
    stands beside it; one without a name is now."""

    def __init__(
        self, study: Study, coder: str, title: str, offers: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(study, coder, title, "", "")
        self._offers = offers

    def compose(self) -> ComposeResult:
        self._hint = self.t("codes.moment.hint")
        yield from super().compose()

    def list_found(self) -> None:
        typed = one_line(self.query_input.value)
        words = typed.casefold().split()
        lines, listed = [], []
        for name, beside in self._offers:
            shown = one_line(name) or self.t("codes.difference.now")
            if all(word in shown.casefold() for word in words):
                listed.append(name)
                lines.append(self._line(shown, beside))
        if typed and typed not in listed:
            listed.append(typed)
            lines.append(plain(self.t("codes.moment.written", moment=typed)))
        self.listed = listed
        self.list_lines(lines)

    def _line(self, name: str, beside: str) -> Content:
        width = max(20, self.found.scrollable_content_region.width - 3)
        room = width * 7 // 10
        shown = short(name, room - 1)
        padded = shown + " " * (room - cell_len(shown))
        return plain(padded).append(plain(beside).stylize(FAINT))
