"""Changing a codebook that has been coded with: where codes stand, and making several one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, union
from sqlalchemy.orm import aliased

from qualcode.errors import CodeGone, CodeRetired, Conflict, Phrase
from qualcode.model.views import StudyCode, Touch
from qualcode.store import codebooks, fates, placements
from qualcode.store.journal import Change, Image, from_json, table_of
from qualcode.store.tables import (
    ChangedRow,
    ChapterRow,
    CodeRow,
    CoderRow,
    CodingRow,
    ExclusiveMemberRow,
    ExclusiveSetRow,
    ThemeRow,
)

_TOLD = ("stance", "when", "value")
"""What is told of a unit: two codings of which each tells something else are kept apart."""


# What is there


_LABELS = select(CodeRow.id, CodeRow.name, CodeRow.ident, CodeRow.state).where(
    CodeRow.id.in_(bindparam("rows", expanding=True))
)


def labels(connection: Connection, code_rows: Sequence[int], *, to_give: bool = False) -> list[str]:
    """What people read for these codes. Raises CodeGone where one is not there any more and,
    if they are to be given to a passage, CodeRetired where one is retired."""
    found = {row.id: row for row in connection.execute(_LABELS, {"rows": list(code_rows)})}
    for row_id in code_rows:
        if row_id not in found:
            raise _gone(connection, row_id)
    names = [found[row_id].name or found[row_id].ident for row_id in code_rows]
    for row_id, name in zip(code_rows, names, strict=True):
        if to_give and found[row_id].state != "active":
            raise CodeRetired(
                "The code «{name}» is not given any more; bring it back, or give another code.",
                name,
            )
    return names


def _gone(connection: Connection, row_id: int) -> CodeGone:
    """The history still knows what a code was called."""
    statement = (
        select(ChangedRow.before)
        .where(ChangedRow.table == "code", ChangedRow.row_id == row_id)
        .order_by(ChangedRow.id.desc())
        .limit(1)
    )
    before = connection.execute(statement).scalar()
    image = {} if before is None else from_json(before)
    name = str(image.get("name") or image.get("ident") or "")
    if not name:
        return CodeGone(
            "The code is not there any more: somebody has taken it away. Nothing was changed."
        )
    return CodeGone(
        "The code «{name}» is not there any more: somebody has taken it away. Nothing was changed.",
        name,
    )


def touched(connection: Connection, code_rows: Sequence[int]) -> Touch:
    """What a change of these codes concerns."""
    labels(connection, code_rows)
    counts = select(func.count(), func.count(CodingRow.transcript_id.distinct()))
    codings, interviews = connection.execute(counts.where(CodingRow.code_id.in_(code_rows))).one()
    coders = (
        select(CoderRow.name)
        .where(CoderRow.id.in_(select(CodingRow.coder_id).where(CodingRow.code_id.in_(code_rows))))
        .order_by(CoderRow.name)
    )
    beneath = {c.id for row in code_rows for c in codebooks.beneath(connection, row)}
    beneath -= set(code_rows)
    return Touch(codings, interviews, tuple(connection.execute(coders).scalars()), len(beneath))


# Moving


_HIGHEST = select(func.max(CodeRow.position))


def move(change: Change, code: StudyCode, theme_id: int, parent: int | None) -> list[StudyCode]:
    """Put a code last in a theme, or under a parent there; what lies beneath it comes along.
    Returns which of them stood in another theme."""
    came: list[StudyCode] = []
    beneath = codebooks.beneath(change.connection, code.id)
    highest = change.connection.execute(_HIGHEST).scalar() or 0
    for position, moved in zip(count(highest + 1), (code, *beneath), strict=False):
        if moved.theme_id != theme_id:
            placements.forget(change, moved.id, moved.theme_id)
            came.append(moved)
        above = parent if moved is code else moved.parent_id
        values = {"theme_id": theme_id, "position": position, "parent_id": above}
        change.update(CodeRow, moved.id, **values)
    return came


def rename_theme(change: Change, theme_id: int, old: str, new: str) -> None:
    """Chapters name their themes, so they are changed too."""
    change.update(ThemeRow, theme_id, name=new)
    chapters = change.connection.execute(select(ChapterRow.id, ChapterRow.themes)).all()
    for row_id, named in chapters:
        themes = [new if theme == old else theme for theme in json.loads(named)]
        change.update(ChapterRow, row_id, themes=json.dumps(themes, ensure_ascii=False))


# Merging


def merge(
    change: Change, sources: Sequence[StudyCode], target: StudyCode, reason: str = ""
) -> list[StudyCode]:
    """Let the target have all that the sources have: codings, codes beneath them, and their
    places in exclusive sets. The sources stay, and know what became of them. Returns which codes
    have come to the theme of the target."""
    rows = [source.id for source in sources]
    moved = merge_codings(change, rows, target.id)
    beneath = {c.id: c for row in rows for c in codebooks.beneath(change.connection, row)}
    came: list[StudyCode] = []
    for child in beneath.values():
        if child.parent_id in rows and child.id not in rows:
            came += move(change, child, target.theme_id, target.id)
    _merge_memberships(change, rows, target.id)
    for row in rows:
        fates.add(change, row, "merged", target.id, reason, moved[row])
        change.update(CodeRow, row, state="merged")
    return came


def merge_codings(
    change: Change, sources: Sequence[int], target: int, only: Collection[int] | None = None
) -> dict[int, fates.Moved]:
    """Give the target the codings of the sources (`only` some of them); what went over, by source.

    A coding that the same coder has made with the target on the very span is folded into that one.
    """
    kept = {_place(row): row for row in reversed(_twins(change, sources, target))}
    changed: dict[int, Image] = defaultdict(dict)
    moved: dict[int, list[int]] = {row: [] for row in sources}
    folded: dict[int, list[Image]] = {row: [] for row in sources}
    for row in _codings(change, CodingRow.code_id.in_(sources)):
        if only is not None and row["id"] not in only:
            continue
        source, as_it_was = row["code_id"], dict(row)
        twin = kept.setdefault(_place(row), row)
        if twin["id"] == row["id"] or any(_differ(twin[name], row[name]) for name in _TOLD):
            changed[row["id"]]["code_id"] = target
            moved[source].append(row["id"])
        else:
            folded[source].append(as_it_was)
            together = _together(twin, row)
            twin |= together
            changed[twin["id"]] |= together
    change.update_many(CodingRow, changed)
    change.delete_many(CodingRow, [image["id"] for images in folded.values() for image in images])
    return {row: fates.Moved(moved[row], folded[row]) for row in sources}


def _codings(change: Change, *which: ColumnElement[bool]) -> list[Image]:
    statement = select(table_of(CodingRow)).where(*which).order_by(CodingRow.id)
    return [dict(row) for row in change.connection.execute(statement).mappings()]


def _twins(change: Change, sources: Sequence[int], target: int) -> list[Image]:
    """The codings of the target that a coder has given one of the sources too."""
    other = aliased(CodingRow)
    same = (
        select(other.id)
        .where(
            other.code_id.in_(sources),
            other.transcript_id == CodingRow.transcript_id,
            other.start == CodingRow.start,
            other.end == CodingRow.end,
            other.coder_id == CodingRow.coder_id,
        )
        .exists()
    )
    return _codings(change, CodingRow.code_id == target, same)


def _place(row: Image) -> tuple[int, int, int, int]:
    return row["transcript_id"], row["start"], row["end"], row["coder_id"]


def _differ(one: object, other: object) -> bool:
    """True if both say something, and not the same."""
    return one not in (None, "", other) and other not in (None, "")


def _together(kept: Image, folded: Image) -> Image:
    """What a coding says when another is folded into it."""
    names = (*_TOLD, "certainty")
    said = {name: folded[name] if kept[name] in (None, "") else kept[name] for name in names}
    memos = dict.fromkeys(memo for memo in (kept["memo"], folded["memo"]) if memo)
    return said | {"memo": "\n\n".join(memos)}


def _merge_memberships(change: Change, sources: Sequence[int], target: int) -> None:
    sets: dict[int, dict[int, int]] = defaultdict(dict)
    members = select(table_of(ExclusiveMemberRow)).order_by(ExclusiveMemberRow.id)
    for row in change.connection.execute(members).mappings():
        sets[row["set_id"]][row["code_id"]] = row["id"]
    for set_id, held in sets.items():
        for code in [code for code in held if code in sources]:
            if target in held:
                change.delete(ExclusiveMemberRow, held.pop(code))
            else:
                held[target] = held.pop(code)
                change.update(ExclusiveMemberRow, held[target], code_id=target)
        if len(held) == 1:
            change.delete_many(ExclusiveMemberRow, list(held.values()))
            change.delete(ExclusiveSetRow, set_id)


# Whether it holds together


class _Standing(NamedTuple):
    """Where a code stands, and what it is called."""

    id: int
    label: str
    theme_id: int
    parent_id: int | None


def refuse_if_broken(connection: Connection, change_id: int, last: int, *, named: bool) -> None:
    """Raise Conflict if the change at hand, which takes `last` back, broke the codebook in a way in
    which it was not broken before `last`: somebody has built on that.

    Unless it has `named` codes otherwise, only those need be looked at that lie beneath others.
    """
    now = _standing(connection, all_of_them=named)
    if not (found := _faults(now)):
        return
    known = _faults(_before(connection, now, change_id))
    new = {who: what for who, what in found.items() if who not in known}
    if new:
        then = _faults(_before(connection, now, last))
        for who in new.keys() - then.keys():
            raise Conflict(
                "This cannot be taken back: {what}. Take back the later change first.",
                what=new[who],
            )


_STANDING = select(CodeRow.id, CodeRow.name, CodeRow.ident, CodeRow.theme_id, CodeRow.parent_id)
_ABOVE, _BENEATH = (
    select(column).where(CodeRow.parent_id.is_not(None))
    for column in (CodeRow.parent_id, CodeRow.id)
)
# Both halves by the index; as one condition, SQLite looks through all codes.
_IN_TREES = _STANDING.where(CodeRow.id.in_(union(_ABOVE, _BENEATH)))


def _standing(connection: Connection, *, all_of_them: bool) -> list[_Standing]:
    """All codes, or those that have one above or beneath."""
    return [
        _Standing(row, name or ident, theme, parent)
        for row, name, ident, theme, parent in connection.execute(
            _STANDING if all_of_them else _IN_TREES
        ).all()
    ]


def _before(connection: Connection, now: Iterable[_Standing], change_id: int) -> list[_Standing]:
    """The codes as they stood before a change."""
    first = (
        select(func.min(ChangedRow.id))
        .where(ChangedRow.table == "code", ChangedRow.change_id >= change_id)
        .group_by(ChangedRow.row_id)
    )
    statement = select(ChangedRow.row_id, ChangedRow.before).where(ChangedRow.id.in_(first))
    then: dict[int, _Standing | None] = {code.id: code for code in now}
    for row_id, before in connection.execute(statement):
        then[row_id] = None if before is None else _from_image(from_json(before))
    return [code for code in then.values() if code]


def _from_image(image: Image) -> _Standing:
    label = image["name"] or image["ident"]
    return _Standing(image["id"], label, image["theme_id"], image["parent_id"])


def _faults(codes: Iterable[_Standing]) -> dict[frozenset[int], Phrase]:
    """What does not hold together, by the codes that it concerns."""
    by_id = {code.id: code for code in codes}
    named: dict[str, list[int]] = defaultdict(list)
    found = {}
    for code in by_id.values():
        named[code.label.casefold()].append(code.id)
        above = _above(code, by_id)
        if code.id in above:
            found[frozenset(above)] = Phrase(
                "the code «{code}» would lie beneath itself", code=code.label
            )
        elif above and by_id[above[0]].theme_id != code.theme_id:
            what = Phrase(
                "«{code}» would stand in another theme than the code above it", code=code.label
            )
            found[frozenset((code.id, above[0]))] = what
    for ids in named.values():
        if len(ids) > 1:
            found[frozenset(ids)] = Phrase(
                "two codes would be called «{name}»", name=by_id[ids[0]].label
            )
    return found


def _above(code: _Standing, by_id: Mapping[int, _Standing]) -> list[int]:
    """The codes above a code, the nearest first; in a circle, each once."""
    found: dict[int, None] = {}
    parent = by_id.get(code.parent_id or 0)
    while parent is not None and parent.id not in found:
        found[parent.id] = None
        parent = by_id.get(parent.parent_id or 0)
    return list(found)
