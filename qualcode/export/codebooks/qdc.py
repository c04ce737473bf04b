"""Codebooks as .qdc (REFI-QDA 1.0), to be taken into other programs for qualitative analysis.

A theme is written twice, since no program uses both: as a code that cannot be given and that holds
its codes, for those that know a tree of codes and nothing else (QualCoder, OpenQDA), and as a set
with its codes, for those that have groups (ATLAS.ti, MAXQDA, NVivo). Codes that exclude one another
are a set, too. Within a theme a code lies beneath its parent. What the format has no place for
stands in the description, with labels (`model.codebook_notes`); what the codebook says of itself
(title, description, language, source) is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from qualcode.errors import QualcodeError
from qualcode.export.cells import in_xml
from qualcode.export.files import write_text
from qualcode.model.code_ids import stem_of
from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.codebook_notes import fold
from qualcode.model.refi import NAMESPACE, NESTING, ORIGIN, guid


def write_qdc(codebook: Codebook, path: Path) -> None:
    """Raises QualcodeError for a codebook without themes: the format knows no empty one."""
    if not codebook.themes:
        raise QualcodeError(
            "{file} was not written: a .qdc holds one code at least, and there is none.",
            file=path.name,
        )
    write_text(path, "\n".join(_lines(codebook)) + "\n")


def _lines(codebook: Codebook) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<CodeBook{_attributes(xmlns=NAMESPACE, origin=ORIGIN)}>"
    yield "<Codes>"
    for theme in codebook.themes:
        yield from _theme(theme, codebook.language)
    yield "</Codes>"
    if sets := [*_sets(codebook)]:
        yield from ("<Sets>", *sets, "</Sets>")
    yield "</CodeBook>"


def _theme(theme: Theme, language: str) -> Iterator[str]:
    yield f"<Code{_attributes(guid=guid('theme', theme.name), name=theme.name, isCodable='false')}>"
    yield from _description(_about_theme(theme, language), language)
    yield from _Tree(theme.codes, language).lines()
    yield "</Code>"


def _about_theme(theme: Theme, language: str) -> dict[str, str]:
    yes = _yes(language)
    flags = {"residual": theme.residual, "ungrouped": theme.ungrouped}
    return {"definition": theme.definition} | {name: yes for name, flag in flags.items() if flag}


def _yes(language: str) -> str:
    return "yes" if language == "en" else "ja"


class _Tree:
    """The codes of a theme, each beneath its parent, if that stands in the same theme."""

    def __init__(self, codes: Sequence[Code], language: str) -> None:
        self._codes = codes
        self._language = language
        self._beneath: Mapping[str, list[Code]] = defaultdict(list)
        for code in codes:
            self._beneath[code.parent or ""].append(code)
        self._written: set[str] = set()

    def lines(self) -> Iterator[str]:
        here = {code.id for code in self._codes}
        for code in self._codes:
            if code.parent not in here:
                yield from self._code(code, 0)
        for code in self._codes:  # those that are nested too deep, or in a circle
            yield from self._code(code, 0)

    def _code(self, code: Code, depth: int) -> Iterator[str]:
        if code.id in self._written or depth > NESTING:
            return
        self._written.add(code.id)
        named = {"guid": guid("code", code.id), "name": code.label, "isCodable": "true"}
        colour = {"color": code.colour} if code.colour else {}
        yield f"<Code{_attributes(**named, **colour)}>"
        yield from _description(_about(code, nested=depth > 0), self._language)
        for child in self._beneath[code.id]:
            yield from self._code(child, depth + 1)
        yield "</Code>"


def _about(code: Code, *, nested: bool) -> dict[str, str]:
    """What is said of a code, but for what its place in the file and its name say."""
    fields = {
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "example_at": code.example_at,
        "question": code.question,
        "born": code.born,
        "key": code.key or "",
    }
    if code.origin != "empirical":
        fields["origin"] = code.origin
    if code.state != "active":
        fields["state"] = code.state
    if code.parent and not nested:
        fields["parent"] = code.parent
    if code.id != stem_of(code.name):
        fields["id"] = code.id
    return fields


def _description(fields: Mapping[str, str], language: str) -> Iterator[str]:
    if text := fold(fields, language):
        yield f"<Description>{escape(in_xml(text))}</Description>"


def _sets(codebook: Codebook) -> Iterator[str]:
    language = codebook.language
    for theme in codebook.themes:
        if theme.codes:
            members = [code.id for code in theme.codes]
            about = _about_theme(theme, language)
            yield from _set("set", theme.name, members, about, language)
    for group in codebook.exclusive:
        about = {"exclusive": _yes(language)}
        yield from _set("exclusive", group.name, group.codes, about, language)


def _set(
    kind: str, name: str, codes: Sequence[str], about: Mapping[str, str], language: str
) -> Iterator[str]:
    yield f"<Set{_attributes(guid=guid(kind, name), name=name)}>"
    yield from _description(about, language)
    for code in codes:
        yield f"<MemberCode{_attributes(guid=guid('code', code))}/>"
    yield "</Set>"


def _attributes(**values: str) -> str:
    return "".join(f" {name}={quoteattr(in_xml(value))}" for name, value in values.items())
