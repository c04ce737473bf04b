"""Codes that nobody who gives them could tell apart: of one name, in one theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Connection, bindparam, func, select

from qualcode.errors import Conflict
from qualcode.model.codebook import called, folded
from qualcode.model.views import StudyCode
from qualcode.store.tables import CodeRow, ThemeRow

_LABEL = func.coalesce(func.nullif(CodeRow.name, ""), CodeRow.ident)
# Built once: at a board, building a statement costs as much as running it.
_GIVEN_IN = select(_LABEL).where(
    CodeRow.theme_id == bindparam("theme"),
    CodeRow.state == "active",
    _LABEL.ilike(bindparam("like")),
)


def refuse(connection: Connection, came: Collection[StudyCode], theme_id: int) -> None:
    """Raise Conflict if one of the codes that have come to a theme has a namesake there. Those that
    stood there together before are left: whoever moves another code cannot help it."""
    new = {called(one.code) for one in came if one.code.given}
    if not new:
        return
    values = {"theme": theme_id, "like": _like(*new)}
    labels = connection.execute(_GIVEN_IN, values).scalars().all()
    held = Counter(map(folded, labels))
    for label in labels:
        if folded(label) in new and held[folded(label)] > 1:
            raise _conflict(connection, label, theme_id)


def _like(*names: str) -> str:
    """What finds a name, and few others: of 2,000, reading each takes a third of a key's time. With
    several names, all are read. Databases know of small letters what ASCII has of them."""
    if len(names) > 1:
        return "%"
    return "".join(sign if sign.isascii() and sign.isalnum() else "%" for sign in names[0])


def _conflict(connection: Connection, label: str, theme_id: int) -> Conflict:
    theme = connection.execute(select(ThemeRow.name).where(ThemeRow.id == theme_id)).scalar_one()
    return Conflict(
        "There would be two codes «{name}» in «{theme}»; give one of them another name first, or "
        "merge the two.",
        name=label,
        theme=theme,
    )
