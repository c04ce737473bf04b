"""The workbook, read back by another library."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from qualcode.errors import QualcodeError
from qualcode.export.cells import CELL_LIMIT, utf16_length
from qualcode.export.xlsx import write_xlsx
from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.questions import Cell, Column, Missing, Question, Quote, Row, Table
from qualcode.model.workbook import ChapterTables, Workbook

MakeTable = Callable[..., Table]
MakeQuote = Callable[..., Quote]
MakeWorkbook = Callable[..., Workbook]
Write = Callable[[Workbook], Any]

AWKWARD = "=1+1 [latter] <b>&amp;</b> _x0041_ 😀 漢字 e\u0301 \u00ad Ærlig\n@du"


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Writes a workbook and reads it back."""

    def write(workbook: Workbook) -> Any:
        write_xlsx(workbook, tmp_path / "ut.xlsx")
        return openpyxl.load_workbook(tmp_path / "ut.xlsx")

    return write


def lines(sheet: Worksheet) -> list[list[Any]]:
    return [[value for value in row if value is not None] for row in sheet.values]


def line_of(sheet: Worksheet, label: str) -> list[Any]:
    """The values of the row that begins with the label, with the empty ones."""
    return next(list(row) for row in sheet.values if row[0] == label)


def links(sheet: Worksheet) -> list[str | None]:
    return [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def texts(sheet: Worksheet) -> list[str]:
    return [value for row in sheet.values for value in row if isinstance(value, str)]


def cell_of(sheet: Worksheet, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


# What is in it


def test_the_first_sheet_leads_to_each_of_the_others_and_says_what_it_counts(
    written: Write, make_workbook: MakeWorkbook, make_quote: MakeQuote
) -> None:
    book = written(make_workbook(quotes=[make_quote()]))

    assert book.sheetnames == ["Innhold", "Organisering", "Matrise", "Sitater", "Kodebok", "Metode"]
    sheet = book["Innhold"]
    assert line_of(sheet, "Organisering")[1] == (
        "Sentre som omtaler, av alle sentre; enhver koder. Etter type."
    )
    assert links(sheet) == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert "Studien ble sist endret 2025-03-01." in texts(sheet)


def test_headings_follow_the_language_of_the_study(
    written: Write, make_workbook: MakeWorkbook
) -> None:
    book = written(make_workbook(language="en"))

    assert book.sheetnames == ["Contents", "Organisering", "Matrix", "Codebook", "Method"]
    assert "Centres that mention, of all centres; any coder." in texts(book["Organisering"])


def test_every_sheet_leads_back_to_the_first(written: Write, make_workbook: MakeWorkbook) -> None:
    book = written(make_workbook())

    for name in book.sheetnames[1:]:
        assert links(book[name]) == ["'Innhold'!A1"]


# A chapter


def test_a_table_shows_counts_shares_and_the_total_with_its_base(
    written: Write, make_workbook: MakeWorkbook
) -> None:
    sheet = written(make_workbook())["Organisering"]

    assert "Sykehjem (N = 6)" in texts(sheet)
    assert line_of(sheet, "Kodegruppe og kode")[:8] == [
        *("Kodegruppe og kode", "n", "%", "n", "%", "n", "av N", "%")
    ]
    assert line_of(sheet, "Ledelsens støtte")[:8] == [
        *("Ledelsens støtte", 4, pytest.approx(4 / 6), 1, 0.5, 5, 8, 0.625)
    ]


def test_who_is_missing_stands_apart_and_negations_only_where_they_occur(
    written: Write, make_workbook: MakeWorkbook
) -> None:
    sheet = written(make_workbook())["Organisering"]

    headings = line_of(sheet, "Kodegruppe og kode")[8:]
    assert headings == [
        *("uttrykkelig nei", "spurt, nevner ikke", "ikke spurt", "ingen informasjon")
    ]
    assert line_of(sheet, "Politisk forankring")[9:] == [2, 3, 1]


def test_themes_are_bold_and_codes_indented_beneath_them(
    written: Write, make_workbook: MakeWorkbook
) -> None:
    sheet = written(make_workbook())["Organisering"]

    theme, code = cell_of(sheet, "Forankring"), cell_of(sheet, "Ledelsens støtte")
    assert (theme.font.bold, theme.alignment.indent) == (True, 0)
    assert (code.font.bold, code.alignment.indent) == (False, 1)


def test_the_sum_line_gives_mentions_and_the_units_behind_them(
    written: Write, make_workbook: MakeWorkbook
) -> None:
    sheet = written(make_workbook())["Organisering"]

    assert line_of(sheet, "Sum omtaler")[1:6] == [6, None, 1, None, 7]
    assert line_of(sheet, "Ulike sentre bak summen")[1:6] == [5, None, 1, None, 6]


def test_notes_and_violations_stand_below(written: Write, make_workbook: MakeWorkbook) -> None:
    found = texts(written(make_workbook())["Organisering"])

    assert "Ett senter ligger i to fylker." in found
    assert "Støtte: Fjordvik har Ledelsens støtte, Politisk forankring" in found


def test_the_fill_is_darker_where_the_share_is_larger_and_absent_at_zero(
    written: Write, make_workbook: MakeWorkbook, make_table: MakeTable
) -> None:
    counts = (0, 1, 3, 5, 7, 10)
    rows = tuple(Row("T", str(n), f"kode {n}", 1, (), Cell(n, 10)) for n in counts)
    table = make_table(question=Question(), columns=(), rows=rows, sums=None)

    sheet = written(make_workbook(chapters=(ChapterTables("A", (table,)),)))["A"]

    fills = [cell_of(sheet, f"kode {n}").offset(column=1).fill for n in counts]
    assert fills[0].fill_type is None
    shades = [int(fill.start_color.rgb[2:4], 16) for fill in fills[1:]]
    assert shades == sorted(set(shades), reverse=True)


def test_a_base_that_differs_from_row_to_row_gets_a_column(
    written: Write, make_workbook: MakeWorkbook, make_table: MakeTable
) -> None:
    rows = (
        Row("T", "a", "kode a", 1, (Cell(1, 3),), Cell(1, 3)),
        Row("T", "b", "kode b", 1, (Cell(1, 2),), Cell(1, 2)),
        Row("T", "c", "kode c", 1, (Cell(0, 0),), Cell(0, 0)),
    )
    question = Question(by="type", base="asked")
    table = make_table(question=question, columns=(Column("USH", "USH"),), rows=rows, sums=None)

    sheet = written(make_workbook(chapters=(ChapterTables("A", (table,)),)))["A"]

    assert line_of(sheet, "Kodegruppe og kode")[1:4] == ["n", "av N", "%"]
    assert line_of(sheet, "kode a")[1:3] == [1, 3]
    assert line_of(sheet, "kode c")[1:4] == ["–", 0, "–"]


def test_segments_are_counted_without_a_base(
    written: Write, make_workbook: MakeWorkbook, make_table: MakeTable
) -> None:
    rows = (Row("T", "a", "kode a", 1, (Cell(12),), Cell(12)),)
    table = make_table(
        question=Question(by="type", count="segments"),
        columns=(Column("USH", "USH"),),
        rows=rows,
        sums=None,
    )

    sheet = written(make_workbook(chapters=(ChapterTables("A", (table,)),)))["A"]

    assert line_of(sheet, "Kodegruppe og kode") == ["Kodegruppe og kode", "n", "n"]
    assert "Utdrag, uten base; enhver koder." in texts(sheet)


def test_a_table_of_one_column_per_unit_shows_no_shares_of_one(
    written: Write, make_workbook: MakeWorkbook, make_table: MakeTable
) -> None:
    columns = tuple(Column(f"s{i}", f"Senter {i}", 1) for i in range(12))
    row = Row("T", "a", "kode a", 1, (Cell(1, 1),) * 11 + (Cell(0, 0),), Cell(11, 12))
    table = make_table(question=Question(by="centre"), columns=columns, rows=(row,), sums=None)

    sheet = written(make_workbook(chapters=(ChapterTables("A", (table,)),)))["A"]

    assert line_of(sheet, "kode a")[1:14] == [1] * 11 + ["–", 11]
    assert cell_of(sheet, "Senter 3").alignment.textRotation == 90


def test_breakdowns_of_a_chapter_stand_below_each_other(
    written: Write, make_workbook: MakeWorkbook, make_table: MakeTable
) -> None:
    tables = (make_table(), make_table(question=Question(by="county", base="interviewed")))

    book = written(make_workbook(chapters=(ChapterTables("A", tables),)))

    found = texts(book["A"])
    assert found.index("Etter type") < found.index("Etter fylke")
    assert line_of(book["Innhold"], "A")[1] == (
        "Sentre som omtaler, av alle sentre; enhver koder. Etter type.\n"
        "Sentre som omtaler, av sentre med intervju; enhver koder. Etter fylke."
    )


def test_the_rest_group_is_marked_as_such(
    written: Write, make_workbook: MakeWorkbook, make_table: MakeTable
) -> None:
    rows = (
        Row("Annet", "", "Annet", 0, (), Cell(1, 8), Missing(), residual=True),
        Row("Annet", "x", "Diverse", 1, (), Cell(1, 8), Missing(), residual=True),
    )
    table = make_table(question=Question(), columns=(), rows=rows, sums=None)

    found = texts(written(make_workbook(chapters=(ChapterTables("A", (table,)),)))["A"])

    assert "Annet (restgruppe)" in found
    assert "Diverse" in found


# The matrix, the codebook, the method


def test_the_matrix_shows_signs_and_explains_them(
    written: Write, make_workbook: MakeWorkbook
) -> None:
    sheet = written(make_workbook())["Matrise"]

    assert line_of(sheet, "Fjordvik") == ["Fjordvik", "USH", "●", "×"]
    assert line_of(sheet, "Skogdal") == ["Skogdal", "UHT", "±", "○"]
    assert line_of(sheet, "Lyngnes") == ["Lyngnes", "UHT", "·", "–"]
    key = next(text for text in texts(sheet) if text.startswith("●"))
    assert all(sign in key for sign in "●×±○·–")


def test_fills_in_the_matrix_repeat_the_signs(written: Write, make_workbook: MakeWorkbook) -> None:
    sheet = written(make_workbook())["Matrise"]

    row = cell_of(sheet, "Fjordvik").row
    fills = {cell.fill.start_color.rgb for cell in sheet[row][2:]}
    assert len(fills) == 2


def test_the_codebook_says_what_codes_mean_and_how_much_they_are_used(
    written: Write, make_workbook: MakeWorkbook
) -> None:
    sheet = written(make_workbook())["Kodebok"]

    heading = line_of(sheet, "Kodegruppe")
    assert heading[-3:] == ["Utdrag", "Intervjuer", "Sentre"]
    rows = [row for row in lines(sheet) if row[:1] == ["Forankring"]]
    assert rows[0][1:4] == ["Ledelsens støtte", "leadership", "empirinær"]
    assert rows[0][-3:] == [12, 6, 5]
    assert rows[1][1:4] == ["Politisk forankring (ute av bruk)", "politics", "intervjuguide"]


def test_the_method_stands_last(written: Write, make_workbook: MakeWorkbook) -> None:
    sheet = written(make_workbook())["Metode"]

    assert ["Telleenhet", "Et senter teller én gang."] in lines(sheet)


# Quotes


def test_a_quote_can_be_found_and_cited(
    written: Write, make_workbook: MakeWorkbook, make_quote: MakeQuote
) -> None:
    sheet = written(make_workbook(quotes=iter([make_quote(), make_quote(turn=None)])))["Sitater"]

    rows = [row for row in sheet.values if row[0] == "Fjordvik; Skogdal"]
    assert list(rows[0]) == [
        "Fjordvik; Skogdal",
        "leder",
        "Forankring",
        "Ledelsens støtte",
        "Vi har støtte hele veien.",
        "Kari; Nils",
        "intervju.txt",
        7,
        "120–145",
        "Se avtalen",
        "+, nøytral",
    ]
    assert rows[1][7] is None
    assert sheet.auto_filter.ref == "A5:K7"
    assert sheet.freeze_panes == "B6"


def test_no_quotes_leave_an_empty_sheet_and_none_leave_it_out(
    written: Write, make_workbook: MakeWorkbook
) -> None:
    assert "Sitater" in written(make_workbook(quotes=[])).sheetnames
    assert "Sitater" not in written(make_workbook(quotes=None)).sheetnames


def test_quotes_beyond_the_last_row_go_on_another_sheet(
    make_workbook: MakeWorkbook, make_quote: MakeQuote, tmp_path: Path
) -> None:
    quotes = (make_quote(turn=number) for number in range(7))

    write_xlsx(make_workbook(quotes=quotes), tmp_path / "ut.xlsx", row_limit=8)  # heading in row 5

    book = openpyxl.load_workbook(tmp_path / "ut.xlsx")

    pages = [name for name in book.sheetnames if name.startswith("Sitater")]
    assert pages == ["Sitater", "Sitater 2", "Sitater 3"]
    turns = [[row[7] for row in list(book[name].values)[5:]] for name in pages]
    assert turns == [[0, 1, 2], [3, 4, 5], [6]]
    assert book.sheetnames[-2:] == ["Kodebok", "Metode"]


def test_a_sheet_that_is_just_full_has_no_empty_sheet_after_it(
    make_workbook: MakeWorkbook, make_quote: MakeQuote, tmp_path: Path
) -> None:
    quotes = (make_quote() for _ in range(3))

    write_xlsx(make_workbook(quotes=quotes), tmp_path / "ut.xlsx", row_limit=8)

    assert "Sitater 2" not in openpyxl.load_workbook(tmp_path / "ut.xlsx").sheetnames


# Text that a spreadsheet could take amiss


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+47 22 22 22 22", "- nei", "@alle", "{=1}", "'sitat", "007", "TRUE"),
        *("http://eksempel.no", "<r>sa hun</r> ", "_x0041_", " luft ", AWKWARD),
    ],
)
def test_text_from_people_comes_back_as_it_was_said(
    text: str, written: Write, make_workbook: MakeWorkbook, make_quote: MakeQuote
) -> None:
    code = Code(id="x", name=text.strip(), definition=text)
    codebook = Codebook(themes=(Theme(name="Tema", codes=(code,)),))

    book = written(make_workbook(quotes=[make_quote(text=text)], codebook=codebook))

    quote = book["Sitater"]["E6"]
    assert (unescape(quote.value), quote.data_type) == (text, "s")
    definition = book["Kodebok"]["E6"]
    assert (unescape(definition.value), definition.data_type) == (text, "s")


