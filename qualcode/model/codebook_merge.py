"""Bringing a codebook in a study and one in a file together, three ways.

What only one side has changed since both were the same is taken from that side; what both have
changed, each otherwise, is a clash for a person. Nothing that either side has is lost: what one of
them has let go comes back if the other has it still. What they are called by (title, language) is
the study's own and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any, Literal

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme, in_circles
from qualcode.model.codebook_hands import Names, is_another
from qualcode.model.codebook_sides import PARTS, Book, Part, Sides, side_by_side

Side = Literal["study", "file"]
Thing = Literal["code", "theme", "exclusive"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both sides have changed. `field` is empty where it is doubtful whether both
    mean the same code: an id that has changed hands."""

    thing: Thing
    name: str
    field: str
    base: str
    study: str
    file: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The codebook that both come to; where they clash, with what the study has.

    `kept` are ids of codes that the file does not have, `renamed` what the study calls themes that
    have another name now.
    """

    codebook: Codebook
    clashes: tuple[Clash, ...]
    kept: tuple[str, ...]
    renamed: Mapping[str, str]


_CODE_FIELDS = tuple(f.name for f in fields(Code) if f.name != "id")
_EMPTY: Mapping[str, Any] = {f.name: f.default for f in fields(Code)}


def merge(
    base: Codebook | None, study: Codebook, file: Codebook, prefer: Side | None = None
) -> Merged:
    """`base` is what both were when they were last the same; None if that is not known: then the
    file wins wherever it says something. `prefer` settles what clashes."""
    sides = side_by_side(base, study, file)
    work = _Work(sides, prefer, known=base is not None)
    themes = work.themes()
    codes = work.codes()
    groups = work.exclusive(base or Codebook(), study, file)
    merged = replace(study, themes=tuple(work.filled(themes, codes)), exclusive=tuple(groups))
    return Merged(
        merged,
        tuple(work.clashes),
        tuple(ident for ident in sides.study.codes if ident not in sides.file.codes),
        {
            theme.name: key
            for key, theme in themes.items()
            if key in sides.study.themes and theme.name not in sides.study.themes
        },
    )


class _Work:
    """Settles one thing after the other, and gathers what clashes."""

    def __init__(self, sides: Sides, prefer: Side | None, *, known: bool) -> None:
        self.clashes: list[Clash] = []
        self._sides = sides
        self._books = (sides.base, sides.study, sides.file)
        self._prefer = prefer
        self._known = known
        self._names = Names(*self._books)

    @property
    def _winner(self) -> Side | None:
        """Whose word counts where each has one; without a base there is nothing to clash over."""
        return self._prefer or (None if self._known else "file")

    def _settled(
        self,
        at: tuple[Thing, str, str],
        values: Sequence[Any],
        empty: Any = "",
        shown: Sequence[str] = (),
    ) -> Any:
        """What is to be, of what is in the base, in the study and in the file. `at` is the thing,
        its name and the field, `shown` what people call the values."""
        base, study, file = values
        if file == study:
            return study
        if not self._known and self._prefer is None:
            return study if file == empty else file
        if file == (base if self._known else empty):
            return study
        if study == (base if self._known else empty):
            return file
        return self._chosen(Clash(*at, *(shown or map(_shown, values))), study, file)

    def _chosen(self, clash: Clash, study: Any, file: Any) -> Any:
        if self._winner is None:
            self.clashes.append(clash)
        return file if self._winner == "file" else study

    # Themes

    def themes(self) -> dict[str, Theme]:
        """All themes by key, without their codes."""
        study, file = self._sides.study.themes, self._sides.file.themes
        found = {}
        for key in {**study, **file}:
            held = study.get(key) or file[key]
            if key in study and key in file:
                held = self._theme(key, held)
            found[key] = Theme(name=held.name, definition=held.definition)
        residual, ungrouped = map(self._playing, PARTS)
        return {
            key: replace(theme, residual=key == residual, ungrouped=key == ungrouped)
            for key, theme in found.items()
        }

    def _playing(self, part: Part) -> str:
        """The key of the theme that plays a part; empty if there is none."""
        keys = [book.parts.get(part, "") for book in self._books]
        names = [book.name(key) for book, key in zip(self._books, keys, strict=True)]
        found: str = self._settled(("theme", names[1] or names[2], part), keys, shown=names)
        return found

    def _theme(self, key: str, study: Theme) -> Theme:
        themes = [book.themes.get(key, Theme(name=key)) for book in self._books]
        if key in self._sides.cast and key not in self._sides.base.themes:
            name = study.name
        else:
            name = self._settled(("theme", key, "name"), [theme.name for theme in themes])
        texts = [theme.definition for theme in themes]
        return replace(
            study, name=name, definition=self._settled(("theme", key, "definition"), texts)
        )

    # Codes

    def codes(self) -> dict[str, tuple[str, Code]]:
        """All codes by id, with the keys of their themes."""
        base, study, file = (book.codes for book in self._books)
        found = dict(study)
        for ident, theirs in file.items():
            mine, before = study.get(ident), base.get(ident)
            if mine is None:
                found[ident] = theirs
            elif not self._left_alone(before, mine[1], theirs[1]):
                found[ident] = self._code(before or ("", Code(id=ident)), mine, theirs)
        self._straighten(found)
        self._gather(found)
        self._share_out_keys(found)
        return found

    def _left_alone(self, before: tuple[str, Code] | None, study: Code, file: Code) -> bool:
        """Whether the id stands for another code in the file. It is left as it is in the study,
        unless the file is preferred."""
        kept = before is not None and _called(before[1]) == _called(file)
        if kept or self._prefer == "file":
            return False
        if not (is_another(study, file) or self._names.changed_hands(file)):
            return False
        if self._prefer is None:
            said = [_called(before[1]) if before else "", _called(study), _called(file)]
            self.clashes.append(Clash("code", study.id, "", *said))
        return True

    def _code(self, *sides: tuple[str, Code]) -> tuple[str, Code]:
        study = sides[1][1]
        changed = {
            name: self._settled(
                ("code", study.id, name), [getattr(code, name) for _, code in sides], _EMPTY[name]
            )
            for name in _CODE_FIELDS
        }
        return self._home(study.id, [key for key, _ in sides]), replace(study, **changed)

    def _home(self, ident: str, keys: Sequence[str]) -> str:
        """The theme of a code. To stand among the ungrouped says nothing, where nobody knows that
        it stood elsewhere."""
        base, study, file = keys
        if not base and file == self._sides.file.parts.get("ungrouped"):
            return study
        if not base and study == self._sides.study.parts.get("ungrouped"):
            return file
        names = [book.name(key) for book, key in zip(self._books, keys, strict=True)]
        found: str = self._settled(("code", ident, "theme"), keys, shown=names)
        return found

    def _straighten(self, codes: dict[str, tuple[str, Code]]) -> None:
        """Parents of both sides can come to a circle: then those of one of them hold."""
        book = self._sides.file if self._winner == "file" else self._sides.study
        done: set[str] = set()
        while circling := in_circles({ident: code.parent for ident, (_, code) in codes.items()}):
            todo = circling & book.codes.keys() - done
            if not todo:
                return
            done |= todo
            for ident in sorted(todo):
                theme, code = codes[ident]
                parents = [_parent(one, ident) for one in self._books]
                if self._winner is None and parents[1] != parents[2]:
                    self.clashes.append(Clash("code", ident, "parent", *map(_shown, parents)))
                codes[ident] = theme, replace(code, parent=_parent(book, ident))

    def _gather(self, codes: dict[str, tuple[str, Code]]) -> None:
        """A code stands in the theme of the one above it, which one side may have moved while the
        other put the code there. What stands awry in the study already is left so."""
        study = self._sides.study.codes
        for ident in codes:
            way = [ident]
            while (parent := codes[way[-1]][1].parent) in codes and parent not in way:
                way.append(parent)
            for above, beneath in pairwise(reversed(way)):
                theme, code = codes[beneath]
                held = study.get(beneath)
                awry = held and (held[0], held[1].parent) == (theme, code.parent)
                if awry and above in study and study[above][0] == codes[above][0]:
                    continue
                codes[beneath] = codes[above][0], code

    def _share_out_keys(self, codes: dict[str, tuple[str, Code]]) -> None:
        """A key that has come to two codes is with one of them."""
        holders: dict[str, list[str]] = {}
        for ident, (_, code) in codes.items():
            if code.key:
                holders.setdefault(code.key, []).append(ident)
        for key, idents in holders.items():
            holder = self._holder(key, idents) if len(idents) > 1 else idents[0]
            for ident in idents:
                if ident != holder:
                    codes[ident] = codes[ident][0], replace(codes[ident][1], key=None)

    def _holder(self, key: str, idents: Sequence[str]) -> str:
        """Of codes with one key, the one that got it since both sides were the same; else that of
        the winner."""
        before, mine, theirs = (
            [ident for ident in idents if _key(book, ident) == key] for book in self._books
        )
        since = [ident for ident in idents if ident not in before]
        if before and since:
            return since[0]
        if self._winner is None and theirs:
            keys = [_shown(_key(book, theirs[0])) for book in self._books]
            self.clashes.append(Clash("code", theirs[0], "key", *keys))
        return ((theirs if self._winner == "file" else mine) or idents)[0]

    # Sets, and all together

    def exclusive(self, base: Codebook, study: Codebook, file: Codebook) -> Iterator[ExclusiveSet]:
        before, mine, theirs = (
            {group.name: group.codes for group in book.exclusive} for book in (base, study, file)
        )
        for name in {**mine, **theirs}:
            codes = mine.get(name) or theirs[name]
            if name in mine and name in theirs:
                values = [before.get(name, ()), mine[name], theirs[name]]
                codes = self._settled(("exclusive", name, "codes"), values, ())
            yield ExclusiveSet(name=name, codes=codes)

    def filled(
        self, themes: Mapping[str, Theme], codes: Mapping[str, tuple[str, Code]]
    ) -> Iterator[Theme]:
        """The themes with their codes. One that the study has let go since is made again only if a
        code is to stand in it; those that come to one name are one."""
        within: dict[str, list[Code]] = {}
        for ident in self._order([book.codes for book in self._books]):
            key, code = codes[ident]
            within.setdefault(themes[key].name, []).append(code)
        gone = self._sides.base.themes.keys() - self._sides.study.themes.keys()
        made: set[str] = set()
        for key in self._order([book.themes for book in self._books]):
            theme = themes[key]
            held = within.get(theme.name, ())
            if theme.name not in made and (held or key not in gone):
                made.add(theme.name)
                yield replace(theme, codes=tuple(held))

    def _order(self, held: Sequence[Mapping[str, object]]) -> list[str]:
        """As in the study, unless it is the file that has them in another order."""
        base, study, file = held
        if self._known:
            common = base.keys() & study.keys() & file.keys()
            file_leads = _among(common, base) != _among(common, file)
        else:
            file_leads = study.keys() <= file.keys()
        return woven(list(file), list(study)) if file_leads else woven(list(study), list(file))


def woven(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """The first, with what only the second has right after what it follows there."""
    there = set(first)
    begin = object()
    following: dict[object, list[str]] = {}
    before: object = begin
    for one in second:
        if one in there:
            before = one
        else:
            following.setdefault(before, []).append(one)
    found: list[str] = []
    for one in first:
        found += [one, *following.get(one, ())]
    return found + following.get(begin, [])


def _among(common: Set[str], held: Iterable[str]) -> list[str]:
    return [one for one in held if one in common]


def _parent(book: Book, ident: str) -> str | None:
    return book.codes[ident][1].parent if ident in book.codes else None


def _key(book: Book, ident: str) -> str | None:
    return book.codes[ident][1].key if ident in book.codes else None


def _called(code: Code) -> str:
    return f"{code.label}: {code.definition}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
