"""What a codebook file comes to, whatever its format, and whether it holds together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import Phrase
from qualcode.model.codebook import Codebook, faults
from qualcode.readers.faults import Faults


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """The codebook in a file. `remarks` say what of the file was left out, or understood in a way
    that its reader should know of."""

    codebook: Codebook
    remarks: tuple[str, ...] = ()


def check_whole(codebook: Codebook, path: Path, places: Mapping[str, int]) -> None:
    """Raises InvalidData with everything that does not hold together, each with its line."""
    found = Faults(path)
    for name, what in faults(codebook):
        found.add(places.get(name), None, name, Phrase("{what}.", what=what))
    found.raise_if_any()
