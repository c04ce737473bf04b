"""What a codebook file and a study were both made of, as far as the study has kept it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.model.codebook import Codebook
from qualcode.model.codebook_bases import Kept, likely, nearest
from qualcode.model.codebook_merge import Side
from qualcode.store import codebook_files

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Base:
    """What a file is compared with, and its own `text` as it would be kept. `older` is the version
    that it was found to be made of, if that is not the newest of its name."""

    text: str
    kept: Kept | None = None
    codebook: Codebook | None = None
    older: Kept | None = None

    @property
    def same(self) -> bool:
        """Whether the file is that version word for word, so that there is nothing to keep."""
        return self.kept is not None and self.kept.text == self.text


def base_of(connection: Connection, name: str, file: Codebook, prefer: Side | None) -> Base:
    """A file that is an older version word for word has nothing that is new. If it is preferred all
    the same, it is meant to undo what came after, and is compared with the newest of its name.
    """
    from qualcode.readers.codebook_yaml import codebook_of_text  # 50 ms; see `CODEBOOK_READERS`

    text, kept = kept_text(file), codebook_files.kept(connection)
    newest = next((one for one in kept if one.name == name), None)
    candidates = likely(name, text, kept)
    if prefer == "file" and newest and any(one.text == text for one in candidates):
        candidates = [newest]
    books = ((one, codebook_of_text(one.text, Path(name))) for one in candidates)
    found, codebook = nearest(name, file, books) or (None, None)
    return Base(text, found, codebook, None if found == newest else found)


def kept_text(codebook: Codebook) -> str:
    """As `base_of` reads it."""
    from qualcode.export.codebooks.yaml import codebook_yaml  # 25 ms; see `CODEBOOK_WRITERS`

    return codebook_yaml(codebook)
