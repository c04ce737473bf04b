"""The reports of a study as a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.export.files import replacing
from qualcode.export.word.package import RELATIONS, write_package
from qualcode.export.word.styles import NAMESPACE, styles
from qualcode.export.word.tables import characters_across, table
from qualcode.export.word.text import (
    bookmarked,
    field,
    link,
    paragraph,
    run,
)
from qualcode.export.wording import long_date
from qualcode.locale import Translator, known, translator
from qualcode.model.reports import Block, Grid, Heading, Paragraph, Quotation, Report
from qualcode.model.workbook import Workbook

WIDEST = 120
"""Characters across; a report with a wider table lies on its side."""
LISTED = 2
"""Headings down to this level stand in the contents."""

_STYLES = {"plain": "Normal", "lead": "Lead", "mark": "Mark", "muted": "Muted"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A page of A4: its size, margins and the width between them, in twentieths of a point."""

    size: str
    margin: int
    width: int
    footer: str


UPRIGHT = Paper('w:w="11906" w:h="16838"', 1247, 9412, "footer1")
LYING = Paper('w:w="16838" w:h="11906" w:orient="landscape"', 1021, 14796, "footer2")


def write_docx(workbook: Workbook, path: Path) -> None:
    """Write the reports of a workbook, whole or not at all."""
    writer = _Writer(workbook)
    with replacing(path) as part:
        write_package(
            part,
            writer.body(),
            styles=styles(known(workbook.language)),
            footers=[writer.footer("Footer"), writer.footer("FooterWide")],
            title=workbook.title,
            language=known(workbook.language),
            changed=workbook.changed,
        )


def paper_for(report: Report) -> Paper:
    grids = (block.on_paper() for block in report.blocks if isinstance(block, Grid))
    wide = any(sum(characters_across(grid)) > WIDEST for grid in grids)
    return LYING if wide else UPRIGHT


class _Writer:
    """Writes a document from the top down; headings are numbered for the contents."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._t: Translator = translator(workbook.language)
        self._headings = 0

    def body(self) -> Iterator[str]:
        reports = self._workbook.reports
        yield from self._front(reports)
        for number, report in enumerate(reports):
            paper = paper_for(report)
            yield from self._report(report, paper)
            last = number == len(reports) - 1
            yield _section(paper) if last else paragraph("Thin", properties=_section(paper))
        if not reports:
            yield _section(UPRIGHT)

    def _front(self, reports: Sequence[Report]) -> Iterator[str]:
        """Title and contents, on pages of their own; a single report stands beneath its title."""
        workbook, t = self._workbook, self._t
        yield paragraph("Title", run(workbook.title))
        yield paragraph("Subtitle", run(t("reports.subtitle")))
        if workbook.changed:
            date = long_date(workbook.changed, workbook.language)
            yield paragraph("Muted", run(t("reports.as_of", date=date)))
        if len(reports) > 1:
            yield paragraph("ContentsHeading", run(t("reports.contents")))
            yield from _contents(list(_listed(reports)))
            yield paragraph("Thin", properties=_section(UPRIGHT))

    def _report(self, report: Report, paper: Paper) -> Iterator[str]:
        yield self._heading(report.title, 1)
        yield paragraph("About", run(report.about))
        for number, block in enumerate(report.blocks, start=1):
            yield from self._block(block, paper)
            if isinstance(block, Grid) and number < len(report.blocks):
                yield paragraph("Thin")
        if report.blank:
            yield paragraph("Muted", run(self._t("reports.nothing")))

    def _block(self, block: Block, paper: Paper) -> Iterator[str]:
        if isinstance(block, Heading):
            yield self._heading(block.text, block.level)
        elif isinstance(block, Paragraph):
            yield paragraph(_STYLES[block.style], run(block.text))
        elif isinstance(block, Quotation):
            yield from self._quotation(block)
        elif isinstance(block, Grid):
            if block.counts:
                yield paragraph("TableNote", run(block.counts))
            yield from table(block, paper.width)

    def _heading(self, text: str, level: int) -> str:
        if level > LISTED:
            return paragraph(f"Heading{level}", run(text))
        self._headings += 1
        marked = bookmarked(_bookmark(self._headings), self._headings, run(text))
        return paragraph(f"Heading{level}", marked)

    def _quotation(self, block: Quotation) -> Iterator[str]:
        yield paragraph("Quote", run(self._t("reports.quoted", words=block.words)))
        yield paragraph("QuoteSource", run(block.source))
        if block.mark:
            yield paragraph("QuoteRemark", run(block.mark))

    def footer(self, style: str) -> str:
        """The title to the left, the page to the right."""
        told = self._t("reports.page", page="{PAGE}", pages="{NUMPAGES}")
        parts = [
            field(part[1:-1], "1") if part.startswith("{") else run(part)
            for part in re.split(r"(\{[A-Z]+\})", told)
            if part
        ]
        content = paragraph(style, run(f"{self._workbook.title}\t"), *parts)
        return f'<w:ftr xmlns:w="{NAMESPACE}">{content}</w:ftr>'


def _listed(reports: Iterable[Report]) -> Iterator[Heading]:
    for report in reports:
        yield Heading(report.title, 1)
        headings = (block for block in report.blocks if isinstance(block, Heading))
        yield from (heading for heading in headings if heading.level <= LISTED)


def _contents(headings: Sequence[Heading]) -> Iterator[str]:
    """Links to all headings, with their pages. It is no field as a whole: programs that do not work
    such a one out when they open a document would show it without the pages."""
    for number, heading in enumerate(headings, start=1):
        name = _bookmark(number)
        page = field(rf"PAGEREF {name} \h", stale=True)
        yield paragraph(f"TOC{heading.level}", link(name, run(f"{heading.text}\t") + page))


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _section(paper: Paper) -> str:
    """The pages up to here are such."""
    margins = " ".join(f'w:{side}="{paper.margin}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{RELATIONS[paper.footer]}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz {paper.size}/>'
        f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
