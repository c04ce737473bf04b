"""How a Word document looks: its styles, in the colours of the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Length, Pt, RGBColor

from qualcode.export.sheets.looks import ACCENT, INK, LINE, MUTED, RUST
from qualcode.export.word.markup import borders, element

FONT = "Calibri"
_TAGS = {"nb": "nb-NO", "en": "en-GB"}
_KEPT = ("Normal", "Default Paragraph Font", "Normal Table", "No List")


@dataclass(frozen=True, slots=True)
class Look:
    """A style of paragraphs, in points: the room above and below, the size of letters. What is not
    said is as in the style Normal; `keep` is on one page with what follows."""

    name: str
    above: float
    below: float
    size: float = 0
    colour: str = ""
    bold: bool = False
    italic: bool = False
    keep: bool = False
    left: float = 0
    right: float = 0
    line: float | Length | None = None


_QUOTE: dict[str, Any] = {"left": 22.7, "right": 11.35}
_CELL: dict[str, Any] = {"size": 8.5, "line": 1.0}
_HEADING: dict[str, Any] = {"bold": True, "keep": True, "line": 1.0}
LOOKS = (
    Look("Normal", 0, 6, 10.5, INK, line=1.13),
    Look("Title", 0, 3, 26, ACCENT, bold=True, line=1.0),
    Look("Subtitle", 0, 2, 13, MUTED),
    Look("Heading 1", 0, 8, 17, ACCENT, **_HEADING),
    Look("Heading 2", 18, 5, 13, ACCENT, **_HEADING),
    Look("Heading 3", 12, 3, 11, **_HEADING),
    Look("Contents heading", 24, 6, 13, bold=True, keep=True),
    Look("toc 1", 4, 1, bold=True),
    Look("toc 2", 0, 0.5, colour=MUTED, left=17),
    Look("About", 0, 8, colour=MUTED, italic=True),
    Look("Lead", 0, 7, 11.5, keep=True),
    Look("Mark", 0, 5, 10, RUST, bold=True, keep=True),
    Look("Muted", 0, 3, 9.5, MUTED),
    Look("Quote", 3, 0, keep=True, **_QUOTE),
    Look("Quote source", 0, 6, 9, MUTED, **_QUOTE),
    Look("Quote remark", 0, 6, 9.5, italic=True, **_QUOTE),
    Look("Table note", 8, 3, 9, MUTED, keep=True),
    Look("Table head", 1.2, 1.2, bold=True, keep=True, **_CELL),
    Look("Table count head", 1.2, 1.2, bold=True, keep=True, right=4, **_CELL),
    Look("Table text", 1.2, 1.2, **_CELL),
    Look("Table count", 1.2, 1.2, right=4, **_CELL),
    Look("Table mark", 1.2, 1.2, colour=RUST, **_CELL),
    Look("Footer", 0, 0, 8.5, MUTED),
    Look("Thin", 0, 0, 1, line=Pt(1)),
)


def add_styles(document: Document, language: str, edge: Length) -> None:
    """Our styles in the place of those of python-docx; pages in the contents stand at the edge."""
    styles: Any = document.styles
    for style in [style for style in styles if style.name not in _KEPT]:
        style.delete()
    tag = _TAGS.get(language, language)
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT)
    (defaults,) = styles.element.xpath("w:docDefaults//w:rPr")
    defaults[:] = [element("rFonts", **fonts), element("lang", val=tag, eastAsia=tag)]
    for look in LOOKS:
        _add(styles, look)
    for level in (1, 2, 3):
        styles[f"Heading {level}"].element.pPr.get_or_add_outlineLvl().val = level - 1
        styles[f"Heading {level}"].next_paragraph_style = styles["Normal"]
    rule = borders("pBdr", ("bottom", 6, LINE), space=4)
    styles["Heading 1"].element.pPr.insert_element_before(rule, "w:spacing")
    for level in (1, 2):
        stops = styles[f"toc {level}"].paragraph_format.tab_stops
        stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    for name in ("Table count", "Table count head"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add_table_style(styles)


def _add(styles: Any, look: Look) -> None:
    if look.name == "Normal":
        style = styles["Normal"]
    else:
        style = styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = styles["Normal"]
    style.quick_style = True
    font, form = style.font, style.paragraph_format
    font.size = Pt(look.size) or None
    font.color.rgb = RGBColor.from_string(look.colour.lstrip("#")) if look.colour else None
    font.bold, font.italic = look.bold or None, look.italic or None
    form.space_before, form.space_after = Pt(look.above), Pt(look.below)
    form.line_spacing = look.line
    form.keep_with_next = form.keep_together = look.keep or None
    form.left_indent, form.right_indent = Pt(look.left) or None, Pt(look.right) or None


def _add_table_style(styles: Any) -> None:
    """Lines above, below and between rows; the library knows no looks of tables."""
    style = styles.add_style("Rows", WD_STYLE_TYPE.TABLE)
    style.base_style = styles["Normal Table"]
    rules = borders("tblBorders", ("top", 6, INK), ("bottom", 6, INK), ("insideH", 4, LINE))
    margins = element("tblCellMar")
    margins.extend(element(side, w=70, type="dxa") for side in ("left", "right"))
    properties = element("tblPr")
    properties.extend([rules, margins])
    style.element.append(properties)
