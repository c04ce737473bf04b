"""Reports as a Word document, read back, and its parts as they stand in the file."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.section import WD_ORIENT

from qualcode.errors import QualcodeError
from qualcode.export.docx import write_docx
from qualcode.model.reports import Column, Curve, Grid, Heading, Paragraph, Quotation, Report
from qualcode.model.workbook import Workbook

MakeWorkbook = Callable[..., Workbook]
Write = Callable[..., Any]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AWKWARD = "=1+1 [latter] <b>&amp;</b> _x0041_ 😀 漢字 e\u0301 \u00ad Ærlig\n@du\tto"

GRID = Grid(
    (Column("code", "Kode", 30), Column("n", "Antall", 8, "count"), Column("id", "Id", aside=True)),
    [("Penger tar slutt", 3, "penger"), ("Må ringe", 1, "ringe"), ("Sum", 4, None)],
    counts="En rad for hver kode.",
    sums=1,
)
CODES = Report(
    "codes",
    "Kodeliste",
    "Kodeliste",
    "En rad for hver kode.",
    (Paragraph("To koder.", "lead"), Heading("Koder i bruk"), GRID),
)
THEMES = Report(
    "themes",
    "Kodegrupper",
    "Kodegrupper",
    "Alle utdrag.",
    (
        Heading("1 Penger"),
        Paragraph("Grupperingstesten: ikke testet.", "mark"),
        Heading("Penger tar slutt", 3),
        Quotation("Pengene er brukt opp", "S01 Fjordvik, leder · 01.txt, replikk 2", "Selve saken"),
    ),
)
WIDE = Report(
    "trail",
    "Spor",
    "Spor",
    "Fra sitat til konsept.",
    (
        Grid(
            tuple(Column(f"k{n}", "Overskrift", 40, "words") for n in range(4)),
            [("ord " * 40,) * 4],
        ),
    ),
)
REPORTS = (CODES, THEMES, WIDE)


@pytest.fixture
def written(make_workbook: MakeWorkbook, tmp_path: Path) -> Write:
    """Writes a document and reads it back."""

    def write(*reports: Report, **parts: Any) -> Any:
        write_docx(make_workbook(reports=reports, **parts), tmp_path / "ut.docx")
        return docx.Document(str(tmp_path / "ut.docx"))

    return write


def texts(document: Any, *styles: str) -> list[str]:
    return [p.text for p in document.paragraphs if not styles or p.style.name in styles]


def part(path: Path, name: str) -> Any:
    with zipfile.ZipFile(path) as file:
        return ElementTree.fromstring(file.read(name))


# What one reads


def test_headings_are_headings(written: Write) -> None:
    document = written(*REPORTS)

    assert texts(document, "Heading 1") == ["Kodeliste", "Kodegrupper", "Spor"]
    assert texts(document, "Heading 2") == ["Koder i bruk", "1 Penger"]
    assert texts(document, "Heading 3") == ["Penger tar slutt"]


def test_the_contents_list_each_report_and_its_parts_and_lead_there(
    written: Write, tmp_path: Path
) -> None:
    document = written(*REPORTS)

    listed = ["Kodeliste", "Koder i bruk", "Kodegrupper", "1 Penger", "Spor"]
    assert [text.split("\t")[0] for text in texts(document, "toc 1", "toc 2")] == listed
    body = part(tmp_path / "ut.docx", "word/document.xml")
    anchors = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert anchors == marks
    fields = [field.text for field in body.iter(f"{W}instrText")]
    assert fields == [f" PAGEREF {name} \\h " for name in anchors]


def test_a_single_report_needs_no_contents(written: Write) -> None:
    assert "Innhold" not in texts(written(CODES))
    assert "Innhold" in texts(written(CODES, THEMES))


def test_it_begins_with_what_it_is_about_and_of_when(written: Write) -> None:
    document = written(CODES)

    assert texts(document)[:3] == [
        "Utviklingssentre 2015",
        "Rapporter om analysen",
        "Studien slik den var 1. mars 2025",
    ]


def test_quotes_stand_in_norwegian_quotation_marks_with_their_source(written: Write) -> None:
    document = written(THEMES)

    assert texts(document, "Quote") == ["«Pengene er brukt opp»"]
    assert texts(document, "Quote source") == ["S01 Fjordvik, leder · 01.txt, replikk 2"]
    assert texts(document, "Quote remark") == ["Selve saken"]


def test_quotes_of_an_english_study_have_english_marks(written: Write) -> None:
    assert texts(written(THEMES, language="en"), "Quote") == ["“Pengene er brukt opp”"]


def test_marks_have_a_look_of_their_own(written: Write) -> None:
    assert texts(written(THEMES), "Mark") == ["Grupperingstesten: ikke testet."]


def test_a_report_with_nothing_to_show_says_so(written: Write) -> None:
    document = written(replace(CODES, blocks=()))

    assert "Her er det ikke noe ennå." in texts(document)


def test_curves_are_left_to_the_workbook(written: Write) -> None:
    document = written(replace(CODES, blocks=(GRID, Curve("Nye koder", "code", ("n",)))))

    assert "Nye koder" not in texts(document)


# Tables


def test_a_table_has_what_is_for_paper(written: Write) -> None:
    (table,) = written(CODES).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Kode", "Antall"],
        ["Penger tar slutt", "3"],
        ["Må ringe", "1"],
        ["Sum", "4"],
    ]


def test_the_headings_of_a_table_are_repeated_on_each_page(written: Write) -> None:
    (table,) = written(CODES).tables

    repeated = [row._tr.find(f".//{W}tblHeader") is not None for row in table.rows]
    assert repeated == [True, False, False, False]


def test_the_sums_of_a_table_are_bold(written: Write) -> None:
    (table,) = written(CODES).tables

    bold = [row.cells[0].paragraphs[0].runs[0].bold for row in table.rows]
    assert bold == [None, None, None, True]


def test_a_row_is_broken_across_pages_only_if_it_is_long(written: Write) -> None:
    long, short = written(replace(WIDE, blocks=(*WIDE.blocks, GRID))).tables

    whole = [row._tr.find(f".//{W}cantSplit") is not None for row in (*long.rows, *short.rows)]
    assert whole == [True, False, True, True, True, True]


def test_columns_fill_the_page_and_no_more(written: Write) -> None:
    document = written(WIDE)
    (table,), section = document.tables, document.sections[-1]

    width = sum(column.width for column in table.columns)
    room = section.page_width - section.left_margin - section.right_margin
    assert 0.95 * room < width <= room


def test_a_small_table_is_no_wider_than_it_needs(written: Write) -> None:
    (table,) = written(CODES).tables

    assert sum(column.width for column in table.columns) < 0.4 * 9412 * 635


def test_something_follows_each_table(written: Write) -> None:
    body = written(CODES, THEMES, replace(CODES, blocks=(GRID, GRID))).element.body

    tables = [node for node in body if node.tag == f"{W}tbl"]
    assert [table.getnext().tag for table in tables] == [f"{W}p"] * 3


def test_a_report_with_a_wide_table_lies_on_its_side(written: Write) -> None:
    sections = written(*REPORTS).sections

    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
    ]
    for section in sections:
        tall = section.page_height > section.page_width
        assert tall == (section.orientation == WD_ORIENT.PORTRAIT)


def test_a_date_is_not_broken_at_the_end_of_a_line(written: Write, tmp_path: Path) -> None:
    document = written(replace(CODES, blocks=(Paragraph("Den 2026-03-05, på 1-2 sider"),)))

    assert "Den 2026-03-05, på 1-2 sider" in texts(document)
    body = part(tmp_path / "ut.docx", "word/document.xml")
    assert len(list(body.iter(f"{W}noBreakHyphen"))) == 2


# Text that a document could take amiss


def test_text_from_people_comes_back_as_it_was_said(written: Write) -> None:
    awkward = replace(
        CODES,
        title=f"Om {AWKWARD}",
        blocks=(
            Heading(AWKWARD),
            Paragraph(AWKWARD),
            Quotation(AWKWARD, AWKWARD, AWKWARD),
            Grid((Column("a", AWKWARD),), [(AWKWARD,)], AWKWARD),
        ),
    )

    document = written(awkward, title=f"T {AWKWARD}")

    assert sum(AWKWARD in text for text in texts(document)) == 8
    assert [cell.text for cell in document.tables[0].columns[0].cells] == [AWKWARD] * 2
    assert AWKWARD.replace("\n", " ").replace("\t", " ") in document.core_properties.title


def test_characters_that_xml_cannot_hold_are_seen(written: Write) -> None:
    document = written(
        replace(CODES, blocks=(Quotation("a\x07b\ud83dc", "d\x01"), Paragraph("\x00"))),
        title="Tit\x00tel",
    )

    assert "«a␇b�c»" in texts(document)
    assert "d␁" in texts(document)
    assert texts(document)[0] == "Tit␀tel"


# The file


def test_pages_are_numbered(written: Write, tmp_path: Path) -> None:
    document = written(*REPORTS)

    for section in document.sections:
        assert section.footer.paragraphs[0].text == "Utviklingssentre 2015\tSide 1 av 1"
    footer = part(tmp_path / "ut.docx", "word/footer1.xml")
    assert [f.text for f in footer.iter(f"{W}instrText")] == [" PAGE ", " NUMPAGES "]


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nb-NO"), ("en", "en-GB")])
def test_spelling_is_that_of_the_language(
    language: str, tag: str, written: Write, tmp_path: Path
) -> None:
    written(CODES, language=language)

    styles = part(tmp_path / "ut.docx", "word/styles.xml")
    assert [lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")] == [tag]


def test_the_file_names_nobody_and_no_machine(written: Write) -> None:
    properties = written(CODES).core_properties

    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "Utviklingssentre 2015"
    assert str(properties.created) == str(properties.modified) == "2025-03-01 11:30:00+00:00"


def test_every_style_that_is_used_is_there(written: Write, tmp_path: Path) -> None:
    written(*REPORTS)

    path = tmp_path / "ut.docx"
    there = {style.get(f"{W}styleId") for style in part(path, "word/styles.xml").iter(f"{W}style")}
    used = {
        node.get(f"{W}val")
        for name in ("word/document.xml", "word/footer1.xml", "word/footer2.xml", "word/styles.xml")
        for kind in ("pStyle", "tblStyle", "basedOn", "next")
        for node in part(path, name).iter(f"{W}{kind}")
    }
    assert used <= there


def test_every_part_is_named_in_the_package(written: Write, tmp_path: Path) -> None:
    written(*REPORTS)

    with zipfile.ZipFile(tmp_path / "ut.docx") as file:
        names = {f"/{name}" for name in file.namelist()}
    types = part(tmp_path / "ut.docx", "[Content_Types].xml")
    named = {node.get("PartName") for node in types if node.get("PartName")}
    assert named <= names
    assert names - named == {
        "/[Content_Types].xml",
        "/_rels/.rels",
        "/word/_rels/document.xml.rels",
    }


def test_the_same_reports_are_the_same_bytes_at_another_time_and_place(
    make_workbook: MakeWorkbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, zone in (("a.docx", "Europe/Oslo"), ("b.docx", "Pacific/Auckland")):
        monkeypatch.setenv("TZ", zone)
        if hasattr(time, "tzset"):
            time.tzset()
        write_docx(make_workbook(reports=REPORTS), tmp_path / name)
        time.sleep(0.01)

    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.docx") as file:
        assert {entry.date_time[:3] for entry in file.infolist()} == {(1980, 1, 31)}


def test_nothing_tells_of_the_library_that_wrote_it(written: Write, tmp_path: Path) -> None:
    written(*REPORTS)

    with zipfile.ZipFile(tmp_path / "ut.docx") as file:
        parts = {name: file.read(name).lower() for name in file.namelist()}
    assert not [name for name in parts if name.endswith(("jpeg", "app.xml", "theme1.xml"))]
    for trace in (b"python-docx", b"macintosh", b"thumbnail", b"generated by"):
        assert not [name for name, content in parts.items() if trace in content]


def test_a_title_too_long_for_a_property_is_whole_on_paper(written: Write) -> None:
    document = written(CODES, title="Tittel " * 60)

    assert len(document.core_properties.title) == 255
    assert texts(document)[0] == "Tittel " * 60


def test_a_study_that_was_never_changed_has_a_date_all_the_same(written: Write) -> None:
    assert written(CODES, changed="").core_properties.created.year == 1980


def test_a_fault_on_the_way_leaves_the_old_file_and_nothing_else(
    make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    class Gone(list[Any]):
        def __iter__(self) -> Any:
            raise QualcodeError("the study went away")

    (tmp_path / "ut.docx").write_bytes(b"gammel")
    broken = replace(CODES, blocks=(Grid(GRID.columns[:1], Gone()),))

    with pytest.raises(QualcodeError, match="the study went away"):
        write_docx(make_workbook(reports=(broken,)), tmp_path / "ut.docx")

    assert [path.name for path in tmp_path.iterdir()] == ["ut.docx"]
    assert (tmp_path / "ut.docx").read_bytes() == b"gammel"


def test_a_folder_that_is_not_there_is_told(make_workbook: MakeWorkbook, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="there is no folder"):
        write_docx(make_workbook(reports=REPORTS), tmp_path / "nei" / "ut.docx")


def test_only_an_export_loads_the_library_for_word_files() -> None:
    code = "import sys, qualcode.export; print('docx' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ended.stdout.strip() == "False"
