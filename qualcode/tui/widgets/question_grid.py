"""Research questions and themes as a grid: which throws light on which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from qualcode.locale import Translator
from qualcode.model.research import ResearchQuestion
from qualcode.model.views import StudyTheme
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.grid import GAP, GUTTER, Grid, GridColumn
from qualcode.tui.widgets.transcript.paint import short
from qualcode.tui.words import number

LINKED, APART, WARNING = "●", "·", "!"
NAMED = 10
"""A column that has the name of a theme over it is as wide as this at least."""
WORDS = 30
"""And so is a column of questions; where both are not to be had, themes are the rows."""
NUMBERED = 4
"""The width of a column that has the number of a question over it."""
LINES = 4
"""So many lines of a name stand over a column."""
SCROLLBAR = 1


class QuestionGrid(Grid):
    """Rows are questions, or themes where more words fit that way. Enter, space or a click on the
    cell under the cursor posts `Toggled`."""

    HELP = "questions.help.grid"
    DEFAULT_CSS = "QuestionGrid { scrollbar-size-horizontal: 0; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("space,enter", "link", "questions.toggle", room="questions"),
        key("left", "across(-1)", "questions.left", room="questions", tip=False, show=False),
        key("right", "across(1)", "questions.right", room="questions", tip=False, show=False),
    ]

    @dataclass
    class Toggled(Message):
        """A theme is to throw light on a question, or not any more."""

        question: ResearchQuestion
        theme: StudyTheme

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(fixed=1, by_cell=True, id=id)
        self._t = t
        remarks = (t("questions.unanswered"), t("questions.astray"))
        self._remarks = cell_len(f"{WARNING} ") + max(map(cell_len, remarks))
        """The width of the last column."""
        self.questions: Sequence[ResearchQuestion] = ()
        self.themes: Sequence[StudyTheme] = ()
        self.by_theme = False
        """Whether themes are the rows."""

    def show(self, questions: Sequence[ResearchQuestion], themes: Sequence[StudyTheme]) -> None:
        """Show these; the cursor stays on the question and the theme that it was on."""
        question, theme = self.question, self.theme
        self.questions, self.themes = questions, themes
        self._fit()
        self.stand(question, theme)

    def stand(self, question: ResearchQuestion | None, theme: StudyTheme | None) -> None:
        """Put the cursor on a question and a theme; what is gone leaves it where it was."""
        asked = _place(question, self.questions)
        found = _place(theme, self.themes)
        row, column = (found, asked) if self.by_theme else (asked, found)
        at = self.cursor
        self.move_to(at[0] if row is None else row, at[1] if column is None else column + 1)

    @property
    def question(self) -> ResearchQuestion | None:
        row, column = self.cursor
        place = column - 1 if self.by_theme else row
        return self.questions[place] if 0 <= place < len(self.questions) else None

    @property
    def theme(self) -> StudyTheme | None:
        row, column = self.cursor
        place = row if self.by_theme else column - 1
        return self.themes[place] if 0 <= place < len(self.themes) else None

    def clamped(self, row: int, column: int) -> tuple[int, int]:
        """Only what can be linked: not the names, nor the remarks."""
        row, column = super().clamped(row, column)
        return row, max(1, min(column, len(self._across)))

    @property
    def _across(self) -> Sequence[ResearchQuestion] | Sequence[StudyTheme]:
        return self.questions if self.by_theme else self.themes

    @property
    def _down(self) -> Sequence[ResearchQuestion] | Sequence[StudyTheme]:
        return self.themes if self.by_theme else self.questions

    def action_across(self, columns: int) -> None:
        self.move_to(self.cursor[0], self.cursor[1] + columns)

    def action_open(self) -> None:
        self.action_link()

    def action_link(self) -> None:
        question, theme = self.question, self.theme
        if question is not None and theme is not None:
            self.post_message(self.Toggled(question, theme))

    # Laying out

    def on_resize(self, event: events.Resize) -> None:
        question, theme = self.question, self.theme
        self._fit()
        self.stand(question, theme)

    def _fit(self) -> None:
        room = self.size.width - GUTTER - SCROLLBAR - self._remarks - GAP
        named = len(self.themes) * (NAMED + GAP)
        self.by_theme = room - named < WORDS
        columns = self._by_theme(room) if self.by_theme else self._by_question(room)
        remark = GridColumn(("",), self._remarks)
        self.lay_out([*columns, remark], len(self._down))

    def _by_question(self, room: int) -> Iterator[GridColumn]:
        """Questions in rows, under the names of themes."""
        spare = room - len(self.themes) * (NAMED + GAP) - WORDS
        width = NAMED + min(6, spare // max(1, 2 * len(self.themes)))
        left = room - len(self.themes) * (width + GAP) - GAP
        yield GridColumn(("", self._t("questions.question")), left)
        for theme in self.themes:
            astray = not any(theme.id in q.themes for q in self.questions)
            lines = (*_wrapped(theme.name, width), WARNING if astray else "")
            yield GridColumn(lines, width)

    def _by_theme(self, room: int) -> Iterator[GridColumn]:
        """Themes in rows, under the numbers of questions."""
        widest = max((cell_len(one_line(theme.name)) for theme in self.themes), default=0)
        left = room - len(self.questions) * (NUMBERED + GAP) - GAP
        yield GridColumn((self._t("questions.theme"),), max(10, min(widest, left)))
        for place, question in enumerate(self.questions):
            name = self._t("questions.number", n=place + 1)
            yield GridColumn((name if question.themes else f"{name}{WARNING}",), NUMBERED)

    # Painting

    def paint(self, row: int, column: int) -> Content:
        thing = self._down[row]
        if column == 0:
            return plain(self._called(row))
        if column > len(self._across):
            return self._remark(thing)
        other = self._across[column - 1]
        linked = _are_linked(thing, other)
        return Content(LINKED).stylize("bold") if linked else Content(APART).stylize(FAINT)

    def _called(self, row: int) -> str:
        if self.by_theme:
            return one_line(self.themes[row].name)
        number_of = self._t("questions.number", n=row + 1)
        return f"{number_of} {one_line(self.questions[row].words)}"

    def _remark(self, thing: ResearchQuestion | StudyTheme) -> Content:
        """How many it is linked to; or in words that there are none."""
        if isinstance(thing, ResearchQuestion):
            links, none = len(thing.themes), self._t("questions.unanswered")
        else:
            links = sum(thing.id in question.themes for question in self.questions)
            none = self._t("questions.astray")
        if links:
            return plain(number(links)).stylize(FAINT)
        return plain(f"{WARNING} {none}").stylize("$warning")


def _place(
    wanted: ResearchQuestion | StudyTheme | None,
    among: Sequence[ResearchQuestion] | Sequence[StudyTheme],
) -> int | None:
    rows = [thing.id for thing in among]
    return rows.index(wanted.id) if wanted is not None and wanted.id in rows else None


def _are_linked(thing: ResearchQuestion | StudyTheme, other: ResearchQuestion | StudyTheme) -> bool:
    question, theme = (thing, other) if isinstance(thing, ResearchQuestion) else (other, thing)
    return isinstance(question, ResearchQuestion) and theme.id in question.themes


def _wrapped(name: str, width: int) -> list[str]:
    """The words of a name in lines of a width, the last one cut if there are more."""
    lines = [""]
    for word in one_line(name).split():
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    lines = [line for line in lines if line]
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], f"{lines[LINES - 1]} …"]
    return [short(line, width) for line in lines]
