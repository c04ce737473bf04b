"""What is to be looked at again: code by code, or interview by interview, with how far one is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.rechecking import Recheck
from qualcode.model.views import InterviewLine
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.grid import GAP, Grid, GridColumn
from qualcode.tui.words import bar, moment, number, title_of

WHY, COUNT, BAR = 26, 8, 10


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a code, for one cause, or an interview. `waiting` and `done` are counted."""

    title: str
    why: str
    waiting: int
    done: int
    recheck: Recheck | None = None
    transcript_id: int | None = None


def by_code(rechecks: Iterable[Recheck], t: Translator) -> list[Line]:
    return [
        Line(
            one_line(found.code.label),
            t(f"again.why.{found.cause}", at=moment(found.at, t)),
            found.left,
            found.done,
            found,
        )
        for found in rechecks
    ]


def by_interview(
    rechecks: Sequence[Recheck], interviews: Sequence[InterviewLine], t: Translator
) -> list[Line]:
    """Interviews with anything to look at, in the order of the study, their units before them."""
    passages: Counter[int] = Counter(p.transcript for r in rechecks for p in r.passages)
    codes: Counter[int] = Counter(row for r in rechecks for row in r.interviews)
    done: Counter[int] = Counter(row for r in rechecks for row in r.looked)
    lines = []
    for interview in interviews:
        row = interview.id
        parts = [
            t(f"again.{what}", n=number(counts[row]))
            for what, counts in (("passages", passages), ("codes", codes))
            if counts[row]
        ]
        waiting = passages[row] + codes[row]
        if waiting or done[row]:
            units = ", ".join(one_line(unit) for unit in interview.units)
            title = " ".join(filter(None, (units, title_of(interview.name))))
            lines.append(Line(title, ", ".join(parts), waiting, done[row], transcript_id=row))
    return lines


def codes_waiting(rechecks: Iterable[Recheck]) -> Mapping[int, list[Recheck]]:
    """By interview, the codes for which it is to be looked at again, or passages in it are."""
    found: dict[int, list[Recheck]] = defaultdict(list)
    for recheck in rechecks:
        for row in dict.fromkeys((*(p.transcript for p in recheck.passages), *recheck.interviews)):
            found[row].append(recheck)
    return found


class AgainList(Grid):
    """Those with nothing left stand last and say so."""

    HELP = "again.help.list"

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these; the cursor stays on the code or interview that it was on."""
        before = self.current
        self.lines = sorted(lines, key=lambda line: not line.waiting)
        self._fit()
        for row, line in enumerate(self.lines if before is not None else ()):
            if before is not None and _same(line, before):
                self.move_to(row)
                return

    @property
    def current(self) -> Line | None:
        row = self.cursor[0]
        return self.lines[row] if row < len(self.lines) else None

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        fixed = WHY + COUNT + BAR + 4 * GAP + 2
        title = max(16, self.size.width - fixed)
        heads = (
            "",
            self._t("again.head.why"),
            self._t("again.head.left"),
            self._t("again.head.done"),
        )
        widths = (title, WHY, COUNT, BAR)
        columns = [
            GridColumn((head,), width, right=n == 2)
            for n, (head, width) in enumerate(zip(heads, widths, strict=True))
        ]
        self.lay_out(columns, len(self.lines))

    def row_class(self, row: int) -> str:
        return "" if self.lines[row].waiting else "grid--quiet"

    def paint(self, row: int, column: int) -> Content:
        line = self.lines[row]
        match column:
            case 0:
                return plain(line.title)
            case 1:
                return plain(line.why)
            case 2:
                return plain(number(line.waiting) if line.waiting else "✓")
            case _:
                return self._progress(line)

    def _progress(self, line: Line) -> Content:
        share = 100 * line.done / (line.done + line.waiting)
        full = bar(share, BAR)
        accent = self.get_visual_style("grid--accent", partial=True)
        quiet = self.get_visual_style("grid--quiet", partial=True)
        return Content.assemble((full, accent), ("─" * (BAR - len(full)), quiet))


def _same(one: Line, other: Line) -> bool:
    if one.recheck is None or other.recheck is None:
        return one.transcript_id is not None and one.transcript_id == other.transcript_id
    codes = one.recheck.code.id, other.recheck.code.id
    return codes[0] == codes[1] and one.recheck.cause == other.recheck.cause
