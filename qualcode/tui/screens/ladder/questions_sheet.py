"""What the sheet tells of a question, a theme, an expectation or a chapter."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.ladder import Ladder, ThemeStanding
from qualcode.model.lives import Step
from qualcode.model.research import Expectation, ResearchQuestion
from qualcode.model.studies import Chapter
from qualcode.model.views import StudyTheme
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.sheet import Line
from qualcode.tui.words import counted, moment
from qualcode.workflow import asking
from qualcode.workflow.studies import Study

APART = Line(Content(""))
IN_BULK = "load method"
"""A study that was taken in whole does not say when its questions were worded anew."""


class About:
    """Tells of things as of one moment; how a question was worded is read once."""

    def __init__(self, study: Study, ladder: Ladder, t: Translator) -> None:
        self._study = study
        self._ladder = ladder
        self._t = t
        self._versions: dict[int, list[Step]] = {}

    def link(self, question: ResearchQuestion | None, theme: StudyTheme | None) -> Iterator[Line]:
        """A question and a theme, and whether the one throws light on the other."""
        if question is not None:
            yield from self._question(question)
        if theme is not None:
            if question is not None:
                linked = theme.id in question.themes
                sign = "● " if linked else "· "
                said = self._t(f"questions.sheet.{'linked' if linked else 'apart'}")
                yield APART
                yield Line(plain(said), sign)
            yield from self._theme(theme)

    def _question(self, question: ResearchQuestion) -> Iterator[Line]:
        yield Line(plain(one_line(question.words)).stylize("bold"))
        if not question.themes:
            yield Line(plain(self._t("questions.unanswered")).stylize("$warning"), "! ")
        yield from self._earlier(question)

    def _earlier(self, question: ResearchQuestion) -> Iterator[Line]:
        """How it was worded before, who worded it anew and when, and why."""
        if question.id not in self._versions:
            self._versions[question.id] = asking.versions(self._study, question.id)
        for step in reversed(self._versions[question.id]):
            if step.field == "words":
                yield Line(plain(f"«{one_line(step.before)}»").stylize(FAINT), "  ")
                yield Line(plain(self._why(step)).stylize(FAINT), "    ")

    def _why(self, step: Step) -> str:
        if step.action == IN_BULK:
            return self._t("questions.sheet.earlier")
        who = f"{one_line(step.coder)} {moment(step.at, self._t)}"
        said = self._t("questions.sheet.until", who=who)
        return f"{said}: {one_line(step.reason)}" if step.reason else said

    def _theme(self, theme: StudyTheme) -> Iterator[Line]:
        yield Line(plain(one_line(theme.name)).stylize("bold"), "▾ ")
        standing = self._standing(theme.name)
        if standing is not None:
            yield Line(plain(self._numbers(standing)).stylize(FAINT), "  ")
        yield Line(plain(one_line(theme.definition) or self._t("concepts.no_sentence")), "  ")

    def _standing(self, name: str) -> ThemeStanding | None:
        return next((s for s in self._ladder.themes if s.theme.name == name), None)

    def _numbers(self, standing: ThemeStanding) -> str:
        codes = self._ladder.by_code()
        passages = sum(codes[row].passages for row in standing.codes)
        what = counted(self._t, "ladder.excerpts", passages)
        where = counted(self._t, "ladder.codes", len(standing.codes))
        parts = [self._t("ladder.in", what=what, where=where)]
        if any(not codes[row].code.code.deductive for row in standing.codes):
            parts.insert(0, self._t(f"method.states.{standing.state}"))
        return " · ".join(parts)

    def expectation(self, expected: Expectation) -> Iterator[Line]:
        question = expected.question
        yield Line(plain(one_line(question.words)).stylize("bold"))
        said = self._t(f"questions.foresight.{expected.foresight}")
        yield Line(plain(f"{moment(question.at, self._t)} · {said}").stylize(FAINT))
        yield from self._earlier(question)

    def chapter(self, chapter: Chapter) -> Iterator[Line]:
        """The themes of a chapter in their order, and what it breaks them down by."""
        yield Line(plain(one_line(chapter.title)).stylize("bold"))
        broken = ", ".join(map(one_line, chapter.breakdown))
        yield Line(plain(self._t("questions.sheet.by", by=broken or "–")).stylize(FAINT))
        yield APART
        if not chapter.themes:
            yield Line(plain(self._t("questions.sheet.no_themes")))
        for name in chapter.themes:
            yield Line(plain(one_line(name)).stylize("bold"), "▾ ")
            standing = self._standing(name)
            if standing is not None:
                yield Line(plain(self._numbers(standing)).stylize(FAINT), "  ")
                if standing.theme.definition:
                    yield Line(plain(one_line(standing.theme.definition)), "  ")
