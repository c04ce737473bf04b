"""The codes of a study, one a line, under their themes: what each has come to, and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from qualcode.locale import Translator
from qualcode.model.ladder import CodeStanding
from qualcode.model.method import CODE_STATES
from qualcode.tui.codebook_lines import CodeLine, Line, Pointed, ThemeLine
from qualcode.tui.colours import colour_of, readable
from qualcode.tui.safe import one_line, plain
from qualcode.tui.states import LOOKS, state_said
from qualcode.tui.widgets.code_tree import NOT_GIVEN
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn
from qualcode.tui.words import counted, number

NAME = 36
"""The least that a name gets, if anything but its state is to be shown beside it."""
ROOMY, STATE = 84, 14
"""Below the one, a state gets no more than the other: its sign, and a dozen letters."""
SCROLLBAR = 1
SQUARES = {"empirical": "■", "in_vivo": "“"}
SORTING = "□"
"""The square of a code that stood before anybody read."""
CAUTION, SECOND = "!", "²"


@dataclass(frozen=True, slots=True)
class _Field:
    """A column that may be shown; of two that do not both fit, the one with the lower rank is."""

    name: str
    width: int
    rank: int
    right: bool = False


class CodeList(Grid):
    """Shows the lines that it is given. The cursor stays on its code or theme."""

    HELP = "codes.help.list"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"code-list--{look}" for look in ("good", "bad", "warning", "quiet")),
    }
    DEFAULT_CSS = """
    CodeList {
        overflow-x: hidden;
        & > .code-list--good { color: $success; }
        & > .code-list--bad { color: $error; }
        & > .code-list--warning { color: $warning; }
        & > .code-list--quiet { color: $foreground 65%; }
    }
    """

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self._fields: list[str] = []
        self._second: frozenset[int] = frozenset()
        self._painted: dict[tuple[object, ...], Strip] = {}
        self._styles: dict[str, Style] = {}
        self.pointed = Pointed()
        self.lines: Sequence[Line] = ()
        self.flat = False
        """Whether the codes stand in one list, so that the theme of each has to be said."""

    def show(self, lines: Sequence[Line], pointed: Pointed, second: frozenset[int]) -> None:
        """Show these; `second` are codes that stand in another theme, too."""
        before = self.thing
        self.lines, self.pointed, self._second = lines, pointed, second
        self.flat = not any(isinstance(line, ThemeLine) for line in lines)
        self._fit()
        if before is not None and self.thing != before:
            self.select(*before)

    @property
    def current(self) -> Line | None:
        row = self.cursor[0]
        return self.lines[row] if row < len(self.lines) else None

    @property
    def thing(self) -> tuple[str, int] | None:
        """What the cursor is on: `code` or `theme`, and its row."""
        return None if self.current is None else _thing(self.current)

    def select(self, what: str, row: int) -> bool:
        """Put the cursor on a code or a theme; whether it is shown."""
        for place, line in enumerate(self.lines):
            if _thing(line) == (what, row):
                self.move_to(place)
                return True
        return False

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    # Columns

    def _fit(self) -> None:
        """The columns that there is room for; the name gets what they leave."""
        room = self.size.width - SCROLLBAR - GUTTER - NAME - GAP
        fitting = set()
        for field in sorted(self._possible(), key=lambda field: field.rank):
            if field.width + GAP <= room:
                fitting.add(field.name)
                room -= field.width + GAP
        shown = [f for f in self._possible() if f.name in fitting or f.name == "name"]
        self._fields = [field.name for field in shown]
        taken = sum(f.width + GAP for f in shown if f.name != "name")
        name = max(6, self.size.width - SCROLLBAR - GUTTER - GAP - taken)
        columns = [
            GridColumn((self._head(f.name),), name if f.name == "name" else f.width, f.right)
            for f in shown
        ]
        self.lay_out(columns, len(self.lines))

    def _possible(self) -> list[_Field]:
        """All columns, from the left."""
        state = max(cell_len(state_said(state, self._t)) for state in CODE_STATES)
        state = state if self.size.width >= ROOMY else min(state, STATE)
        themes = [_Field("theme", 22, 5)] if self.flat else []
        return [
            _Field("name", 0, 9),
            *themes,
            _Field("state", state, 0),
            _Field("origin", 14, 6),
            _Field("excerpts", self._width("excerpts", 5), 2, right=True),
            _Field("interviews", self._width("interviews", 5), 3, right=True),
            _Field("marks", 4, 1),
        ]

    def _width(self, name: str, least: int) -> int:
        return max(least, cell_len(self._head(name)))

    def _head(self, name: str) -> str:
        return "" if name == "marks" else self._t(f"codes.columns.{name}")

    def lay_out(self, columns: Sequence[GridColumn], row_count: int) -> None:
        self._painted = {}
        super().lay_out(columns, row_count)

    def notify_style_update(self) -> None:
        self._painted, self._styles = {}, {}
        super().notify_style_update()

    # Painting

    def render_line(self, y: int) -> Strip:
        """What has been painted is held: at the edge of the list, a key moves every line of it."""
        row = y - self.heading_height + self.scroll_offset.y
        if y < self.heading_height or row >= self.row_count:
            return super().render_line(y)
        state = row, row == self.cursor[0], self.has_focus, self.scrollable_size.width
        if state not in self._painted:
            self._painted[state] = super().render_line(y)
        return self._painted[state]

    def row_class(self, row: int) -> str:
        return "grid--group" if isinstance(self.lines[row], ThemeLine) else ""

    def paint(self, row: int, column: int) -> Content:
        line, name = self.lines[row], self._fields[column]
        if isinstance(line, ThemeLine):
            return self._of_theme(line, name)
        return self._of_code(line.standing, line.depth, name)

    def _of_theme(self, line: ThemeLine, name: str) -> Content:
        theme = line.standing.theme
        match name:
            case "name":
                head = f"▾ {one_line(theme.name)}  "
                about = counted(self._t, "ladder.codes", line.shown)
                if theme.definition:
                    about = f"{about} · {one_line(theme.definition)}"
                return plain(head + about).stylize(self._style("quiet"), len(head))
            case "state":
                return self._state_of_theme(line)
            case "marks" if theme.id in self.pointed.themes:
                return self._look(CAUTION, "warning")
        return Content("")

    def _state_of_theme(self, line: ThemeLine) -> Content:
        theme = line.standing.theme
        if line.tested:
            return self._state(line.standing.state)
        if theme.real:
            return Content("")
        return self._look(
            self._t(f"codes.{'residual' if theme.residual else 'ungrouped'}"), "quiet"
        )

    def _of_code(self, standing: CodeStanding, depth: int, name: str) -> Content:
        code = standing.code
        match name:
            case "name":
                return self._named(standing, depth)
            case "theme":
                return self._look(one_line(code.theme), "quiet")
            case "state":
                return self._state(standing.state)
            case "origin":
                return self._look(self._t(f"coding.origins.{code.code.origin}"), "quiet")
            case "excerpts":
                return plain(number(standing.passages))
            case "interviews":
                return plain(number(standing.interviews))
            case _:
                return self._marks(standing)

    def _state(self, state: str) -> Content:
        return self._look(state_said(state, self._t), LOOKS.get(state, ""))

    def _named(self, standing: CodeStanding, depth: int) -> Content:
        code = standing.code
        square = SQUARES.get(code.code.origin, SORTING) if code.code.given else NOT_GIVEN
        indent = "  " * (depth + (not self.flat))
        said = plain(f"{indent}{square} {one_line(code.label)}")
        return said.stylize(self._style(colour_of(code)), len(indent), len(indent) + 1)

    def _marks(self, standing: CodeStanding) -> Content:
        """A caution, a second theme, and the key that gives the code."""
        row, key = standing.code.id, one_line(standing.code.code.key or "")
        caution = CAUTION if row in self.pointed.codes else " "
        second = SECOND if row in self._second else " "
        return plain(f"{caution}{second} {key}").stylize(self._style("warning"), 0, 1)

    def _look(self, text: str, look: str) -> Content:
        said = plain(text)
        return said.stylize(self._style(look)) if look else said

    def _style(self, look: str) -> Style:
        """How something looks: one of ours, or the colour of a code."""
        if look not in self._styles:
            self._styles[look] = (
                Style.parse(readable(look, self.background_colors[1].hex6))
                if look.startswith("#")
                else self.get_visual_style(f"code-list--{look}", partial=True)
            )
        return self._styles[look]


def _thing(line: Line) -> tuple[str, int]:
    if isinstance(line, CodeLine):
        return "code", line.standing.code.id
    return "theme", line.standing.theme.id
