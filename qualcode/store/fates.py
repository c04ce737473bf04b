"""What became of codes: replaced, merged, split or retired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from qualcode.model.codebook import Life
from qualcode.model.lives import Fate
from qualcode.store.folding import Folded
from qualcode.store.journal import Change
from qualcode.store.setup import Signed, sign
from qualcode.store.tables import CodeRow, CoderRow, FateRow, MovedCodingRow


@dataclass(frozen=True, slots=True)
class Moved:
    """Codings that came to another code: ids, and those that were folded into one that was there,
    in that order."""

    ids: Sequence[int]
    folded: Sequence[Folded] = ()


def add(
    change: Change,
    code_row: int,
    kind: Life,
    into: int | None,
    reason: str,
    moved: Moved,
    by: Signed | None = None,
) -> int:
    """Write down that (a part of) a code has become another, or nothing (`into` None)."""
    coder, at = sign(change, by)
    fate_id = change.insert(
        FateRow,
        code_id=code_row,
        kind=kind,
        into_id=into,
        reason=reason,
        coder_id=coder,
        at=at,
    )
    held: dict[int, str | None] = dict.fromkeys(moved.ids)
    held |= {one.row["id"]: one.to_json() for one in moved.folded}
    rows = [{"fate_id": fate_id, "coding_id": row, "folded": image} for row, image in held.items()]
    change.insert_many(MovedCodingRow, rows)
    return fate_id


_FATES = (
    select(
        FateRow.id,
        FateRow.code_id,
        FateRow.kind,
        FateRow.into_id,
        FateRow.reason,
        CoderRow.name,
        FateRow.at,
    )
    .join(CoderRow, CoderRow.id == FateRow.coder_id)
    .order_by(FateRow.id)
)
_FATES_OF = _FATES.where(FateRow.code_id.in_(bindparam("codes", expanding=True)))


def read(connection: Connection, codes: Collection[int] | None = None) -> dict[int, list[Fate]]:
    """Fates by code, in the order in which they came."""
    if codes is None:
        rows = connection.execute(_FATES)
    else:
        rows = connection.execute(_FATES_OF, {"codes": list(codes)})
    found: dict[int, list[Fate]] = defaultdict(list)
    for row in rows:
        found[row.code_id].append(Fate(*row))
    return dict(found)


def origins(connection: Connection, coding_ids: Iterable[int]) -> dict[int, int]:
    """The codes that codings were given first, of those that came to another code since."""
    statement = (
        select(MovedCodingRow.coding_id, FateRow.code_id)
        .join(FateRow, FateRow.id == MovedCodingRow.fate_id)
        .where(MovedCodingRow.coding_id.in_(list(coding_ids)), MovedCodingRow.folded.is_(None))
        .order_by(MovedCodingRow.id.desc())
    )
    return dict(connection.execute(statement).all())


def bring_back(change: Change, code_row: int) -> None:
    """Let a code be given again that was retired; what went to other codes stays with them."""
    fates = read(change.connection).get(code_row, ())
    forget(change, [fate for fate in fates if fate.into is None])
    change.update(CodeRow, code_row, state="active")


def forget(change: Change, fates: Iterable[Fate]) -> None:
    """Let nothing tell any more that a code became this."""
    for fate in fates:
        moved = select(MovedCodingRow.id).where(MovedCodingRow.fate_id == fate.id)
        change.delete_many(MovedCodingRow, change.connection.execute(moved).scalars().all())
        change.delete(FateRow, fate.id)
