from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import UnreadableFile
from qualcode.model.text import normalise
from qualcode.readers import zips
from qualcode.readers.docx import BOXES_MARKER, NOTES_MARKER, read_docx

Write = Callable[[str, str | bytes], Path]
Save = Callable[..., Path]

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def body(inner: str) -> Any:
    """A document whose body is this XML."""
    document = docx.Document()
    for element in list(document.element.body):
        document.element.body.remove(element)
    for element in parse_xml(f"<w:body {NAMESPACES}>{inner}</w:body>"):
        document.element.body.append(element)
    return document


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def save_document(document: Any, name: str = "intervju.docx") -> Path:
        path = tmp_path / name
        document.save(str(path))
        return path

    return save_document


def with_part(path: Path, name: str, contents: bytes) -> Path:
    """The same document with one part put in or replaced."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in {**parts, name: contents}.items():
            new.writestr(part, data)
    return path


def test_paragraphs_become_lines_and_labels_make_turns(save: Save) -> None:
    document = docx.Document()
    for line in ("Intervjuer: Hva [latter]?", "", "Leder: Vi – 😀 på øya."):
        document.add_paragraph(line)

    transcript = read_docx(save(document))

    assert transcript.text == "Intervjuer: Hva [latter]?\n\nLeder: Vi – 😀 på øya."
    assert transcript.speakers() == ["Leder"]
    assert transcript.remarks == ()
    assert normalise(transcript.text) == transcript.text


def test_tabs_breaks_and_special_hyphens_are_kept(save: Save) -> None:
    inner = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:softHyphen/><w:noBreakHyphen/>"
    document = body(paragraph(f"<w:r>{inner}</w:r>"))

    assert read_docx(save(document)).text == "a\tb\nc\u00ad\u2011"


def test_a_blank_between_two_runs_is_kept(save: Save) -> None:
    document = body(paragraph(run("Leder:"), run(" "), run("Ja")))

    assert read_docx(save(document)).text == "Leder: Ja"


def test_a_table_gives_a_line_per_row_with_tabs_between_cells(save: Save) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        table._cells, ("Intervjuer", "Hva gjør dere?", "Leder", "Mye.\nOg mer."), strict=True
    ):
        cell.text = text

    transcript = read_docx(save(document))

    assert transcript.text == "Intervjuer\tHva gjør dere?\nLeder\tMye.\nOg mer."
    assert [t.speaker for t in transcript.turns] == ["Intervjuer", "Leder"]


def test_a_transcript_laid_out_within_one_cell_keeps_its_turns(save: Save) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Intervjuer: Hva?"
    cell.add_paragraph("Leder: Ja.")

    assert len(read_docx(save(document)).turns) == 2


def test_tracked_insertions_are_kept_and_deletions_left_out_and_both_are_told(save: Save) -> None:
    document = body(
        paragraph(
            run("Leder: Vi har "),
            "<w:del><w:r><w:delText>to</w:delText></w:r></w:del>",
            f"<w:ins>{run('tre')}</w:ins>",
            run(" ansatte."),
            f"<w:moveFrom>{run(' Borte.')}</w:moveFrom>",
        )
    )

    transcript = read_docx(save(document))

    assert transcript.text == "Leder: Vi har tre ansatte."
    assert transcript.remarks == (
        "Tracked changes: 1 insertions were kept and 2 deletions left out, "
        "as if all were accepted.",
    )


def test_a_paragraph_whose_end_was_deleted_is_joined_to_the_next(save: Save) -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    document = body(paragraph(mark, run("En ")) + paragraph(run("setning.")))

    assert read_docx(save(document)).text == "En setning."


def test_a_deleted_row_of_a_table_is_left_out(save: Save) -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
    gone = row.format("<w:trPr><w:del/></w:trPr>", paragraph(run("borte")))
    document = body(f"<w:tbl>{row.format('', paragraph(run('her')))}{gone}</w:tbl>")

    transcript = read_docx(save(document))

    assert transcript.text == "her"
    assert "1 deletions" in transcript.remarks[0]


def test_comments_are_counted_and_left_out(save: Save) -> None:
    document = docx.Document()
    words = document.add_paragraph().add_run("Leder: Ja.")
    document.add_comment(words, text="Er dette sant?", author="Kari")

    transcript = read_docx(save(document))

    assert transcript.text == "Leder: Ja."
    assert transcript.remarks == ("1 comments are not part of the text and were left out.",)


def test_footnotes_stand_at_the_end_outside_the_last_turn(save: Save) -> None:
    document = body(
        paragraph(run("Leder: Vi er USHT"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("."))
    )
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{paragraph(run("Utviklingssenter"))}'
    part = Part(
        PackURI("/word/footnotes.xml"),
        NOTES_TYPE,
        f"{notes}</w:footnote></w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, NOTES_RELATION)

    transcript = read_docx(save(document))

    assert transcript.text == f"Leder: Vi er USHT[1].\n\n{NOTES_MARKER}\n[1] Utviklingssenter"
    assert transcript.text[: transcript.turns[-1].end].endswith("USHT[1].")
    assert transcript.remarks == ("1 foot- or endnotes were moved to the end of the text.",)


def test_a_text_box_stands_once_at_the_end_and_is_told(save: Save) -> None:
    box = f"<w:txbxContent>{paragraph(run('I ramme'))}</w:txbxContent>"
    twice = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = body(paragraph(run("Leder: Ja."), twice) + paragraph(run("Mer.")))

    transcript = read_docx(save(document))

    assert transcript.text == f"Leder: Ja.\nMer.\n\n{BOXES_MARKER}\nI ramme"
    assert transcript.remarks == ("The text of 1 text boxes was moved to the end of the text.",)


def test_a_text_box_in_an_older_file_is_kept_too(save: Save) -> None:
    box = f"<w:txbxContent>{paragraph(run('I ramme'))}</w:txbxContent>"
    document = body(
        paragraph(run("Tekst."), f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>")
    )

    assert read_docx(save(document)).text.endswith("I ramme")


def test_hidden_text_is_left_out_and_told(save: Save) -> None:
    document = body(paragraph(run("Leder: "), run("Kari", "<w:vanish/>"), run("ja")))

    transcript = read_docx(save(document))

    assert transcript.text == "Leder: ja"
    assert transcript.remarks == ("1 stretches of hidden text were left out.",)


def test_links_fields_and_content_controls_give_what_is_seen(save: Save) -> None:
    document = body(
        "<w:sdt><w:sdtPr/><w:sdtContent>"
        + paragraph(
            f"<w:hyperlink>{run('lenke')}</w:hyperlink>",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "<w:r><w:instrText>DATE</w:instrText></w:r>",
            run(" 1. mars"),
        )
        + "</w:sdtContent></w:sdt>"
    )

    assert read_docx(save(document)).text == "lenke 1. mars"


def test_a_bold_name_with_a_colon_is_a_label(save: Save) -> None:
    document = docx.Document()
    for name, words in (("Intervjuer:", "Hva?"), ("Kari:", "Ja: visst."), ("Per", ": Nei.")):
        line = document.add_paragraph()
        line.add_run(name).bold = True
        line.add_run(f" {words}" if name.endswith(":") else words)

    assert [t.speaker for t in read_docx(save(document)).turns] == ["Intervjuer", "Kari", "Per"]


def test_a_heading_all_in_bold_is_no_label(save: Save) -> None:
    document = docx.Document()
    document.add_paragraph("Intervjuer: Hva?")
    document.add_paragraph().add_run("Økonomi: stram").bold = True

    assert [t.speaker for t in read_docx(save(document)).turns] == ["Intervjuer"]


def test_a_document_without_text_is_refused(save: Save) -> None:
    with pytest.raises(UnreadableFile, match=r"intervju\.docx holds no text"):
        read_docx(save(docx.Document()))


@pytest.mark.parametrize("data", [b"", b"Leder: Ja.", b"PK\x03\x04", b"\x00" * 100])
def test_what_is_no_zip_is_refused_with_advice(write: Write, data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"intervju\.docx is not a Word document.* save it"):
        read_docx(write("intervju.docx", data))


def test_a_zip_of_something_else_is_refused(write: Write) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<office/>")

    with pytest.raises(UnreadableFile, match="is not a Word document"):
        read_docx(write("odt.docx", file.getvalue()))


def test_a_document_under_a_password_is_refused_with_advice(write: Write) -> None:
    path = write("hemmelig.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))

    with pytest.raises(UnreadableFile, match=r"hemmelig\.docx is protected by a password"):
        read_docx(path)


def test_a_zip_bomb_is_refused_by_what_it_declares(write: Write) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)

    with pytest.raises(UnreadableFile, match=r"bombe\.docx would unpack to 20 MB"):
        read_docx(write("bombe.docx", file.getvalue()))


def test_many_parts_that_are_large_together_are_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "UNPACKED_LIMIT", 1000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(3):
            archive.writestr(f"word/{number}.bin", b"x" * 400)

    with pytest.raises(UnreadableFile, match="would unpack to"):
        read_docx(write("bombe.docx", file.getvalue()))


def test_a_zip_that_declares_less_than_it_holds_is_refused(save: Save) -> None:
    path = with_part(save(docx.Document()), "word/extra.xml", b"<a>" + b" " * 5000 + b"</a>")
    data = path.read_bytes()
    declared = struct.pack("<L", 5007)
    assert data.count(declared) == 2
    path.write_bytes(data.replace(declared, struct.pack("<L", 10)))

    with pytest.raises(UnreadableFile, match="is not a Word document, or it is damaged"):
        read_docx(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_defines_entities_is_refused(save: Save, encoding: str) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    path = with_part(save(docx.Document()), "word/document.xml", laughs.encode(encoding))

    with pytest.raises(UnreadableFile, match="defines entities of its own"):
        read_docx(path)


def test_xml_nested_beyond_reason_is_refused(save: Save) -> None:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    path = with_part(save(docx.Document()), "word/document.xml", deep)

    with pytest.raises(UnreadableFile, match="is not a Word document, or it is damaged"):
        read_docx(path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_document_is_read_or_refused_but_nothing_else(
    tmp_path: Path, data: st.DataObject
) -> None:
    document = docx.Document()
    document.add_paragraph("Leder: Ja.")
    file = io.BytesIO()
    document.save(file)
    damaged = bytearray(file.getvalue())
    for _ in range(data.draw(st.integers(1, 20))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place] = data.draw(st.integers(0, 255))
    path = tmp_path / "skadet.docx"
    path.write_bytes(damaged)

    try:
        assert read_docx(path).name == "skadet.docx"
    except UnreadableFile as error:
        assert "skadet.docx" in str(error)  # noqa: PT017
