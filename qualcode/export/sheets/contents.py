"""The first sheet: what the workbook holds, and what each sheet counts."""

from __future__ import annotations

from qualcode.export.cells import CELL_LIMIT, column_width
from qualcode.export.sheets.page import Book, Page
from qualcode.model.workbook import Workbook


def add_contents(book: Book, workbook: Workbook) -> Page:
    """The page, still empty: it is filled last, when all sheets are known."""
    return book.add_page(book.t("export.contents.sheet"), workbook.title, "")


def fill_contents(book: Book, page: Page, workbook: Workbook) -> None:
    others = book.pages[1:]
    page.open([column_width((p.name for p in others), 16, 34), 95], "", *_changed(book, workbook))
    for column, key in enumerate(("name", "counts")):
        page.text(column, book.t(f"export.contents.{key}"), "head")
    page.row += 1
    for other in others:
        link = book.style("link", "ruled", "wrap")
        page.sheet.write_url(page.row, 0, other.address, link, other.name)
        page.fit_row([other.name, other.counts])
        page.text(1, other.counts, "wrap", "ruled")
        page.row += 1
    if book.cuts:
        page.row += 1
        page.paragraph(book.t("export.contents.cuts", n=book.cuts, limit=CELL_LIMIT), "muted")


def _changed(book: Book, workbook: Workbook) -> list[str]:
    if not workbook.changed:
        return []
    return [book.t("export.contents.changed", date=workbook.changed[:10])]
