"""The quotes: every coded segment behind the numbers, as a stream of rows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from qualcode.export.cells import column_width
from qualcode.export.sheets.page import Book, Page
from qualcode.export.sheets.stream import RowStream
from qualcode.model.questions import Quote

ROW_LIMIT = 1_048_576
"""Rows of a sheet; quotes beyond them go on another."""

_SAMPLE = 300
"""Quotes that the widths of the columns are measured from; the others have not come yet."""

_HEADINGS = {
    # heading: (least, most) width
    "units": (12, 24),
    "role": (8, 18),
    "theme": (10, 20),
    "code": (10, 22),
    "text": (40, 66),
    "coders": (8, 16),
    "transcript": (10, 22),
    "turn": (9, 9),
    "characters": (13, 18),
    "memo": (10, 30),
    "stance": (11, 14),
}
_TURN = list(_HEADINGS).index("turn")


def add_quotes(book: Book, quotes: Iterable[Quote], limit: int) -> None:
    """One row per quote, on as many sheets as they fill; `limit` is the rows of a sheet."""
    stream = iter(quotes)
    sample = list(islice(stream, _SAMPLE))
    widths = _widths(book, sample)
    stream = chain(sample, stream)
    while True:
        page = _open(book, widths)
        heading_row = page.row - 1
        _write_rows(page, islice(stream, limit - page.row))
        page.filter_from(heading_row, len(widths))
        if (following := next(stream, None)) is None:
            return
        stream = chain([following], stream)


def _open(book: Book, widths: list[float]) -> Page:
    t = book.t
    page = book.add_page(
        t("export.quotes.sheet"), t("export.quotes.title"), t("export.quotes.counts")
    )
    page.open(widths, page.counts)
    page.headings([t(f"export.quotes.{key}") for key in _HEADINGS])
    return page


def _widths(book: Book, sample: list[Quote]) -> list[float]:
    neutral = book.t("export.quotes.neutral")
    rows = [_texts(quote, neutral) for quote in sample]
    return [
        column_width([book.t(f"export.quotes.{key}") + "   ", *(r[c] for r in rows)], least, most)
        for c, (key, (least, most)) in enumerate(_HEADINGS.items())
    ]


def _write_rows(page: Page, quotes: Iterable[Quote]) -> None:
    book = page.book
    neutral = book.t("export.quotes.neutral")
    look, number_look = book.style("wrap", "ruled"), book.style("ruled", "centre")
    rows = RowStream(page, len(_HEADINGS), look, number_look)
    for quote in quotes:
        texts = _texts(quote, neutral)
        height = page.height_for(texts)
        rows.add((*texts[:_TURN], quote.turn, *texts[_TURN + 1 :]), height)
    rows.close()


def _texts(quote: Quote, neutral: str) -> tuple[str, ...]:
    """The texts of a row; that of the turn is empty, since it is a number."""
    return (
        "; ".join(quote.units),
        quote.role,
        quote.theme,
        quote.code,
        quote.text,
        "; ".join(quote.coders),
        quote.transcript,
        "",
        f"{quote.start}–{quote.end}",
        "\n".join(quote.memos),
        ", ".join(neutral if stance == "neutral" else stance for stance in quote.stances),
    )
