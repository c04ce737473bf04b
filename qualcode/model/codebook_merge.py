"""Bringing a codebook in a study and one in a file together, three ways.

What only one side has changed since both were the same is taken from that side; what both have
changed, each otherwise, is a conflict for a person. Nothing that either side has is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme

Side = Literal["study", "file"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both sides have changed. `field` is empty where it is doubtful whether both
    mean the same code: an id that has changed hands."""

    thing: Literal["code", "theme", "exclusive"]
    name: str
    field: str
    base: str
    study: str
    file: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The codebook that both come to. `kept` are ids of codes that the file does not have."""

    codebook: Codebook
    clashes: tuple[Clash, ...]
    kept: tuple[str, ...]


_CODE_FIELDS = tuple(f.name for f in fields(Code) if f.name != "id")
_THEME_FIELDS = ("definition", "residual", "ungrouped")
_EMPTY = {f.name: f.default for f in fields(Code)}


def merge(
    base: Codebook | None, study: Codebook, file: Codebook, prefer: Side | None = None
) -> Merged:
    """`base` is what both were when they were last the same; None if that is not known: then the
    file wins wherever it says something. `prefer` settles what clashes."""
    work = _Work(prefer, base is not None)
    codes = work.codes(_placed(base), _placed(study), _placed(file))
    themes = work.themes(_by_name(base), _by_name(study), _by_name(file))
    groups = work.exclusive(base, study, file)
    kept = tuple(c.id for c in study.codes() if c.id not in {one.id for one in file.codes()})
    order = _order(base, study, file)
    gone = _by_name(base).keys() - _by_name(study).keys()
    merged = replace(
        study,
        themes=tuple(_filled(themes, codes, order, gone)),
        exclusive=tuple(group for group in groups if codes.keys() >= set(group.codes)),
    )
    return Merged(merged, tuple(work.clashes), kept)


Placed = Mapping[str, tuple[str, Code]]
"""Codes by id, with the names of their themes."""


def _placed(codebook: Codebook | None) -> Placed:
    if codebook is None:
        return {}
    return {code.id: (theme.name, code) for theme, code in codebook.with_theme()}


def _by_name(codebook: Codebook | None) -> Mapping[str, Theme]:
    return {} if codebook is None else {theme.name: theme for theme in codebook.themes}


class _Work:
    """Settles fields one by one, and gathers what clashes."""

    def __init__(self, prefer: Side | None, with_base: bool) -> None:
        self._prefer = prefer
        self._with_base = with_base
        self.clashes: list[Clash] = []

    def codes(self, base: Placed, study: Placed, file: Placed) -> dict[str, tuple[str, Code]]:
        found = dict(study)
        for ident, (theme, code) in file.items():
            if ident not in study:
                found[ident] = theme, code
                continue
            held = study[ident]
            before = base.get(ident)
            if before is None and self._changed_hands(held[1], code):
                continue
            found[ident] = self._code(ident, before, held, (theme, code))
        return found

    def _changed_hands(self, study: Code, file: Code) -> bool:
        """Whether an id stands for another code in the file, by name and by definition. It is left
        as it is in the study, unless the file is preferred."""
        apart = all(
            one and other and one.casefold() != other.casefold()
            for one, other in ((study.name, file.name), (study.definition, file.definition))
        )
        if not apart or self._prefer == "file":
            return False
        if self._prefer is None:
            said = (f"{code.label}: {code.definition}" for code in (study, file))
            self.clashes.append(Clash("code", study.id, "", "", *said))
        return True

    def _code(
        self,
        ident: str,
        base: tuple[str, Code] | None,
        study: tuple[str, Code],
        file: tuple[str, Code],
    ) -> tuple[str, Code]:
        before = base or ("", Code(id=ident))
        theme = self._settled("code", ident, "theme", before[0], study[0], file[0], empty="")
        changed = {}
        for name in _CODE_FIELDS:
            one, mine, theirs = (getattr(code, name) for code in (before[1], study[1], file[1]))
            changed[name] = self._settled(
                "code", ident, name, one, mine, theirs, empty=_EMPTY[name], known=base is not None
            )
        return theme, replace(study[1], **changed)

    def _settled(
        self,
        thing: Literal["code", "theme", "exclusive"],
        name: str,
        field: str,
        base: Any,
        study: Any,
        file: Any,
        *,
        empty: Any,
        known: bool = True,
    ) -> Any:
        if file == study:
            return study
        if not (self._with_base and known):
            return study if file == empty else file
        if file == base:
            return study
        if study == base:
            return file
        if self._prefer is None:
            self.clashes.append(Clash(thing, name, field, *map(_shown, (base, study, file))))
        return file if self._prefer == "file" else study

    def themes(
        self, base: Mapping[str, Theme], study: Mapping[str, Theme], file: Mapping[str, Theme]
    ) -> dict[str, Theme]:
        found = dict(study)
        for name, theme in file.items():
            if name not in study:
                found[name] = theme
                continue
            before, held, changed = base.get(name), study[name], {}
            for field in _THEME_FIELDS:
                one = getattr(before or Theme(name=name), field)
                values = one, getattr(held, field), getattr(theme, field)
                empty = getattr(Theme(name=name), field)
                changed[field] = self._settled(
                    "theme", name, field, *values, empty=empty, known=before is not None
                )
            found[name] = replace(held, **changed)
        return found

    def exclusive(
        self, base: Codebook | None, study: Codebook, file: Codebook
    ) -> Iterator[ExclusiveSet]:
        books = [
            {} if book is None else {s.name: s for s in book.exclusive}
            for book in (base, study, file)
        ]
        before, mine, theirs = books
        for name in {**mine, **theirs}:
            if name not in mine or name not in theirs:
                yield mine.get(name) or theirs[name]
                continue
            one = before[name].codes if name in before else ()
            values = one, mine[name].codes, theirs[name].codes
            codes = self._settled(
                "exclusive", name, "codes", *values, empty=(), known=name in before
            )
            yield ExclusiveSet(name=name, codes=codes)


def _order(base: Codebook | None, study: Codebook, file: Codebook) -> dict[tuple[str, str], int]:
    """Where themes and codes stand: as in the file, unless only the study has changed that."""
    ordered = [study, file] if base is not None and _names(base) == _names(file) else [file, study]
    found: dict[tuple[str, str], int] = {}
    for name in (name for book in ordered for name in _names(book)):
        found.setdefault(name, len(found))
    return found


def _names(codebook: Codebook) -> Sequence[tuple[str, str]]:
    return [
        *(("theme", theme.name) for theme in codebook.themes),
        *(("code", code.id) for code in codebook.codes()),
    ]


def _filled(
    themes: Mapping[str, Theme],
    codes: Mapping[str, tuple[str, Code]],
    order: Mapping[tuple[str, str], int],
    gone: Set[str],
) -> Iterator[Theme]:
    """The themes with their codes; one that the study has let go since is made again only if a code
    is to stand in it."""
    within: dict[str, list[Code]] = {name: [] for name in themes}
    for theme, code in codes.values():
        within.setdefault(theme, []).append(code)
    for name in sorted(within, key=lambda name: order.get(("theme", name), len(order))):
        held = sorted(within[name], key=lambda code: order.get(("code", code.id), len(order)))
        if not held and name in gone:
            continue
        yield replace(themes.get(name) or Theme(name=name), codes=tuple(held))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
