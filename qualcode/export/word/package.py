"""The file around a Word document: it names nobody, and is the same bytes for the same document."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.rel import Relationships

from qualcode.export.cells import in_xml
from qualcode.export.dating import date_of
from qualcode.export.word.markup import element

TITLE_LIMIT = 255
"""Characters that the title may have among the properties of a file."""

_LONG_AGO = (1980, 1, 31, 0, 0, 0)
"""The date of every part, as in the workbook; the document's own date is that of the study."""
_OFFICE = "http://schemas.microsoft.com/office/word"


def empty_document(title: str, language: str, changed: str) -> Document:
    """What python-docx begins with, less what tells of its maker: a picture, a theme, names."""
    document = docx.Document()
    _keep(document.part.rels, KIND.STYLES, KIND.SETTINGS)
    _keep(document.part.package.rels, KIND.OFFICE_DOCUMENT, KIND.CORE_PROPERTIES)
    _behave_as_now(document)
    document.part.package.part_related_by(KIND.CORE_PROPERTIES).element.clear()
    properties = document.core_properties
    properties.title = " ".join(in_xml(title).split())[:TITLE_LIMIT]
    properties.language = language
    properties.created = properties.modified = date_of(changed)
    return document


def _keep(relations: Relationships, *kinds: str) -> None:
    """A part that nothing is related to is not saved."""
    for name in [name for name, relation in relations.items() if relation.reltype not in kinds]:
        del relations[name]


def _behave_as_now(document: Document) -> None:
    """Without this Word takes the document for one from before 2013, and says so in its title."""
    compatible = element("compat")
    compatible.append(element("compatSetting", name="compatibilityMode", uri=_OFFICE, val=15))
    document.settings.element.clear()
    document.settings.element.append(compatible)


def save(document: Document, path: Path) -> None:
    """python-docx dates each part today, so they are packed anew."""
    packed = BytesIO()
    document.save(packed)
    with ZipFile(packed) as dated, ZipFile(path, "w") as file:
        for name in dated.namelist():
            entry = ZipInfo(name, _LONG_AGO)
            entry.create_system = 3  # The same on every system.
            entry.external_attr = 0o644 << 16
            file.writestr(entry, dated.read(name), ZIP_DEFLATED)
