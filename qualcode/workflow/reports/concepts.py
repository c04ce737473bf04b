"""Report 8: a sheet for each concept, with what speaks for and against it. What was sent back,
replaced or given up is no finding, and stands apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.model.concepts import Evidence, Side
from qualcode.model.ladder import CodeStanding, ConceptStanding
from qualcode.model.reports import Block, Cell, Grid, Heading, Paragraph, Quotation, Report
from qualcode.model.views import Excerpt
from qualcode.workflow.reports import marks
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material
from qualcode.workflow.reports.themes import told_test
from qualcode.workflow.reports.words import together, where, where_quoted

NO_FINDING = ("back", "replaced", "dropped")


def concepts(material: Material) -> Report:
    if not material.ladder.concepts:
        return report(material, "concepts", ())
    return report(material, "concepts", _blocks(material), [_summary(material), _rows(material)])


def _blocks(material: Material) -> Iterator[Block]:
    words = material.words
    standings = material.ladder.concepts
    found = [standing for standing in standings if standing.state not in NO_FINDING]
    others = [standing for standing in standings if standing.state in NO_FINDING]
    yield Paragraph(_sentence(material), "lead")
    for standing in found:
        yield from _sheet(material, standing)
    if others:
        yield Heading(words.t("reports.concepts.no_findings"))
        yield Paragraph(words.t("reports.concepts.no_findings_about"), "muted")
    for standing in others:
        yield from _aside(material, standing)


def _sentence(material: Material) -> str:
    words, counts = material.words, material.counts.concepts
    states = [f"{n} {words.concept_state(state)}" for state, n in counts.items()]
    total = words.counted("reports.count.concepts", sum(counts.values()))
    return words.t("reports.concepts.sentence", concepts=total, states=words.listed(states))


def _sheet(material: Material, standing: ConceptStanding) -> Iterator[Block]:
    words, concept = material.words, standing.concept
    yield Heading(concept.name)
    if mark := marks.of_concept(material, standing):
        yield Paragraph(words.t("reports.concepts.not_passed", state=mark), "mark")
    yield from _said(material, standing)
    yield from (Paragraph(told) for told in _tests(material, standing))
    yield Heading(words.capital("reports.concepts.built_on"), level=3)
    for told, mark in _themes(material, standing):
        yield Paragraph(told)
        if mark:
            yield Paragraph(mark, "mark")
    for ear in concept.ears:
        yield Paragraph(words.t("reports.concepts.ear", title=ear.title, idea=ear.idea))
        for anchor in ear.anchors:
            yield Quotation(anchor.quote, words.source(material.passage(anchor)))
    yield from _evidence(material, standing)
    if (supporting := _supporting(material, standing)).rows:
        yield Heading(words.capital("reports.concepts.supporting"), level=3)
        yield supporting


def _said(material: Material, standing: ConceptStanding) -> Iterator[Paragraph]:
    words, concept = material.words, standing.concept
    if concept.definition:
        yield Paragraph(concept.definition, "lead")
    else:
        yield Paragraph(words.t("reports.concepts.no_definition"), "mark")
    if concept.theory:
        yield Paragraph(words.capital("reports.theory", theory=concept.theory))


def _tests(material: Material, standing: ConceptStanding) -> Iterator[str]:
    for test in standing.tests:
        yield told_test(material, test, current=test in standing.current)


def _themes(material: Material, standing: ConceptStanding) -> Iterator[tuple[str, str]]:
    """What a concept is built on: each theme, with why it is here where it has not passed."""
    words, reasons = material.words, dict(standing.concept.overrides)
    for row in standing.concept.themes:
        theme = material.by_theme[row]
        state = words.state(theme.state)
        name = words.quoted(theme.theme.name)
        told = words.t("reports.concepts.theme", theme=name, state=state)
        reason = reasons.get(row, "")
        mark = words.t("reports.mark.override", reason=reason) if reason else ""
        yield told, mark


def _evidence(material: Material, standing: ConceptStanding) -> Iterator[Block]:
    words = material.words
    sides: tuple[Side, Side] = ("for", "against")
    for side in sides:
        held = [one for one in standing.concept.evidence if one.side == side]
        yield Heading(words.capital(f"reports.side.{side}"), level=3)
        for one in held:
            yield Quotation(one.passage.quote, _source(material, one), one.note)
        if not held:
            yield Paragraph(words.t(f"reports.concepts.none_{side}"), "mark")


def _source(material: Material, one: Evidence) -> str:
    words = material.words
    told = words.t("reports.concepts.put_by", coder=one.coder, day=one.at[:10])
    return f"{words.source(material.passage(one.passage))} · {told}"


def _carrying(material: Material, standing: ConceptStanding) -> list[tuple[CodeStanding, Excerpt]]:
    """The codes of its themes with their passages, each code once."""
    members = (
        member
        for row in standing.concept.themes
        for member in material.members(material.by_theme[row])
    )
    by_code = {member.code.id: member for member in members}
    return [
        (member, excerpt) for row, member in by_code.items() for excerpt in material.excerpts[row]
    ]


def _supporting(material: Material, standing: ConceptStanding) -> Grid:
    words = material.words
    columns = (
        words.column("code", 26),
        words.column("words", 44, "words"),
        words.column("respondent", 18),
        words.column("place", 22),
    )
    rows: list[Sequence[Cell]] = []
    last = None
    for member, excerpt in _carrying(material, standing):
        mark = marks.unpassed(material, member)
        label = f"{member.code.label} ({mark})" if mark else member.code.label
        place = where(excerpt.interview, excerpt.span)
        named = label if member is not last else ""
        rows.append((named, excerpt.quote, words.respondent(excerpt), place))
        last = member
    return Grid(columns, rows)


def _aside(material: Material, standing: ConceptStanding) -> Iterator[Block]:
    words, concept = material.words, standing.concept
    state = words.concept_state(standing.state)
    yield Heading(words.t("reports.mark.reasoned", what=concept.name, reason=state), level=3)
    yield from _said(material, standing)
    if concept.dropped:
        yield Paragraph(words.t("reports.concepts.dropped", reason=concept.dropped), "mark")
    yield from (Paragraph(told) for told in _tests(material, standing))


# As rows


def _summary(material: Material) -> Grid:
    words = material.words
    columns = (
        words.column("concept", 24),
        words.column("state", 16),
        words.column("tested", 24),
        words.column("themes", 30),
        words.column("definition", 40, "words"),
        words.column("theory", 34, "words"),
        words.column("override", 24, "mark"),
    )
    rows = [
        (
            standing.concept.name,
            words.concept_state(standing.state),
            words.tested(standing.tests, standing.current),
            together(*(material.by_theme[row].theme.name for row in standing.concept.themes)),
            standing.concept.definition,
            standing.concept.theory,
            together(
                *(reason for _, reason in standing.concept.overrides), standing.concept.dropped
            ),
        )
        for standing in material.ladder.concepts
    ]
    return Grid(columns, rows, words.t("reports.concepts.rows"))


def _rows(material: Material) -> Grid:
    """One row for each passage that a concept rests on, or that speaks for it or against it."""
    words = material.words
    columns = (
        words.column("concept", 24),
        words.column("state", 16),
        words.column("role", 14),
        words.column("what", 28),
        words.column("words", 44, "words"),
        words.column("respondent", 20),
        words.column("place", 24),
        words.column("note", 28, "words"),
    )
    rows = [row for s in material.ladder.concepts for row in _passages(material, s)]
    return Grid(columns, rows, words.t("reports.concepts.passage_rows"))


def _passages(material: Material, standing: ConceptStanding) -> Iterator[Sequence[Cell]]:
    words, concept = material.words, standing.concept
    begins = concept.name, words.concept_state(standing.state)
    for ear in concept.ears:
        for anchor in ear.anchors:
            who = words.respondent(material.passage(anchor))
            role = words.t("reports.side.ear")
            yield *begins, role, ear.title, anchor.quote, who, where_quoted(anchor), ear.idea
    for one in concept.evidence:
        side, who = (
            words.t(f"reports.side.{one.side}"),
            words.respondent(material.passage(one.passage)),
        )
        yield *begins, side, "", one.passage.quote, who, where_quoted(one.passage), one.note
    if standing.state in NO_FINDING:
        return
    for member, excerpt in _carrying(material, standing):
        place, mark = where(excerpt.interview, excerpt.span), marks.unpassed(material, member)
        role, label = words.t("reports.side.code"), member.code.label
        yield *begins, role, label, excerpt.quote, words.respondent(excerpt), place, mark
