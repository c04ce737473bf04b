"""A chapter's sheet: for each breakdown a table of themes, with what it counts said above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qualcode.export.cells import column_width, heading_lines, lines_needed, upright_height
from qualcode.export.sheets.fields import Field, fields
from qualcode.export.sheets.page import LINE_HEIGHT, Book, Page
from qualcode.export.wording import breakdown, describe, plural
from qualcode.locale import fault
from qualcode.model.codebook import Codebook
from qualcode.model.questions import TEXT_COUNTS, Row, Table
from qualcode.model.workbook import ChapterTables

_LABEL = (26, 52)
_NUMBER = (7.0, 12.0)
_AIRY = 14.5
"""The height of a row of a table, in points."""
_INDENT = 1.5
"""What a step to the right takes of the width of a label."""
_NARROW = 4.0
"""The width of a column in a table of many; their headings stand upright."""
_KEY_WIDTH = 6.5


def add_chapter(book: Book, chapter: ChapterTables, codebook: Codebook) -> None:
    labels = {code.id: code.label for code in codebook.codes()}
    page = book.add_page(chapter.title, chapter.title, _contents_line(book, chapter, labels))
    columns = [fields(table, book.t) for table in chapter.tables]
    page.open(_widths(book, chapter, columns))
    header = page.row
    for table, own in zip(chapter.tables, columns, strict=True):
        header = _write_table(page, table, own, labels)
    if len(chapter.tables) == 1:
        page.sheet.freeze_panes(header, 1)
        page.sheet.repeat_rows(header - 2, header - 1)
    else:
        page.sheet.freeze_panes(1, 1)
    page.sheet.repeat_columns(0)


def _contents_line(book: Book, chapter: ChapterTables, labels: Mapping[str, str]) -> str:
    """What the tables count, once, with what they are broken down by."""
    by: dict[str, list[str]] = {}
    for table in chapter.tables:
        sentence = describe(table.question, book.language, labels)
        by.setdefault(sentence, []).append(breakdown(table.question, book.language))
    return "\n".join(". ".join([s, *filter(None, names)]) + "." for s, names in by.items())


def _widths(book: Book, chapter: ChapterTables, columns: list[list[Field]]) -> list[float]:
    rows = [row for table in chapter.tables for row in table.rows]
    sums = [_behind(book, table) for table in chapter.tables if table.sums]
    labels = ["  " * row.depth + _label(book, row) for row in rows]
    widths = [column_width([*labels, *sums], *_LABEL)]
    for place in range(max(map(len, columns), default=0)):
        here = [own[place] for own in columns if place < len(own)]
        words = [word + " " for field in here for word in field.heading.split()]
        narrow = all(field.upright for field in here)
        widths.append(_NARROW if narrow else column_width(words, *_NUMBER))
    return widths


def _label(book: Book, row: Row) -> str:
    label = row.label or row.code or row.theme
    residual = book.t("export.chapter.residual")
    if row.residual and row.depth == 0 and residual not in label.casefold():
        return f"{label} ({residual})"
    return label


def _write_table(page: Page, table: Table, columns: list[Field], labels: Mapping[str, str]) -> int:
    """The table with all that belongs to it; gives the first row below its headings."""
    t, language = page.book.t, page.book.language
    if heading := breakdown(table.question, language):
        page.set_lines(1, 5)
        page.text(0, heading, "subtitle")
        page.row += 1
    page.paragraph(describe(table.question, language, labels) + ".", "sentence")
    page.row += 1
    _write_headings(page, columns)
    header = page.row
    for row in table.rows:
        _write_row(page, row, columns)
    _write_sums(page, table, columns)
    page.row += 1
    _write_heat_key(page, columns)
    _write_list(page, "", _union_note(page, table))
    notes = [fault(note, page.book.language) for note in table.notes]
    _write_list(page, t("export.chapter.notes"), notes)
    _write_list(page, t("export.chapter.violations"), _violations(page, table, labels))
    page.row += 2
    return header


def _write_headings(page: Page, columns: list[Field]) -> None:
    """Groups, each across its columns; below them the columns."""
    groups = list(_groups(page, columns))
    lines = max((heading_lines(f.group, width) for f, _n, width in groups if not f.upright))
    upright = [field.group for field in columns if field.upright]
    height = upright_height(upright) if upright else LINE_HEIGHT * min(lines, 5)
    page.sheet.set_row(page.row, height)
    place = 1
    for field, size, _width in groups:
        looks = ("upright", "bottom") if field.upright else ()
        page.across(
            place, place + size - 1, field.group, page.book.style("group", "parted", *looks)
        )
        place += size
    page.row += 1
    _write_column_headings(page, columns)


def _groups(page: Page, columns: list[Field]) -> Iterator[tuple[Field, int, float]]:
    """(first column, how many columns, width) of each group."""
    starts = [place for place, field in enumerate(columns) if field.first]
    for start, end in zip(starts, [*starts[1:], len(columns)], strict=True):
        yield columns[start], end - start, sum(page.widths[start + 1 : end + 1])


def _write_column_headings(page: Page, columns: list[Field]) -> None:
    pairs = zip(columns, page.widths[1:], strict=False)
    page.set_lines(max(heading_lines(field.heading, width) for field, width in pairs), 2)
    page.text(0, page.book.t("export.chapter.theme"), "head")
    for place, field in enumerate(columns, start=1):
        page.text(place, field.heading, "head", "right", *field.heading_looks, *_parted(field))
    page.row += 1


def _write_row(page: Page, row: Row, columns: list[Field]) -> None:
    label, depth = _label(page.book, row), min(row.depth, 4)
    # A code that says what was said is a sentence, and must be read to its end.
    lines = lines_needed(label, page.widths[0] - _INDENT * depth)
    page.sheet.set_row(page.row, _AIRY * lines)
    looks = ("theme",) if row.depth == 0 else ()
    muted = ("muted",) if row.residual else ()
    wrap = ("wrap",) if lines > 1 else ()
    page.text(0, label, *looks, *muted, *wrap, f"indent{depth}")
    for place, field in enumerate(columns, start=1):
        heat = field.heat(row) if field.heat else None
        fill = () if heat is None else (f"heat{heat}",)
        value = field.value(row)
        if value is None:
            page.text(place, "–", "right", "muted", *looks, *_parted(field))
        else:
            page.number(place, value, field.look, *looks, *_parted(field), *fill)
    page.row += 1


def _parted(field: Field) -> tuple[str, ...]:
    return ("parted",) if field.first else ()


def _write_sums(page: Page, table: Table, columns: list[Field]) -> None:
    if table.sums is None:
        return
    names = (page.book.t("export.chapter.mentions"), _behind(page.book, table))
    for line, name in enumerate(names):
        page.sheet.set_row(page.row, _AIRY)
        looks = ("sum",) if line == 0 else ()
        page.text(0, name, "muted", *looks)
        for place, field in enumerate(columns, start=1):
            if field.sums is None:
                page.blank(place, *looks, *_parted(field))
            else:
                page.number(place, field.sums[line], "count", "muted", *looks, *_parted(field))
        page.row += 1


def _behind(book: Book, table: Table) -> str:
    return book.t("export.chapter.behind", many=plural(table.question.count, book.language))


def _write_heat_key(page: Page, columns: list[Field]) -> None:
    if not any(field.look == "percent" for field in columns):
        return
    t = page.book.t
    page.text(0, t("export.chapter.heat"), "small", "muted")
    first = 1
    for step, label in enumerate(t("export.chapter.heat_steps").split("|")):
        last = _reach(page, first, _KEY_WIDTH)
        page.across(first, last, label, page.book.style("small", "centre", f"heat{step}"))
        first = last + 1
    page.row += 2


def _reach(page: Page, first: int, width: float) -> int:
    """The column up to which so much width is there; beyond the table there is enough."""
    last, found = first, 0.0
    while last < len(page.widths) and (found := found + page.widths[last]) < width:
        last += 1
    return last


def _union_note(page: Page, table: Table) -> Sequence[str]:
    if not {0, 1} <= {min(row.depth, 1) for row in table.rows}:
        return ()
    kind = "union" if table.question.count not in TEXT_COUNTS else "union_segments"
    return (page.book.t(f"export.chapter.{kind}"),)


def _violations(page: Page, table: Table, labels: Mapping[str, str]) -> list[str]:
    return [
        page.book.t(
            "export.chapter.violation",
            set=broken.set_name,
            unit=broken.unit,
            codes=", ".join(labels.get(code, code) for code in broken.codes),
        )
        for broken in table.violations
    ]


def _write_list(page: Page, heading: str, lines: Sequence[str]) -> None:
    if lines and heading:
        page.text(0, heading, "strong")
        page.row += 1
    for line in lines:
        page.paragraph(line, "muted")
