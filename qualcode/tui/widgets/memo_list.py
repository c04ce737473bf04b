"""Memos, one a line: what each is about, who wrote it and when, and how it begins."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.memos import Memo
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn
from qualcode.tui.words import moment, title_of

COLUMNS = {"about": 9, "thing": 0, "coder": 10, "at": 10, "begins": 0}
"""Widths in cells; the two without one share what is left."""
WIDE, NARROW = 76, 40
"""Below the one there is no room for who wrote it and when, below the other none for on what."""


def thing_of(memo: Memo) -> str:
    """What a memo is about, as people call it; empty for the study."""
    parts = (memo.code, title_of(memo.interview))
    return " · ".join(one_line(part) for part in parts if part)


class MemoList(Grid):
    """Shows the memos it is given. Enter opens the place of the one under the cursor."""

    HELP = "memos.help.list"
    DEFAULT_CSS = "MemoList { overflow-x: hidden; }"

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self._columns: list[str] = []
        self.memos: Sequence[Memo] = ()

    def show(self, memos: Sequence[Memo]) -> None:
        """Show these; the cursor stays on the memo that it was on, if it is there."""
        before = self.current
        self.memos = memos
        self._fit()
        if before is not None:
            place = (before.id, before.coding_id)
            rows = (n for n, memo in enumerate(memos) if (memo.id, memo.coding_id) == place)
            self.move_to(next(rows, 0))

    @property
    def current(self) -> Memo | None:
        row = self.cursor[0]
        return self.memos[row] if row < len(self.memos) else None

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        width = self.size.width
        left_out = {"coder", "at"} if width < WIDE else set()
        left_out |= {"thing"} if width < NARROW else set()
        widths = {name: cells for name, cells in COLUMNS.items() if name not in left_out}
        taken = GUTTER + 1 + sum(cells + GAP for cells in widths.values())
        spare = max(6, width - taken)
        if "thing" in widths:
            widths["thing"] = spare * 2 // 5
        widths["begins"] = spare - widths.get("thing", 0)
        self._columns = [*widths]
        columns = [GridColumn((self._head(name),), w) for name, w in widths.items()]
        self.lay_out(columns, len(self.memos))

    def _head(self, name: str) -> str:
        return "" if name == "thing" else self._t(f"memos.columns.{name}")

    def paint(self, row: int, column: int) -> Content:
        memo = self.memos[row]
        match self._columns[column]:
            case "about":
                return plain(self._t(f"memos.about.{memo.about}"))
            case "thing":
                return plain(thing_of(memo))
            case "coder":
                return plain(one_line(memo.coder))
            case "at":
                return plain(moment(memo.at, self._t))
            case _:
                return plain(first_line(memo.text))


def first_line(text: str) -> str:
    """The first line that says something, without the marks of a heading or a list."""
    lines = (one_line(line).lstrip("#>*-+ ") for line in text.split("\n"))
    return next((line for line in lines if line), "")
