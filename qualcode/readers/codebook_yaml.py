"""Codebooks from YAML; the names are those of `qualcode.model.codebook`."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter

from qualcode.model.codebook import Codebook
from qualcode.readers.checking import checked
from qualcode.readers.codebook_file import CodebookFile, check_whole
from qualcode.readers.yaml import YamlFile, parse_yaml, read_yaml, without_empty

_CODEBOOK = TypeAdapter(Codebook)


def read_codebook_yaml(path: Path) -> CodebookFile:
    file = read_yaml(path)
    return CodebookFile(_codebook(file), file.remarks)


def codebook_of_text(text: str, path: Path) -> Codebook:
    """The codebook in a text of YAML; `path` is what messages call it."""
    return _codebook(parse_yaml(text, path))


def _codebook(file: YamlFile) -> Codebook:
    codebook = checked(_CODEBOOK, file, without_empty(file.data))
    check_whole(codebook, file.path, _places(codebook, file))
    return codebook


def _places(codebook: Codebook, file: YamlFile) -> dict[str, int]:
    """The line of each code, key, theme and exclusive set; the later one of two that are alike."""
    places: dict[str, int] = {}
    for i, theme in enumerate(codebook.themes):
        for j, code in enumerate(theme.codes):
            if code.key:
                places[code.key] = file.line(("themes", i, "codes", j, "key"))
    for i, group in enumerate(codebook.exclusive):
        places[group.name] = file.line(("exclusive", i))
    for i, theme in enumerate(codebook.themes):
        places[theme.name] = file.line(("themes", i))
        for j, code in enumerate(theme.codes):
            places[code.id] = file.line(("themes", i, "codes", j))
    return places
