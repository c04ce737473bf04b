"""The codebook sheet: what each code means, and how much it is used."""

from __future__ import annotations

from qualcode.export.cells import column_width
from qualcode.export.sheets.page import Book, Page
from qualcode.export.wording import capital, plural
from qualcode.model.codebook import Code, Theme
from qualcode.model.workbook import CodeUse, Workbook

TEXTS = ("theme", "code", "id", "origin", "definition", "include", "exclude", "example", "question")
_PROSE = slice(4, 9)


def add_codebook(book: Book, workbook: Workbook) -> None:
    t, kind = book.t, workbook.matrix.kind
    many = plural(kind, book.language)
    counts = t("export.codebook.counts", many=many)
    page = book.add_page(t("export.codebook.sheet"), t("export.codebook.title"), counts)
    headings = [t(f"export.codebook.{key}") for key in (*TEXTS, "segments", "interviews")]
    headings.append(capital(many))
    rows = [(_texts(book, *pair), pair[1]) for pair in workbook.codebook.with_theme()]
    page.open(_widths(headings, [texts for texts, _code in rows]), page.counts)
    page.headings(headings, range(len(TEXTS), len(headings)))
    heading_row = page.row - 1
    for texts, code in rows:
        _write_code(page, texts, workbook.uses.get(code.id, CodeUse()))
    page.filter_from(heading_row, len(headings))


def _texts(book: Book, theme: Theme, code: Code) -> list[str]:
    label = code.label
    if code.state != "active":
        life = book.t(f"method.states.{code.state}")
        label = book.t("export.codebook.given_no_more", label=label, life=life)
    origin = book.t(f"export.origin.{code.origin}")
    prose = [code.definition, code.include, code.exclude, code.example, code.question]
    return [theme.name, label, code.id, origin, *prose]


def _widths(headings: list[str], rows: list[list[str]]) -> list[float]:
    """Prose gets what it needs up to a comfortable line; a column without any stays narrow."""
    widths = []
    for column, heading in enumerate(headings[: len(TEXTS)]):
        most = 34 if column in range(*_PROSE.indices(len(TEXTS))) else 26
        widths.append(column_width([heading + "  ", *(row[column] for row in rows)], 8, most))
    return widths + [column_width([heading + "   "], 9, 16) for heading in headings[len(TEXTS) :]]


def _write_code(page: Page, texts: list[str], use: CodeUse) -> None:
    page.fit_row(texts)
    for column, text in enumerate(texts):
        looks = ("muted",) if column in (2, 3) else ("strong",) if column == 1 else ()
        page.text(column, text, "wrap", "ruled", *looks)
    for column, n in enumerate((use.segments, use.interviews, use.units), start=len(texts)):
        page.number(column, n, "count", "ruled")
    page.row += 1
