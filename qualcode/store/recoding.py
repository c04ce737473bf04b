"""Changing a codebook that has been coded with: where codes stand, and making several one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import count

from sqlalchemy import ColumnElement, Connection, bindparam, func, select
from sqlalchemy.orm import aliased

from qualcode.errors import CodeGone, CodeRetired
from qualcode.model.views import StudyCode, Touch
from qualcode.store import codebooks, fates, folding, placements
from qualcode.store.folding import Folded
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


def move(
    change: Change,
    code: StudyCode,
    theme_id: int,
    parent: int | None,
    beneath: Sequence[StudyCode] | None = None,
) -> list[StudyCode]:
    """Put a code last in a theme, or under a parent there; what lies `beneath` it comes along, and
    is read unless it is given. Returns which of them stood in another theme."""
    came: list[StudyCode] = []
    if beneath is None:
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
    rename_in_chapters(change, {old: new})


def rename_in_chapters(change: Change, names: Mapping[str, str]) -> None:
    """Let chapters call themes by their new names, by the old ones."""
    chapters = change.connection.execute(select(ChapterRow.id, ChapterRow.themes)).all()
    for row_id, named in chapters:
        themes = [names.get(theme, theme) for theme in json.loads(named)]
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
    kept = {folding.place(row): row for row in reversed(_twins(change, sources, target))}
    changed: dict[int, Image] = defaultdict(dict)
    moved: dict[int, list[int]] = {row: [] for row in sources}
    folded: dict[int, list[Folded]] = {row: [] for row in sources}
    for row in _in_turn(change, sources, only):
        source, twin = row["code_id"], kept.setdefault(folding.place(row), row)
        if twin["id"] == row["id"] or folding.tell_different_things(twin, row):
            changed[row["id"]]["code_id"] = target
            moved[source].append(row["id"])
        else:
            folded[source].append(Folded(dict(row), twin["id"], folding.said(twin)))
            said = folding.together(twin, row)
            twin |= said
            changed[twin["id"]] |= said
    change.update_many(CodingRow, changed)
    change.delete_many(CodingRow, [one.row["id"] for held in folded.values() for one in held])
    return {row: fates.Moved(moved[row], folded[row]) for row in sources}


def _in_turn(change: Change, sources: Sequence[int], only: Collection[int] | None) -> list[Image]:
    """The codings of the sources, one source after the other: what they became is written down in
    that order, and tells which was folded first."""
    found = _codings(change, CodingRow.code_id.in_(sources))
    turn = {source: number for number, source in enumerate(sources)}
    wanted = [row for row in found if only is None or row["id"] in only]
    return sorted(wanted, key=lambda row: turn[row["code_id"]])


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
