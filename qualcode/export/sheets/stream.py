"""Rows that go straight into the file of a sheet, for sheets of half a million rows.

xlsxwriter weighs anew what each cell is; for rows that are all alike that is three quarters of
the time. This is the one place that reaches into it (its rows on disk, the row that still
waits, the index of a format); the tests read back what comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.export.sheets.page import Page

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_LOOKS_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")


class RowStream:
    """Adds rows below those of a page; nothing else may be written on the page afterwards."""

    def __init__(self, page: Page, columns: int, look: Format, number_look: Format) -> None:
        page.sheet._write_single_row(page.row)  # the heading waits until a row follows it
        self._page = page
        self._write = page.sheet.row_data_fh.write
        self._cells = [f'<c r="{chr(ord("A") + column)}' for column in range(columns)]
        style, number_style = look._get_xf_index(), number_look._get_xf_index()
        self._blank = f'" s="{style}"/>'
        self._text = f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        self._number = f'" s="{number_style}"><v>'

    def add(self, values: Sequence[str | int | None], height: float) -> None:
        page = self._page
        row, safe = str(page.row + 1), page.book.safe
        parts = [f'<row r="{row}" ht="{height:g}" customHeight="1">']
        for cell, value in zip(self._cells, values, strict=True):
            if value is None or value == "":
                parts.append(cell + row + self._blank)
            elif isinstance(value, str):
                parts.append(f"{cell}{row}{self._text}{_escape(safe(value))}</t></is></c>")
            else:
                parts.append(f"{cell}{row}{self._number}{value}</v></c>")
        parts.append("</row>")
        self._write("".join(parts))
        page.row += 1

    def close(self) -> None:
        """Tell the sheet how far it reaches."""
        self._page.sheet._check_dimensions(self._page.row - 1, len(self._cells) - 1)


def _escape(text: str) -> str:
    """As XML; what looks like an escape of the spreadsheet (`_x0041_`) stays as it was said."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LOOKS_ESCAPED.sub(r"_x005F\1", text) if "_x" in text else text
