"""What holds of a study whatever people do, looked at anew where something is taken back or done
again out of its turn: somebody may have built on it meanwhile.

A rule finds what does not hold. It is asked only if something it speaks of has been touched, and
what it finds counts only if it was neither so before the undo, nor before the change taken back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, Executable, Table, and_, bindparam, func, select, union
from sqlalchemy.orm import aliased

from qualcode.errors import Conflict, Phrase
from qualcode.store import codebooks, engine
from qualcode.store.journal import AT_ONCE, Change, Image, from_json
from qualcode.store.tables import (
    ChangedRow,
    ChapterRow,
    CodeRow,
    CodingRow,
    ConceptRow,
    EarAnchorRow,
    EarRow,
    FateRow,
    Row,
    ThemeRow,
)


@dataclass(frozen=True, slots=True)
class RowStep:
    """A row as it was before and after the change that is taken back."""

    table: Table
    row_id: int
    before: Image | None
    after: Image | None

    def turns(self, *columns: str) -> bool:
        """Whether taking it back brings the row, takes it away, or changes one of these in it."""
        before, after = self.before or {}, self.after or {}
        return any(before.get(name) != after.get(name) for name in columns)


@dataclass(frozen=True, slots=True)
class _View:
    """The study as it is, or as it was before a change."""

    connection: Connection
    before: int | None = None

    def rows(
        self,
        row_class: type[Row],
        statement: Executable,
        only: Collection[int] | None = None,
        **values: object,
    ) -> list[Image]:
        """What a statement finds (with the `id` of each row). Of another time, it has all rows as
        well that have changed since, unless `only` some are wanted."""
        if only is not None:
            values["only"] = list(only)
        found = self.connection.execute(statement, values).mappings()
        rows: dict[int, Image | None] = {row["id"]: dict(row) for row in found}
        if self.before is not None:
            rows |= self._as_they_were(row_class, only)
        return [row for row in rows.values() if row is not None]

    def _as_they_were(
        self, row_class: type[Row], only: Collection[int] | None
    ) -> dict[int, Image | None]:
        values = {"table": row_class.__tablename__, "change": self.before}
        if only is None:
            found = self.connection.execute(_EARLIER, values)
        else:
            found = self.connection.execute(_EARLIER_OF, {**values, "only": list(only)})
        return {row: None if before is None else from_json(before) for row, before in found}


_SINCE = (
    select(func.min(ChangedRow.id))
    .where(ChangedRow.table == bindparam("table"), ChangedRow.change_id >= bindparam("change"))
    .group_by(ChangedRow.row_id)
)
_THESE = ChangedRow.row_id.in_(bindparam("only", expanding=True))
_IMAGES = select(ChangedRow.row_id, ChangedRow.before)
_EARLIER = _IMAGES.where(ChangedRow.id.in_(_SINCE))
_EARLIER_OF = _IMAGES.where(ChangedRow.id.in_(_SINCE.where(_THESE)))

_Faults = Mapping[Hashable, Phrase]
"""What does not hold, by what tells it from anything else that does not."""
_Rule = Callable[[_View], _Faults]


def refuse_if_broken(change: Change, last: int, steps: Iterable[RowStep]) -> None:
    """Raise Conflict if the change at hand, which has taken these steps of `last` back, broke what
    held before."""
    connection = change.connection
    for rule in _rules(connection, steps):
        found = rule(_View(connection))
        for moment in (change.id, last):
            if found:
                known = rule(_View(connection, moment))
                found = {key: what for key, what in found.items() if key not in known}
        for what in found.values():
            raise Conflict(
                "This cannot be taken back: {what}. Take back the later change first.", what=what
            )


def _rules(connection: Connection, steps: Iterable[RowStep]) -> Iterator[_Rule]:
    """The rules that speak of what was touched."""
    touched: dict[str, list[RowStep]] = defaultdict(list)
    for step in steps:
        touched[step.table.name].append(step)
    for table, columns, rule in _RULES:
        if any(step.turns(*columns) for step in touched[table]):
            yield rule
    if codes := _ended(touched):
        yield partial(_untold, codes)
    if ears := _unhung(touched):
        yield partial(_ears, ears)
    if codings := _twins(connection, touched["coding"]):
        yield partial(_doubled, codings)


# Codes


_STANDING = select(CodeRow.id, CodeRow.name, CodeRow.ident, CodeRow.theme_id, CodeRow.parent_id)
_ABOVE, _BENEATH = (
    select(column).where(CodeRow.parent_id.is_not(None))
    for column in (CodeRow.parent_id, CodeRow.id)
)
# Both halves by the index; as one condition, SQLite looks through all codes.
_IN_TREES = _STANDING.where(CodeRow.id.in_(union(_ABOVE, _BENEATH)))
_KEYED = select(CodeRow.id, CodeRow.key).where(CodeRow.key.is_not(None))


def _trees(view: _View) -> _Faults:
    """A code stands in the theme of the one above it, and never beneath itself."""
    codes = {code["id"]: code for code in view.rows(CodeRow, _IN_TREES)}
    found: dict[Hashable, Phrase] = {}
    for code in codes.values():
        above = _above(code, codes)
        if code["id"] in above:
            found[frozenset(above)] = Phrase(
                "the code «{code}» would lie beneath itself", code=_label(code)
            )
        elif above and codes[above[0]]["theme_id"] != code["theme_id"]:
            found[frozenset((code["id"], above[0]))] = Phrase(
                "«{code}» would stand in another theme than the code above it", code=_label(code)
            )
    return found


def _above(code: Image, codes: Mapping[int, Image]) -> list[int]:
    """The codes above a code, the nearest first; in a circle, each once."""
    found: dict[int, None] = {}
    parent = codes.get(code["parent_id"] or 0)
    while parent is not None and parent["id"] not in found:
        found[parent["id"]] = None
        parent = codes.get(parent["parent_id"] or 0)
    return list(found)


def _label(code: Image) -> str:
    return str(code["name"] or code["ident"])


def _names_of_codes(view: _View) -> _Faults:
    """No two codes have one name."""
    return {
        key: Phrase("two codes would be called «{name}»", name=_label(first))
        for key, first in _alike(view.rows(CodeRow, _STANDING), lambda row: _label(row).casefold())
    }


def _keys(view: _View) -> _Faults:
    """A key gives one code."""
    keyed = [row for row in view.rows(CodeRow, _KEYED) if row["key"]]
    return {
        key: Phrase("two codes would be given by the key «{key}»", key=first["key"])
        for key, first in _alike(keyed, lambda row: row["key"])
    }


def _alike(
    rows: Iterable[Image], what: Callable[[Image], Hashable]
) -> Iterator[tuple[frozenset[int], Image]]:
    """Rows that have in common what only one may have: all their ids, and the first."""
    held: dict[Hashable, list[Image]] = defaultdict(list)
    for row in rows:
        held[what(row)].append(row)
    for same in held.values():
        if len(same) > 1:
            yield frozenset(row["id"] for row in same), same[0]


# What became of codes


_ENDED = select(CodeRow.id, CodeRow.name, CodeRow.ident, CodeRow.state).where(
    CodeRow.id.in_(bindparam("only", expanding=True))
)
_FATES = select(FateRow.id, FateRow.code_id, FateRow.into_id).where(
    FateRow.code_id.in_(bindparam("codes", expanding=True))
)


def _ended(touched: Mapping[str, Iterable[RowStep]]) -> set[int]:
    """The codes of which it may be told no more what they became."""
    codes = {step.row_id for step in touched["code"] if step.before and step.turns("state")}
    return codes | {s.after["code_id"] for s in touched["fate"] if s.after and s.before is None}


def _untold(codes: Collection[int], view: _View) -> _Faults:
    """Where a code has become others, it is told which."""
    fates = view.rows(FateRow, _FATES, codes=list(codes))
    told = {fate["code_id"] for fate in fates if fate["into_id"] is not None}
    return {
        code["id"]: Phrase("nothing tells any more what became of «{code}»", code=_label(code))
        for code in view.rows(CodeRow, _ENDED, only=codes)
        if code["state"] in ("replaced", "merged", "split") and code["id"] not in told
    }


# Themes, concepts and chapters


_THEMES = select(ThemeRow.id, ThemeRow.name, ThemeRow.residual, ThemeRow.ungrouped)
_CONCEPTS = select(ConceptRow.id, ConceptRow.name)
_CHAPTERS = select(ChapterRow.id, ChapterRow.title, ChapterRow.themes)


def _names_of_themes(view: _View) -> _Faults:
    return {
        key: Phrase("two themes would be called «{name}»", name=first["name"])
        for key, first in _alike(view.rows(ThemeRow, _THEMES), lambda row: row["name"].casefold())
    }


def _names_of_concepts(view: _View) -> _Faults:
    rows = view.rows(ConceptRow, _CONCEPTS)
    return {
        key: Phrase("two concepts would be called «{name}»", name=first["name"])
        for key, first in _alike(rows, lambda row: row["name"].casefold())
    }


def _one_of_each(view: _View) -> _Faults:
    """One theme keeps what is not used, and one what waits."""
    rows = view.rows(ThemeRow, _THEMES)
    residual, ungrouped = (
        [row["id"] for row in rows if row[name]] for name in ("residual", "ungrouped")
    )
    found: dict[Hashable, Phrase] = {}
    if len(residual) > 1:
        found[frozenset(residual)] = Phrase("only one theme can be the residual theme")
    if len(ungrouped) > 1:
        found[frozenset(ungrouped)] = Phrase("only one theme can be that of ungrouped codes")
    return found


def _chapters(view: _View) -> _Faults:
    """A chapter names themes that are there."""
    there = {theme["name"] for theme in view.rows(ThemeRow, _THEMES)}
    return {
        (chapter["id"], theme): Phrase(
            "the chapter «{chapter}» names the theme «{theme}», which would not be there",
            chapter=chapter["title"],
            theme=theme,
        )
        for chapter in view.rows(ChapterRow, _CHAPTERS)
        for theme in json.loads(chapter["themes"])
        if theme not in there
    }


# EARs


_EARS = select(EarRow.id, EarRow.title).where(EarRow.id.in_(bindparam("only", expanding=True)))
_HUNG = select(EarAnchorRow.id, EarAnchorRow.ear_id).where(
    EarAnchorRow.ear_id.in_(bindparam("ears", expanding=True))
)


def _unhung(touched: Mapping[str, Iterable[RowStep]]) -> set[int]:
    """The EARs that may hang on nothing."""
    ears = {step.row_id for step in touched["ear"] if step.before}
    return ears | {s.after["ear_id"] for s in touched["ear_anchor"] if s.after}


def _ears(ears: Collection[int], view: _View) -> _Faults:
    """An EAR hangs on a passage."""
    hung = {anchor["ear_id"] for anchor in view.rows(EarAnchorRow, _HUNG, ears=list(ears))}
    return {
        ear["id"]: Phrase("the EAR «{ear}» would hang on no passage", ear=ear["title"])
        for ear in view.rows(EarRow, _EARS, only=ears)
        if ear["id"] not in hung
    }


# Codings


_PLACE = ("transcript_id", "start", "end", "code_id", "coder_id")
_OTHER = aliased(CodingRow)
_TWINS = (
    select(CodingRow.id, _OTHER.id.label("other"))
    .join(
        _OTHER,
        and_(
            _OTHER.id != CodingRow.id,
            *(getattr(_OTHER, name) == getattr(CodingRow, name) for name in _PLACE),
        ),
    )
    .where(CodingRow.id.in_(bindparam("only", expanding=True)))
)
_CODINGS = select(CodingRow.id, *(getattr(CodingRow, name) for name in _PLACE)).where(
    CodingRow.id.in_(bindparam("only", expanding=True))
)


def _twins(connection: Connection, steps: Sequence[RowStep]) -> set[int]:
    """The codings that stand twice by now, of those that came or have another place."""
    came = [step.row_id for step in steps if step.before and step.turns(*_PLACE)]
    found: set[int] = set()
    for ids in engine.chunks(came, AT_ONCE):
        for pair in connection.execute(_TWINS, {"only": ids}):
            found.update(pair)
    return found


def _doubled(codings: Collection[int], view: _View) -> _Faults:
    """A coder gives a passage a code once."""
    rows = view.rows(CodingRow, _CODINGS, only=codings)
    return {
        key: Phrase(
            "a passage would have «{code}» twice from the same coder",
            code="".join(codebooks.labels(view.connection, [first["code_id"]])),
        )
        for key, first in _alike(rows, lambda row: tuple(row[name] for name in _PLACE))
    }


_RULES: Sequence[tuple[str, Sequence[str], _Rule]] = (
    ("code", ("theme_id", "parent_id"), _trees),
    ("code", ("name", "ident"), _names_of_codes),
    ("code", ("key",), _keys),
    ("theme", ("name",), _names_of_themes),
    ("theme", ("residual", "ungrouped"), _one_of_each),
    ("theme", ("name",), _chapters),
    ("chapter", ("themes",), _chapters),
    ("concept", ("name",), _names_of_concepts),
)
"""The rules that look at a small table as a whole, and the columns that they speak of."""
