"""The trail of codes: up to themes and concepts, and down to the passages and what these were
given first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from qualcode.locale import Translator
from qualcode.model.ladder import ConceptStanding, ThemeStanding
from qualcode.model.method import Test
from qualcode.model.places import Place
from qualcode.model.trails import TrailRow
from qualcode.tui.colours import colour_of
from qualcode.tui.safe import one_line
from qualcode.tui.states import LOOKS, state_said
from qualcode.tui.telling.book import ToPlace, ToThing
from qualcode.tui.widgets.code_tree import NOT_GIVEN
from qualcode.tui.widgets.paragraphs import Paragraph, said
from qualcode.tui.words import moment, title_of


def trails_told(rows: Sequence[TrailRow], t: Translator) -> list[Paragraph]:
    """Each code once, with what it stands in, and then its passages. `rows` are in the order of
    their codes."""
    found: list[Paragraph] = []
    for _, group in groupby(rows, key=lambda row: row.code.code.id):
        held = list(group)
        found += [Paragraph()] if found else []
        found += _upward(held[0], t)
        for row in held:
            found += [Paragraph(), *_passage(row, t)]
    return found


def _upward(row: TrailRow, t: Translator) -> Iterator[Paragraph]:
    """Concepts first, since they stand on top."""
    for concept in row.concepts:
        yield _concept(concept, t)
    for theme in row.themes:
        yield _theme(theme, row, t)
    code = row.code
    square = "■ " if code.code.code.given else f"{NOT_GIVEN} "
    parts = ((square, colour_of(code.code)), (one_line(code.code.label), "strong"))
    state = _state(code.state, code.current, t)
    yield Paragraph((*parts, *state), ToThing("code", code.code.id), 2)


def _concept(standing: ConceptStanding, t: Translator) -> Paragraph:
    concept = standing.concept
    state = "established" if standing.state == "replaced" else standing.state
    told = _state(state, standing.current, t, sign=False)
    return Paragraph(
        (("◇ ", ""), (one_line(concept.name), ""), *told), ToThing("concept", concept.id), 2
    )


def _theme(standing: ThemeStanding, row: TrailRow, t: Translator) -> Paragraph:
    theme, code = standing.theme, row.code.code
    parts = [("▾ ", ""), (one_line(theme.name), "")]
    if theme.real and not code.code.deductive:
        parts += _state(standing.state, standing.current, t)
    if theme.id != code.theme_id:
        parts.append((f" · {t('ladder.second')}", "quiet"))
    if reason := (standing.reasons or {}).get(code.id, ""):
        parts.append((f": {one_line(reason)}", "quiet"))
    return Paragraph(tuple(parts), ToThing("theme", theme.id), 2)


def _state(
    state: str, tests: Iterable[Test], t: Translator, *, sign: bool = True
) -> list[tuple[str, str]]:
    """A state, and who has tested when."""
    name = state_said(state, t) if sign else t(f"method.states.{state}")
    who = "".join(f" · {one_line(test.tester)} {moment(test.at, t)}" for test in tests)
    return [(f"  {name}", LOOKS.get(state, "quiet")), (who, "quiet")]


def _passage(row: TrailRow, t: Translator) -> Iterator[Paragraph]:
    """The words, who says them and where, and the code that they were given first."""
    excerpt = row.excerpt
    place = title_of(excerpt.interview)
    if excerpt.turn:
        place = t("tui.quotes.turn", interview=place, turn=excerpt.turn)
    who = " · ".join(one_line(part) for part in (*excerpt.units, excerpt.role) if part)
    yield said(f"«{one_line(excerpt.quote)}»", "quote", indent=2)
    to = ToPlace(Place(excerpt.interview, excerpt.span))
    parts = (("→ ", "accent"), (place, ""), (f" · {who}" if who else "", "quiet"))
    yield Paragraph(parts, to, 2)
    if row.first is not None:
        first = t("codes.trail.first", code=one_line(row.first.label))
        yield Paragraph((("→ ", "accent"), (first, "")), ToThing("code", row.first.id), 2)
