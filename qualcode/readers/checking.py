"""pydantic's findings on what a file says, as messages with file and line."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from qualcode.readers.faults import Faults
from qualcode.readers.yaml import Loc, YamlFile

T = TypeVar("T")

_WORDS = {
    "extra_forbidden": "this name has no meaning here; is it misspelt?",
    "missing": "this is missing.",
    "missing_argument": "this is missing.",
    "unexpected_keyword_argument": "this name has no meaning here; is it misspelt?",
}


def checked(adapter: TypeAdapter[T], file: YamlFile, data: Any) -> T:
    """The data as what the adapter wants. Raises InvalidData with everything that is wrong."""
    faults = Faults(file.path)
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            add_fault(
                faults, file.line(one["loc"]), one["loc"], one["type"], one["msg"], one["input"]
            )
    faults.raise_if_any()
    raise AssertionError("pydantic refuses nothing without a reason")


def add_fault(faults: Faults, line: int | None, loc: Loc, kind: str, said: str, value: Any) -> None:
    """One of pydantic's errors; `kind` is its name for it and `said` its words."""
    names = [part for part in loc if isinstance(part, str)]
    known = _WORDS.get(kind)
    shown = value if isinstance(value, str) and not known else None
    what = known or said.removeprefix("Value error, ").rstrip(".") + "."
    faults.add(line, names[-1] if names else None, shown, what)
