"""In what two codebooks differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codebook_sides import side_by_side

What = Literal["added", "removed", "renamed", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which codebooks differ.

    `thing` is `code`, `theme` or `exclusive`, `name` its id or name. `field` names what has
    changed in it, from `before` to `after`: texts, themes, or lists of codes.
    """

    what: What
    thing: Literal["code", "theme", "exclusive"]
    name: str
    field: str = ""
    before: str = ""
    after: str = ""


def diff(before: Codebook, after: Codebook) -> list[Difference]:
    """What has come, gone and changed, in codebook order: themes, codes, exclusive sets.

    A code is the same if its id is; a theme, if its name is.
    """
    return [
        *_themes(before, after),
        *_codes(before, after),
        *_exclusive(before, after),
    ]


def changes(
    before: Codebook, after: Codebook, renamed: Mapping[str, str] | None = None
) -> list[Difference]:
    """The same for one codebook at two times, with what themes are called now that are `renamed`,
    by what they were called: rather than gone, and come under another name with all codes moved. If
    that is not known, it is one that kept most of its codes."""
    names = _renamed(before, after) if renamed is None else renamed
    themes = tuple(
        replace(theme, name=names.get(theme.name, theme.name)) for theme in before.themes
    )
    told = [Difference("renamed", "theme", new, "name", old, new) for old, new in names.items()]
    return told + diff(replace(before, themes=themes), after)


def _renamed(before: Codebook, after: Codebook) -> dict[str, str]:
    now = side_by_side(before, before, after).file.themes
    return {key: theme.name for key, theme in now.items() if theme.name != key}


def _themes(before: Codebook, after: Codebook) -> Iterator[Difference]:
    old, new = ({t.name: t for t in book.themes} for book in (before, after))
    yield from (Difference("added", "theme", name) for name in new if name not in old)
    yield from (Difference("removed", "theme", name) for name in old if name not in new)
    for name in (n for n in new if n in old):
        yield from _changes("theme", name, old[name], new[name], leave_out={"name", "codes"})


def _codes(before: Codebook, after: Codebook) -> Iterator[Difference]:
    old, new = ({c.id: (t.name, c) for t, c in book.with_theme()} for book in (before, after))
    for ident in new:
        if ident not in old:
            yield Difference("added", "code", ident, "theme", after=new[ident][0])
    for ident in old:
        if ident not in new:
            yield Difference("removed", "code", ident, "theme", before=old[ident][0])
    for ident in (i for i in new if i in old):
        (old_theme, old_code), (new_theme, new_code) = old[ident], new[ident]
        if old_code.label != new_code.label:
            yield Difference("renamed", "code", ident, "name", old_code.label, new_code.label)
        if old_theme != new_theme:
            yield Difference("moved", "code", ident, "theme", old_theme, new_theme)
        yield from _changes("code", ident, old_code, new_code, leave_out={"id", "name"})


def _exclusive(before: Codebook, after: Codebook) -> Iterator[Difference]:
    old, new = ({s.name: s for s in book.exclusive} for book in (before, after))
    yield from (Difference("added", "exclusive", name) for name in new if name not in old)
    yield from (Difference("removed", "exclusive", name) for name in old if name not in new)
    for name in (n for n in new if n in old):
        yield from _changes("exclusive", name, old[name], new[name], leave_out={"name"})


def _changes(
    thing: Literal["code", "theme", "exclusive"],
    name: str,
    old: Code | Theme | ExclusiveSet,
    new: Code | Theme | ExclusiveSet,
    leave_out: set[str],
) -> Iterator[Difference]:
    for field in (f.name for f in fields(old) if f.name not in leave_out):
        before, after = _shown(getattr(old, field)), _shown(getattr(new, field))
        if before != after:
            yield Difference("changed", thing, name, field, before, after)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
