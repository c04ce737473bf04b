"""What was done in a study, one change a line, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.history import HistoryEntry
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.grid import GAP, Grid, GridColumn
from qualcode.tui.widgets.status import deed
from qualcode.tui.words import moment

WIDTHS = {"at": 10, "coder": 10, "action": 18, "summary": 0, "state": 12}
HEADED = ("at", "coder", "action")


class HistoryList(Grid):
    HELP = "tui.help.history"

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self.entries: Sequence[HistoryEntry] = ()

    def show(self, changes: Sequence[HistoryEntry]) -> None:
        self.entries = changes
        self._fit()

    @property
    def current(self) -> HistoryEntry | None:
        return self.entries[self.cursor[0]] if self.entries else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # There is nothing in a change to open.
        return action != "open"

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        taken = sum(w + GAP for w in WIDTHS.values() if w) + GAP + 1
        widths = WIDTHS | {"summary": max(10, self.size.width - taken)}
        heads = {name: self._t(f"tui.history.{name}") for name in HEADED}
        columns = [GridColumn((heads.get(name, ""),), w) for name, w in widths.items()]
        self.lay_out(columns, len(self.entries))

    def row_class(self, row: int) -> str:
        undone = row < len(self.entries) and self.entries[row].undone
        return "grid--quiet" if undone else ""

    def paint(self, row: int, column: int) -> Content:
        entry = self.entries[row]
        match [*WIDTHS][column]:
            case "at":
                return plain(moment(entry.at, self._t))
            case "coder":
                return plain(one_line(entry.coder))
            case "action":
                return plain(self._action(entry))
            case "summary":
                return plain(one_line(" · ".join(filter(None, (entry.summary, entry.reason)))))
            case _:
                return plain(self._state(entry))

    def _action(self, entry: HistoryEntry) -> str:
        return (
            deed(entry, self._t)
            if entry.direction == "do"
            else self._t(f"tui.history.{entry.direction}")
        )

    def _state(self, entry: HistoryEntry) -> str:
        return self._t("tui.history.undone") if entry.undone else ""
