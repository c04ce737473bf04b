"""Ids of codes that come by name only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 40


class CodeIds:
    """Gives out ids, none of them twice."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def of(self, name: str) -> str:
        """The id for a new code of that name: `Ett år av gangen` is `ett_ar_av_gangen`."""
        stem = found = stem_of(name)
        number = self._numbers.get(stem, 1)
        while found in self._taken:
            number += 1
            found = f"{stem}_{number}"
        self._numbers[stem] = number
        self._taken.add(found)
        return found


def stem_of(name: str) -> str:
    """What the id of a code is, if it is free."""
    plain = name.casefold().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", "_", ascii_only).strip("_")[:LONGEST].rstrip("_") or "kode"
