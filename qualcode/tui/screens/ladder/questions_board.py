"""Research questions, what was expected, and chapters: three pages with one sheet beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from qualcode.model.research import Expectation, ResearchQuestion
from qualcode.model.studies import Chapter
from qualcode.model.views import StudyTheme
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.ladder.concepts_items import candidates
from qualcode.tui.screens.ladder.questions_sheet import About
from qualcode.tui.screens.ladder.rung import Rung
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.question_grid import QuestionGrid
from qualcode.tui.widgets.row_list import Row, RowColumn, RowList
from qualcode.tui.widgets.say_line import SayLine
from qualcode.tui.widgets.sheet import Line, Sheet
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, moment
from qualcode.workflow import asking
from qualcode.workflow.studies import Study

Page = Literal["questions", "expected", "chapters"]
PAGES: tuple[Page, ...] = ("questions", "expected", "chapters")
AROUND = 6
"""Lines of the screen that are no page: title, pages, footer, and what is said."""
SHEET = 4
"""Lines that are kept for the sheet beneath a grid."""
ROWS = 6
"""So many lines a grid has at least, with its heading."""


class ExpectationList(RowList[Expectation]):
    """What was expected, and whether it was before anybody had read."""

    HELP = "questions.help.expected"


class ChapterList(RowList[Chapter]):
    """The chapters in their order."""

    HELP = "questions.help.chapters"


class QuestionsBoard(Rung):
    """Shows one page at a time; the screen over it acts."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (150, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]
    DEFAULT_CSS = """
    QuestionsBoard {
        #pages { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #both { height: 1fr; }
        #lists { height: 3fr; }
        #grid { height: auto; margin-top: 1; }
        #expected, #chapters { margin-top: 1; height: 1fr; }
        #legend {
            height: auto;
            max-height: 8;
            padding: 0 2;
            color: $foreground 75%;
            text-wrap: nowrap;
            text-overflow: ellipsis;
        }
        #gaps { height: auto; max-height: 4; padding: 0 2; color: $warning; }
        #none { height: auto; padding: 1 2; }
        #sheet { height: 2fr; min-height: 4; border-top: solid $foreground 20%; }
        #sheet:focus { border-top: solid $primary; }
        &.-questions #lists { height: auto; }
        &.-questions #sheet { height: 1fr; }
        #grid, #legend, #expected, #chapters, #gaps, #none { display: none; }
        &.-questions #grid, &.-questions.-by-theme #legend { display: block; }
        &.-expected #expected, &.-chapters #chapters { display: block; }
        &.-gaps #gaps { display: block; }
        &.-none #none { display: block; }
        &.-none #grid, &.-none #expected, &.-none #chapters, &.-none #legend { display: none; }
        &.-wide #both { layout: horizontal; }
        &.-wide #lists { width: 2fr; height: 1fr; max-height: 100%; }
        &.-wide #sheet {
            width: 1fr;
            height: 1fr;
            padding: 1 1 0 1;
            border-top: none;
            border-left: solid $foreground 20%;
        }
        &.-wide #sheet:focus { border-left: solid $primary; }
        &.-low #sheet, &.-low #legend, &.-low #gaps, &.-low #pages { display: none !important; }
        &.-low #lists, &.-low #grid { height: 1fr; }
        &.-low #grid, &.-low #expected, &.-low #chapters { margin-top: 0; }
    }
    """

    grid = getters.query_one(QuestionGrid)
    expected = getters.query_one(ExpectationList)
    chapter_list = getters.query_one(ChapterList)
    sheet = getters.query_one(Sheet)

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self.page: Page = "questions"
        self.everything = False
        """Whether themes of a guide are shown, too."""
        self.questions: Sequence[ResearchQuestion] = ()
        self.chapters: tuple[Chapter, ...] = ()
        self._expectations: Sequence[Expectation] = ()
        self._about: About | None = None

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield Static(id="pages")
        with Container(id="both"):
            with Container(id="lists"):
                yield QuestionGrid(self.t, id="grid")
                yield ExpectationList(self._columns("words", "written", "foresight"), id="expected")
                yield ChapterList(
                    self._columns("nr", "chapter", "themes", "breakdown"), id="chapters"
                )
                yield Static(id="none")
                yield Static(id="legend")
                yield Static(id="gaps")
            yield Sheet(self.t, id="sheet")
        yield SayLine(id="say")
        yield KeyFooter()

    def _columns(self, *names: str) -> list[RowColumn]:
        widths = {"written": 10, "foresight": 18, "nr": 4, "themes": 14, "breakdown": 24}
        return [
            RowColumn(self.t(f"questions.columns.{name}"), widths.get(name, 0)) for name in names
        ]

    def on_mount(self) -> None:
        self.title_line.left = plain(self.t("questions.title"))
        self.show_page()

    # What there is

    def show_ladder(self) -> None:
        assert self.ladder is not None
        held = asking.questions(self.study)
        self.questions = [question for question in held if question.kind == "question"]
        self._expectations = asking.expectations(self.study)
        self.chapters = asking.chapters(self.study)
        self._about = About(self.study, self.ladder, self.t)
        self._show_lists()

    def _show_lists(self) -> None:
        self.grid.show(self.questions, self.themes)
        self.expected.show([Row(e.question.id, e, self._of(e)) for e in self._expectations])
        self.chapter_list.show(list(self._chapter_rows()))
        self.show_page()

    def _chapter_rows(self) -> Iterator[Row[Chapter]]:
        """Titles may be alike: they are told apart by how many there are before."""
        titles = [chapter.title for chapter in self.chapters]
        for place, chapter in enumerate(self.chapters):
            before = titles[:place].count(chapter.title)
            yield Row((chapter.title, before), chapter, self._row_of(place, chapter))

    @property
    def themes(self) -> list[StudyTheme]:
        """The themes that were made of what was read, and those that are linked; all, if they are
        asked for or there are no others."""
        assert self.ladder is not None
        used = [s for s in self.ladder.themes if s.theme.real and s.codes]
        grown = {s.theme.id for s in candidates(self.ladder)}
        linked = {theme for question in self.questions for theme in question.themes}
        if self.everything or not grown:
            grown |= {s.theme.id for s in used}
        return [s.theme for s in self.ladder.themes if s.theme.id in grown | linked]

    def _of(self, expected: Expectation) -> tuple[str, ...]:
        said = self.t(f"questions.foresight.{expected.foresight}")
        at = moment(expected.question.at, self.t)
        return expected.question.words, at, said

    def _row_of(self, place: int, chapter: Chapter) -> tuple[str, ...]:
        themes = counted(self.t, "concepts.themes", len(chapter.themes))
        return str(place + 1), chapter.title, themes, ", ".join(chapter.breakdown)

    def on_resize(self) -> None:
        self._fit_grid()

    def _fit_grid(self) -> None:
        """The grid is as high as it has rows, if there is room for what stands beneath it."""
        beneath = len(self.questions) if self.grid.by_theme else 1
        sheet = 0 if self.has_class("-wide") else SHEET
        room = self.size.height - AROUND - min(beneath, 8) - sheet
        self.grid.styles.max_height = max(ROWS, room)

    # The page

    def action_page(self, page: Page) -> None:
        self.page = page
        self.say("")
        self.show_page()

    def show_page(self) -> None:
        for page in PAGES:
            self.set_class(page == self.page, f"-{page}")
        self.set_class(self.grid.by_theme, "-by-theme")
        self._fit_grid()
        self.query_one("#pages", Static).update(self._tabs())
        nothing = {
            "questions": not self.questions or not self.grid.themes,
            "expected": not self._expectations,
            "chapters": not self.chapters,
        }
        bare = self.ladder is not None and nothing[self.page]
        self.set_class(bare, "-none")
        if bare:
            self.query_one("#none", Static).update(plain(self._what_next()))
        self._show_legend()
        self._show_gaps()
        self._show_numbers()
        if self.focused is not self.sheet or not self._list.display:
            self._list.focus()
        self.show_sheet()
        self.refresh_bindings()

    @property
    def _list(self) -> Grid:
        lists = {"questions": self.grid, "expected": self.expected, "chapters": self.chapter_list}
        return lists[self.page]

    def _what_next(self) -> str:
        if self.page == "questions" and self.questions:
            asked = "\n".join(f"· {one_line(question.words)}" for question in self.questions)
            return f"{asked}\n\n{self.t('questions.none.themes')}"
        return self.t(f"questions.none.{self.page}")

    def _tabs(self) -> Content:
        """The pages, each with its key; the one that is shown in brackets."""
        parts = []
        for page in PAGES:
            name = self.t(f"questions.pages.{page}")
            here = page == self.page
            parts.append(plain(f"[{name}]").stylize("bold") if here else plain(f" {name} "))
        return Content("  ").join(parts)

    def _show_legend(self) -> None:
        """The questions whose numbers stand over the columns."""
        lines = [self._numbered(place) for place in range(len(self.questions))]
        self.query_one("#legend", Static).update(Content("\n").join(lines))

    def _numbered(self, place: int) -> Content:
        question = self.questions[place]
        line = plain(f"{self.t('questions.number', n=place + 1)}  ")
        if not question.themes:
            alone = plain(f"! {self.t('questions.unanswered')}: ").stylize("$warning")
            line = line.append(alone)
        line = line.append(plain(one_line(question.words)))
        return line.stylize("bold") if question is self.grid.question else line

    def _show_gaps(self) -> None:
        """What stands alone and is not pointed out where it stands: a finding to act on."""
        gap = self._gap() if self.ladder is not None else ""
        self.set_class(bool(gap) and not self.has_class("-none"), "-gaps")
        self.query_one("#gaps", Static).update(plain(f"! {gap}"))

    def _gap(self) -> str:
        if self.page == "questions" and not self.grid.by_theme:
            said, names = "questions.astray", [theme.name for theme in self.found.astray]
        elif self.page == "chapters":
            said, names = "questions.in_no_chapter", self.in_no_chapter
        else:
            return ""
        return f"{self.t(said)}: {' · '.join(map(one_line, names))}" if names else ""

    @property
    def found(self) -> asking.Grid:
        """The grid as it is shown."""
        return asking.Grid(tuple(self.questions), tuple(self.grid.themes))

    @property
    def in_no_chapter(self) -> list[str]:
        """The names of themes with codes that no chapter has."""
        assert self.ladder is not None
        held = {name for chapter in self.chapters for name in chapter.themes}
        used = (s.theme for s in self.ladder.themes if s.theme.real and s.codes)
        return [theme.name for theme in used if theme.name not in held]

    def _show_numbers(self) -> None:
        if self.ladder is None:
            return
        found = self.found
        match self.page:
            case "questions":
                parts = [counted(self.t, "questions.count", len(self.questions))]
                if n := len(found.unanswered):
                    parts.append(f"{n} {self.t('questions.unanswered')}")
                if n := len(found.astray):
                    parts.append(counted(self.t, "questions.astray_count", n))
            case "expected":
                parts = [counted(self.t, "questions.expected_count", len(self._expectations))]
            case "chapters":
                parts = [counted(self.t, "questions.chapter_count", len(self.chapters))]
                if n := len(self.in_no_chapter):
                    parts.append(counted(self.t, "questions.left_count", n))
        self.title_line.right = plain(" · ".join(parts))

    @on(Grid.Moved)
    def show_sheet(self) -> None:
        """Tell of what is under the cursor."""
        if self._about is not None:
            with self.telling():
                self.sheet.show(list(self._sheet(self._about)))
            if self.page == "questions" and self.grid.by_theme:
                self._show_legend()

    def _sheet(self, about: About) -> Iterator[Line]:
        if self.has_class("-none"):
            return
        if self.page == "questions":
            yield from about.link(self.grid.question, self.grid.theme)
        elif self.page == "expected" and (expected := self.expected.current) is not None:
            yield from about.expectation(expected)
        elif self.page == "chapters" and (chapter := self.chapter_list.current) is not None:
            yield from about.chapter(chapter)

    def action_back(self) -> None:
        if self.sheet.has_focus:
            self._list.focus()
        else:
            self.dismiss()
