"""The interviews of a study, one a line, with how far each has been read and coded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.views import InterviewLine
from qualcode.tui.interviews import label_of, mark_of, share_coded, share_read
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn
from qualcode.tui.words import bar, moment, number, percent, title_of

WIDE, ROOMY = 110, 150
"""From these widths on there is room for names of units, and for more of everything."""
NAME = 18
"""The least that the name of an interview gets, if anything else is to be shown beside it."""
PERCENT = 5
SCROLLBAR = 1
NONE = "–"
MEASURED = 200
"""How many interviews are looked at to see how wide a column has to be."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A column that may be shown; of two that do not both fit, the one with the lower rank is."""

    name: str
    heading: str
    width: int
    rank: int
    right: bool = False


class InterviewList(Grid):
    """Shows the lines it is given. Enter opens the one under the cursor."""

    HELP = "tui.help.home"

    def __init__(self, t: Translator, coder: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self._coder = coder
        self._coders: Sequence[str] = ()
        self._attribute = ""
        self._fields: list[str] = []
        self.lines: Sequence[InterviewLine] = ()

    def show(
        self, lines: Sequence[InterviewLine], coders: Sequence[str], attribute: str = ""
    ) -> None:
        """Show these lines, with the units' values of an attribute; the cursor stays on the
        interview that it was on, if it is there."""
        before = self.current
        self.lines = lines
        self._coders = coders
        self._attribute = attribute
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

    # Columns

    def _fit(self) -> None:
        """The columns that there is room for; the name of the interview gets what they leave."""
        room = self.size.width - SCROLLBAR - GUTTER - NAME - GAP
        fitting = set()
        for field in sorted(self._possible(), key=lambda field: field.rank):
            if field.width and field.width + GAP <= room:
                fitting.add(field.name)
                room -= field.width + GAP
        name = self._widest(lambda line: title_of(line.name), 6, NAME + room)
        shown = [f for f in self._possible() if f.name in fitting or not f.rank]
        self._fields = [field.name for field in shown]
        columns = [
            GridColumn((one_line(f.heading),), f.width if f.rank else name, f.right) for f in shown
        ]
        self.lay_out(columns, len(self.lines))

    def _possible(self) -> list[_Field]:
        """All columns, from the left. The name has rank 0, and a width of none leaves one out."""
        wide, roomy = self.size.width >= WIDE, self.size.width >= ROOMY
        units = self._widest(self._units, 5, 26 if wide else 9)
        values = self._widest(self._values, cell_len(self._attribute), 12)
        roles = self._widest(self._roles, 5, 30 if roomy else 18)
        return [
            self._field("units", units, 5),
            _Field("values", self._attribute, values if self._attribute else 0, 9),
            self._field("interview", 0, 0),
            self._field("role", roles, 10),
            self._field("words", 6, 7, right=True),
            self._field("read", PERCENT, 1, right=True),
            _Field("bar", "", 20 if roomy else 10 if wide else 8, 6),
            self._field("coded", PERCENT, 2, right=True),
            *self._marks(60 if wide else 16),
            self._field("last", 10, 8, right=True),
        ]

    def _field(self, name: str, width: int, rank: int, *, right: bool = False) -> _Field:
        return _Field(name, self._t(f"tui.home.{name}"), width, rank, right)

    def _marks(self, room: int) -> Iterable[_Field]:
        """A column for each coder; the coder at work comes first."""
        most = room // max(1, len(self._coders))
        others = [name for name in self._coders if name != self._coder]
        for name in (self._coder, *others):
            width = max(1, min(cell_len(name), most, 10))
            yield _Field(f"coder {name}", name, width, 3 if name == self._coder else 4)

    def _widest(self, said: Callable[[InterviewLine], str], least: int, most: int) -> int:
        widest = max((cell_len(said(line)) for line in self.lines[:MEASURED]), default=0)
        return max(least, min(widest, most))

    # Cells

    def paint(self, row: int, column: int) -> Content:
        line = self.lines[row]
        name = self._fields[column]
        if name == "bar":
            return self._progress(share_read(line, self._coder), self.columns[column].width)
        if name.startswith("coder "):
            return plain(mark_of(line, name.removeprefix("coder ")))
        return plain(self._text(line, name))

    def _text(self, line: InterviewLine, name: str) -> str:
        match name:
            case "units":
                return self._units(line)
            case "values":
                return self._values(line)
            case "interview":
                return title_of(line.name)
            case "role":
                return self._roles(line)
            case "words":
                return number(line.words)
            case "read":
                return percent(share_read(line, self._coder)) or NONE
            case "coded":
                return percent(share_coded(line)) or NONE
            case _:
                return moment(line.last, self._t) if line.last else NONE

    def _units(self, line: InterviewLine) -> str:
        """The keys of the units; with their names where there is room."""
        if self.size.width < WIDE:
            return one_line(", ".join(line.units))
        named = zip(line.units, line.unit_names, strict=True)
        return one_line(", ".join(label_of(key, name) for key, name in named))

    def _values(self, line: InterviewLine) -> str:
        return one_line(", ".join(line.attributes.get(self._attribute, ())))

    @staticmethod
    def _roles(line: InterviewLine) -> str:
        return one_line(", ".join(line.roles))

    def _progress(self, share: float | None, width: int) -> Content:
        full = bar(share or 0.0, width)
        accent = self.get_visual_style("grid--accent", partial=True)
        quiet = self.get_visual_style("grid--quiet", partial=True)
        return Content.assemble((full, accent), ("─" * (width - len(full)), quiet))
