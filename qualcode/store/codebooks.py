"""The codebook in the study: reading it, taking one in, and changing single codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, func, select

from qualcode.errors import Conflict, NotFound
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.views import StudyCode, StudyTheme
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


def read_codes(connection: Connection) -> list[StudyCode]:
    """All codes in codebook order: by theme, then as they were put."""
    statement = (
        select(table_of(CodeRow), ThemeRow.name.label("theme"), ThemeRow.residual.label("residual"))
        .join(ThemeRow, ThemeRow.id == CodeRow.theme_id)
        .order_by(ThemeRow.position, ThemeRow.id, CodeRow.position, CodeRow.id)
    )
    rows = connection.execute(statement).mappings().all()
    idents = {row["id"]: row["ident"] for row in rows}
    places = {key: str(place) for key, place in anchors.read(connection).items()}
    return [
        StudyCode(
            id=row["id"],
            code=Code(
                id=row["ident"],
                parent=idents.get(row["parent_id"]),
                born=places.get((row["id"], "born"), ""),
                example_at=places.get((row["id"], "example"), ""),
                **{name: row[name] for name in PLAIN},
            ),
            theme_id=row["theme_id"],
            theme=row["theme"],
            residual=row["residual"],
            parent_id=row["parent_id"],
        )
        for row in rows
    ]


def read_themes(connection: Connection) -> list[StudyTheme]:
    statement = select(
        ThemeRow.id, ThemeRow.name, ThemeRow.definition, ThemeRow.residual, ThemeRow.ungrouped
    ).order_by(ThemeRow.position, ThemeRow.id)
    return [StudyTheme(*row) for row in connection.execute(statement)]


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
    codes = read_codes(connection)
    return Codebook(
        title=title,
        language=language,
        themes=tuple(
            Theme(
                name=theme.name,
                definition=theme.definition,
                residual=theme.residual,
                ungrouped=theme.ungrouped,
                codes=tuple(c.code for c in codes if c.theme_id == theme.id),
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
