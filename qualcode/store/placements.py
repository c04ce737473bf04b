"""Where codes stand in themes: why, against what, and in which second ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, ScalarSelect, Select, bindparam, select
from sqlalchemy.sql.elements import SQLCoreOperations

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
_IN_THEMES = _PLACED.where(PlacementRow.theme_id.in_(bindparam("themes", expanding=True)))


def _second() -> Select[int, int]:
    code, theme = PlacementRow.code_id, PlacementRow.theme_id
    # As a join, SQLite begins with all codes, of which most have been given no reason.
    placed = select(code.label("code"), theme.label("theme")).where(theme != _home_of(code))
    homes = placed.cte("home", recursive=True)
    beneath = select(CodeRow.id, homes.c.theme).join(homes, CodeRow.parent_id == homes.c.code)
    homes = homes.union(beneath)
    found = select(homes.c.code, homes.c.theme).where(homes.c.theme != _home_of(homes.c.code))
    return found.order_by(homes.c.code, homes.c.theme)


def _home_of(code: SQLCoreOperations[int]) -> ScalarSelect[int]:
    return select(CodeRow.theme_id).where(CodeRow.id == code).scalar_subquery()


_SECOND = _second()
_ROW = select(PlacementRow.id).where(
    PlacementRow.code_id == bindparam("code"), PlacementRow.theme_id == bindparam("theme")
)


def read(
    connection: Connection, themes: Collection[int] | None = None
) -> dict[tuple[int, int], Placement]:
    """By code and theme; all, or those in some themes."""
    if themes is None:
        rows = connection.execute(_PLACED)
    else:
        rows = connection.execute(_IN_THEMES, {"themes": list(themes)})
    found = (Placement(*row) for row in rows)
    return {(placement.code, placement.theme): placement for placement in found}


def second_homes(connection: Connection) -> dict[int, list[int]]:
    """The themes in which codes stand besides their own, by code; what lies beneath a code stands
    there with it, as it counts with it everywhere."""
    found: dict[int, list[int]] = defaultdict(list)
    for code, theme in connection.execute(_SECOND):
        found[code].append(theme)
    return dict(found)


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
