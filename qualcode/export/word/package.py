"""The file that holds a Word document: its parts, written as a stream, and always the same bytes
for the same document."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qualcode.export.dating import date_of
from qualcode.export.word.styles import NAMESPACE
from qualcode.export.word.text import attribute, escape

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONG_AGO = (1980, 1, 31, 0, 0, 0)
"""The date of every part, as in the workbook; the document's own date is that of the study."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

FOOTERS = ("footer1", "footer2")
RELATIONS = {"footer1": "rId3", "footer2": "rId4"}


def write_package(
    path: Path,
    body: Iterable[str],
    *,
    styles: str,
    footers: Iterable[str],
    title: str,
    language: str,
    changed: str,
) -> None:
    """Put a document together; `body` goes into the file as it comes."""
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, text in (
            ("[Content_Types].xml", _content_types()),
            ("_rels/.rels", _relations()),
            ("docProps/core.xml", _core(title, language, changed)),
            ("docProps/app.xml", _app()),
            ("word/_rels/document.xml.rels", _document_relations()),
            ("word/settings.xml", _settings()),
            ("word/styles.xml", styles),
            *((f"word/{name}.xml", f) for name, f in zip(FOOTERS, footers, strict=True)),
        ):
            _write(file, name, [text])
        _write(file, "word/document.xml", _document(body))


def _write(file: ZipFile, name: str, pieces: Iterable[str]) -> None:
    entry = ZipInfo(name, _LONG_AGO)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # The same on every system.
    entry.external_attr = 0o644 << 16
    with file.open(entry, "w", force_zip64=True) as part:
        part.write(_XML.encode())
        for piece in pieces:
            part.write(piece.encode())


def _document(body: Iterable[str]) -> Iterable[str]:
    relations = f'xmlns:r="{_OFFICE}/relationships"'
    yield f'<w:document xmlns:w="{NAMESPACE}" {relations}><w:body>'
    yield from body
    yield "</w:body></w:document>"


def _content_types() -> str:
    parts = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        ),
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        **{f"/word/{name}.xml": f"{_WORD}.footer+xml" for name in FOOTERS},
    }
    named = (f'<Override PartName="{name}" ContentType="{t}"/>' for name, t in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(named)}</Types>'
    )


def _relations() -> str:
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return _related(
        ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
        ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    )


def _document_relations() -> str:
    kinds = f"{_OFFICE}/relationships"
    return _related(
        ("rId1", f"{kinds}/styles", "styles.xml"),
        ("rId2", f"{kinds}/settings", "settings.xml"),
        *((RELATIONS[name], f"{kinds}/footer", f"{name}.xml") for name in FOOTERS),
    )


def _related(*relations: tuple[str, str, str]) -> str:
    named = (
        f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"/>'
        for ident, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(named)}</Relationships>'


def _core(title: str, language: str, changed: str) -> str:
    """Who made it is nobody's business; when is when the study was changed last."""
    date = date_of(changed).strftime("%Y-%m-%dT%H:%M:%SZ")
    when = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{escape(date)}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{attribute(title)}</dc:title><dc:language>{language}</dc:language>"
        f"{when}</cp:coreProperties>"
    )


def _app() -> str:
    kind = f"{_OFFICE}/extended-properties"
    return f'<Properties xmlns="{kind}"><Application>qualcode</Application></Properties>'


def _settings() -> str:
    mode = (
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    return (
        f'<w:settings xmlns:w="{NAMESPACE}"><w:defaultTabStop w:val="708"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{mode}</w:compat>'
        "</w:settings>"
    )
