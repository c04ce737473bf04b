"""The lines of YAML for names and values: one field a line, and long texts as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qualcode.export.codebooks.plain import Plain
from qualcode.export.codebooks.scalars import scalar


def mapping(values: Mapping[str, Plain], column: int) -> list[str]:
    """The lines of names with their values; `{}` where there are none."""
    lines = [line for name, value in values.items() for line in entry(name, value, column)]
    return lines or [" " * column + "{}"]


def entry(name: str, value: Plain, column: int) -> Iterator[str]:
    """The lines of a name with its value. Lists stand right beneath their names."""
    pad = " " * column
    if isinstance(value, bool):
        yield f"{pad}{name}: {'true' if value else 'false'}"
    elif isinstance(value, str):
        yield from f"{pad}{name}: {scalar(value, column + 2)}".split("\n")
    elif isinstance(value, Sequence):
        yield f"{pad}{name}:" if value else f"{pad}{name}: []"
        for one in value:
            yield from item(one, column)
    else:
        raise TypeError(f"{name} is a list, a text or a yes; not {type(value).__name__}")


def item(value: Plain, column: int) -> Iterator[str]:
    """The lines of a value in a list, whose dash stands in the column."""
    pad = " " * column
    if isinstance(value, Mapping):
        first, *rest = mapping(value, column + 2)
        yield f"{pad}- {first.lstrip(' ')}"
        yield from rest
    else:
        yield from f"{pad}- {scalar(str(value), column + 2)}".split("\n")
