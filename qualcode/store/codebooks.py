"""The codebook in the study: reading it, taking one in, and changing single codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import aliased

from qualcode.errors import Conflict, NotFound
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.views import StudyCode, StudyTheme, below
from qualcode.store import anchors
from qualcode.store.journal import Change, new_guid, table_of
from qualcode.store.tables import (
    CodeRow,
    CodingRow,
    ExclusiveMemberRow,
    ExclusiveSetRow,
    StudyRow,
    ThemeRow,
)

PLAIN = tuple(f.name for f in fields(Code) if f.name not in {"id", "parent", "born", "example_at"})
"""The fields of a code that stand in its row under the same name."""
UNGROUPED = {"nb": "Uten gruppe", "nn": "Utan gruppe", "en": "Not grouped yet"}
"""What the theme of codes that wait to be grouped is called, where it has no name yet."""


_ABOVE = aliased(CodeRow)
# Built once: at a board, building a statement costs as much as running it.
_CODES = (
    select(
        table_of(CodeRow),
        ThemeRow.name.label("theme"),
        ThemeRow.residual.label("residual"),
        _ABOVE.ident.label("parent"),
    )
    .join(ThemeRow, ThemeRow.id == CodeRow.theme_id)
    .outerjoin(_ABOVE, _ABOVE.id == CodeRow.parent_id)
    .order_by(ThemeRow.position, ThemeRow.id, CodeRow.position, CodeRow.id)
)
_THESE = _CODES.where(CodeRow.id.in_(bindparam("rows", expanding=True)))
_OF_THEMES = _CODES.where(CodeRow.theme_id.in_(bindparam("rows", expanding=True)))
_BENEATH = select(CodeRow.id).where(CodeRow.parent_id.in_(bindparam("rows", expanding=True)))
_NAMES = select(CodeRow.id, CodeRow.name, CodeRow.ident)


def read_codes(
    connection: Connection,
    only: Collection[int] | None = None,
    *,
    of_themes: Collection[int] | None = None,
) -> list[StudyCode]:
    """Codes in codebook order: by theme, then as they were put. All of them, `only` those rows, or
    those that stand in some themes."""
    if only is not None:
        found = connection.execute(_THESE, {"rows": list(only)})
    elif of_themes is not None:
        found = connection.execute(_OF_THEMES, {"rows": list(of_themes)})
    else:
        found = connection.execute(_CODES)
    rows = found.mappings().all()
    some = None if only is None and of_themes is None else [row["id"] for row in rows]
    places = {key: str(place) for key, place in anchors.read(connection, some).items()}
    return [
        StudyCode(
            id=row["id"],
            code=Code(
                id=row["ident"],
                parent=row["parent"],
                born=places.get((row["id"], "born"), ""),
                example_at=places.get((row["id"], "example"), ""),
                **{name: row[name] for name in PLAIN},
            ),
            theme_id=row["theme_id"],
            theme=row["theme"],
            residual=row["residual"],
            parent_id=row["parent_id"],
            position=row["position"],
        )
        for row in rows
    ]


def beneath(connection: Connection, code_row: int) -> list[StudyCode]:
    """What lies beneath a code, at any depth, each after its parent."""
    found: list[int] = []
    ahead = [code_row]
    while ahead:
        rows = connection.execute(_BENEATH, {"rows": ahead}).scalars()
        ahead = [row for row in rows if row != code_row and row not in found]
        found += ahead
    return below(read_codes(connection, [code_row, *found]), code_row) if found else []


def names(connection: Connection) -> dict[int, str]:
    """What people read for each code, by row."""
    return {row: name or ident for row, name, ident in connection.execute(_NAMES)}


_THEMES = select(
    ThemeRow.id, ThemeRow.name, ThemeRow.definition, ThemeRow.residual, ThemeRow.ungrouped
).order_by(ThemeRow.position, ThemeRow.id)


def read_themes(connection: Connection) -> list[StudyTheme]:
    """All themes in their order."""
    return [StudyTheme(*row) for row in connection.execute(_THEMES)]


def read_exclusive(connection: Connection) -> list[ExclusiveSet]:
    statement = (
        select(ExclusiveSetRow.name, CodeRow.ident)
        .join(ExclusiveMemberRow, ExclusiveMemberRow.set_id == ExclusiveSetRow.id)
        .join(CodeRow, CodeRow.id == ExclusiveMemberRow.code_id)
        .order_by(ExclusiveSetRow.position, ExclusiveMemberRow.id)
    )
    members: dict[str, list[str]] = {}
    for name, ident in connection.execute(statement):
        members.setdefault(name, []).append(ident)
    return [ExclusiveSet(name=n, codes=tuple(c)) for n, c in members.items() if len(c) > 1]


def read_codebook(connection: Connection) -> Codebook:
    title, language = connection.execute(select(StudyRow.title, StudyRow.language)).one()
    within: dict[int, list[Code]] = defaultdict(list)
    for found in read_codes(connection):
        within[found.theme_id].append(found.code)
    return Codebook(
        title=title,
        language=language,
        themes=tuple(
            Theme(
                name=theme.name,
                definition=theme.definition,
                residual=theme.residual,
                ungrouped=theme.ungrouped,
                codes=tuple(within[theme.id]),
            )
            for theme in read_themes(connection)
        ),
        exclusive=tuple(read_exclusive(connection)),
    )


def add_theme(change: Change, name: str, *, residual: bool = False, ungrouped: bool = False) -> int:
    """A new theme at the end; the one of that name, if there is one."""
    for theme in read_themes(change.connection):
        if theme.name == name:
            return theme.id
    return change.insert(
        ThemeRow,
        guid=new_guid(),
        position=_next_position(change.connection, ThemeRow),
        name=name,
        definition="",
        residual=residual,
        ungrouped=ungrouped,
    )


def ungrouped_theme(change: Change, language: str) -> int:
    """The theme of codes that wait to be grouped; it is made when it is first needed."""
    for theme in read_themes(change.connection):
        if theme.ungrouped:
            return theme.id
    name = UNGROUPED.get(language, UNGROUPED["en"])
    theme_id = add_theme(change, name, ungrouped=True)
    change.update(ThemeRow, theme_id, ungrouped=True)
    return theme_id


def add_code(change: Change, theme_id: int, code: Code) -> int:
    """A new code at the end of a theme. Its id must be free."""
    taken = select(CodeRow.id).where(CodeRow.ident == code.id)
    if change.connection.execute(taken).first() is not None:
        raise Conflict(
            'There is a code "{code}" already; apply that, or choose another name.', code=code.id
        )
    parent_id = None if code.parent is None else code_id(change.connection, code.parent)
    return change.insert(
        CodeRow,
        guid=new_guid(),
        ident=code.id,
        theme_id=theme_id,
        parent_id=parent_id,
        position=_next_position(change.connection, CodeRow),
        **values_of(code),
    )


def values_of(code: Code) -> dict[str, Any]:
    """What of a code stands in its row under the same name."""
    return {name: getattr(code, name) for name in PLAIN}


def labels(connection: Connection, code_rows: Sequence[int]) -> list[str]:
    """What people read for these codes, in the order given; those that are gone left out."""
    statement = select(CodeRow.id, CodeRow.name, CodeRow.ident).where(CodeRow.id.in_(code_rows))
    found = {row.id: row.name or row.ident for row in connection.execute(statement)}
    return [found[row] for row in code_rows if row in found]


def code_id(connection: Connection, ident: str) -> int:
    found = connection.execute(select(CodeRow.id).where(CodeRow.ident == ident)).scalar()
    if found is None:
        raise NotFound('There is no code "{code}" in the study.', code=ident)
    return int(found)


def codings_of(connection: Connection, code_row: int) -> int:
    """How many codings a code has; a code with codings is not deleted."""
    return int(
        connection.execute(select(func.count()).where(CodingRow.code_id == code_row)).scalar_one()
    )


def _next_position(connection: Connection, row_class: type[ThemeRow] | type[CodeRow]) -> int:
    highest = connection.execute(select(func.max(row_class.position))).scalar()
    return 0 if highest is None else highest + 1
