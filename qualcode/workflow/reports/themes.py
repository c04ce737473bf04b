"""Report 3: each theme as the raw text of a chapter: its sentence, test, codes and all passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.model.ladder import CodeStanding, ThemeStanding
from qualcode.model.method import Test
from qualcode.model.reports import (
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Paragraph,
    Quotation,
    Report,
)
from qualcode.tally.ladder import is_made, is_sorted
from qualcode.workflow.reports import marks
from qualcode.workflow.reports.code_tests import asked_as
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material
from qualcode.workflow.reports.words import together


def themes(material: Material) -> Report:
    if not material.themes and not _emptied(material):
        return report(material, "themes", ())
    return report(material, "themes", _blocks(material), [_tests(material), _members(material)])


def _blocks(material: Material) -> Iterator[Block]:
    words = material.words
    count = words.counted("reports.count.groups", len(material.themes))
    yield Paragraph(words.t("reports.themes.sentence", themes=count), "lead")
    log = [(test, theme) for theme in material.themes for test in theme.tests]
    if log:
        yield from (Paragraph(f"{key} {asked}", "muted") for key, asked in asked_as(log))
    for number, theme in enumerate(material.themes, start=1):
        yield from _chapter(material, number, theme)
    if emptied := _emptied(material):
        yield Heading(words.capital("reports.themes.emptied"))
        yield Paragraph(words.t("reports.themes.emptied_about"), "muted")
        for theme in emptied:
            yield from _tested(material, theme, theme.theme.name)


def _emptied(material: Material) -> list[ThemeStanding]:
    """Themes that were tested, and have no codes any more."""
    return [
        theme
        for theme in material.ladder.themes
        if theme.tests and theme not in material.themes and not is_sorted(theme, material.codes)
    ]


def _chapter(material: Material, number: int, theme: ThemeStanding) -> Iterator[Block]:
    words = material.words
    yield Heading(f"{number} {theme.theme.name}")
    if theme.theme.definition:
        yield Paragraph(theme.theme.definition, "lead")
    else:
        yield Paragraph(words.t("reports.themes.no_sentence"), "mark")
    if mark := marks.of_theme(material, theme):
        yield Paragraph(mark, "mark")
    yield from _tested(material, theme)
    yield from _ties(material, theme)
    members = material.members(theme)
    yield Grid(_code_columns(material), [_code_row(material, theme, s) for s in members])
    if sorting := [material.codes[row] for row in theme.codes if not is_made(material.codes[row])]:
        yield Paragraph(_sorting(material, sorting), "muted")
    for standing in members:
        yield from _passages(material, theme, standing)


def _tested(material: Material, theme: ThemeStanding, name: str = "") -> Iterator[Paragraph]:
    for test in theme.tests:
        current = test in theme.current
        told = told_test(material, test, current=current)
        yield Paragraph(f"{name}: {told}" if name else told, "plain" if current else "muted")


def told_test(material: Material, test: Test, *, current: bool) -> str:
    """`Grupperingstest: bestått, Siv 2026-03-05 (G1 ja · G2 ja). Kommentar.`"""
    words = material.words
    return words.t(
        f"reports.test.{test.kind}",
        given=words.given(test),
        answers=words.answers(test),
        comment=f" {test.comment}" if test.comment else "",
        outdated="" if current else " " + words.t("reports.test.outdated"),
    )


def _ties(material: Material, theme: ThemeStanding) -> Iterator[Paragraph]:
    """The questions that a theme throws light on, and the concepts that gather it."""
    words, row = material.words, theme.theme.id
    asked = [q for q in material.questions if q.kind == "question"]
    own = [question.words for question in asked if row in question.themes]
    if own:
        yield Paragraph(words.t("reports.themes.answers", questions=words.all_quoted(own)))
    elif asked:
        yield Paragraph(words.t("reports.themes.no_question"), "mark")
    gathered = [
        words.t(
            "reports.mark.reasoned",
            what=words.quoted(standing.concept.name),
            reason=words.concept_state(standing.state),
        )
        for standing in material.ladder.concepts
        if row in standing.concept.themes
    ]
    if gathered:
        yield Paragraph(words.t("reports.themes.concepts", concepts=words.listed(gathered)))


def _sorting(material: Material, sorting: Sequence[CodeStanding]) -> str:
    words = material.words
    names = [
        words.t(
            "reports.mark.reasoned", what=words.quoted(s.code.label), reason=words.kind(s.code.code)
        )
        for s in sorting
    ]
    return words.t("reports.themes.sorting", codes=words.listed(names))


def _code_columns(material: Material) -> tuple[Column, ...]:
    column = material.words.column
    return (
        column("code", 30),
        column("kind", 11),
        column("tested", 22),
        column("passages", 8, "count"),
        column("interviews", 10, "count"),
        column("note", 28, "mark"),
    )


def _code_row(material: Material, theme: ThemeStanding, standing: CodeStanding) -> Sequence[Cell]:
    words = material.words
    return (
        standing.code.label,
        words.kind(standing.code.code),
        words.code_tested(standing),
        standing.passages,
        standing.interviews,
        marks.in_theme(material, standing, theme),
    )


def _passages(material: Material, theme: ThemeStanding, standing: CodeStanding) -> Iterator[Block]:
    yield Heading(standing.code.label, level=3)
    if mark := marks.in_theme(material, standing, theme):
        yield Paragraph(mark, "mark")
    for excerpt in material.excerpts[standing.code.id]:
        yield Quotation(excerpt.quote, material.words.source(excerpt))


# As rows: the passages themselves stand in the sheet of the audit trail


def _tests(material: Material) -> Grid:
    words = material.words
    columns = (
        words.column("number", 6, "count"),
        words.column("theme", 26),
        words.column("sentence", 40, "words"),
        words.column("state", 14),
        words.column("tested", 30),
        words.column("codes", 8, "count"),
        words.column("verdicts", 8, "count"),
        words.column("comment", 30, "words"),
        words.column("questions", 34, "words"),
    )
    rows = [_theme_row(material, n, theme) for n, theme in enumerate(material.themes, start=1)]
    return Grid(columns, rows, words.t("reports.themes.rows"))


def _theme_row(material: Material, number: int, theme: ThemeStanding) -> Sequence[Cell]:
    words, row = material.words, theme.theme.id
    asked = [q.words for q in material.questions if q.kind == "question" and row in q.themes]
    return (
        number,
        theme.theme.name,
        theme.theme.definition,
        words.state(theme.state),
        words.tested(theme.tests, theme.current),
        len(material.members(theme)),
        len(theme.tests),
        together(*(test.comment for test in theme.current)),
        together(*asked),
    )


def _members(material: Material) -> Grid:
    words = material.words
    columns = (
        words.column("number", 6, "count"),
        words.column("theme", 26),
        *_code_columns(material),
        words.column("reason", 30, "words"),
    )
    rows = [
        (
            number,
            theme.theme.name,
            *_code_row(material, theme, standing),
            (theme.reasons or {}).get(standing.code.id, ""),
        )
        for number, theme in enumerate(material.themes, start=1)
        for standing in material.members(theme)
    ]
    return Grid(columns, rows, words.t("reports.themes.code_rows"))
