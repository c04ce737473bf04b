"""The method sheet: how the numbers are made."""

from __future__ import annotations

from qualcode.export.sheets.page import Book
from qualcode.model.workbook import Workbook


def add_method(book: Book, workbook: Workbook) -> None:
    t = book.t
    counts = t("export.method.counts")
    page = book.add_page(t("export.method.sheet"), t("export.method.title"), counts)
    page.open([28, 100], page.counts)
    for heading, text in workbook.method:
        page.fit_row([heading, text])
        page.text(0, heading, "strong", "wrap", "ruled")
        page.text(1, text, "wrap", "ruled")
        page.row += 1
