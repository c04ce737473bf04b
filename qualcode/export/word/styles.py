"""How a Word document looks: its styles, in the colours of the workbook."""

from __future__ import annotations

from qualcode.export.sheets.looks import ACCENT, INK, LINE, MUTED, RUST

FONT = "Calibri"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TAGS = {"nb": "nb-NO", "en": "en-GB"}


def styles(language: str) -> str:
    """The part `word/styles.xml`; spelling is checked in the language of the reports."""
    return (
        f'<w:styles xmlns:w="{NAMESPACE}">'
        f"{_defaults(_TAGS.get(language, language))}{''.join(_all())}"
        "</w:styles>"
    )


def _defaults(tag: str) -> str:
    fonts = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'{colour(INK)}<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{tag}" '
        f'w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="271" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )


def colour(value: str) -> str:
    return f'<w:color w:val="{value.lstrip("#")}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"


def _space(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _indent(left: int) -> str:
    return f'<w:ind w:left="{left}" w:right="{left // 2}"/>'


def _style(
    ident: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    based: str = "Normal",
    following: str = "",
    default: bool = False,
) -> str:
    told = (' w:default="1"', "") if default else ("", f'<w:basedOn w:val="{based}"/>')
    then = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{told[0]} w:styleId="{ident}"><w:name w:val="{name}"/>'
        f"{told[1]}{then}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _all() -> list[str]:
    head = f"{KEEP}"
    outline = '<w:outlineLvl w:val="{}"/>'
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="4" w:color="{LINE[1:]}"/></w:pBdr>'
    dots = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9412"/></w:tabs>'
    accent, muted = colour(ACCENT), colour(MUTED)
    return [
        _style("Normal", "Normal", default=True),
        _style("Title", "Title", _space(0, 60, 240), BOLD + accent + _size(52), following="Normal"),
        _style("Subtitle", "Subtitle", _space(0, 40), muted + _size(26), following="Normal"),
        _style(
            "Heading1",
            "heading 1",
            head + rule + _space(0, 160, 240) + outline.format(0),
            BOLD + accent + _size(34),
            following="Normal",
        ),
        _style(
            "Heading2",
            "heading 2",
            head + _space(360, 100, 240) + outline.format(1),
            BOLD + accent + _size(26),
            following="Normal",
        ),
        _style(
            "Heading3",
            "heading 3",
            head + _space(240, 60, 240) + outline.format(2),
            BOLD + _size(22),
            following="Normal",
        ),
        _style("ContentsHeading", "Contents heading", head + _space(480, 120), BOLD + _size(26)),
        _style("TOC1", "toc 1", dots + _space(80, 20), BOLD),
        _style("TOC2", "toc 2", dots + _space(0, 10) + '<w:ind w:left="340"/>', muted),
        _style("About", "About", _space(0, 160), ITALIC + muted),
        _style("Lead", "Lead", KEEP + _space(0, 140), _size(23)),
        _style("Mark", "Mark", KEEP + _space(0, 100), BOLD + colour(RUST) + _size(20)),
        _style("Muted", "Muted", _space(0, 60), muted + _size(19)),
        _style("Quote", "Quote", KEEP + _space(60, 0) + _indent(454)),
        _style("QuoteSource", "Quote source", _space(0, 120) + _indent(454), muted + _size(18)),
        _style("QuoteRemark", "Quote remark", _space(0, 120) + _indent(454), ITALIC + _size(19)),
        _style("TableText", "Table text", _space(24, 24, 240), _size(17)),
        _style("TableHead", "Table head", KEEP + _space(24, 24, 240), BOLD + _size(17)),
        _style("TableNote", "Table note", KEEP + _space(160, 60), muted + _size(18)),
        _style("Footer", "footer", _tab_right(9412), muted + _size(17)),
        _style("FooterWide", "footer wide", _tab_right(14796), muted + _size(17)),
        _style("Thin", "Thin", _exact(1), _size(2)),
        _TABLE,
    ]


def _tab_right(width: int) -> str:
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return stop + _space(0, 0)


def _exact(points: int) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{20 * points}" w:lineRule="exact"/>'


_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{tone[1:]}"/>'
    for side, size, tone in (("top", 6, INK), ("bottom", 6, INK), ("insideH", 4, LINE))
)
_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="Rows"><w:name w:val="Rows"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_RULES}</w:tblBorders>'
    '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
)
