"""Telling codes apart again long after one has become another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection, bindparam, select

from qualcode.errors import Conflict
from qualcode.model.lives import Fate
from qualcode.model.views import StudyCode
from qualcode.store import codebooks, fates, placements, recoding
from qualcode.store.journal import Change, Image, from_json, table_of
from qualcode.store.tables import (
    ChangedRow,
    CodeRow,
    ExclusiveMemberRow,
    ExclusiveSetRow,
    PlacementRow,
)
from qualcode.store.unfolding import Unfolding, reached

_Pair = tuple[Image | None, Image | None]
_Done = Mapping[str, Mapping[int, _Pair]]
"""What a change did, by table and row: each as it was before and after."""


def tell_apart(change: Change, code_row: int) -> tuple[int, int]:
    """Give a code its codings back, and let it be given again: (how many came back, how many did
    not, since somebody has taken them away or given them yet another code).

    A coding that others were folded into leaves one of those in its place. What lay beneath the
    code comes back, and its places in exclusive sets do, but for what has been moved since.
    """
    became = fates.read(change.connection)
    own = [fate for fate in became.get(code_row, ()) if fate.into is not None]
    if not own:
        raise Conflict("Nothing of this code went to another, so there is nothing to bring back.")
    unfolding = Unfolding(change, became, own)
    back, lost = unfolding.bring_home()
    unfolding.write()
    for fate in own:
        done = _done_with(change.connection, fate)
        ahead = reached(became, fate.into)
        _bring_beneath(change, code_row, done, ahead)
        _bring_into_sets(change, fate, done, ahead)
    fates.forget(change, became.get(code_row, ()))
    change.update(CodeRow, code_row, state="active")
    return back, lost


# By the index of the history on rows: a fate is written once, and then undone and redone.
_MADE = (
    select(ChangedRow.change_id)
    .where(ChangedRow.table == "fate", ChangedRow.row_id == bindparam("fate"))
    .order_by(ChangedRow.id)
    .limit(1)
)
_STEPS = (
    select(ChangedRow.table, ChangedRow.row_id, ChangedRow.before, ChangedRow.after)
    .where(
        ChangedRow.change_id == bindparam("change"),
        ChangedRow.table.in_(("code", "placement", "exclusive_set", "exclusive_member")),
    )
    .order_by(ChangedRow.seq)
)


def _done_with(connection: Connection, fate: Fate) -> _Done:
    """What was done to the codebook when a code became another."""
    made = connection.execute(_MADE, {"fate": fate.id}).scalar()
    found: dict[str, dict[int, _Pair]] = defaultdict(dict)
    for table, row, *pair in connection.execute(_STEPS, {"change": made}):
        before, after = (None if text is None else from_json(text) for text in pair)
        first, _ = found[table].get(row, (before, None))
        found[table][row] = first, after
    return found


# What lay beneath


def _bring_beneath(change: Change, code_row: int, done: _Done, ahead: Collection[int]) -> None:
    """Codes that have stayed under what the code became lie under it again, wherever it stands."""
    for child in _moved_along(change.connection, code_row, done, ahead):
        beneath = codebooks.beneath(change.connection, child.id)
        if code_row in (code.id for code in beneath):
            continue
        [above] = codebooks.read_codes(change.connection, [code_row])
        recoding.move(change, child, above.theme_id, code_row)
        for code in (child, *beneath):
            _put_as_it_was(change, code.id, above.theme_id, done)


def _moved_along(
    connection: Connection, code_row: int, done: _Done, ahead: Collection[int]
) -> Iterator[StudyCode]:
    moved = {
        row: before["position"]
        for row, (before, after) in done["code"].items()
        if before and after and before["parent_id"] == code_row != after["parent_id"]
    }
    found = {code.id: code for code in codebooks.read_codes(connection, moved)}
    for row in sorted(found, key=lambda row: moved[row]):
        if found[row].parent_id in ahead:
            yield found[row]


def _put_as_it_was(change: Change, code_row: int, theme_id: int, done: _Done) -> None:
    """In its old theme, a code has its old position, and the reason that was given for it."""
    before, _ = done["code"].get(code_row, (None, None))
    if before is None or before["theme_id"] != theme_id:
        return
    change.update(CodeRow, code_row, position=before["position"])
    held = placements.read(change.connection, [theme_id])
    for row, (placed, after) in done["placement"].items():
        same = placed and (placed["code_id"], placed["theme_id"]) == (code_row, theme_id)
        if placed and same and after is None and (code_row, theme_id) not in held:
            change.restore(table_of(PlacementRow), {row: placed})


# Exclusive sets


def _bring_into_sets(change: Change, fate: Fate, done: _Done, ahead: Collection[int]) -> None:
    for row, (before, _) in done["exclusive_member"].items():
        if before is None or before["code_id"] != fate.code:
            continue
        others = [
            (other, image)
            for other, (image, _) in done["exclusive_member"].items()
            if image is not None and image["set_id"] == before["set_id"] and other != row
        ]
        held = select(ExclusiveSetRow.id).where(ExclusiveSetRow.id == before["set_id"])
        if change.connection.execute(held).first() is not None:
            _bring_into_set(change, before, others, ahead)
        elif others and fate.into is not None:
            _make_set_again(change, before, others, fate.into, done)


def _bring_into_set(
    change: Change, before: Image, others: Iterable[tuple[int, Image]], ahead: Collection[int]
) -> None:
    """Where what the code became is in the set still, the code comes back. What stands in its place
    there makes room, unless another has become the same and stood in the set too."""
    members = _members(change.connection, before["set_id"])
    here = [code for code in members if code in ahead]
    if not here or before["code_id"] in members:
        return
    wanted = {before["id"]: before}
    in_its_place = next((code for code in here if members[code] == before["id"]), None)
    free = ((row, image) for row, image in others if row not in members.values())
    if in_its_place is not None and (other := next(free, None)) is not None:
        row, image = other
        wanted[row] = {**image, "code_id": in_its_place}
    change.restore(table_of(ExclusiveMemberRow), wanted)


def _make_set_again(
    change: Change, before: Image, others: Iterable[tuple[int, Image]], into: int, done: _Done
) -> None:
    """A set that was left with one code has two again: the code, and what it became."""
    image, after = done["exclusive_set"].get(before["set_id"], (None, None))
    if image is None or after is not None:
        return
    named = select(ExclusiveSetRow.id).where(ExclusiveSetRow.name == image["name"])
    taken = change.connection.execute(named).first() is not None
    if taken or not codebooks.read_codes(change.connection, [into])[0].code.given:
        return
    change.restore(table_of(ExclusiveSetRow), {image["id"]: image})
    row, other = min(others, key=lambda pair: pair[1]["code_id"] != into)
    wanted = {before["id"]: before, row: {**other, "code_id": into}}
    change.restore(table_of(ExclusiveMemberRow), wanted)


_MEMBERS = select(ExclusiveMemberRow.code_id, ExclusiveMemberRow.id).where(
    ExclusiveMemberRow.set_id == bindparam("set")
)


def _members(connection: Connection, set_id: int) -> dict[int, int]:
    """The codes of a set, and their rows."""
    return dict(connection.execute(_MEMBERS, {"set": set_id}).all())
