"""YAML without its traps: every scalar is a string, and every value remembers its line.

A code may be called `no`, `n`, `007` or `12:30`, and stays so: only where a number or a yes/no
is wanted is the text made one, by whoever checks it. An empty value, `~` and `null` are None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from qualcode.errors import InvalidData, Phrase, UnreadableFile, at
from qualcode.readers.encoding import LIMIT, decode, read_bytes

SIZE_LIMIT = LIMIT
DEPTH_LIMIT = 30
VALUES_LIMIT = 1_000_000
"""Values in a file, those that aliases repeat counted anew each time: a codebook of 30,000 codes
with all that can be said of each has half as many."""

Loc = tuple[str | int, ...]
"""Where a value stands: `("themes", 0, "codes", 2, "origin")`."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the former is eight times faster
_VALUES = (ScalarEvent, MappingStartEvent, SequenceStartEvent)
_TAGS = {None, "!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))}


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A mapping as it was read, and the line of each value in it. `remarks` say what a person
    should know of how the text was read."""

    path: Path
    data: dict[str, Any]
    lines: dict[Loc, int]
    remarks: tuple[str, ...] = ()

    def line(self, loc: Loc) -> int:
        """The line of a value, or, where it is missing, of what it is missing from."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


def read_yaml(path: Path) -> YamlFile:
    """The mapping that a file holds; anything else at the top is refused."""
    decoded = decode(read_bytes(path, SIZE_LIMIT), path)
    return replace(parse_yaml(decoded.text, path), remarks=decoded.remarks)


def parse_yaml(text: str, path: Path) -> YamlFile:
    """The mapping that a text holds; `path` is what messages call it."""
    builder = _Builder(path)
    try:
        data = builder.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise InvalidData(
            "{place}: this is not YAML: {what}.", place=at(path, line), what=_problem(error, text)
        ) from error
    except yaml.YAMLError as error:
        raise InvalidData(
            "{place}: this is not YAML: {what}.", place=at(path), what=error
        ) from error
    if not isinstance(data, dict):
        raise InvalidData(
            "{place}: the file must hold names with values, such as `title: …`, at the top.",
            place=at(path, 1),
        )
    return YamlFile(path, data, builder.lines)


def _problem(error: yaml.MarkedYAMLError, text: str) -> str:
    """What the parser complains of; tabs are so common that they get a word of their own."""
    said, mark = str(error.problem), error.problem_mark
    if "tab character" in said or (mark and text[mark.index : mark.index + 1] == "\t"):
        return Phrase("a tab stands here; indent with blanks instead, in the whole file")
    return said


@dataclass
class _Anchor:
    """What an alias stands for; `values` is None as long as it is not finished."""

    data: Any = None
    values: int | None = None


@dataclass
class _Builder:
    """Makes values of the parser's events, within limits of depth and size."""

    path: Path
    lines: dict[Loc, int] = field(default_factory=dict)
    anchors: dict[str, _Anchor] = field(default_factory=dict)
    values: int = 0

    def document(self, events: Iterator[Event]) -> Any:
        data, documents = None, 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._fault(
                        event, Phrase("a second document begins here; keep to one a file.")
                    )
                data = self._value(next(events), events, ())
        return data

    def _value(self, event: Event, events: Iterator[Event], loc: Loc) -> Any:
        self.lines[loc] = _line(event)
        self._count(event, 1)
        if isinstance(event, AliasEvent):
            return self._repeated(event)
        assert isinstance(event, _VALUES)
        if event.tag not in _TAGS:
            raise self._fault(
                event, Phrase("the tag {tag} has no meaning here; take it away.", tag=event.tag)
            )
        if len(loc) > DEPTH_LIMIT:
            raise self._fault(
                event, Phrase("there are more than {limit} levels.", limit=DEPTH_LIMIT)
            )
        if not event.anchor:
            return self._contents(event, events, loc)
        anchor = self.anchors[event.anchor] = _Anchor()
        before = self.values
        anchor.data = self._contents(event, events, loc)
        anchor.values = self.values - before
        return anchor.data

    def _contents(self, event: Event, events: Iterator[Event], loc: Loc) -> Any:
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, loc)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, loc)
        assert isinstance(event, ScalarEvent)
        plain = event.style is None or event.style == ""
        return None if plain and event.value in ("", "~", "null") else event.value

    def _sequence(self, events: Iterator[Event], loc: Loc) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            found.append(self._value(event, events, (*loc, len(found))))
        return found

    def _mapping(self, events: Iterator[Event], loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise self._fault(event, Phrase("a name is wanted here, not a list or an alias."))
            key = event.value
            if key in found:
                first = self.lines[(*loc, key)]
                raise self._fault(
                    event,
                    Phrase('"{key}" stands here already, on line {first}.', key=key, first=first),
                )
            line = _line(event)
            found[key] = self._value(next(events), events, (*loc, key))
            self.lines[(*loc, key)] = line
        return found

    def _repeated(self, event: AliasEvent) -> Any:
        anchor = self.anchors.get(event.anchor or "")
        if anchor is None:
            raise self._fault(
                event, Phrase("nothing is called &{anchor} above.", anchor=event.anchor)
            )
        if anchor.values is None:
            raise self._fault(event, Phrase("*{anchor} stands within itself.", anchor=event.anchor))
        self._count(event, anchor.values)
        return anchor.data

    def _count(self, event: Event, values: int) -> None:
        self.values += values
        if self.values > VALUES_LIMIT:
            raise UnreadableFile(
                "{place}: the file comes to more than "
                "{limit:,} values; write out what its aliases (*) repeat, or split it.",
                place=at(self.path, _line(event)),
                limit=VALUES_LIMIT,
            )

    def _fault(self, event: Event, what: Phrase) -> InvalidData:
        return InvalidData("{place}: {what}", place=at(self.path, _line(event)), what=what)


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def without_empty(data: Any) -> Any:
    """The same without names that have no value: those are as if they had not been written."""
    if isinstance(data, dict):
        return {key: without_empty(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [without_empty(value) for value in data]
    return data
