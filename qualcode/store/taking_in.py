"""Taking a whole codebook in: new is added, the rest brought up to date, nothing lost."""

from __future__ import annotations

from sqlalchemy import select

from qualcode.model.codebook import Codebook, Theme
from qualcode.model.views import StudyTheme
from qualcode.store import anchors, codebooks, placements
from qualcode.store.journal import Change, new_guid
from qualcode.store.tables import CodeRow, ExclusiveMemberRow, ExclusiveSetRow, ThemeRow


def take_in(change: Change, codebook: Codebook) -> tuple[int, int]:
    """Add the themes and codes that are new, and bring the others up to date.

    Codes of the study that the codebook does not have stay as they are. Returns (new, changed).
    """
    themes = _take_in_themes(change, codebook)
    held = {c.code.id: c for c in codebooks.read_codes(change.connection)}
    ids = {ident: c.id for ident, c in held.items()}
    known, rows = set(ids), {}
    new = []
    for position, (theme, code) in enumerate(codebook.with_theme()):
        values = codebooks.values_of(code)
        values |= {"theme_id": themes[theme.name], "position": position}
        if code.id in known:
            if held[code.id].theme_id != themes[theme.name]:
                placements.forget(change, ids[code.id], held[code.id].theme_id)
            rows[ids[code.id]] = values
        else:
            new.append({"guid": new_guid(), "ident": code.id, "parent_id": None, **values})
    made = change.insert_many(CodeRow, new)
    ids |= {row["ident"]: row_id for row, row_id in zip(new, made, strict=True)}
    parents = {ids[c.id]: {"parent_id": ids.get(c.parent or "")} for c in codebook.codes()}
    changed = change.update_many(CodeRow, rows)
    changed |= change.update_many(CodeRow, parents) - set(made)
    hang(change, codebook)
    _take_in_exclusive(change, codebook, ids)
    return len(new), len(changed)


def hang(change: Change, codebook: Codebook) -> None:
    """Let codes hang on the passages that the codebook names, if there are interviews yet."""
    known = {c.code.id: c for c in codebooks.read_codes(change.connection)}
    for code in codebook.codes():
        held = known[code.id]
        if code.born != held.code.born:
            anchors.put_place(change, held.id, "born", code.born)
        if code.example_at != held.code.example_at:
            anchors.put_place(change, held.id, "example", code.example_at)


def _take_in_themes(change: Change, codebook: Codebook) -> dict[str, int]:
    held = codebooks.read_themes(change.connection)
    ids: dict[str, int] = {}
    for position, theme in enumerate(codebook.themes):
        values = {
            "position": position,
            "name": theme.name,
            "definition": theme.definition,
            "residual": theme.residual,
            "ungrouped": theme.ungrouped,
        }
        same = _same(theme, held)
        if same is None:
            ids[theme.name] = change.insert(ThemeRow, guid=new_guid(), **values)
        else:
            ids[theme.name] = same.id
            change.update(ThemeRow, same.id, **values)
    return ids


def _same(theme: Theme, held: list[StudyTheme]) -> StudyTheme | None:
    """The theme of that name; else the residual or the ungrouped one, of which there is one each,
    under whatever name."""
    for other in held:
        if other.name == theme.name:
            return other
    for other in held:
        if (theme.residual and other.residual) or (theme.ungrouped and other.ungrouped):
            return other
    return None


def _take_in_exclusive(change: Change, codebook: Codebook, ids: dict[str, int]) -> None:
    held = {s.name: s.codes for s in codebooks.read_exclusive(change.connection)}
    for position, group in enumerate(codebook.exclusive):
        if held.get(group.name) == group.codes:
            continue
        if group.name in held:
            _forget_exclusive(change, group.name)
        set_id = change.insert(ExclusiveSetRow, position=position, name=group.name)
        for ident in group.codes:
            change.insert(ExclusiveMemberRow, set_id=set_id, code_id=ids[ident])


def _forget_exclusive(change: Change, name: str) -> None:
    set_id = change.connection.execute(
        select(ExclusiveSetRow.id).where(ExclusiveSetRow.name == name)
    ).scalar_one()
    members = select(ExclusiveMemberRow.id).where(ExclusiveMemberRow.set_id == set_id)
    for member in change.connection.execute(members).scalars().all():
        change.delete(ExclusiveMemberRow, member)
    change.delete(ExclusiveSetRow, set_id)
