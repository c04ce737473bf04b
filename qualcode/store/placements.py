"""Where codes stand in themes: why, against what, and in which second ones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from qualcode.store.journal import Change
from qualcode.store.tables import CodeRow, PlacementRow


@dataclass(frozen=True, slots=True)
class Placement:
    """Why a code stands in a theme; `override` if its test did not let it."""

    code: int
    theme: int
    reason: str
    override: bool


# Built once: at a board, building a statement costs as much as running it.
_PLACED = select(
    PlacementRow.code_id, PlacementRow.theme_id, PlacementRow.reason, PlacementRow.override
)
_SECOND = (
    select(PlacementRow.code_id, PlacementRow.theme_id)
    .join(CodeRow, CodeRow.id == PlacementRow.code_id)
    .where(PlacementRow.theme_id != CodeRow.theme_id)
    .order_by(PlacementRow.id)
)
_VISITORS = (
    select(PlacementRow.code_id)
    .join(CodeRow, CodeRow.id == PlacementRow.code_id)
    .where(PlacementRow.theme_id == bindparam("theme"), CodeRow.theme_id != PlacementRow.theme_id)
)
_ROW = select(PlacementRow.id).where(
    PlacementRow.code_id == bindparam("code"), PlacementRow.theme_id == bindparam("theme")
)


def read(connection: Connection) -> dict[tuple[int, int], Placement]:
    """By code and theme."""
    found = (Placement(*row) for row in connection.execute(_PLACED))
    return {(placement.code, placement.theme): placement for placement in found}


def second_homes(connection: Connection) -> dict[int, list[int]]:
    """The themes in which codes stand besides their own, by code."""
    found: dict[int, list[int]] = defaultdict(list)
    for code, theme in connection.execute(_SECOND):
        found[code].append(theme)
    return dict(found)


def visitors(connection: Connection, theme: int) -> list[int]:
    """The codes that have a theme as a second one."""
    return list(connection.execute(_VISITORS, {"theme": theme}).scalars())


def say(change: Change, code_row: int, theme_id: int, reason: str, *, override: bool) -> None:
    """Keep why a code stands in a theme; without a reason, that there is none to tell."""
    row = _row_of(change.connection, code_row, theme_id)
    if row is not None:
        change.update(PlacementRow, row, reason=reason, override=override)
    elif reason or override:
        change.insert(
            PlacementRow, code_id=code_row, theme_id=theme_id, reason=reason, override=override
        )


def forget(change: Change, code_row: int, theme_id: int) -> None:
    row = _row_of(change.connection, code_row, theme_id)
    if row is not None:
        change.delete(PlacementRow, row)


def _row_of(connection: Connection, code_row: int, theme_id: int) -> int | None:
    return connection.execute(_ROW, {"code": code_row, "theme": theme_id}).scalar()
