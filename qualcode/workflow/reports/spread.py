"""Report 6: which units carry which themes. All numbers are those of the tally."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualcode.export.wording import capital, describe, plural, singular
from qualcode.model.questions import Question, Row, Table
from qualcode.model.reports import Block, Cell, Column, Grid, Paragraph, Report
from qualcode.model.units import CENTRE
from qualcode.tally import answering
from qualcode.tally.ladder import is_made
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material

NO_INTERVIEW = "–"


def spread(material: Material) -> Report:
    themes = [theme.theme.name for theme in material.themes]
    if not themes or not material.counts.coding.pairs:
        return report(material, "spread", ())
    question = _question(material, themes)
    mentions = answering.answer_on(material.ground, question)
    segments = answering.answer_on(material.ground, replace(question, count="segments"))
    return report(material, "spread", _blocks(material, mentions, segments))


def _question(material: Material, themes: Sequence[str]) -> Question:
    """Which units mention each theme, of those with an interview."""
    asked, kinds = material.asked, material.ground.people.kinds
    kind = asked.count if asked.counts_units else CENTRE
    units = bool(kinds.get(kind))
    return Question(
        rows="themes",
        count=kind if units else "interviews",
        by=kind if units else "interview",
        coder=asked.coder,
        base="interviewed",
        where=asked.where,
        roll_up=asked.roll_up,
        themes=tuple(themes),
    )


def _blocks(material: Material, mentions: Table, segments: Table) -> Iterator[Block]:
    words, question = material.words, mentions.question
    many = plural(question.count, words.language)
    yield Paragraph(words.t("reports.spread.cells", many=many), "lead")
    yield Paragraph(describe(question, words.language) + ".", "muted")
    for note in _notes(material, mentions):
        yield Paragraph(note, "mark")
    yield Grid(
        tuple(_columns(material, mentions)),
        [*_units(mentions, segments), *_sums(material, mentions, segments)],
        sums=2,
    )


def _columns(material: Material, mentions: Table) -> Iterator[Column]:
    one = singular(mentions.question.by or "", material.words.language)
    yield Column("unit", capital(one), 24)
    for row in mentions.rows:
        yield Column(row.label, row.label, 16, "count")


def _units(mentions: Table, segments: Table) -> Iterator[Sequence[Cell]]:
    """A row for each unit: how many passages of each theme; of those without an interview, that."""
    for place, column in enumerate(mentions.columns):
        cells = (row.cells[place] for row in mentions.rows)
        counted = (row.cells[place].n for row in segments.rows)
        yield (
            _label(column.key, column.label),
            *(NO_INTERVIEW if c.base == 0 else n for c, n in zip(cells, counted, strict=True)),
        )


def _label(key: str, label: str) -> str:
    return label if key in label else f"{key} {label}".strip()


def _sums(material: Material, mentions: Table, segments: Table) -> Iterator[Sequence[Cell]]:
    words = material.words
    yield words.t("reports.spread.passages"), *(row.total.n for row in segments.rows)
    many = plural(mentions.question.count, words.language)
    yield words.t("reports.spread.behind", many=many), *(_share(material, r) for r in mentions.rows)


def _share(material: Material, row: Row) -> str:
    return material.words.t("reports.spread.share", n=row.total.n, base=row.total.base or 0)


def _notes(material: Material, mentions: Table) -> Iterator[str]:
    """Themes that one unit alone carries, and those whose numbers count deductive codes too."""
    words = material.words
    alone = [row.label for row in mentions.rows if row.total.n == 1]
    if alone and (mentions.interviewed or 0) > 1:
        one = singular(mentions.question.count, words.language)
        yield words.t("reports.spread.alone", one=one, themes=words.all_quoted(alone))
    for theme in material.themes:
        sorting = [row for row in theme.codes if not is_made(material.codes[row])]
        if sorting:
            yield words.counted(
                "reports.spread.sorting", len(sorting), theme=words.quoted(theme.theme.name)
            )
