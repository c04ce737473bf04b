"""Taking a whole codebook in: new is added, the rest brought up to date, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.views import StudyCode, StudyTheme
from qualcode.store import anchors, codebooks, placements, recoding, transcripts
from qualcode.store.journal import Change, new_guid
from qualcode.store.tables import CodeRow, ExclusiveMemberRow, ExclusiveSetRow, ThemeRow


def take_in(
    change: Change, codebook: Codebook, renamed: Mapping[str, str] = MappingProxyType({})
) -> tuple[int, int]:
    """Add the themes and codes that are new, and bring the others up to date. `renamed` is what the
    study calls themes that get another name.

    Codes of the study that the codebook does not have stay as they are. Returns (new, changed).
    """
    themes = _take_in_themes(change, codebook, renamed)
    held = {c.code.id: c for c in codebooks.read_codes(change.connection)}
    ids = {ident: c.id for ident, c in held.items()}
    changed, rows, new = 0, {}, []
    for theme, code, position in _in_places(codebook, held):
        values = codebooks.values_of(code)
        values |= {"theme_id": themes[theme.name], "position": position}
        before = held.get(code.id)
        if before is None:
            new.append({"guid": new_guid(), "ident": code.id, "parent_id": None, **values})
            continue
        moved = before.theme_id != themes[theme.name]
        if moved:
            placements.forget(change, before.id, before.theme_id)
        changed += moved or before.code != code
        rows[before.id] = values
    made = change.insert_many(CodeRow, new)
    ids |= {row["ident"]: row_id for row, row_id in zip(new, made, strict=True)}
    change.update_many(CodeRow, rows)
    parents = {ids[c.id]: {"parent_id": ids.get(c.parent or "")} for c in codebook.codes()}
    change.update_many(CodeRow, parents)
    hang(change, codebook)
    _take_in_exclusive(change, codebook, ids)
    return len(new), changed


def _in_places(
    codebook: Codebook, held: Mapping[str, StudyCode]
) -> Iterator[tuple[Theme, Code, int]]:
    """The codes, each with its position within its theme; where they stand in that order already,
    positions stay as they are."""
    for theme in codebook.themes:
        last = -1
        for code in theme.codes:
            before = held[code.id].position if code.id in held else -1
            last = max(before, last + 1)
            yield theme, code, last


def hang(change: Change, codebook: Codebook) -> None:
    """Let codes hang on the passages that the codebook names, if there are interviews yet."""
    known = {c.code.id: c for c in codebooks.read_codes(change.connection)}
    interviews = transcripts.transcript_ids(change.connection)
    for code in codebook.codes():
        held = known[code.id]
        if code.born != held.code.born:
            anchors.put_place(change, held.id, "born", code.born, interviews)
        if code.example_at != held.code.example_at:
            anchors.put_place(change, held.id, "example", code.example_at, interviews)


def _take_in_themes(
    change: Change, codebook: Codebook, renamed: Mapping[str, str]
) -> dict[str, int]:
    """The rows of the themes, by name."""
    held = codebooks.read_themes(change.connection)
    same, names = _Same(held, codebook, renamed), {theme.id: theme.name for theme in held}
    ids: dict[str, int] = {}
    rows: dict[int, dict[str, Any]] = {}
    new: list[dict[str, Any]] = []
    for position, theme in enumerate(codebook.themes):
        values = {
            "position": position,
            "name": theme.name,
            "definition": theme.definition,
            "residual": theme.residual,
            "ungrouped": theme.ungrouped,
        }
        if (row := same.row(theme)) is None:
            new.append({"guid": new_guid(), **values})
        else:
            ids[theme.name] = row
            rows[row] = values
    change.update_many(ThemeRow, rows)
    new_names = {names[row]: values["name"] for row, values in rows.items()}
    recoding.rename_in_chapters(change, new_names)
    made = change.insert_many(ThemeRow, new)
    return ids | {values["name"]: row for values, row in zip(new, made, strict=True)}


class _Same:
    """Which theme of the study is that of a codebook: the one of that name; else the residual or
    the ungrouped one, of which there is one each, under whatever name."""

    def __init__(
        self, held: Sequence[StudyTheme], codebook: Codebook, renamed: Mapping[str, str]
    ) -> None:
        self._renamed = renamed
        self._by_name = {theme.name: theme.id for theme in held}
        named = {renamed.get(theme.name, theme.name) for theme in codebook.themes}
        left = [theme for theme in held if theme.name not in named]
        self._residual = next((theme.id for theme in left if theme.residual), None)
        self._ungrouped = next((theme.id for theme in left if theme.ungrouped), None)

    def row(self, theme: Theme) -> int | None:
        found = self._by_name.get(self._renamed.get(theme.name, theme.name))
        if found is None and theme.residual:
            return self._residual
        if found is None and theme.ungrouped:
            return self._ungrouped
        return found


def _take_in_exclusive(change: Change, codebook: Codebook, ids: dict[str, int]) -> None:
    held = {s.name: s.codes for s in codebooks.read_exclusive(change.connection)}
    for position, group in enumerate(codebook.exclusive):
        if held.get(group.name) == group.codes:
            continue
        if group.name in held:
            _forget_exclusive(change, group.name)
        set_id = change.insert(ExclusiveSetRow, position=position, name=group.name)
        for ident in dict.fromkeys(group.codes):
            change.insert(ExclusiveMemberRow, set_id=set_id, code_id=ids[ident])


def _forget_exclusive(change: Change, name: str) -> None:
    set_id = change.connection.execute(
        select(ExclusiveSetRow.id).where(ExclusiveSetRow.name == name)
    ).scalar_one()
    members = select(ExclusiveMemberRow.id).where(ExclusiveMemberRow.set_id == set_id)
    for member in change.connection.execute(members).scalars().all():
        change.delete(ExclusiveMemberRow, member)
    change.delete(ExclusiveSetRow, set_id)
