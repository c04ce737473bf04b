"""Finding codes by what a person types: any part of a name, theme, key or definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.model.views import StudyCode


def find_codes(
    query: str,
    codes: Sequence[StudyCode],
    *,
    recent: Sequence[int] = (),
    used: Mapping[int, int] | None = None,
) -> list[StudyCode]:
    """The codes that hold every word of the query, best first.

    What counts is where the words stand: key, start of the name, start of a word in it, name,
    theme, definition. Of equals, those used last come first, then those used most.
    """
    words = query.casefold().split()
    found = []
    for place, code in enumerate(codes):
        ranks = [_rank(word, code) for word in words]
        if None in ranks:
            continue
        worst = max((rank for rank in ranks if rank is not None), default=0)
        latest = recent.index(code.id) if code.id in recent else len(recent)
        found.append((worst, latest, -(used or {}).get(code.id, 0), place, code))
    return [code for *_, code in sorted(found, key=lambda entry: entry[:4])]


def _rank(word: str, code: StudyCode) -> int | None:
    """How well a word fits a code, 0 best; None if it does not."""
    name = code.label.casefold()
    if word in ((code.code.key or "").casefold(), code.code.id.casefold()):
        return 0
    if name.startswith(word):
        return 1
    if any(part.startswith(word) for part in name.split()):
        return 2
    if word in name:
        return 3
    if word in code.theme.casefold():
        return 4
    described = " ".join((code.code.id, code.code.definition, code.code.include))
    return 5 if word in described.casefold() else None


def named(name: str, codes: Sequence[StudyCode]) -> StudyCode | None:
    """The code of that very name, whatever its letters' case."""
    wanted = name.strip().casefold()
    return next((code for code in codes if code.label.casefold() == wanted), None)