def test_characters_that_xml_cannot_hold_are_seen_in_every_sheet(
    written: Write, make_workbook: MakeWorkbook, make_quote: MakeQuote
) -> None:
    workbook = make_workbook(
        title="Tit\x00tel",
        quotes=[make_quote(text="a\x07b\ud83dc")],
        method=(("a\x01", "b\x02"),),
    )

    book = written(workbook)

    assert book["Innhold"]["A1"].value == "Tit␀tel"
    assert book["Sitater"]["E6"].value == "a␇b�c"
    assert ["a␁", "b␂"] in lines(book["Metode"])


def test_text_that_is_too_long_is_cut_and_the_first_sheet_says_so(
    written: Write, make_workbook: MakeWorkbook, make_quote: MakeQuote
) -> None:
    book = written(make_workbook(quotes=[make_quote(text="æ😀" * 20_000)]))

    text = book["Sitater"]["E6"].value
    assert text.endswith("… [avkortet, 40000 tegn]")
    assert utf16_length(text) <= CELL_LIMIT
    assert any(note.startswith("Tekst i 1 celler var lengre") for note in texts(book["Innhold"]))


def test_chapters_may_be_called_anything(
    written: Write, make_workbook: MakeWorkbook, make_table: MakeTable
) -> None:
    titles = ["Innhold", "innhold", "a/b: [c]?", "50 % & #1's", "'", "H" * 50, "History"]
    chapters = tuple(ChapterTables(title, (make_table(),)) for title in titles)

    book = written(make_workbook(chapters=chapters))

    assert len(book.sheetnames) == 4 + len(titles)
    assert [book[name]["A1"].value for name in book.sheetnames[1:8]] == titles
    quoted = [name.replace("'", "''") for name in book.sheetnames[1:]]
    assert links(book["Innhold"]) == [f"'{name}'!A1" for name in quoted]


