"""A codebook file brought up to date, where all that has not changed stays as somebody wrote it.

Codes are known by their ids and themes by their names, or by the codes that came along; wherever
they go their comments go with them. A comment right above something that is gone goes too; one
with a blank line beneath it, a heading say, stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any

import yaml

from qualcode.export.codebooks.plain import Part, Plain, plain
from qualcode.export.codebooks.scalars import in_flow
from qualcode.export.codebooks.yaml_layout import Entry, Layout, NotLaidOut, comments_among, lay_out
from qualcode.export.codebooks.yaml_lines import entry, mapping
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme

Kind = type[Codebook] | type[Theme] | type[Code] | type[ExclusiveSet]

_WITHIN: dict[tuple[Kind, str], Kind | None] = {
    (Codebook, "themes"): Theme,
    (Codebook, "exclusive"): ExclusiveSet,
    (Theme, "codes"): Code,
    (ExclusiveSet, "codes"): None,
}
"""Fields that hold lists, and of what; of ids where it is None."""
_USUAL = {
    kind: {one.name: None if one.default is MISSING else one.default for one in fields(kind)}
    for kind in (Codebook, Theme, Code, ExclusiveSet)
}
_YES, _NO = {"yes", "true", "on", "y", "t", "1"}, {"no", "false", "off", "n", "f", "0"}


def updated(text: str, codebook: Codebook) -> str:
    """The text of a file that holds a codebook, with another one in it.

    Raises yaml.YAMLError for what is no YAML, and NotLaidOut for what is no codebook.
    """
    layout = lay_out(text)
    if layout.root is None:
        return "\n".join([*layout.head, *mapping(plain(codebook), 0)]) + "\n"
    understood(layout.root.value, Codebook)
    if layout.root.parts is not None and not layout.root.tied:
        found = "\n".join(_Update(layout, codebook).lines(layout.root)) + "\n"
        if _says(found, codebook):
            return found
    return _anew(lay_out(text), codebook)


def _says(text: str, codebook: Codebook) -> bool:
    try:
        root = lay_out(text).root
        return root is not None and understood(root.value, Codebook) == plain(codebook)
    except (NotLaidOut, yaml.YAMLError):
        return False


def _anew(layout: Layout, codebook: Codebook) -> str:
    """The comments, and beneath them the codebook as in a new file."""
    return "\n".join([*layout.comments(), *mapping(plain(codebook), 0)]) + "\n"


def understood(value: Any, kind: Kind) -> dict[str, Plain]:
    """The fields of a part, as `plain` has them, from what a file says of it."""
    if not isinstance(value, Mapping) or value.keys() - _USUAL[kind].keys():
        raise NotLaidOut
    found: dict[str, Plain] = {}
    for name, usual in _USUAL[kind].items():
        held = value.get(name)
        if held is not None and (one := _understood(held, kind, name)) != usual and one != []:
            found[name] = one
    return found


def _understood(held: Any, kind: Kind, name: str) -> Plain:
    if (kind, name) in _WITHIN:
        within = _WITHIN[kind, name]
        if not isinstance(held, list):
            raise NotLaidOut
        return [understood(one, within) if within else one for one in held]
    if not isinstance(held, str):
        raise NotLaidOut
    if not isinstance(_USUAL[kind][name], bool):
        return held
    if held.casefold() not in _YES | _NO:
        raise NotLaidOut
    return held.casefold() in _YES


class _Update:
    """Puts the parts of a codebook where they belong among the entries of a file."""

    def __init__(self, layout: Layout, codebook: Codebook) -> None:
        self._layout = layout
        self._codebook = codebook
        self._held: dict[Kind, dict[str, Entry]] = {Theme: {}, Code: {}, ExclusiveSet: {}}
        self._spaced: Counter[Kind] = Counter()
        self._step: int | None = None
        for part in (layout.root and layout.root.parts) or ():
            if part.name in ("themes", "exclusive"):
                self._note(part, Theme if part.name == "themes" else ExclusiveSet)
        self._follow_names()
        self._names: Mapping[Kind, set[str]] = {
            Theme: {theme.name for theme in codebook.themes},
            Code: {code.id for code in codebook.codes()},
            ExclusiveSet: {group.name for group in codebook.exclusive},
        }

    def lines(self, root: Entry) -> Iterator[str]:
        self._bring(root, self._codebook)
        yield from self._layout.head
        yield from root.lines()
        yield from self._layout.tail

    # What the file holds

    def _note(self, listed: Entry, kind: Kind) -> None:
        for number, one in enumerate(listed.parts or ()):
            one.name = str(one.value.get("id" if kind is Code else "name"))
            self._held[kind].setdefault(one.name, one)
            if number:
                self._spaced[kind] += 1 if "" in one.lead else -1
            for codes in one.parts or () if kind is Theme else ():
                if codes.name == "codes":
                    self._note(codes, Code)
        if kind is Code and listed.parts and self._step is None:
            self._step = listed.parts[0].column - listed.column

    def _follow_names(self) -> None:
        """A theme that has another name now is that from which most of its codes come."""
        held = self._held[Theme]
        homes = {code.get("id"): name for name, one in held.items() for code in _codes_of(one)}
        left = held.keys() - {theme.name for theme in self._codebook.themes}
        for theme in self._codebook.themes:
            if theme.name in held or not left:
                continue
            came = Counter(homes[code.id] for code in theme.codes if homes.get(code.id) in left)
            if came:
                [(name, _)] = came.most_common(1)
                left.remove(name)
                held[theme.name] = held.pop(name)
                held[theme.name].name = theme.name

    # What is to stand in it

    def _bring(self, old: Entry, part: Part) -> None:
        """Make the fields within an entry those of a part."""
        wanted, column = plain(part), old.column + 1
        kept: list[Entry] = []
        loose: list[str] = []
        for one in old.parts or ():
            column = one.column
            new = self._field(one, part, wanted)
            if new is None:
                loose += [" " * column + comment for comment in _comments_left(one)]
            else:
                new.lead, loose = loose + new.lead, []
                kept.append(new)
        old.tail = loose + old.tail
        order = list(_USUAL[type(part)])
        for name in (name for name in wanted if name not in {one.name for one in kept}):
            before = set(order[: order.index(name)])
            place = max((n for n, one in enumerate(kept, start=1) if one.name in before), default=0)
            kept.insert(place, self._new_field(name, part, column))
        old.parts = kept

    def _field(self, old: Entry, part: Part, wanted: Mapping[str, Plain]) -> Entry | None:
        """The entry of a field as it is to be; None if it goes."""
        kind = type(part)
        said = understood({old.name: old.value}, kind).get(old.name)
        if not old.knotted and said == wanted.get(old.name):
            return old
        if old.name not in wanted:
            return None
        if _WITHIN.get((kind, old.name)):
            return self._list(old, part, old.name, old.column)
        return _written(old, old.name, wanted[old.name])

    def _new_field(self, name: str, part: Part, column: int) -> Entry:
        if _WITHIN.get((type(part), name)):
            return self._list(None, part, name, column)
        value = plain(part)[name]
        return Entry(name, value, column, list(entry(name, value, column)))

    def _list(self, old: Entry | None, part: Part, name: str, column: int) -> Entry:
        """A list of parts within a part."""
        kind = _WITHIN[type(part), name]
        assert kind is not None
        within = list(old.parts or ()) if old else []
        if old is None or old.parts is None or old.tied:
            listed = Entry(name, None, column, [f"{' ' * column}{name}:"], [])
            if old is not None:
                _keep_comments(listed, old)
        else:
            listed = old
        dash = within[0].column if within else column + (self._step or 0)
        listed.parts = [self._part(one, dash) for one in getattr(part, name)]
        self._settle(within, listed, kind)
        return listed

    def _part(self, part: Part, column: int) -> Entry:
        """The item of a part in a list, with its dash in the column."""
        old = self._held[type(part)].pop(part.id if isinstance(part, Code) else _name(part), None)
        if old is None:
            return self._new(part, column)
        old.shift(column - old.column)
        if not old.knotted and understood(old.value, type(part)) == plain(part):
            return old
        if old.parts is not None and not old.tied:
            self._bring(old, part)
            return old
        if old.flow and not isinstance(part, Theme):
            new = Entry(old.name, None, column, [f"{' ' * column}- {_in_braces(part)}"])
        else:
            new = self._new(part, column)
        _keep_comments(new, old)
        return new

    def _new(self, part: Part, column: int) -> Entry:
        parts = [self._new_field(name, part, column + 2) for name in plain(part)]
        return Entry("", None, column, [], parts, dash=" " * column + "- ")

    def _settle(self, before: Sequence[Entry], listed: Entry, kind: Kind) -> None:
        """Blank lines between the items as there were, and the comments of those that are gone."""
        there = {id(one) for one in before}
        items = listed.parts or []
        for number, one in enumerate(items):
            came = id(one) not in there or one is before[0]
            if number == 0 and not (before and one is before[0]):
                one.lead = list(_without_blank_lines(one.lead))
            elif number and came and self._spaced[kind] > 0 and "" not in one.lead:
                one.lead.insert(0, "")
        loose: list[str] = []
        stay = {id(one) for one in items}
        for one in before:
            if id(one) in stay:
                one.lead, loose = loose + one.lead, []
            elif one.name not in self._names[kind]:
                loose += self._headings(one, kind)
        listed.tail = loose + listed.tail

    def _headings(self, gone: Entry, kind: Kind) -> Iterator[str]:
        """The comments that outlive what they stand above, or within."""
        last = max((n for n, line in enumerate(gone.lead) if not line.strip()), default=-1)
        if any(comments_among(gone.lead[: last + 1])):
            yield from gone.lead[: last + 1]
        if (
            kind is not Theme
            or not {code.get("id") for code in _codes_of(gone)} & self._names[Code]
        ):
            return
        for one in (gone, *(part for part in gone.parts or () if part.name == "codes")):
            if one.parts is None:  # comments among codes that live on in another theme
                yield from (" " * gone.column + comment.strip() for comment in one.comments)


def _codes_of(theme: Entry) -> list[dict[str, Any]]:
    return theme.value.get("codes") or []


def _name(part: Part) -> str:
    assert isinstance(part, Theme | ExclusiveSet)
    return part.name


def _written(old: Entry, name: str, value: Plain) -> Entry:
    """A field written anew; ids that stood in brackets do so again."""
    head = list(entry(name, value, old.column))
    if old.flow and isinstance(value, Sequence) and not isinstance(value, str):
        head = [f"{' ' * old.column}{name}: [{', '.join(in_flow(str(one)) for one in value)}]"]
    new = Entry(name, value, old.column, head)
    _keep_comments(new, old)
    return new


def _keep_comments(new: Entry, old: Entry) -> None:
    """The first comment within stands in the first line again, the others above it."""
    within = list(_comments_within(old))
    if within and new.head:
        first = within.pop(0)
        new.head[0] += first if first.startswith(" ") else f"  {first}"
    new.lead = [*old.lead, *(" " * old.column + comment.strip() for comment in within)]
    new.tail = old.tail


def _comments_within(old: Entry) -> Iterator[str]:
    """But for those of parts that go their own ways, and take their comments along."""
    yield from old.comments
    for part in old.parts or ():
        if not isinstance(part.value, dict):
            yield from comments_among(part.lead)
            yield from _comments_within(part)
            yield from comments_among(part.tail)


def _comments_left(gone: Entry) -> Iterator[str]:
    """What a field that goes leaves behind."""
    yield from comments_among(gone.lead)
    yield from map(str.strip, gone.comments)
    yield from comments_among(gone.tail)


def _in_braces(part: Part) -> str:
    inner = (f"{name}: {_flow(value)}" for name, value in plain(part).items())
    return "{" + ", ".join(inner) + "}"


def _flow(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return in_flow(value)
    return "[" + ", ".join(in_flow(str(one)) for one in value) + "]"


def _without_blank_lines(lines: Sequence[str]) -> Iterator[str]:
    """Without those at the beginning."""
    begun = False
    for line in lines:
        begun = begun or bool(line.strip())
        if begun:
            yield line
