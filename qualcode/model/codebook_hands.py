"""Whether an id stands for another code in a file than it did: ids that have changed hands."""

from __future__ import annotations

import re
from collections import defaultdict

from qualcode.model.codebook import Code, called, folded
from qualcode.model.codebook_sides import Book

ALIKE = 0.25
"""The least share of words that two definitions of one thing have in common."""


class Names:
    """Who is called what in a study, in a file, and in what both were made of."""

    def __init__(self, base: Book, study: Book, file: Book) -> None:
        self._before = (base.codes, study.codes)
        self._file = file.codes
        self._holders: dict[str, set[str]] = defaultdict(set)
        for codes in self._before:
            for ident, (_, code) in codes.items():
                self._holders[called(code)].add(ident)

    def changed_hands(self, code: Code) -> bool:
        """Whether a code of the file has the name that another one had, and has there no more."""
        name = folded(code.name)
        own = {called(held[code.id][1]) for held in self._before if code.id in held}
        if not name or name in own:
            return False
        others = self._holders.get(name, set()) - {code.id}
        return any(one not in self._file or called(self._file[one][1]) != name for one in others)


def is_another(one: Code, other: Code) -> bool:
    """Whether two codes of one id are likely to be different ones: their names have no word in
    common, and their definitions hardly any."""
    names, definitions = (
        [_words(getattr(code, field)) for code in (one, other)] for field in ("name", "definition")
    )
    if not (all(names) and all(definitions)) or names[0] & names[1]:
        return False
    shared, both = definitions[0] & definitions[1], definitions[0] | definitions[1]
    return len(shared) < ALIKE * len(both)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
