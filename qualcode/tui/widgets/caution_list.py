"""Cautions under their kinds, each with what it is about and what makes it so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.cautions import CAUTIONS, Caution, CautionKind
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn
from qualcode.tui.words import number

SIGNS = {"code": "■", "theme": "▾", "concept": "◇", "codebook": " "}


@dataclass(frozen=True, slots=True)
class Kind:
    """A heading: a kind of caution, and how many there are of it."""

    kind: CautionKind
    count: int


Line = Kind | Caution


def lines_of(cautions: Sequence[Caution]) -> Iterator[Line]:
    """Each kind with its cautions, in the order in which they are spoken of."""
    for kind in CAUTIONS:
        held = [caution for caution in cautions if caution.kind == kind]
        if held:
            yield Kind(kind, len(held))
            yield from held


class CautionList(Grid):
    """Enter goes to what a caution is about."""

    HELP = "codes.help.cautions"
    DEFAULT_CSS = "CautionList { overflow-x: hidden; }"

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self.lines: Sequence[Line] = ()

    def show(self, cautions: Sequence[Caution]) -> None:
        """Show these; the cursor stays on its caution, if that is there."""
        before = self.current
        self.lines = list(lines_of(cautions))
        self._fit()
        if before in self.lines:
            self.move_to(self.lines.index(before))

    @property
    def current(self) -> Line | None:
        row = self.cursor[0]
        return self.lines[row] if row < len(self.lines) else None

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        spare = max(12, self.size.width - GUTTER - 1 - 2 * GAP)
        details = spare // 3
        self.lay_out(
            [GridColumn((), spare - details), GridColumn((), details)],
            len(self.lines),
        )

    def row_class(self, row: int) -> str:
        return "grid--group" if isinstance(self.lines[row], Kind) else ""

    def paint(self, row: int, column: int) -> Content:
        line = self.lines[row]
        if isinstance(line, Kind):
            name = self._t(f"codes.cautions.{line.kind}")
            return plain(f"! {name}  {number(line.count)}") if column == 0 else Content("")
        if column == 0:
            label = one_line(line.label) or self._t("codes.cautions.whole")
            return plain(f"  {SIGNS[line.thing]} {label}")
        quiet = self.get_visual_style("grid--quiet", partial=True)
        return plain(one_line(", ".join(line.details))).stylize(quiet)