def test_a_study_with_nothing_in_it_gives_a_workbook(
    written: Write, make_workbook: MakeWorkbook, make_table: MakeTable
) -> None:
    empty = make_table(columns=(), rows=(), sums=None, violations=(), notes=())
    matrix = make_workbook().matrix
    workbook = make_workbook(
        title="",
        chapters=(ChapterTables("A", (empty,)), ChapterTables("B", ())),
        matrix=type(matrix)("centre", (), (), (), ()),
        codebook=Codebook(),
        uses={},
        method=(),
        changed="",
        quotes=[],
    )

    book = written(workbook)

    assert book.sheetnames == ["Innhold", "A", "B", "Matrise", "Sitater", "Kodebok", "Metode"]


# The file


def test_a_sheet_is_ready_to_be_printed(written: Write, make_workbook: MakeWorkbook) -> None:
    book = written(make_workbook())

    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
    assert book["Kodebok"].oddFooter.left.text.strip() == "Kodebok"
    assert book["Kodebok"].print_title_rows == "$5:$5"
    assert book["Organisering"].print_title_rows == "$7:$8"


def test_the_file_names_nobody_and_no_machine(make_workbook: MakeWorkbook, tmp_path: Path) -> None:
    write_xlsx(make_workbook(), tmp_path / "ut.xlsx")

    book = openpyxl.load_workbook(tmp_path / "ut.xlsx")
    assert book.properties.title == "Utviklingssentre 2015"
    assert not book.properties.creator
    assert not book.properties.lastModifiedBy
    assert str(book.properties.created) == "2025-03-01 11:30:00"
    assert book.properties.created == book.properties.modified


