"""The interviews of a study, one a line, with how far each has been coded."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.views import InterviewLine
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.grid import GAP, Grid, GridColumn
from qualcode.tui.words import bar, moment, number, percent, title_of

HAS_CODED, STARTED, NOTHING = "●", "◐", "○"
WIDE = 110
"""From this width on there is room for roles, and for longer names of coders."""


def share_coded(line: InterviewLine) -> float:
    """Coded turns in percent; a text without turns is coded as soon as it has a coding."""
    if line.turns:
        return 100 * line.coded_turns / line.turns
    return 100.0 if line.codings else 0.0


def mark_of(line: InterviewLine, coder: str) -> str:
    """● if a coder has at least one coding for every second turn, ◐ if fewer, ○ if none."""
    codings = line.by_coder.get(coder, 0)
    if not codings:
        return NOTHING
    return HAS_CODED if 2 * codings >= line.turns else STARTED


class InterviewList(Grid):
    """Shows the lines it is given. Enter opens the one under the cursor."""

    HELP = "tui.help.home"

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self._coders: Sequence[str] = ()
        self._columns: list[str] = []
        self.lines: Sequence[InterviewLine] = ()

    def show(self, lines: Sequence[InterviewLine], coders: Sequence[str]) -> None:
        """Show these lines; the cursor stays on the interview that it was on, if it is there."""
        before = self.current
        self.lines = lines
        self._coders = coders
        self._fit()
        if before is not None:
            self.select(before.id)

    @property
    def current(self) -> InterviewLine | None:
        row = self.cursor[0]
        return self.lines[row] if row < len(self.lines) else None

    def select(self, transcript_id: int) -> None:
        """Put the cursor on an interview; nothing happens if it is not shown."""
        for row, line in enumerate(self.lines):
            if line.id == transcript_id:
                self.move_to(row)
                return

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        """Columns for the width there is: the name of the interview takes what the rest leaves."""
        width = self.size.width - 1
        wide = width >= WIDE
        units = max((len(self._units(line)) for line in self.lines[:200]), default=0)
        spec = {
            "units": (self._t("tui.home.units"), min(max(units, 6), 14 if wide else 9), False),
            "name": (self._t("tui.home.interview"), 0, False),
            "role": (self._t("tui.home.role"), 18 if wide else 0, False),
            "words": (self._t("tui.home.words"), 6, True),
            "bar": ("", 12 if wide else 8, False),
            "percent": (self._t("tui.home.coded"), 6, True),
        }
        room = (60 if wide else 16) // max(1, len(self._coders))
        for name in self._coders:
            spec[f"coder {name}"] = (name, max(1, min(len(name), room, 10)), False)
        spec["last"] = (self._t("tui.home.last"), 10, True)
        taken = sum(w + GAP for _, w, _ in spec.values() if w) + GAP + 1
        spec["name"] = (spec["name"][0], max(12, width - taken), False)
        self._columns = [name for name, (_, w, _) in spec.items() if w]
        columns = [GridColumn((one_line(h),), w, r) for h, w, r in spec.values() if w]
        self.lay_out(columns, len(self.lines))

    def paint(self, row: int, column: int) -> Content:
        line = self.lines[row]
        name = self._columns[column]
        if name == "bar":
            return self._progress(share_coded(line), self.columns[column].width)
        if name.startswith("coder "):
            return plain(mark_of(line, name.removeprefix("coder ")))
        return plain(self._text(line, name))

    def _text(self, line: InterviewLine, name: str) -> str:
        match name:
            case "units":
                return self._units(line)
            case "name":
                return title_of(line.name)
            case "role":
                return one_line(", ".join(line.roles))
            case "words":
                return number(line.words)
            case "percent":
                return percent(share_coded(line))
            case _:
                return moment(line.last, self._t) if line.last else "–"

    @staticmethod
    def _units(line: InterviewLine) -> str:
        return one_line(", ".join(line.units))

    def _progress(self, share: float, width: int) -> Content:
        full = bar(share, width)
        accent = self.get_visual_style("grid--accent", partial=True)
        quiet = self.get_visual_style("grid--quiet", partial=True)
        return Content.assemble((full, accent), ("─" * (width - len(full)), quiet))
