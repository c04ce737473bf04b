"""Reports on paper: a title and contents, then each report on pages of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from qualcode.export.word.markup import add_field, add_text, bookmark, element, lead_to
from qualcode.export.word.package import empty_document
from qualcode.export.word.pages import UPRIGHT, Paper, lay_out, paper_for
from qualcode.export.word.styles import add_styles
from qualcode.export.word.tables import add_table
from qualcode.export.wording import long_date
from qualcode.locale import Translator, known, translator
from qualcode.model.reports import Block, Grid, Heading, Quotation, Report
from qualcode.model.reports import Paragraph as Prose
from qualcode.model.workbook import Workbook

LISTED = 2
"""Headings down to this level stand in the contents."""

_STYLES = {"plain": "Normal", "lead": "Lead", "mark": "Mark", "muted": "Muted"}


def document_of(workbook: Workbook) -> Document:
    language = known(workbook.language)
    document = empty_document(workbook.title, language, workbook.changed)
    add_styles(document, language, Twips(UPRIGHT.width))
    _Writer(document, workbook).write()
    return document


class _Writer:
    """Writes a document from the top down; headings are numbered for the contents."""

    def __init__(self, document: Document, workbook: Workbook) -> None:
        self._document = document
        self._end = document.element.body.sectPr
        self._ids = {style.name: style.style_id for style in document.styles}
        self._workbook = workbook
        self._t: Translator = translator(workbook.language)
        self._paper: Paper | None = None
        self._headings = 0

    def write(self) -> None:
        """A single report stands beneath the title, on the same pages."""
        reports = self._workbook.reports
        alone = len(reports) == 1
        self._begin_pages(paper_for(reports[0]) if alone else UPRIGHT)
        self._title()
        if len(reports) > 1:
            self._contents(reports)
        for report in reports:
            paper = paper_for(report)
            if not alone:
                self._begin_pages(paper)
            self._report(report, paper)

    def _begin_pages(self, paper: Paper) -> None:
        """The pages from here on are such. While the paper stays the same, so does the footer."""
        if self._paper is not None:
            self._document.add_section()
            Paragraph(self._end.getprevious(), self._document).style = "Thin"
        section = self._document.sections[-1]
        lay_out(section, paper)
        if paper is not self._paper:
            section.footer.is_linked_to_previous = False
            self._footer(section.footer.paragraphs[0], paper)
        self._paper = paper

    def _footer(self, footer: Paragraph, paper: Paper) -> None:
        """The title to the left, the page to the right."""
        footer.style = "Footer"
        edge = Twips(paper.width)
        footer.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
        add_text(footer, f"{self._workbook.title}\t")
        told = self._t("reports.page", page="{PAGE}", pages="{NUMPAGES}")
        for part in re.split(r"(\{[A-Z]+\})", told):
            if part.startswith("{"):
                add_field(footer, part[1:-1], "1")
            else:
                add_text(footer, part)

    def _title(self) -> None:
        workbook, t = self._workbook, self._t
        self._add("Title", workbook.title)
        self._add("Subtitle", t("reports.subtitle"))
        if workbook.changed:
            date = long_date(workbook.changed, workbook.language)
            self._add("Muted", t("reports.as_of", date=date))

    def _contents(self, reports: Iterable[Report]) -> None:
        """Links to all headings, with their pages. It is no field as a whole: programs that do not
        work such a one out when they open a document would show it without the pages."""
        self._add("Contents heading", self._t("reports.contents"))
        for number, heading in enumerate(_listed(reports), start=1):
            line = self._add(f"toc {heading.level}", f"{heading.text}\t")
            add_field(line, rf"PAGEREF {_bookmark(number)} \h")
            lead_to(line, _bookmark(number))

    def _report(self, report: Report, paper: Paper) -> None:
        self._heading(report.title, 1)
        self._add("About", report.about)
        for block in report.blocks:
            self._block(block, paper)
        if report.blank:
            self._add("Muted", self._t("reports.nothing"))

    def _block(self, block: Block, paper: Paper) -> None:
        if isinstance(block, Heading):
            self._heading(block.text, block.level)
        elif isinstance(block, Prose):
            self._add(_STYLES[block.style], block.text)
        elif isinstance(block, Quotation):
            self._quotation(block)
        elif isinstance(block, Grid):
            if block.counts:
                self._add("Table note", block.counts)
            add_table(self._document, block, paper.width)
            self._add("Thin")

    def _heading(self, text: str, level: int) -> None:
        heading = self._add(f"Heading {level}", text)
        if level <= LISTED:
            self._headings += 1
            bookmark(heading, _bookmark(self._headings), self._headings)

    def _quotation(self, block: Quotation) -> None:
        self._add("Quote", self._t("reports.quoted", words=block.words))
        self._add("Quote source", block.source)
        if block.mark:
            self._add("Quote remark", block.mark)

    def _add(self, style: str, text: str = "") -> Paragraph:
        """A paragraph at the end. The library would look for the end from the beginning, and for
        the style among all styles."""
        place = element("p")
        place.style = self._ids[style]
        self._end.addprevious(place)
        paragraph = Paragraph(place, self._document)
        add_text(paragraph, text)
        return paragraph


def _listed(reports: Iterable[Report]) -> Iterator[Heading]:
    for report in reports:
        yield Heading(report.title, 1)
        headings = (block for block in report.blocks if isinstance(block, Heading))
        yield from (heading for heading in headings if heading.level <= LISTED)


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"
