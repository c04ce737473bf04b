"""What Word can do and python-docx has no words for."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tc
from docx.text.paragraph import Paragraph

from qualcode.export.cells import in_xml

_BREAKS = re.compile(r"([\n\t]|(?<=\d{4})-(?=\d\d-\d\d)|(?<=\d{4}-\d\d)-(?=\d\d))")
_SIGNS = {"\n": "br", "\t": "tab", "-": "noBreakHyphen"}


def element(name: str, /, **attributes: str | int) -> Any:
    return OxmlElement(f"w:{name}", {qn(f"w:{key}"): str(v) for key, v in attributes.items()})


def borders(name: str, *sides: tuple[str, int, str], space: int = 0) -> Any:
    """Lines at some sides: which, how thick in eighths of a point, and in what colour."""
    found = element(name)
    for side, size, colour in sides:
        line = element(side, val="single", sz=size, space=space, color=colour.lstrip("#"))
        found.append(line)
    return found


def add_text(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """Text with its line breaks and tabs; a date is not broken at the end of a line.

    The library would look at each character by itself.
    """
    run = paragraph.add_run()
    if bold:
        run.bold = True
    for piece in _BREAKS.split(in_xml(text)):
        if piece in _SIGNS:
            run._r.append(element(_SIGNS[piece]))
        elif piece:
            run.add_text(piece)


def add_field(paragraph: Paragraph, instruction: str, shown: str = "") -> None:
    """A field with what it shows until it is worked out. One that shows nothing is worked out when
    the document is opened."""
    begin = element("fldChar", fldCharType="begin", dirty="false" if shown else "true")
    asked = element("instrText")
    asked.text = f" {instruction} "
    for part in (begin, asked, element("fldChar", fldCharType="separate")):
        paragraph.add_run()._r.append(part)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Give the text of a paragraph a name; the number is another for each."""
    paragraph.runs[0]._r.addprevious(element("bookmarkStart", id=number, name=name))
    paragraph._p.append(element("bookmarkEnd", id=number))


def lead_to(paragraph: Paragraph, name: str) -> None:
    """Make a link to a bookmark of all that a paragraph holds."""
    link = element("hyperlink", anchor=name, history=1)
    link.extend(paragraph._p.xpath("*[not(self::w:pPr)]"))
    paragraph._p.append(link)


def keep_whole(row: CT_Row) -> None:
    """The row is not broken across pages."""
    row.get_or_add_trPr().append(element("cantSplit"))


def repeat(row: CT_Row) -> None:
    """The row stands at the top of each page."""
    row.get_or_add_trPr().append(element("tblHeader"))


def shade(cell: CT_Tc, colour: str) -> None:
    shading = element("shd", val="clear", color="auto", fill=colour.lstrip("#"))
    cell.get_or_add_tcPr().append(shading)
