"""pydantic's findings on what a file says, as messages with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from qualcode.errors import Phrase, one_of
from qualcode.readers.faults import Faults, said_by
from qualcode.readers.yaml import Loc, YamlFile

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

T = TypeVar("T")

_NO_MEANING = Phrase("this name has no meaning here; is it misspelt?")
_MISSING = Phrase("this is missing.")
_WORDS = {
    "extra_forbidden": _NO_MEANING,
    "missing": _MISSING,
    "missing_argument": _MISSING,
    "unexpected_keyword_argument": _NO_MEANING,
}


def checked(adapter: TypeAdapter[T], file: YamlFile, data: Any) -> T:
    """The data as what the adapter wants. Raises InvalidData with everything that is wrong."""
    faults = Faults(file.path)
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            add_fault(faults, file.line(one["loc"]), one["loc"], one)
    faults.raise_if_any()
    raise AssertionError("pydantic refuses nothing without a reason")


def add_fault(faults: Faults, line: int | None, loc: Loc, one: ErrorDetails) -> None:
    """One of pydantic's errors; `loc` is where it is found, in words of the file."""
    names = [part for part in loc if isinstance(part, str)]
    known, value = _WORDS.get(one["type"]), one["input"]
    shown = value if isinstance(value, str) and not known else None
    what = known or Phrase("{what}.", what=_said(one))
    faults.add(line, names[-1] if names else None, shown, what)


def _said(one: ErrorDetails) -> str:
    """What was said where the value was refused, by us or by pydantic."""
    context = one.get("ctx", {})
    if isinstance(error := context.get("error"), ValueError):
        return said_by(error)
    match one["type"]:
        case "literal_error":
            expected = context["expected"].replace(" or ", ", ").split(", ")
            return Phrase("Input should be {expected}", expected=one_of(expected))
        case "string_type":
            return Phrase("text is wanted here")
        case "string_too_short":
            return Phrase("this is empty")
        case "tuple_type" | "list_type":
            return Phrase("a list is wanted here")
        case "dict_type" | "dataclass_type" | "model_type":
            return Phrase("names with values are wanted here")
        case "bool_parsing":
            return Phrase("true or false is wanted here")
    return one["msg"].rstrip(".")
