"""Everything about a code or a theme as it is now: what it means, how it was tested, where it comes
from and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.locale import Translator
from qualcode.model.cautions import Caution
from qualcode.model.ladder import CodeStanding, ThemeStanding
from qualcode.model.lives import Fate, Step
from qualcode.model.method import Test
from qualcode.model.places import Place
from qualcode.model.views import Excerpt
from qualcode.tui.colours import colour_of
from qualcode.tui.safe import one_line
from qualcode.tui.states import LOOKS, state_said
from qualcode.tui.telling.book import Book, ToPlace, ToThing
from qualcode.tui.telling.verdicts import tests_told
from qualcode.tui.widgets.code_tree import NOT_GIVEN
from qualcode.tui.widgets.paragraphs import Paragraph, said
from qualcode.tui.words import counted, moment, title_of

BLANK = Paragraph()


@dataclass(frozen=True)
class Teller:
    """`width` is that of a line, `cautions` are those about what is told of, and `excerpts` its
    passages as far as they are known."""

    book: Book
    t: Translator
    width: int
    cautions: Sequence[Caution] = ()
    excerpts: Sequence[Excerpt] = ()

    # A code

    def code(self, standing: CodeStanding, made: Step | None = None) -> list[Paragraph]:
        """Everything about a code as it is now; `made` is how it came."""
        return [
            *self._head(standing),
            *self._meaning(standing),
            *self._birth(standing, made),
            *self._became(standing),
            *self._tests(standing.tests, standing.current),
            *self._cautions(),
            *self._placed(standing),
        ]

    def _head(self, standing: CodeStanding) -> Iterator[Paragraph]:
        code, t = standing.code, self.t
        square = "■ " if code.code.given else f"{NOT_GIVEN} "
        label = one_line(code.label)
        yield Paragraph(((square, colour_of(code)), (label, "strong")), indent=2)
        told = [t(f"coding.origins.{code.code.origin}"), one_line(code.theme)]
        look = LOOKS.get(standing.state, "")
        state = state_said(standing.state, t)
        yield Paragraph(((state, look), (f" · {' · '.join(told)}", "quiet")), indent=2)
        about = [t("codes.told.id", id=one_line(code.code.id))]
        if code.code.key:
            about.append(t("codes.told.key", key=one_line(code.code.key)))
        yield said(" · ".join(about), "quiet")
        if code.parent_id in self.book.codes:
            parent = self.book.codes[code.parent_id]
            name = t("codes.told.under", code=one_line(parent.code.label))
            yield self._link(name, ToThing("code", parent.code.id))

    def _meaning(self, standing: CodeStanding) -> Iterator[Paragraph]:
        code, t = standing.code.code, self.t
        yield BLANK
        if code.definition:
            yield said(one_line(code.definition))
        else:
            yield said(t("codes.told.undefined"), "quiet")
        if code.include:
            yield said(f"+ {one_line(code.include)}", indent=2)
        if code.exclude:
            yield said(f"– {one_line(code.exclude)}", indent=2)
        if code.example:
            yield said(f"«{one_line(code.example).strip('«»')}»", "quote")
        if code.example_at:
            yield self._place(code.example_at)
        if code.question:
            yield said(t("codes.told.question", words=one_line(code.question)), "quiet")

    def _birth(self, standing: CodeStanding, made: Step | None) -> Iterator[Paragraph]:
        t, born = self.t, standing.code.code.born
        if not (born or made or self.book.came_of(standing.code.id)):
            return
        yield from self._section(t("codes.told.birth"))
        if made is not None:
            who = {"who": one_line(made.coder), "at": moment(made.at, t)}
            yield said(t("codes.told.made", **who))
        if born:
            if quote := self._quote(Place.parse(born)):
                yield said(f"«{one_line(quote)}»", "quote")
            yield self._place(born)
        for fate in self.book.came_of(standing.code.id):
            source = self.book.codes.get(fate.code)
            if source is not None:
                label = one_line(source.code.label)
                name = t(f"codes.told.from.{fate.kind}", code=label)
                yield self._link(name, ToThing("code", fate.code), self._why(fate))

    def _became(self, standing: CodeStanding) -> Iterator[Paragraph]:
        if not standing.fates:
            return
        yield from self._section(self.t("codes.told.fate"))
        for fate in standing.fates:
            yield self.fate(fate)

    def fate(self, fate: Fate, *, why: bool = True) -> Paragraph:
        """What became of a code, and maybe why."""
        into = self.book.codes.get(fate.into or 0)
        more = self._why(fate) if why else ""
        if into is None:
            state = self.t(f"method.states.{fate.kind}")
            return Paragraph(((state, ""), (more, "quiet")), indent=2)
        name = self.t(f"codes.told.into.{fate.kind}", code=one_line(into.code.label))
        return self._link(name, ToThing("code", into.code.id), more)

    def _why(self, fate: Fate) -> str:
        who = f"({one_line(fate.coder)}, {moment(fate.at, self.t)})"
        return f"  {one_line(fate.reason)} {who}" if fate.reason else f"  {who}"

    # A theme

    def theme(self, standing: ThemeStanding) -> list[Paragraph]:
        return [
            *self._head_of_theme(standing),
            *self._tests(standing.tests, standing.current),
            *self._cautions(),
            *self._members(standing),
        ]

    def _head_of_theme(self, standing: ThemeStanding) -> Iterator[Paragraph]:
        theme, t = standing.theme, self.t
        yield Paragraph((("▾ ", ""), (one_line(theme.name), "strong")), indent=2)
        codes = [self.book.codes[row] for row in standing.codes]
        passages = sum(code.passages for code in codes)
        about = [counted(t, "ladder.codes", len(codes)), counted(t, "ladder.excerpts", passages)]
        parts = [(" · ".join(about), "quiet")]
        if not theme.real:
            word = t(f"codes.{'residual' if theme.residual else 'ungrouped'}")
            parts = [(f"{word} · ", ""), *parts]
        elif any(not code.code.code.deductive for code in codes):
            state = state_said(standing.state, t)
            parts = [(state, LOOKS.get(standing.state, "")), (" · ", "quiet"), *parts]
        yield Paragraph(tuple(parts), indent=2)
        yield BLANK
        if theme.definition:
            yield said(one_line(theme.definition))
        elif theme.real:
            yield said(t("codes.told.no_sentence"), "quiet")

    def _members(self, standing: ThemeStanding) -> Iterator[Paragraph]:
        if not standing.codes:
            return
        yield from self._section(self.t("codes.told.members"))
        reasons = standing.reasons or {}
        for row in standing.codes:
            code = self.book.codes[row]
            sign = state_said(code.state, self.t)
            why = self._reason(reasons.get(row, ""), override=row in standing.overrides)
            second = code.code.theme_id != standing.theme.id
            more = f" · {self.t('ladder.second')}" if second else ""
            parts = ((one_line(code.code.label), ""), (f"  {sign}{more}{why}", "quiet"))
            yield Paragraph((("■ ", colour_of(code.code)), *parts), ToThing("code", row), 2)

    # What both have

    def _section(self, heading: str) -> Iterator[Paragraph]:
        yield BLANK
        yield said(heading, "head")

    def _cautions(self) -> Iterator[Paragraph]:
        if not self.cautions:
            return
        yield from self._section(self.t("codes.told.cautions"))
        for caution in self.cautions:
            yield said(f"! {caution_said(caution, self.t)}", "warning", indent=2)

    def _placed(self, standing: CodeStanding) -> Iterator[Paragraph]:
        """Where a code stands, and why, as far as anybody has said so."""
        row = standing.code.id
        homes = self.book.homes(row)
        told = [home for home in homes if (home.reasons or {}).get(row) or row in home.overrides]
        if len(homes) == 1 and not told:
            return
        yield from self._section(self.t("codes.told.placed"))
        for number, home in enumerate(homes):
            name = one_line(home.theme.name)
            named = self.t("codes.told.second", theme=name) if number else name
            why = self._reason((home.reasons or {}).get(row, ""), override=row in home.overrides)
            yield self._link(f"▾ {named}", ToThing("theme", home.theme.id), why)

    def _reason(self, reason: str, *, override: bool) -> str:
        told = one_line(reason)
        if override:
            told = self.t("codes.told.override", reason=told)
        return f"  {told}" if told else ""

    def _tests(self, tests: Sequence[Test], current: Sequence[Test]) -> Iterator[Paragraph]:
        if tests:
            heading = self.t("codes.told.tests")
            if len({test.verdict for test in current}) > 1:
                heading = f"{heading} · {self.t('codes.told.disagreed')}"
            yield from self._section(heading)
            yield from tests_told(tests, current, self.t, self.width)

    def _quote(self, place: Place) -> str:
        """The words of a place, if it is a passage that has the code."""
        for found in self.excerpts:
            if (found.interview, found.span) == (place.file, place.span):
                return found.quote
        return ""

    def _place(self, written: str) -> Paragraph:
        place = Place.parse(written)
        name = title_of(place.file)
        for found in self.excerpts:
            if (found.interview, found.span) == (place.file, place.span) and found.turn:
                name = self.t("tui.quotes.turn", interview=name, turn=found.turn)
        return self._link(name, ToPlace(place))

    def _link(self, name: str, to: object, more: str = "") -> Paragraph:
        return Paragraph((("→ ", "accent"), (name, ""), (more, "quiet")), to, 2)


def caution_said(caution: Caution, t: Translator) -> str:
    """A caution in words."""
    return one_line(t(f"ladder.cautions.{caution.kind}", details=", ".join(caution.details)))
