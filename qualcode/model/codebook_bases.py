"""Which of the codebooks that a study has kept a file was made of: the one most like it.

A file is often somebody's copy under a name of her own, or one of two that are called the same; so
its name tells little, and what it says tells most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import PurePath

from qualcode.model.codebook import Code, Codebook

FEW = 3
"""How many are compared code by code; which, their lines say, at a twentieth of the cost."""
SAID_OF = 5
"""A file that says nothing of what is said of so many codes is a shorter list, not an edited copy:
what it leaves out has not been taken away."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A codebook file as it was when it was loaded or saved: what it was called, and what it held,
    as YAML of our own writing."""

    name: str
    at: str
    text: str


def likely(name: str, text: str, kept: Sequence[Kept]) -> list[Kept]:
    """Of all that were kept, newest first, those that the file may have been made of: only itself,
    if it is one of them; else the few with most lines in common."""
    same_kind = [one for one in kept if _kind(one.name) == _kind(name)]
    if itself := [one for one in kept if one.text == text]:
        return itself[:1]
    if len(same_kind) <= FEW:
        return same_kind
    lines = Counter(text.splitlines())

    def apart(one: Kept) -> tuple[int, bool]:
        other = Counter(one.text.splitlines())
        return (lines - other).total() + (other - lines).total(), one.name != name

    nearest = set(sorted(same_kind, key=apart)[:FEW])
    return [one for one in same_kind if one in nearest]


def _kind(name: str) -> str:
    """Formats that hold as much as one another: what the others have no place for is not to look as
    if somebody had taken it away."""
    suffix = PurePath(name).suffix.lower()
    return "whole" if suffix in {".yaml", ".yml", ".xlsx"} else suffix


def nearest(
    name: str, file: Codebook, candidates: Iterable[tuple[Kept, Codebook]]
) -> tuple[Kept, Codebook] | None:
    """The one in which least is otherwise than in the file; None if no code is in both.

    Of several, the newest that has the file's name; else the oldest: what another file has changed
    since then may be in dispute, and a person had better be asked than overruled.
    """
    found: list[tuple[int, bool, int, tuple[Kept, Codebook]]] = []
    idents = {code.id for code in file.codes()}
    for place, (kept, codebook) in enumerate(candidates):
        same = kept.name == name
        made_of_it = any(code.id in idents for code in codebook.codes())
        if made_of_it and (same or not _leaves_out(file, codebook)):
            age = place if same else -place
            found.append((distance(codebook, file), not same, age, (kept, codebook)))
    return min(found, key=lambda one: one[:3])[3] if found else None


def distance(one: Codebook, other: Codebook) -> int:
    """In how much two codebooks differ: fields, and codes, themes and sets that only one has."""
    codes = [{code.id: (theme.name, code) for theme, code in b.with_theme()} for b in (one, other)]
    themes = [{(theme.name, theme.definition) for theme in b.themes} for b in (one, other)]
    sets = [set(b.exclusive) for b in (one, other)]
    apart = len(codes[0].keys() ^ codes[1].keys())
    apart += len(themes[0] ^ themes[1]) + len(sets[0] ^ sets[1])
    for ident in codes[0].keys() & codes[1].keys():
        (theme, code), (other_theme, other_code) = codes[0][ident], codes[1][ident]
        apart += theme != other_theme
        if code != other_code:
            apart += sum(getattr(code, name) != getattr(other_code, name) for name in _FIELDS)
    return apart


_FIELDS = tuple(f.name for f in fields(Code) if f.name != "id")
_USUAL = {f.name: f.default for f in fields(Code) if f.name != "id"}


def _leaves_out(file: Codebook, kept: Codebook) -> bool:
    said, said_before = (Counter(_said(book)) for book in (file, kept))
    return any(n >= SAID_OF and not said[what] for what, n in said_before.items())


def _said(codebook: Codebook) -> Iterator[str]:
    """What is said of each code: that it has a theme, and a described one, and what is not as
    usual."""
    for theme, code in codebook.with_theme():
        if not theme.ungrouped:
            yield "theme"
        if theme.definition:
            yield "theme.definition"
        yield from (name for name in _FIELDS if getattr(code, name) != _USUAL[name])
