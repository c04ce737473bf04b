"""Report 7: the EARs: ideas, and the passages that they hang on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.model.concepts import Ear
from qualcode.model.reports import Block, Cell, Grid, Heading, Paragraph, Quotation, Report
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material
from qualcode.workflow.reports.words import together, where_quoted


def ears(material: Material) -> Report:
    if not material.ears:
        return report(material, "ears", ())
    return report(material, "ears", _blocks(material), [_rows(material)])


def _blocks(material: Material) -> Iterator[Block]:
    words, counts = material.words, material.counts
    told = words.t(
        "reports.ears.sentence",
        ears=words.counted("reports.count.ears", counts.ears),
        passages=words.counted("reports.count.passages", counts.anchors),
    )
    yield Paragraph(told, "lead")
    for number, ear in enumerate(material.ears, start=1):
        yield Heading(f"{number} {ear.title}")
        yield Paragraph(ear.idea)
        for anchor in ear.anchors:
            yield Quotation(anchor.quote, words.source(material.passage(anchor)))
        yield Paragraph(_told(material, ear), "muted")


def _told(material: Material, ear: Ear) -> str:
    """Who noted it, when, in which stage; what it leads to."""
    words = material.words
    parts = [
        words.t("reports.ears.noted", coder=ear.coder, date=words.date(ear.at)),
        words.t(f"reports.stage.{ear.stage}"),
    ]
    if ear.theory:
        parts.append(words.t("reports.theory", theory=ear.theory))
    if codes := _codes(material, ear):
        parts.append(words.t("reports.ears.codes", codes=words.all_quoted(codes)))
    concepts = _concepts(material, ear)
    key = "reports.ears.concepts" if concepts else "reports.ears.no_concept"
    parts.append(words.t(key, concepts=words.listed(concepts)))
    return ". ".join(part[:1].upper() + part[1:] for part in parts) + "."


def _codes(material: Material, ear: Ear) -> list[str]:
    """The codes that its passages have."""
    found = (s.code.label for anchor in ear.anchors for s in material.codes_on(anchor))
    return list(dict.fromkeys(found))


def _concepts(material: Material, ear: Ear) -> list[str]:
    words = material.words
    return [
        words.t(
            "reports.mark.reasoned",
            what=words.quoted(standing.concept.name),
            reason=words.concept_state(standing.state),
        )
        for standing in material.ladder.concepts
        if ear.id in {held.id for held in standing.concept.ears}
    ]


def _rows(material: Material) -> Grid:
    """One row for each passage that an EAR hangs on."""
    words = material.words
    columns = (
        words.column("number", 6, "count"),
        words.column("title", 24),
        words.column("idea", 40, "words"),
        words.column("words", 40, "words"),
        words.column("respondent", 20),
        words.column("place", 24),
        words.column("theory", 24, "words"),
        words.column("stage", 16),
        words.column("noted_by", 12),
        words.column("day", 11),
        words.column("codes_there", 26),
        words.column("concepts", 24),
    )
    rows = [
        row
        for number, ear in enumerate(material.ears, start=1)
        for row in _anchors(material, number, ear)
    ]
    return Grid(columns, rows, words.t("reports.ears.rows"))


def _anchors(material: Material, number: int, ear: Ear) -> Iterator[Sequence[Cell]]:
    words = material.words
    codes, concepts = together(*_codes(material, ear)), together(*_concepts(material, ear))
    for anchor in ear.anchors:
        yield (
            number,
            ear.title,
            ear.idea,
            anchor.quote,
            words.respondent(material.passage(anchor)),
            where_quoted(anchor),
            ear.theory,
            words.t(f"reports.stage.{ear.stage}"),
            ear.coder,
            ear.at[:10],
            codes,
            concepts,
        )
