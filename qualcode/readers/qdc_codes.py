"""A codebook of the codes and sets that a .qdc holds, whoever wrote it.

- What cannot be given is a theme, and holds the codes beneath it; within another such, it is named
  by its path.
- A code that nothing of the kind holds stands in the theme of the first set that it is in, or in
  that of the code above it. What is left waits to be grouped.
- `a::b` lies beneath a code `a`, if there is one, else in a theme `a`. In a file in which nothing
  is nested, `a.b`, `a/b`, `a\\b` and `a>b` lie beneath a code `a`.
- Ids are made of names, unless the description tells them, as ours do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qualcode.errors import Phrase
from qualcode.model.code_ids import CodeIds
from qualcode.model.codebook import (
    LIVES,
    ORIGINS,
    Code,
    Codebook,
    ExclusiveSet,
    Theme,
    called,
    in_circles,
)
from qualcode.model.codebook_notes import OF_CODES, OF_SETS, OF_THEMES, unfold
from qualcode.model.codebook_table import UNGROUPED
from qualcode.model.places import Place
from qualcode.model.refi import NAMESPACE, ORIGIN, PROJECT_NAMESPACE, guid
from qualcode.readers.codebook_file import CodebookFile

NAMELESS = "?"
_STEP = re.compile(r"\s*[/\\>]\s*|\.(?=\S)")
"""What parts the steps of a path in names, where nothing else nests codes."""
_PATH_SIGN = "::"


@dataclass(eq=False, slots=True)
class FoundCode:
    """A code as it stands in the file. `home` is the theme that it comes to stand in, `parent` the
    code that it comes to lie beneath, and `fields` what its description says."""

    name: str
    guid: str = ""
    codable: bool = True
    colour: str | None = None
    above: FoundCode | None = None
    description: list[str] = field(default_factory=list)
    home: str = ""
    parent: FoundCode | None = None
    fields: dict[str, str] = field(default_factory=dict)
    id: str = ""


@dataclass(eq=False, slots=True)
class FoundSet:
    """A set of codes, by their GUIDs."""

    name: str
    description: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)


def put_together(
    codes: Sequence[FoundCode],
    sets: Sequence[FoundSet],
    origin: str,
    namespaces: Iterable[str],
    dropped: Counter[str],
) -> CodebookFile:
    work = _Work(codes, sets, ours=origin == ORIGIN)
    codebook = work.codebook()
    return CodebookFile(codebook, (*_about(namespaces, dropped), *work.remarks()))


def _about(namespaces: Iterable[str], dropped: Counter[str]) -> Iterator[Phrase]:
    for namespace in namespaces:
        if namespace not in (NAMESPACE, PROJECT_NAMESPACE):
            yield Phrase(
                'The namespace "{namespace}" is not that of the standard; it was read all the '
                "same.",
                namespace=namespace,
            )
    if dropped:
        names = ", ".join(f"{name} ({n})" for name, n in sorted(dropped.items()))
        yield Phrase("Left out, since a codebook here has no place for it: {names}.", names=names)


class _Work:
    """Finds for each code its id, its parent and its theme, and counts what that leaves out."""

    def __init__(self, codes: Sequence[FoundCode], sets: Sequence[FoundSet], *, ours: bool) -> None:
        self._ours = ours
        self._codes = [code for code in codes if code.codable]
        self._holders = [code for code in codes if not code.codable]
        self._sets = sets
        self._nested = any(code.above is not None for code in codes)
        self._themes: dict[str, Theme] = {}
        self._orders: dict[str, list[FoundCode]] = {}
        self._exclusive: dict[str, ExclusiveSet] = {}
        self._counts: Counter[str] = Counter()
        for code in codes:
            code.name = code.name if ours else " ".join(code.name.split())
            self._counts["nameless"] += not code.name.strip()
            code.name = code.name if code.name.strip() else code.guid or NAMELESS

    def codebook(self) -> Codebook:
        for holder in self._holders:
            self._counts["nested"] += _nearest(holder, codable=False) is not None
            self._note_theme(_path(holder), holder.description, OF_THEMES)
        self._understand()
        if not self._ours:
            self._follow_paths()
        self._follow_sets()
        self._find_homes()
        return self._made()

    # Themes

    def _note_theme(self, name: str, description: Sequence[str], known: Collection[str]) -> None:
        """There is one theme of a name, and one residual and one ungrouped one."""
        if name in self._themes:
            return
        said = unfold("".join(description), known)
        others = self._themes.values()
        self._themes[name] = Theme(
            name=name,
            definition=said.get("definition", ""),
            residual="residual" in said and not any(one.residual for one in others),
            ungrouped="ungrouped" in said and not any(one.ungrouped for one in others),
        )

    # Codes

    def _understand(self) -> None:
        """What descriptions say, what lies above, and ids."""
        ids: set[str] = set()
        keys: set[str] = set()
        for code in self._codes:
            code.fields = _said("".join(code.description))
            for name, taken in (("id", ids), ("key", keys)):
                if (value := code.fields.get(name)) in taken:
                    del code.fields[name]
                elif value is not None:
                    taken.add(value)
            code.parent = _nearest(code, codable=True)
            code.home = _path(_nearest(code, codable=False))
        free = CodeIds(ids)
        for code in self._codes:
            code.id = code.fields.get("id") or free.of(code.name)

    def _follow_paths(self) -> None:
        """Names that tell what a code lies beneath, in programs that have no tree."""
        by_name: dict[str, FoundCode] = {}
        for code in self._codes:
            by_name.setdefault(code.name, code)
        renamed: dict[FoundCode, str] = {}
        for code in self._codes:
            steps = code.name.split(_PATH_SIGN)
            if len(steps) > 1 and all(step.strip() for step in steps):
                renamed[code] = self._follow(code, steps, by_name)
            elif not self._nested:
                ends = [match.start() for match in _STEP.finditer(code.name)]
                holders = (by_name.get(code.name[:end]) for end in reversed(ends))
                code.parent = next((one for one in holders if one is not None), None)
                self._counts["paths"] += code.parent is not None
        for code, name in renamed.items():
            code.name = name

    def _follow(self, code: FoundCode, steps: list[str], by_name: Mapping[str, FoundCode]) -> str:
        """What the code is called beneath the code, or in the theme, that its name begins with."""
        self._counts["paths"] += 1
        for n in range(len(steps) - 1, 0, -1):
            holder = by_name.get(_PATH_SIGN.join(steps[:n]))
            if holder is not None:
                code.parent = code.parent or holder
                return _PATH_SIGN.join(steps[n:]).strip()
        if not code.home and code.parent is None:
            code.home = " / ".join(step.strip() for step in steps[:-1])
            self._note_theme(code.home, (), ())
        return steps[-1].strip()

    # Sets

    def _follow_sets(self) -> None:
        by_guid: dict[str, FoundCode] = {}
        homes: dict[str, set[FoundCode]] = defaultdict(set)
        for code in self._codes:
            self._counts["doubled"] += bool(code.guid) and code.guid in by_guid
            by_guid.setdefault(code.guid, code)
            homes[code.home].add(code)
        for one in self._sets:
            members = [by_guid[guid] for guid in one.members if guid in by_guid]
            self._counts["members"] += len(one.members) - len(members)
            if "exclusive" in unfold("".join(one.description), OF_SETS):
                self._exclude(one.name, members)
            elif one.name in self._themes and set(members) == homes[one.name]:
                self._orders[one.name] = members
            else:
                self._place(one, members)

    def _exclude(self, name: str, members: Sequence[FoundCode]) -> None:
        ids = tuple(dict.fromkeys(code.id for code in members))
        if len(ids) > 1 and name not in self._exclusive:
            self._exclusive[name] = ExclusiveSet(name=name, codes=ids)

    def _place(self, one: FoundSet, members: Sequence[FoundCode]) -> None:
        name = one.name or NAMELESS
        self._note_theme(name, one.description, OF_THEMES)
        for code in members:
            self._counts["memberships"] += code.home not in ("", name)
            code.home = code.home or name

    def _find_homes(self) -> None:
        """Codes that nobody has put in a theme stand where what is above them does."""
        waiting = next((name for name, one in self._themes.items() if one.ungrouped), UNGROUPED)
        for code in self._codes:
            way: list[FoundCode] = []
            above: FoundCode | None = code
            while above is not None and not above.home:
                way.append(above)
                above = above.parent
            for one in way:
                one.home = above.home if above else waiting
        if waiting not in self._themes and any(code.home == waiting for code in self._codes):
            self._themes[waiting] = Theme(name=waiting, ungrouped=True)

    # All together

    def _made(self) -> Codebook:
        parents = self._parents()
        within: dict[str, list[Code]] = defaultdict(list)
        ordered = [code for codes in self._orders.values() for code in codes]
        for code in dict.fromkeys((*ordered, *self._codes)):
            within[code.home].append(_code(code, parents[code.id]))
        themes = (
            replace(theme, codes=tuple(self._told_apart(within[name])))
            for name, theme in self._themes.items()
        )
        return Codebook(themes=tuple(themes), exclusive=tuple(self._exclusive.values()))

    def _parents(self) -> dict[str, str | None]:
        known = {code.id for code in self._codes}
        parents: dict[str, str | None] = {}
        for code in self._codes:
            named = code.fields.get("parent")
            above = code.parent.id if code.parent else None
            parents[code.id] = named if named in known else above
        circling = in_circles(parents)
        self._counts["circling"] = len(circling)
        return parents | dict.fromkeys(circling)

    def _told_apart(self, codes: Sequence[Code]) -> Iterator[Code]:
        """Codes of one name in one theme get numbers."""
        taken: set[str] = set()
        numbers: Counter[str] = Counter()
        for code in codes:
            found, name = code, called(code)
            while code.given and called(found) in taken:
                numbers[name] += 1
                found = replace(code, name=f"{code.label} ({numbers[name] + 1})")
            self._counts["numbered"] += found is not code
            if code.given:
                taken.add(called(found))
            yield found

    def remarks(self) -> Iterator[Phrase]:
        """What was left out or understood in a way that a person should know of."""
        if any(code.guid and code.guid != guid("code", code.id) for code in self._codes):
            yield Phrase("The GUIDs are not kept: a code is known by its id, made of its name.")
        n = self._counts
        told = (
            Phrase("Codes without a name: {n}.", n=n["nameless"]),
            Phrase(
                "Names read as paths: {n}. Such a code lies beneath the code that its name begins "
                "with, or in a theme of that name.",
                n=n["paths"],
            ),
            Phrase("Groups within groups, now themes named by their paths: {n}.", n=n["nested"]),
            Phrase(
                "Further sets that hold a code, left out since it stands in one theme only: {n}.",
                n=n["memberships"],
            ),
            Phrase("Members of sets that are no codes of the file: {n}.", n=n["members"]),
            Phrase("Codes with the GUID of another, so that sets hold that: {n}.", n=n["doubled"]),
            Phrase(
                "Codes with the name of another in their theme, which got a number: {n}.",
                n=n["numbered"],
            ),
            Phrase("Codes that lay beneath themselves: {n}.", n=n["circling"]),
        )
        yield from (phrase for phrase in told if phrase.blanks["n"])


def _nearest(code: FoundCode, *, codable: bool) -> FoundCode | None:
    above = code.above
    while above is not None and above.codable != codable:
        above = above.above
    return above


def _path(holder: FoundCode | None) -> str:
    names: list[str] = []
    while holder is not None:
        names.insert(0, holder.name)
        holder = _nearest(holder, codable=False)
    return " / ".join(names)


def _said(text: str) -> dict[str, str]:
    """The fields in a description. A label with something that cannot stand behind it is none."""
    fields = unfold(text, OF_CODES)
    usable = {name for name, value in fields.items() if _is_usable(name, value)}
    return fields if usable == fields.keys() else unfold(text, usable)


def _is_usable(name: str, value: str) -> bool:
    match name:
        case "origin":
            return value in ORIGINS
        case "state":
            return value in LIVES
        case "key":
            return len(value) == 1
        case "id":
            return bool(value) and value == value.strip()
        case "born" | "example_at":
            return _is_place(value)
    return True


def _is_place(value: str) -> bool:
    try:
        return bool(Place.parse(value))
    except ValueError:
        return False


def _code(found: FoundCode, parent: str | None) -> Code:
    fields: dict[str, Any] = {
        name: text for name, text in found.fields.items() if name not in ("id", "parent")
    }
    named = found.name != found.fields.get("id")
    name = found.name if named else ""
    return Code(id=found.id, name=name, parent=parent, colour=found.colour, **fields)
