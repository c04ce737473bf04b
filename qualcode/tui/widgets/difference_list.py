"""In what two codebooks differ, one difference a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.codebook_diff import Difference
from qualcode.tui.safe import plain
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn

COLUMNS = {"what": 12, "thing": 0, "field": 14, "words": 0}
"""Widths in cells; the two without one share what is left."""
NARROW = 70
"""Below this there is no room for the field."""


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A difference in words: what happened, to what, in which field, and from what to what."""

    what: str
    look: str
    thing: str
    field: str
    before: str
    after: str
    difference: Difference

    @property
    def words(self) -> str:
        """From what to what, on a line."""
        if self.before and self.after:
            return f"{self.before} → {self.after}"
        return self.before or self.after


class DifferenceList(Grid):
    """Enter goes to the code or the theme that differs."""

    HELP = "codes.help.differences"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"difference-list--{look}" for look in ("good", "bad", "accent")),
    }
    DEFAULT_CSS = """
    DifferenceList {
        overflow-x: hidden;
        & > .difference-list--good { color: $success; }
        & > .difference-list--bad { color: $error; }
        & > .difference-list--accent { color: $primary; }
    }
    """

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self._names: list[str] = []
        self.told: Sequence[DifferenceLine] = ()

    def show(self, told: Sequence[DifferenceLine]) -> None:
        self.told = told
        self._fit()

    @property
    def current(self) -> DifferenceLine | None:
        row = self.cursor[0]
        return self.told[row] if row < len(self.told) else None

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        left_out = {"field"} if self.size.width < NARROW else set()
        widths = {name: cells for name, cells in COLUMNS.items() if name not in left_out}
        taken = GUTTER + 1 + sum(cells + GAP for cells in widths.values())
        spare = max(8, self.size.width - taken)
        widths["thing"] = self._room_for_things(spare)
        widths["words"] = spare - widths["thing"]
        self._names = [*widths]
        columns = [GridColumn((self._t(f"codes.columns.{n}"),), w) for n, w in widths.items()]
        self.lay_out(columns, len(self.told))

    def _room_for_things(self, spare: int) -> int:
        """What differs is named whole, where the words leave room for it; they get half at most."""
        things = max((cell_len(one.thing) for one in self.told), default=0)
        words = max((cell_len(one.words) for one in self.told), default=0)
        words = max(words, cell_len(self._t("codes.columns.words")))
        return min(max(things, spare - words), max(spare - words, spare // 2))

    def paint(self, row: int, column: int) -> Content:
        one, name = self.told[row], self._names[column]
        shown = plain(str(getattr(one, name)))
        if name == "what" and one.look:
            style = self.get_visual_style(f"difference-list--{one.look}", partial=True)
            return shown.stylize(style)
        return shown
