"""Chapters: themes in an order, as the report is to have them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qualcode.model.studies import Chapter
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import AreYouSure
from qualcode.tui.screens.ladder.asking_for import ask_text
from qualcode.tui.screens.ladder.questions_board import QuestionsBoard
from qualcode.tui.screens.ladder.ticking import TickList
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.words import counted
from qualcode.workflow import asking, tallying


class Chapters(QuestionsBoard):
    """Each deed sets all chapters as one change, if they are still as they are shown."""

    def _set(self, wanted: Sequence[Chapter], line: str, at: int | None = None) -> None:
        """Write chapters, say so, and stand on one of them."""
        seen = self.chapters

        def write() -> None:
            asking.set_chapters(self.study, self.coder, wanted, seen=seen)

        def written(_: None) -> str:
            if at is not None:
                self.chapter_list.move_to(at)
            return line

        self.save(write, written)

    @property
    def _at(self) -> int | None:
        """The place of the chapter under the cursor."""
        if self.chapter_list.current is None:
            return None
        return self.chapter_list.cursor[0]

    def _change(self, at: int, chapter: Chapter, line: str) -> None:
        self._set([*self.chapters[:at], chapter, *self.chapters[at + 1 :]], line)

    # One chapter

    def add_chapter(self) -> None:
        """A chapter by its title; which themes it is to have is asked next."""

        def write(title: str) -> str:
            named = " ".join(title.split())
            seen = self.chapters
            wanted = [*seen, Chapter(title=named, themes=())]
            asking.set_chapters(self.study, self.coder, wanted, seen=seen)
            return named

        def written(title: str) -> str:
            self.chapter_list.move_to(len(self.chapters) - 1)
            self.action_themes()
            return self.t("questions.chapter.added", title=one_line(title))

        ask_text(self, self.t("questions.ask.chapter"), "", write, written)

    def rename_chapter(self) -> None:
        at = self._at
        if at is None:
            return
        chapter = self.chapters[at]

        def write(title: str) -> None:
            seen = self.chapters
            named = replace(chapter, title=" ".join(title.split()))
            wanted = [*seen[:at], named, *seen[at + 1 :]]
            asking.set_chapters(self.study, self.coder, wanted, seen=seen)

        def written(_: None) -> str:
            self.chapter_list.move_to(at)
            return self.t("questions.chapter.renamed")

        title = self.t("questions.ask.rename", title=one_line(chapter.title))
        ask_text(self, title, chapter.title, write, written)

    def remove_chapter(self) -> None:
        """The themes stay; taking back brings the chapter back."""
        at = self._at
        if at is not None:
            title = one_line(self.chapters[at].title)
            rest = [*self.chapters[:at], *self.chapters[at + 1 :]]
            self._set(rest, self.t("questions.chapter.removed", title=title))

    def action_shift(self, steps: int) -> None:
        """Let the chapter stand earlier, or later."""
        at = self._at
        if at is not None and 0 <= at + steps < len(self.chapters):
            wanted = list(self.chapters)
            wanted.insert(at + steps, wanted.pop(at))
            self._set(wanted, self.t("questions.chapter.moved"), at + steps)

    def action_themes(self) -> None:
        """Choose the themes of the chapter, and their order."""
        at = self._at
        if at is None or self.ladder is None:
            return
        chapter = self.chapters[at]
        names = [s.theme.name for s in self.ladder.themes if s.theme.real and s.codes]
        elsewhere = {
            name: other.title
            for other in self.chapters
            if other is not chapter
            for name in other.themes
        }
        self._tick(
            self.t("questions.ask.themes", title=one_line(chapter.title)),
            names,
            chapter.themes,
            lambda themes: self._change(
                at, replace(chapter, themes=themes), self.t("questions.chapter.themed")
            ),
            elsewhere,
        )

    def action_breakdown(self) -> None:
        """Choose what the chapter breaks its themes down by."""
        at = self._at
        if at is None:
            return
        chapter = self.chapters[at]
        with self.telling():
            self._tick(
                self.t("questions.ask.breakdown", title=one_line(chapter.title)),
                tallying.breakdown_names(self.study),
                chapter.breakdown,
                lambda names: self._change(
                    at, replace(chapter, breakdown=names), self.t("questions.chapter.broken")
                ),
            )

    def _tick(
        self,
        title: str,
        names: Sequence[str],
        ticked: Sequence[str],
        then: Callable[[tuple[str, ...]], object],
        beside: dict[str, str] | None = None,
    ) -> None:
        def answered(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None and chosen != tuple(ticked):
                then(chosen)

        dialog = TickList(self.study, self.coder, title, names, ticked, beside)
        self.app.push_screen(dialog, answered)

    # All of them

    def action_from_themes(self) -> None:
        """One chapter for each theme, in their order; what stands there is asked about first."""
        assert self.ladder is not None
        themes = [s.theme.name for s in self.ladder.themes if s.theme.real and s.codes]
        wanted = [Chapter(title=name, themes=(name,)) for name in themes]
        line = counted(self.t, "questions.chapter.made", len(wanted))
        if not self.chapters:
            self._set(wanted, line, 0)
            return
        title = self.t("questions.replace.title")
        lines = [self.t("questions.replace.what", old=len(self.chapters), new=len(wanted))]
        how = self.t("questions.replace.how")
        self.app.push_screen(
            AreYouSure(self.study, self.coder, title, lines, how),
            lambda yes: self._set(wanted, line, 0) if yes else None,
        )

    def on_grid_opened(self, message: Grid.Opened) -> None:
        """Enter on a chapter chooses its themes."""
        if message.grid is self.chapter_list:
            self.action_themes()
