"""The workbook while it is being written: its pages, its looks, and text that had to be cut."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from qualcode.export.cells import cut, lines_needed, sheet_name, too_long, writable
from qualcode.export.sheets.looks import LOOKS
from qualcode.locale import translator
from qualcode.locale.editions import speaking

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook as File
    from xlsxwriter.worksheet import Worksheet

A4 = 9
LINE_HEIGHT = 12.75
TALLEST = 409.0
"""Points; spreadsheets take no taller row."""
READABLE = 105
"""Characters across which a paragraph is spread, where the sheet is as wide."""


class Book:
    """The file in the making. Pages keep the order in which they are added."""

    def __init__(self, file: File, language: str, terms: str = "") -> None:
        self.language = language
        self.t = speaking(translator(language), language, lambda: terms)
        self.pages: list[Page] = []
        self.cuts = 0
        self._file = file
        self._cut_mark = self.t("export.cut")
        self._styles: dict[tuple[str, ...], Format] = {}

    def add_page(self, name: str, title: str, counts: str) -> Page:
        legal = sheet_name(name, [page.name for page in self.pages])
        page = Page(self, self._file.add_worksheet(legal), legal, title, counts)
        self.pages.append(page)
        return page

    def style(self, *looks: str) -> Format:
        """The looks laid over one another, the last on top."""
        if looks not in self._styles:
            merged = dict(LOOKS["base"])
            for look in looks:
                merged |= LOOKS[look] if look != "percent" else self._percent()
            self._styles[looks] = self._file.add_format(merged)
        return self._styles[looks]

    def add_chart(self, kind: str) -> Chart:
        """A chart, to be put on a page."""
        chart: Chart = self._file.add_chart({"type": kind})
        return chart

    def _percent(self) -> dict[str, object]:
        return {"num_format": self.t("export.percent_format") + "_)", "align": "right"}

    def safe(self, text: str) -> str:
        """The text as a cell takes it; what had to be cut is counted."""
        safe = writable(text)
        if too_long(safe):
            self.cuts += 1
            safe = cut(safe, self._cut_mark)
        return safe


class Page:
    """One sheet, written from the top down: rows that are passed are on disk already.

    `row` is the next row to write. `counts` says in a sentence what the sheet counts.
    """

    def __init__(self, book: Book, sheet: Worksheet, name: str, title: str, counts: str) -> None:
        self.book = book
        self.sheet = sheet
        self.name = name
        self.title = title
        self.counts = counts
        self.row = 0
        self.widths: Sequence[float] = ()
        self._set_up_print()

    def _set_up_print(self) -> None:
        sheet, t = self.sheet, self.book.t
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        name = self.name.replace("&", "&&")
        # The blank parts the size of the font from a name that begins with a figure.
        sheet.set_footer(f"&L&9 {name}&R&9 {t('export.page.number')}")

    def set_widths(self, widths: Sequence[float]) -> None:
        self.widths = widths
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width, self.book.style())

    def open(self, widths: Sequence[float], sentence: str = "", *remarks: str) -> None:
        """Title, what is counted, remarks, and the way back: the head of every sheet."""
        self.set_widths(widths)
        self.sheet.set_row(self.row, 26)
        self.text(0, self.title, "title")
        self.row += 1
        if sentence:
            self.paragraph(sentence, "sentence")
        for remark in remarks:
            self.paragraph(remark, "muted")
        self._link_back()
        self.row += 1

    def _link_back(self) -> None:
        contents = self.book.pages[0]
        if contents is not self:
            style = self.book.style("link", "small")
            label = self.book.t("export.contents.back")
            self.sheet.write_url(self.row, 0, contents.address, style, label)
            self.row += 1

    @property
    def address(self) -> str:
        quoted = self.name.replace("'", "''")
        return f"internal:'{quoted}'!A1"

    def text(self, column: int, text: str, *looks: str) -> None:
        self.sheet.write_string(self.row, column, self.book.safe(text), self.book.style(*looks))

    def number(self, column: int, number: float, *looks: str) -> None:
        self.sheet.write_number(self.row, column, number, self.book.style(*looks))

    def blank(self, column: int, *looks: str) -> None:
        self.sheet.write_blank(self.row, column, None, self.book.style(*looks))

    def paragraph(self, text: str, *looks: str) -> None:
        """Wrapped text across the first columns."""
        last, width = self._readable_columns()
        style = self.book.style("wrap", *looks)
        self.set_lines(lines_needed(text, width), 2)
        self.across(0, last, text, style)
        self.row += 1

    def set_lines(self, lines: int, space: float = 0.0) -> None:
        """Make the row high enough: not every program finds the height of wrapped text itself."""
        self.sheet.set_row(self.row, min(LINE_HEIGHT * lines + space, TALLEST))

    def fit_row(self, texts: Iterable[str]) -> None:
        self.sheet.set_row(self.row, self.height_for(texts))

    def height_for(self, texts: Iterable[str]) -> float:
        """High enough for what stands in the columns, and a little air."""
        lines = max(1, *map(lines_needed, texts, self.widths))
        return min(LINE_HEIGHT * lines + 4, TALLEST)

    def _readable_columns(self) -> tuple[int, float]:
        width = 0.0
        for column, one in enumerate(self.widths):
            width += one
            if width >= READABLE:
                return column, width
        return len(self.widths) - 1, width

    def across(self, first: int, last: int, text: str, style: Format) -> None:
        """Text over several columns of the row."""
        safe = self.book.safe(text)
        if first == last:
            self.sheet.write_string(self.row, first, safe, style)
        else:
            self.sheet.merge_range(self.row, first, self.row, last, "", style)
            self.sheet.write_string(self.row, first, safe, style)

    def headings(self, headings: Sequence[str], numbers: Collection[int] = ()) -> None:
        """A row of headings that stays in sight and is repeated in print.

        `numbers` are the columns that hold numbers.
        """
        for column, heading in enumerate(headings):
            self.text(column, heading, "head", *(("right",) if column in numbers else ()))
        self.row += 1
        self.sheet.freeze_panes(self.row, 1)
        self.sheet.repeat_rows(self.row - 1)

    def filter_from(self, heading_row: int, columns: int) -> None:
        """Let the rows written so far be filtered; the heading is in `heading_row`."""
        self.sheet.autofilter(heading_row, 0, max(self.row - 1, heading_row), columns - 1)
