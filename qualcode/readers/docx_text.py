"""The text of a Word document, read from its XML as a reader of the printed page sees it.

Text that was inserted with tracked changes counts, text that was deleted does not; what has no
place in the running text (notes, text boxes) is set aside, and everything is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qualcode.model.text import normalise
from qualcode.readers.encoding import line_feeds
from qualcode.readers.turns import LABEL_LENGTH

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFF = ("0", "false", "off")

Element = Any  # an lxml element; lxml has no types of its own


class Line(NamedTuple):
    """A paragraph or the row of a table; `labelled` where it begins with a label in bold."""

    text: str
    labelled: bool = False


@dataclass
class DocumentText:
    """Collects the lines of a document, and counts what a person should know of."""

    inserted: int = 0
    deleted: int = 0
    comments: int = 0
    hidden: int = 0
    pictures: int = 0
    symbols: int = 0
    embedded: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    """("footnote" or "endnote", id), in the order in which the text refers to them."""
    boxes: list[str] = field(default_factory=list)

    def lines(self, parent: Element) -> list[Line]:
        """The paragraphs and table rows below `parent`."""
        found: list[Line] = []
        joined = ""
        for block in self._blocks(parent):
            if block.tag == _W + "tbl":
                found += self._rows(block)
                continue
            text = joined + self._paragraph(block)
            # A deleted paragraph mark joins a paragraph to the one below it.
            joined = text if _mark_deleted(block) else ""
            if not joined:
                found.append(Line(text, _begins_with_bold_label(block, text)))
        return [*found, Line(joined)] if joined else found

    def _blocks(self, parent: Element) -> Iterator[Element]:
        for child in parent:
            if child.tag in (_W + "p", _W + "tbl"):
                yield child
            elif child.tag in _BLOCK_WRAPPERS:
                yield from self._blocks(child)
            elif child.tag == _W + "altChunk":
                self.embedded += 1

    def _rows(self, table: Element) -> Iterator[Line]:
        for row in _inside(table, _W + "tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self.deleted += 1
                continue
            cells = [self.lines(cell) for cell in _inside(row, _W + "tc")]
            if not cells:
                continue
            # A line break in the last cell cannot be taken for the next row's first cell.
            texts = [" ".join(line.text for line in cell) for cell in cells[:-1]]
            texts.append("\n".join(line.text for line in cells[-1]))
            yield Line("\t".join(texts).rstrip(), bool(cells[0]) and cells[0][0].labelled)

    def _paragraph(self, paragraph: Element) -> str:
        parts: list[str] = []
        self._inline(paragraph, parts)
        return normalise(line_feeds("".join(parts)))

    def _inline(self, element: Element, parts: list[str]) -> None:
        for child in element:
            handle = _HANDLERS.get(child.tag)
            if handle is None:
                self._inline(child, parts)
            else:
                handle(self, child, parts)

    def _run(self, run: Element, parts: list[str]) -> None:
        if _is_on(run.find(f"{_W}rPr/{_W}vanish")):
            self.hidden += 1
        else:
            self._inline(run, parts)

    def _insertion(self, element: Element, parts: list[str]) -> None:
        self.inserted += 1
        self._inline(element, parts)

    def _deletion(self, element: Element, parts: list[str]) -> None:
        self.deleted += 1

    def _alternative(self, element: Element, parts: list[str]) -> None:
        """The same thing stands twice here, for newer and for older programs."""
        chosen = element.find(_MC + "Choice")
        if chosen is None:
            chosen = element.find(_MC + "Fallback")
        if chosen is not None:
            self._inline(chosen, parts)

    def _box(self, element: Element, parts: list[str]) -> None:
        text = "\n".join(line.text for line in self.lines(element))
        if text.strip():
            self.boxes.append(text)

    def _note(self, element: Element, parts: list[str]) -> None:
        kind = element.tag.removeprefix(_W).removesuffix("Reference")
        self.notes.append((kind, element.get(_W + "id", "")))
        parts.append(f"[{len(self.notes)}]")

    def _comment(self, element: Element, parts: list[str]) -> None:
        self.comments += 1

    def _picture(self, element: Element, parts: list[str]) -> None:
        self.pictures += 1

    def _symbol(self, element: Element, parts: list[str]) -> None:
        self.symbols += 1
        parts.append("\ufffd")


def note_texts(root: Element, kind: str) -> dict[str, str]:
    """The notes of a part by id. Changes inside notes are followed, but not counted."""
    reader = DocumentText()
    return {
        note.get(_W + "id", ""): "\n".join(line.text for line in reader.lines(note)).strip()
        for note in root.iter(_W + kind)
    }


def _text(reader: DocumentText, element: Element, parts: list[str]) -> None:
    parts.append(element.text or "")


def _skip(reader: DocumentText, element: Element, parts: list[str]) -> None:
    """Properties, codes of fields, and the small print above other letters."""


def _character(character: str) -> Callable[[DocumentText, Element, list[str]], None]:
    return lambda reader, element, parts: parts.append(character)


_Handler = Callable[[DocumentText, Element, list[str]], None]
_HANDLERS: dict[str, _Handler] = {
    _W + "t": _text,
    _MATH + "t": _text,
    _W + "tab": _character("\t"),
    _W + "ptab": _character("\t"),
    _W + "br": _character("\n"),
    _W + "cr": _character("\n"),
    _W + "noBreakHyphen": _character("\u2011"),
    _W + "softHyphen": _character("\u00ad"),
    _W + "sym": DocumentText._symbol,
    _W + "r": DocumentText._run,
    _W + "ins": DocumentText._insertion,
    _W + "moveTo": DocumentText._insertion,
    _W + "del": DocumentText._deletion,
    _W + "moveFrom": DocumentText._deletion,
    _W + "footnoteReference": DocumentText._note,
    _W + "endnoteReference": DocumentText._note,
    _W + "commentReference": DocumentText._comment,
    _W + "txbxContent": DocumentText._box,
    _MC + "AlternateContent": DocumentText._alternative,
    _DRAWING + "blip": DocumentText._picture,
    _VML + "imagedata": DocumentText._picture,
    _W + "pPr": _skip,
    _W + "rPr": _skip,
    _W + "sdtPr": _skip,
    _W + "instrText": _skip,
    _W + "rt": _skip,
}

_BLOCK_WRAPPERS = frozenset(
    _W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those within content controls."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in _BLOCK_WRAPPERS:
            yield from _inside(child, wanted)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(_W + "val") not in _OFF


def _mark_deleted(paragraph: Element) -> bool:
    marks = (f"{_W}pPr/{_W}rPr/{_W}del", f"{_W}pPr/{_W}rPr/{_W}moveFrom")
    return any(paragraph.find(mark) is not None for mark in marks)


def _begins_with_bold_label(paragraph: Element, text: str) -> bool:
    """True where the bold beginning ends with a colon, or right before one, and text follows."""
    if ":" not in text[: LABEL_LENGTH + 2]:
        return False
    bold = ""
    for run in paragraph.iter(_W + "r"):
        words = "".join(t.text or "" for t in run.iter(_W + "t"))
        if words.strip() and not _in_bold(run):
            break
        bold += words
    label = bold.rstrip()
    rest = text.removeprefix(label).lstrip()
    return text.startswith(label) and (
        (label.endswith(":") and bool(rest)) or (bool(label) and rest.startswith(":"))
    )


def _in_bold(run: Element) -> bool:
    style = run.find(f"{_W}rPr/{_W}rStyle")
    if style is not None and style.get(_W + "val") in ("Strong", "Sterk"):
        return True
    return _is_on(run.find(f"{_W}rPr/{_W}b"))
