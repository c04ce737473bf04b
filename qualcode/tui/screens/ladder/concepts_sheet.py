"""What the sheet beside the list tells of a concept, an EAR, a theme, a code or a passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from qualcode.locale import Translator
from qualcode.model.concepts import Ear, Evidence
from qualcode.model.ladder import CodeStanding, ConceptStanding, ThemeStanding
from qualcode.model.method import Test
from qualcode.model.questions import Quote
from qualcode.tui.safe import one_line, plain, visible
from qualcode.tui.screens.ladder.concepts_items import EAR, SIDE_SIGNS, THEME, Shelf
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.drill_list import Item
from qualcode.tui.widgets.sheet import Line
from qualcode.tui.words import counted, moment, title_of

PREVIEW = 5
"""So many excerpts of a code are shown before one goes into it."""
APART = Line(Content(""))


def sheet_of(item: Item, shelf: Shelf) -> list[Line]:
    """All there is to say of an item."""
    match item.kind:
        case "concept":
            concept = shelf.concept(item.row)
            return [] if concept is None else list(_concept(concept, shelf))
        case "theme":
            theme = shelf.theme(item.row)
            return [] if theme is None else list(_theme(theme, shelf))
        case "ear":
            ear = shelf.ear(item.row)
            return [] if ear is None else list(_ear(ear, shelf))
        case "code":
            code = shelf.codes.get(item.row)
            return [] if code is None else list(_code(code, shelf))
    return [] if item.quote is None else list(_passage(item.quote, item.evidence, shelf.t))


def _title(name: str) -> Line:
    return Line(plain(one_line(name)).stylize("bold"))


def _faint(words: str) -> Line:
    return Line(plain(words).stylize(FAINT))


def _caution(words: str) -> Line:
    return Line(plain(words).stylize("$warning"), "! ")


def _paragraphs(text: str) -> Iterator[Line]:
    """A text of several lines as it was written."""
    for line in text.split("\n"):
        yield Line(plain(visible(line).rstrip()))


def _headed(heading: str, lines: Iterable[Line]) -> Iterator[Line]:
    """A heading over lines, if there are any."""
    found = list(lines)
    if found:
        yield APART
        yield Line(plain(heading).stylize("bold"))
        yield from found


# Concepts


def _concept(standing: ConceptStanding, shelf: Shelf) -> Iterator[Line]:
    t, concept = shelf.t, standing.concept
    yield _title(concept.name)
    state = "established" if standing.state == "replaced" else standing.state
    sides = {side: sum(e.side == side for e in concept.evidence) for side in SIDE_SIGNS}
    said = t("concepts.weighed", pro=sides["for"], contra=sides["against"])
    yield _faint(f"{t(f'method.states.{state}')} · {said}")
    if concept.dropped:
        why = t("concepts.dropped", reason=one_line(concept.dropped))
        yield Line(plain(why))
    if not concept.dropped and not sides["against"]:
        yield _caution(t("ladder.cautions.no_counter_example"))
    yield APART
    yield from _paragraphs(concept.definition or t("concepts.undefined"))
    theory = _paragraphs(concept.theory or t("concepts.no_theory"))
    yield from _headed(t("concepts.theory"), theory)
    yield from _headed(t("concepts.gathers"), _parts(standing, shelf))
    yield from _headed(t("concepts.tests"), _tests(standing.tests, standing.current, t))


def _parts(standing: ConceptStanding, shelf: Shelf) -> Iterator[Line]:
    """Themes and EARs; of a theme that had not passed, why it is there all the same."""
    concept, t = standing.concept, shelf.t
    overrides = dict(concept.overrides)
    for row in concept.themes:
        theme = shelf.theme(row)
        if theme is not None:
            state = t(f"method.states.{theme.state}")
            yield Line(plain(f"{one_line(theme.theme.name)} · {state}"), f"{THEME} ")
        if row in overrides:
            yield _caution(t("concepts.override", reason=one_line(overrides[row])))
    for ear in concept.ears:
        yield Line(plain(one_line(ear.title)), f"{EAR} ")


def _tests(tests: Sequence[Test], current: Sequence[Test], t: Translator) -> Iterator[Line]:
    for test in reversed(tests):
        yield test_line(test, t, stale=test not in current)


def test_line(test: Test, t: Translator, *, stale: bool) -> Line:
    """Who judged what, and when; a verdict on what has changed since is quiet."""
    answers = ", ".join(
        f"{asked} {t(f'method.answers.{answer}')}" for asked, answer in test.answers.items()
    )
    verdict = t(f"method.verdicts.{test.verdict}")
    said = f"{one_line(test.tester)} {moment(test.at, t)}: {verdict} ({answers})"
    if stale:
        label = one_line(str(test.seen.get("label", "")))
        said += f" · {t('verdict.stale', label=label)}"
    if test.comment:
        said += f" · {one_line(test.comment)}"
    return Line(plain(said).stylize(FAINT if stale else ""), "  ")


# EARs and themes


def _ear(ear: Ear, shelf: Shelf) -> Iterator[Line]:
    t = shelf.t
    yield _title(ear.title)
    stage = t(f"concepts.stages.{ear.stage}")
    yield _faint(f"EAR · {stage} · {one_line(ear.coder)} {moment(ear.at, t)}")
    yield APART
    yield from _paragraphs(ear.idea)
    yield from _headed(t("concepts.theory"), _paragraphs(ear.theory) if ear.theory else ())
    passages = (_quoted(shelf.quote(anchor, ""), t) for anchor in ear.anchors)
    yield from _headed(t("concepts.hangs_on"), (line for lines in passages for line in lines))
    by = [c.name for c in shelf.gathered_by("ear", ear.id)]
    yield APART
    yield _faint(_gathered(by, t))


def _gathered(by: Sequence[str], t: Translator) -> str:
    names = ", ".join(map(one_line, by))
    return t("concepts.in_concept", names=names) if by else t("concepts.in_none")


def _theme(standing: ThemeStanding, shelf: Shelf) -> Iterator[Line]:
    t, theme, codes = shelf.t, standing.theme, shelf.codes
    yield _title(theme.name)
    passages = sum(codes[row].passages for row in standing.codes)
    what = counted(t, "ladder.excerpts", passages)
    where = counted(t, "ladder.codes", len(standing.codes))
    state = t(f"method.states.{standing.state}")
    yield _faint(f"{state} · {t('ladder.in', what=what, where=where)}")
    yield APART
    yield from _paragraphs(theme.definition or t("concepts.no_sentence"))
    yield APART
    yield _faint(_gathered([c.name for c in shelf.gathered_by("theme", theme.id)], t))
    yield from _headed(t("concepts.tests"), _tests(standing.tests, standing.current, t))


# Codes and passages


def _code(standing: CodeStanding, shelf: Shelf) -> Iterator[Line]:
    t, code = shelf.t, standing.code.code
    yield _title(code.label)
    what = counted(t, "ladder.excerpts", standing.passages)
    where = counted(t, "ladder.interviews", standing.interviews)
    parts = (t(f"method.states.{standing.state}"), t(f"coding.origins.{code.origin}"))
    yield _faint(" · ".join((*parts, t("ladder.in", what=what, where=where))))
    if code.definition:
        yield Line(plain(one_line(code.definition)))
    for sign, text in (("+ ", code.include), ("– ", code.exclude)):
        if text:
            yield Line(plain(one_line(text)), sign)
    for quote in shelf.quotes(standing.code.id)[:PREVIEW]:
        yield APART
        yield from _quoted(quote, t)


def _passage(quote: Quote, weighed: Evidence | None, t: Translator) -> Iterator[Line]:
    yield from _quoted(quote, t)
    if quote.code:
        yield _faint(one_line(quote.code))
    if weighed is not None:
        said = t(f"concepts.speaks.{weighed.side}")
        who = f"{one_line(weighed.coder)} {moment(weighed.at, t)}"
        yield APART
        yield Line(plain(f"{said} · {who}").stylize("bold"), f"{SIDE_SIGNS[weighed.side]} ")
        if weighed.note:
            yield Line(plain(one_line(weighed.note)), "  ")


def _quoted(quote: Quote, t: Translator) -> Iterator[Line]:
    """Who says it and where, and the words."""
    place = title_of(quote.transcript)
    if quote.turn is not None:
        place = t("tui.quotes.turn", interview=place, turn=quote.turn)
    who = (*quote.units, quote.role, place, ", ".join(quote.coders))
    yield _faint(" · ".join(one_line(part) for part in who if part))
    yield Line(plain(one_line(quote.text)), "  ")
