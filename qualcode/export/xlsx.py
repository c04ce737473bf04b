"""The synthesis workbook as .xlsx; the only module that knows the library that writes it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qualcode.export.cells import writable
from qualcode.export.dating import date_of
from qualcode.export.files import replacing
from qualcode.export.sheets.chapter import add_chapter
from qualcode.export.sheets.codebook import add_codebook
from qualcode.export.sheets.contents import add_contents, fill_contents
from qualcode.export.sheets.matrix import add_matrix
from qualcode.export.sheets.method import add_method
from qualcode.export.sheets.page import Book
from qualcode.export.sheets.quotes import ROW_LIMIT, add_quotes
from qualcode.export.sheets.report import add_report
from qualcode.model.workbook import Workbook

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook as File


def write_xlsx(workbook: Workbook, path: Path, row_limit: int = ROW_LIMIT) -> None:
    """Quotes beyond the last row of a sheet go on another."""
    with replacing(path) as part, open_workbook(part) as file:
        title = writable(workbook.title)
        file.set_properties({"title": title, "created": date_of(workbook.changed)})
        book = Book(file, workbook.language, workbook.terms)
        contents = add_contents(book, workbook)
        for chapter in workbook.chapters:
            add_chapter(book, chapter, workbook.codebook)
        add_matrix(book, workbook)
        if workbook.quotes is not None:
            add_quotes(book, workbook.quotes, row_limit)
        for report in workbook.reports:
            add_report(book, report)
        add_codebook(book, workbook)
        add_method(book, workbook)
        fill_contents(book, contents, workbook)


@contextmanager
def open_workbook(path: Path) -> Iterator[File]:
    """A workbook whose rows go to disk as they are written; it is put together at the end."""
    from xlsxwriter import Workbook as File  # 42 ms: only an export pays for it
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(prefix="qualcode-") as scratch, _Target(path, "wb") as target:
        # A copy: the library writes into what it is given, and the next workbook would differ.
        file = File(target, {**deepcopy(_OPTIONS), "tmpdir": scratch})
        try:
            yield file
            file.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            for sheet in file.worksheets():
                with suppress(OSError):  # the disk is full, and that is being told already
                    sheet._opt_close()


_OPTIONS = {
    "constant_memory": True,
    "use_zip64": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Arial is at hand on every system, or a font of the same widths: columns fit as measured.
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
    "default_row_height": 17,
    "default_column_width": 64,
}


class _Target(io.FileIO):
    """The file that the zip goes into.

    A zip that could not be written is closed, and so written to, once more when Python clears
    it away; that would end in a second complaint. After a failure nothing more is written.
    """

    _failed = False

    def write(self, data: object) -> int:
        rest = memoryview(data).cast("B")  # type: ignore[arg-type]
        size = len(rest)
        while rest and not self._failed:
            try:
                rest = rest[super().write(rest) :]
            except OSError:
                self._failed = True
                raise
        return size
