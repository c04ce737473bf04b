"""Paragraphs, fields and links in the markup of Word documents."""

from __future__ import annotations

import re

from qualcode.export.cells import writable

_BREAKS = re.compile(r"([\n\t]|(?<=\d{4})-(?=\d\d-\d\d)|(?<=\d{4}-\d\d)-(?=\d\d))")
_SIGNS = {"\n": "<w:br/>", "\t": "<w:tab/>", "-": "<w:noBreakHyphen/>"}
"""A date is not broken at the end of a line."""


def escape(text: str) -> str:
    """Text as XML holds it; what it cannot hold is shown by a picture of it."""
    safe = writable(text)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    return escape(" ".join(text.split())).replace('"', "&quot;")


def run(text: str, looks: str = "") -> str:
    """Text with its line breaks and tabs; `looks` are properties of a run."""
    parts = [
        _SIGNS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _BREAKS.split(text)
        if part
    ]
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f"<w:r>{properties}{''.join(parts)}</w:r>"


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """`properties` come after the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


def field(instruction: str, shown: str = "", *, stale: bool = False) -> str:
    """A field with what it shows until it is worked out; a stale one is to be worked out."""
    dirty = ' w:dirty="true"' if stale else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{dirty}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmarked(name: str, number: int, content: str) -> str:
    begins = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{begins}{content}<w:bookmarkEnd w:id="{number}"/>'


def link(bookmark: str, content: str) -> str:
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{content}</w:hyperlink>'