def test_the_same_workbook_is_the_same_bytes_at_another_time_and_place(
    make_workbook: MakeWorkbook,
    make_quote: MakeQuote,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, zone in (("a.xlsx", "Europe/Oslo"), ("b.xlsx", "Pacific/Auckland")):
        monkeypatch.setenv("TZ", zone)
        if hasattr(time, "tzset"):
            time.tzset()
        write_xlsx(make_workbook(quotes=[make_quote()]), tmp_path / name)
        time.sleep(0.01)

    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as file:
        assert {entry.date_time[:3] for entry in file.infolist()} == {(1980, 1, 31)}


def test_a_fault_on_the_way_leaves_the_old_file_and_nothing_else(
    make_workbook: MakeWorkbook, make_quote: MakeQuote, tmp_path: Path
) -> None:
    def quotes() -> Iterator[Quote]:
        yield make_quote()
        raise QualcodeError("the study went away")

    (tmp_path / "ut.xlsx").write_bytes(b"gammel")

    with pytest.raises(QualcodeError, match="the study went away"):
        write_xlsx(make_workbook(quotes=quotes()), tmp_path / "ut.xlsx")

    assert [path.name for path in tmp_path.iterdir()] == ["ut.xlsx"]
    assert (tmp_path / "ut.xlsx").read_bytes() == b"gammel"


FULL_DISK = """
import pathlib, resource, sys
import conftest
from dataclasses import replace
from qualcode.errors import QualcodeError
from qualcode.export.xlsx import write_xlsx

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
quotes = (replace(conftest.QUOTE, text=str(n) * 200) for n in range(2000))
try:
    write_xlsx(replace(conftest.WORKBOOK, quotes=quotes), pathlib.Path(sys.argv[1]))
except QualcodeError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")
@pytest.mark.parametrize("room", [1_000, 60_000, 1_000_000])
def test_a_disk_that_fills_up_is_told_once_and_leaves_nothing(room: int, tmp_path: Path) -> None:
    target, scratch = tmp_path / "ut.xlsx", tmp_path / "scratch"
    scratch.mkdir()
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here), str(here.parent.parent)])

    ended = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(target), str(room)],
        env={**os.environ, "PYTHONPATH": paths, "TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("ut.xlsx was not written (File too large)")
    assert list(tmp_path.iterdir()) == [scratch]
    assert list(scratch.iterdir()) == []


def test_the_library_is_loaded_only_when_a_workbook_is_written() -> None:
    code = "import sys, qualcode.export; print('xlsxwriter' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ended.stdout.strip() == "False"
