"""Where everything stands in a YAML file, so that a part can be written anew and the rest be left.

Lines are what is kept or replaced, just as they are. Programs that read YAML and write it again do
not leave folded lines, quotes and blanks as somebody put them, and give comments to what stands
above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

DEPTH_LIMIT = 30

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the former is eight times faster
_TAGS = {None, "!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))}
"""Tags that mean nothing else than what stands there anyway."""
_COMMENT = re.compile(r"(?:^|\s+)#.*")


class NotLaidOut(Exception):
    """The file is YAML, but of a kind in which nobody writes codebooks."""


@dataclass(slots=True)
class Entry:
    """A name with its value, or an item of a list, and the lines that it takes.

    `lead` are the blank lines and the comments above it, `tail` the comments at its end that stand
    further in. `head` are its lines up to its `parts`; all of them where it has none, as what
    stands in brackets. Where its first part begins in the line of its dash, `dash` is what stands
    there before it. `comments` are those within `head`, with the blanks before them. What is
    `tied` is an alias or has an anchor: other places hang on it; `knotted`, if anything within is.
    """

    name: str
    value: Any
    column: int
    head: list[str]
    parts: list[Entry] | None = None
    dash: str = ""
    lead: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    tied: bool = False
    knotted: bool = False
    flow: bool = False
    line: int = 0

    def lines(self) -> Iterator[str]:
        yield from self.lead
        if self.parts and self.dash:
            yield from self.parts[0].lead
            first, *rest = self.parts[0].own_lines()
            yield self.dash + first[len(self.dash) :]
            yield from rest
            for part in self.parts[1:]:
                yield from part.lines()
            yield from self.tail
        else:
            yield from self.own_lines()

    def own_lines(self) -> Iterator[str]:
        """Its lines without what stands above it, and without a dash."""
        yield from self.head
        for part in self.parts or ():
            yield from part.lines()
        yield from self.tail

    def all_comments(self) -> Iterator[str]:
        """Every comment in it and above it."""
        yield from comments_among(self.lead)
        yield from map(str.strip, self.comments)
        for part in self.parts or ():
            yield from part.all_comments()
        yield from comments_among(self.tail)

    def shift(self, columns: int) -> None:
        """Move it so many columns to the right, or to the left."""
        if columns == 0:
            return
        self.column += columns
        self.dash = _shifted(self.dash, columns)
        for lines in (self.lead, self.head, self.tail):
            lines[:] = [_shifted(line, columns) for line in lines]
        for part in self.parts or ():
            part.shift(columns)


@dataclass(slots=True)
class Layout:
    """A file: what stands above its first name, its names with their values, and what follows.
    `root` is None where it holds comments only."""

    head: list[str]
    root: Entry | None
    tail: list[str]

    def comments(self) -> Iterator[str]:
        yield from comments_among(self.head)
        yield from self.root.all_comments() if self.root else ()
        yield from comments_among(self.tail)


def comments_among(lines: Iterable[str]) -> Iterator[str]:
    return (line.strip() for line in lines if line.lstrip().startswith("#"))


def _shifted(line: str, columns: int) -> str:
    if columns > 0:
        return " " * columns + line if line else line
    return line[min(-columns, len(line) - len(line.lstrip(" "))) :]


def lay_out(text: str) -> Layout:
    """Raises yaml.YAMLError for what is no YAML, and NotLaidOut."""
    return _LayingOut(text if text.endswith("\n") else f"{text}\n").layout()


Spot = tuple[int, int]
"""A line and a column, from 0."""


@dataclass(slots=True)
class _Node:
    """A value with its name, before it is known which lines between two are whose. `line` and
    `column` are where its name or its dash stands, `first` the line where the value begins."""

    value: Any
    line: int
    column: int
    first: int
    last: int
    name: str = ""
    within: list[_Node] | None = None
    tied: bool = False
    knotted: bool = False
    flow: bool = False


class _LayingOut:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")[:-1]
        self._events = iter(yaml.parse(text, Loader=_LOADER))
        self._anchors: dict[str, Any] = {}
        self._comments: dict[int, str] = {}
        self._passed: Spot = (0, 0)

    def layout(self) -> Layout:
        node = self._document()
        self._pass((len(self._lines), 0), (len(self._lines), 0))
        if node is None or (node.value is None and not node.tied):
            return Layout(self._lines, None, [])
        if not isinstance(node.value, dict):
            raise NotLaidOut
        if node.within is None:
            return Layout([], self._entry(node, [], 0, len(self._lines) - 1), [])
        first = node.within[0].line
        root = Entry("", node.value, -1, [], self._entries(node.within), knotted=node.knotted)
        root.tied = node.tied
        tail = _hung(self._lines[node.last + 1 :], 0, root)
        return Layout(self._lines[:first], root, tail)

    # What the parser says

    def _document(self) -> _Node | None:
        found = None
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                if found is not None:
                    raise NotLaidOut
                found = self._node(next(self._events), 0)
        return found

    def _node(self, event: Event, depth: int) -> _Node:
        if depth > DEPTH_LIMIT:
            raise NotLaidOut
        if isinstance(event, AliasEvent):
            start, end = _spots(event)
            self._pass(start, end)
            if event.anchor not in self._anchors:
                raise NotLaidOut
            value = self._anchors[event.anchor]
            return _Node(value, *start, start[0], end[0], tied=True, knotted=True)
        assert isinstance(event, NodeEvent)
        if getattr(event, "tag", None) not in _TAGS:
            raise NotLaidOut
        node = self._value(event, depth)
        if event.anchor:
            self._anchors[event.anchor] = node.value
            node.tied = node.knotted = True
        return node

    def _value(self, event: NodeEvent, depth: int) -> _Node:
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, depth)
        assert isinstance(event, MappingStartEvent)
        return self._mapping(event, depth)

    def _scalar(self, event: ScalarEvent) -> _Node:
        start, end = _spots(event)
        last = end[0]
        if event.style in ("|", ">"):
            sign = self._lines[start[0]][start[1] :].partition("#")[0]
            last = self._last_filled(start[0], end[0] - 1, keep="+" in sign)
            self._pass(start, start)
            self._pass((start[0] + 1, 0), end)
        else:
            self._pass(start, end)
        empty = event.style in (None, "") and event.value in ("", "~", "null")
        return _Node(None if empty else event.value, *start, start[0], last)

    def _last_filled(self, first: int, last: int, *, keep: bool) -> int:
        """The last line of a block: blank ones at its end are a part of it only where it keeps
        them."""
        while last > first and not keep and not self._lines[last].strip():
            last -= 1
        return last

    def _sequence(self, event: SequenceStartEvent, depth: int) -> _Node:
        within: list[_Node] = []
        while not isinstance(following := next(self._events), CollectionEndEvent):
            node = self._node(following, depth + 1)
            if not event.flow_style:
                self._put_at_dash(node)
            within.append(node)
        return self._closed(event, following, within, [node.value for node in within])

    def _put_at_dash(self, node: _Node) -> None:
        """A value that stands beneath its dash is told by where that stands."""
        before = self._lines[node.line][: node.column]
        while not before.rstrip().endswith("-"):
            node.line -= 1
            before = self._lines[node.line].partition("#")[0]
            if node.line < 0:
                raise NotLaidOut
        node.column = before.rindex("-")

    def _mapping(self, event: MappingStartEvent, depth: int) -> _Node:
        within: list[_Node] = []
        while not isinstance(following := next(self._events), CollectionEndEvent):
            if not isinstance(following, ScalarEvent):
                raise NotLaidOut
            key = self._scalar(following)
            node = self._node(next(self._events), depth + 1)
            node.name, node.line, node.column = following.value, key.line, key.column
            if following.anchor:
                node.tied = node.knotted = True
            within.append(node)
        value = {node.name: node.value for node in within}
        if len(value) < len(within):
            raise NotLaidOut
        return self._closed(event, following, within, value)

    def _closed(self, event: Any, end: Event, within: list[_Node], value: Any) -> _Node:
        start, (_, close) = _spots(event)[0], _spots(end)
        node = _Node(value, *start, start[0], close[0], flow=bool(event.flow_style))
        node.knotted = any(one.knotted for one in within)
        if node.flow or not within:
            self._pass(_spots(end)[0], close)
            return node
        node.last = within[-1].last
        if all(self._stands_alone(one) for one in within):
            node.within = within
        return node

    def _stands_alone(self, node: _Node) -> bool:
        """Whether nothing stands before it in its line but blanks and dashes."""
        return not self._lines[node.line][: node.column].strip(" -")

    # Comments

    def _pass(self, start: Spot, end: Spot) -> None:
        """Between what was passed last and here, what begins with # is a comment."""
        (line, column), (until, before) = self._passed, start
        while line <= until and line < len(self._lines):
            stop = before if line == until else len(self._lines[line])
            if found := _COMMENT.search(self._lines[line], column, stop):
                self._comments[line] = found[0].rstrip()
            line, column = line + 1, 0
        self._passed = max(end, self._passed)

    def _comments_in(self, first: int, last: int) -> list[str]:
        numbers = range(first, last + 1)
        return [self._comments[line] for line in numbers if line in self._comments]

    # Whose lines they are

    def _entries(self, nodes: Sequence[_Node]) -> list[Entry]:
        entries: list[Entry] = []
        after = nodes[0].line
        for node in nodes:
            between = self._lines[after : node.line]
            lead = _hung(between, node.column, entries[-1]) if entries else between
            entries.append(self._entry(node, lead, node.line, node.last))
            after = node.last + 1
        return entries

    def _entry(self, node: _Node, lead: list[str], first: int, last: int) -> Entry:
        entry = Entry(node.name, node.value, node.column, [], lead=lead, line=first)
        entry.tied, entry.knotted, entry.flow = node.tied, node.knotted, node.flow
        if node.within is None:
            entry.head = self._lines[first : last + 1]
            entry.comments = self._comments_in(first, last)
            return entry
        begin = node.within[0].line
        entry.parts = self._entries(node.within)
        if begin == first:
            entry.dash = self._lines[first][: node.within[0].column]
            bare = entry.parts[0].head[0][len(entry.dash) :]
            entry.parts[0].head[0] = " " * len(entry.dash) + bare
        else:
            above = self._lines[first:begin]
            entry.head, entry.parts[0].lead = above[:1], above[1:]
            entry.comments = self._comments_in(first, first)
        return entry


def _spots(event: Event) -> tuple[Spot, Spot]:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return (start.line, start.column), (end.line, end.column)


def _hung(lines: list[str], column: int, before: Entry) -> list[str]:
    """Comments that stand further in than what follows belong to what stands before them: to that
    part of it which stands less far in. Gives the other lines back."""
    far = [n for n, line in enumerate(lines) if _is_within(line, column)]
    if not far:
        return lines
    tail, rest = lines[: far[-1] + 1], lines[far[-1] + 1 :]
    depth = min(len(line) - len(line.lstrip()) for line in tail if line.strip())
    while before.parts and before.parts[-1].column < depth:
        before = before.parts[-1]
    before.tail += tail
    return rest


def _is_within(line: str, column: int) -> bool:
    bare = line.lstrip()
    return bare.startswith("#") and len(line) - len(bare) > column
