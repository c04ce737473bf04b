"""What stands on each step of the way down: concepts, what they gather, codes, and passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from qualcode.locale import Translator
from qualcode.model.concepts import Concept, Ear, Evidence, QuotedPassage, Side
from qualcode.model.ladder import CodeStanding, ConceptStanding, Ladder, ThemeStanding
from qualcode.model.questions import Quote
from qualcode.model.views import Excerpt
from qualcode.tui.colours import colour_of
from qualcode.tui.excerpts import quote_of
from qualcode.tui.safe import one_line
from qualcode.tui.screens.ladder.subjects import grown
from qualcode.tui.widgets.drill_list import Item, Kind
from qualcode.tui.words import counted, title_of

CONCEPT_SIGNS = {
    "candidate": "○",
    "passed": "✓",
    "back": "↓",
    "replaced": "≈",
    "retest": "!",
    "dropped": "×",
}
"""Beside the state in words."""
SIDE_SIGNS: Mapping[Side, str] = {"for": "+", "against": "–"}
THEME, EAR, CODE, PASSAGE = "▾", "◆", "■", "›"


class Step(NamedTuple):
    """A thing that one went into."""

    kind: Kind
    row: int


Path = tuple[Step, ...]
"""The things that one went into, from the top."""


@dataclass(frozen=True)
class Shelf:
    """All that the way down leads through, as of one moment. `ears` are all of them, `near` says of
    a concept which it has not gathered though they hang on what its themes have; `quotes` are the
    passages of a code, and `heard` says who speaks in one that has none."""

    ladder: Ladder
    ears: Sequence[Ear]
    near: Callable[[Concept], Sequence[int]]
    quotes: Callable[[int], Sequence[Quote]]
    heard: Callable[[QuotedPassage], Excerpt]
    t: Translator

    def quote(self, passage: QuotedPassage, about: str, note: str = "", by: str = "") -> Quote:
        """A passage of an EAR, or of the scales, with who says it."""
        return quote_of(passage, self.heard(passage), about, note, by)

    @cached_property
    def codes(self) -> dict[int, CodeStanding]:
        return self.ladder.by_code()

    def concept(self, row: int) -> ConceptStanding | None:
        return next((s for s in self.ladder.concepts if s.concept.id == row), None)

    def theme(self, row: int) -> ThemeStanding | None:
        return next((s for s in self.ladder.themes if s.theme.id == row), None)

    def ear(self, row: int) -> Ear | None:
        return next((ear for ear in self.ears if ear.id == row), None)

    def name(self, step: Step) -> str:
        """What a thing is called; empty if it is gone."""
        match step.kind:
            case "concept":
                concept = self.concept(step.row)
                return "" if concept is None else concept.concept.name
            case "theme":
                theme = self.theme(step.row)
                return "" if theme is None else theme.theme.name
            case "ear":
                ear = self.ear(step.row)
                return "" if ear is None else ear.title
        code = self.codes.get(step.row)
        return "" if code is None else code.code.label

    def gathered_by(self, kind: Kind, row: int) -> list[Concept]:
        """The concepts, given up or not, that have a theme or an EAR."""
        return [
            s.concept
            for s in self.ladder.concepts
            if row in (s.concept.themes if kind == "theme" else [ear.id for ear in s.concept.ears])
        ]


def items(shelf: Shelf, path: Path) -> list[Item] | None:
    """What is listed at the end of a path; None if what it leads to is not there any more."""
    if not path:
        return list(_top(shelf))
    kind, row = path[-1]
    concept = shelf.concept(path[0].row) if path[0].kind == "concept" else None
    match kind:
        case "concept":
            return None if concept is None else list(_of_concept(shelf, concept.concept))
        case "theme":
            theme = shelf.theme(row)
            return None if theme is None else list(_of_theme(shelf, theme))
        case "ear":
            ear = shelf.ear(row)
            return None if ear is None else list(_of_ear(shelf, ear, concept))
        case _:
            code = shelf.codes.get(row)
            return None if code is None else list(_of_code(shelf, code, concept))


def _heading(words: str) -> Item:
    return Item("heading", 0, words)


# The top


def _top(shelf: Shelf) -> Iterator[Item]:
    """Concepts, those given up last; then EARs and themes, gathered or not."""
    t = shelf.t
    held = [s for s in shelf.ladder.concepts if not s.concept.dropped]
    given_up = [s for s in shelf.ladder.concepts if s.concept.dropped]
    yield _heading(t("concepts.heads.concepts" if held else "concepts.heads.no_concepts"))
    yield from (_concept(standing, t) for standing in held)
    if given_up:
        yield _heading(t("concepts.heads.dropped"))
        yield from (_concept(standing, t) for standing in given_up)
    yield _heading(t("concepts.heads.ears" if shelf.ears else "concepts.heads.no_ears"))
    yield from (_ear(ear, shelf) for ear in shelf.ears)
    if loose := ungathered(shelf):
        yield _heading(t("concepts.heads.loose"))
        yield from (_theme(standing, shelf) for standing in loose)


def ungathered(shelf: Shelf) -> list[ThemeStanding]:
    """The themes that no concept has gathered; those of a guide are not looked at."""
    return [
        s
        for s in candidates(shelf.ladder)
        if all(c.dropped for c in shelf.gathered_by("theme", s.theme.id))
    ]


def candidates(ladder: Ladder) -> list[ThemeStanding]:
    """The themes that a concept may be made of."""
    codes = ladder.by_code()
    return [s for s in ladder.themes if s.theme.real and grown(s, codes)]


def _concept(standing: ConceptStanding, t: Translator) -> Item:
    concept, state = standing.concept, standing.state
    said = t(f"method.states.{'established' if state == 'replaced' else state}")
    parts = [said, _count(t, "concepts.themes", len(concept.themes))]
    parts.append(_count(t, "concepts.ears", len(concept.ears)))
    sides = {side: sum(e.side == side for e in concept.evidence) for side in SIDE_SIGNS}
    parts.append(f"{sides['for']}+ {sides['against']}–" if any(sides.values()) else "")
    return Item(
        "concept",
        concept.id,
        concept.name,
        CONCEPT_SIGNS[state],
        " · ".join(filter(None, parts)),
        quiet=bool(concept.dropped),
    )


def _count(t: Translator, text: str, n: int) -> str:
    return counted(t, text, n) if n else ""


def _ear(ear: Ear, shelf: Shelf) -> Item:
    by = [c.name for c in shelf.gathered_by("ear", ear.id) if not c.dropped]
    beside = ", ".join(map(one_line, by)) or shelf.t("concepts.loose")
    return Item("ear", ear.id, ear.title, EAR, beside)


def _theme(standing: ThemeStanding, shelf: Shelf) -> Item:
    t = shelf.t
    beside = (
        f"{t(f'method.states.{standing.state}')} · {_count(t, 'ladder.codes', len(standing.codes))}"
    )
    return Item("theme", standing.theme.id, standing.theme.name, THEME, beside)


# A concept


def _of_concept(shelf: Shelf, concept: Concept) -> Iterator[Item]:
    t = shelf.t
    themes = [s for row in concept.themes if (s := shelf.theme(row)) is not None]
    yield _heading(t("concepts.heads.themes" if themes else "concepts.heads.no_themes"))
    yield from (_theme(standing, shelf) for standing in themes)
    yield _heading(t("concepts.heads.its_ears" if concept.ears else "concepts.heads.none_of_ears"))
    yield from (_ear_in(ear, t) for ear in concept.ears)
    for side in SIDE_SIGNS:
        held = [e for e in concept.evidence if e.side == side]
        yield _heading(t(f"concepts.heads.{side}" if held else f"concepts.heads.none_{side}"))
        yield from (_evidence(e, shelf) for e in held)
    near = [ear for row in shelf.near(concept) if (ear := shelf.ear(row)) is not None]
    if near:
        yield _heading(t("concepts.heads.near"))
        yield from (_ear_in(ear, t) for ear in near)


def _ear_in(ear: Ear, t: Translator) -> Item:
    return Item("ear", ear.id, ear.title, EAR, counted(t, "ladder.excerpts", len(ear.anchors)))


def _evidence(found: Evidence, shelf: Shelf) -> Item:
    said = shelf.t(f"method.sides.{found.side}")
    quote = shelf.quote(found.passage, said, found.note, found.coder)
    sign = SIDE_SIGNS[found.side]
    return Item("passage", 0, quote.text, sign, _who(quote), quote=quote, evidence=found)


# Themes, EARs and codes


def _of_theme(shelf: Shelf, standing: ThemeStanding) -> Iterator[Item]:
    t, codes = shelf.t, shelf.codes
    yield _heading(t("concepts.heads.codes" if standing.codes else "concepts.heads.no_codes"))
    yield from (_code(codes[row], standing, t) for row in standing.codes)


def _code(code: CodeStanding, theme: ThemeStanding, t: Translator) -> Item:
    parts = [counted(t, "ladder.excerpts", code.passages)]
    if code.state not in ("passed", "in_use"):
        parts.append(t(f"method.states.{code.state}"))
    if code.code.theme_id != theme.theme.id:
        parts.append(t("ladder.second"))
    beside = " · ".join(parts)
    return Item("code", code.code.id, code.code.label, CODE, beside, colour_of(code.code))


def _of_ear(shelf: Shelf, ear: Ear, concept: ConceptStanding | None) -> Iterator[Item]:
    for anchor in ear.anchors:
        yield _passage(shelf.quote(anchor, ear.title), concept)


def _of_code(shelf: Shelf, code: CodeStanding, concept: ConceptStanding | None) -> Iterator[Item]:
    quotes = shelf.quotes(code.code.id)
    if not quotes:
        yield _heading(shelf.t("concepts.heads.no_excerpts"))
    for quote in quotes:
        yield _passage(quote, concept)


def _passage(quote: Quote, concept: ConceptStanding | None) -> Item:
    """With what it says for the concept that one came from, or against it."""
    weighed = None if concept is None else weighed_in(concept.concept.evidence, quote)
    sign = PASSAGE if weighed is None else SIDE_SIGNS[weighed.side]
    return Item("passage", 0, quote.text, sign, _who(quote), quote=quote, evidence=weighed)


def _who(quote: Quote) -> str:
    """For whom somebody speaks; where that is not known, in which interview."""
    return ", ".join(map(one_line, quote.units)) or title_of(quote.transcript)


def weighed_in(evidence: Iterable[Evidence], quote: Quote) -> Evidence | None:
    """What lies on the scales of this very passage."""
    return next((e for e in evidence if same_place(e.passage, quote)), None)


def same_place(passage: QuotedPassage, quote: Quote) -> bool:
    place = (passage.transcript_id, passage.span.start, passage.span.end)
    return place == (quote.transcript_id, quote.start, quote.end)
