"""The study as it was: what was changed in one thing, and the codebook as of a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, func, or_, select

from qualcode.errors import InvalidData, NotFound
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.lives import Step
from qualcode.model.places import Place
from qualcode.model.spans import Span
from qualcode.store import codebooks
from qualcode.store.journal import Change, Image, from_json, now, table_of
from qualcode.store.tables import (
    ChangedRow,
    ChangeRow,
    CodeAnchorRow,
    CodeRow,
    ExclusiveMemberRow,
    ExclusiveSetRow,
    Row,
    SnapshotRow,
    StudyRow,
    ThemeRow,
    TranscriptRow,
)

_UNTOLD = frozenset({"id", "guid", "position"})
"""Columns of which the life of a thing says nothing."""

# One thing

_CHANGED = (
    select(
        ChangedRow.before,
        ChangedRow.after,
        ChangeRow.id,
        ChangeRow.at,
        ChangeRow.coder,
        ChangeRow.action,
        ChangeRow.reason,
    )
    .join(ChangeRow, ChangeRow.id == ChangedRow.change_id)
    .order_by(ChangedRow.id)
)


def life(connection: Connection, row_class: type[Row], row_id: int) -> list[Step]:
    """Every change of every field of a row, oldest first. The values are those of the table; what
    points to another row has its number."""
    statement = _CHANGED.where(
        ChangedRow.table == table_of(row_class).name, ChangedRow.row_id == row_id
    )
    found: list[Step] = []
    for row in connection.execute(statement):
        images = ({} if text is None else from_json(text) for text in (row.before, row.after))
        found += [
            Step(row.id, row.at, row.coder, row.action, row.reason, *field)
            for field in fields_changed(*images)
        ]
    return found


def life_of_places(connection: Connection, code_row: int) -> list[Step]:
    """Every change of the passages that a code hangs on, oldest first: the fields `born` and
    `example_at`, as `model.places.Place` writes them."""
    # Images are JSON of ours, without blanks; every database can look for a piece of text.
    named = f'%"code_id":{code_row},%'
    statement = _CHANGED.where(
        ChangedRow.table == table_of(CodeAnchorRow).name,
        or_(ChangedRow.before.like(named), ChangedRow.after.like(named)),
    )
    found: list[Step] = []
    for row in connection.execute(statement):
        before, after = (None if text is None else from_json(text) for text in row[:2])
        field = _ROLES[(after or before or {})["role"]]
        places = _place(connection, before), _place(connection, after)
        found.append(Step(row.id, row.at, row.coder, row.action, row.reason, field, *places))
    return found


_ROLES = {"born": "born", "example": "example_at"}


def _place(connection: Connection, image: Image | None) -> str:
    """Where a code hung; empty where it did not, and where the interview is gone."""
    if image is None:
        return ""
    named = select(TranscriptRow.name).where(TranscriptRow.id == image["transcript_id"])
    name = connection.execute(named).scalar()
    return "" if name is None else str(Place(name, Span(image["start"], image["end"])))


def fields_changed(before: Image, after: Image) -> Iterator[tuple[str, str, str]]:
    """(field, before, after) of each field that a person sees, in the order of the table; the field
    is empty where the row came, or went."""
    if not before or not after:
        image = before or after
        name = str(image.get("name") or image.get("ident") or image.get("words") or "")
        yield "", *(("", name) if after else (name, ""))
        return
    for field in after:
        if field not in _UNTOLD and before.get(field) != after[field]:
            yield field, _shown(before.get(field)), _shown(after[field])


def _shown(value: object) -> str:
    return "" if value is None else str(value)


# A moment


def moment(connection: Connection, written: str) -> int:
    """The last change before the end of a moment, as a person names it: a day (`2026-03-01`, until
    it ends where the computer stands), a time (ISO 8601), a change (`#123`) or a snapshot.

    NotFound for a name that is none of these, for what is still to come, and for what was before
    the study: codes may be older than that, but how they stood then is not kept.
    """
    snapshot = select(SnapshotRow.change_id).where(SnapshotRow.name == written)
    found = connection.execute(snapshot).scalar()
    if found is not None:
        return found
    if written.startswith("#") and written[1:].isdecimal():
        return _change_numbered(connection, written)
    begins, ends = _bounds(written)
    newest = select(func.max(ChangeRow.at))
    if begins > max(now(), connection.execute(newest).scalar() or ""):
        raise NotFound("{moment} is still to come; name a moment that has been.", moment=written)
    last = select(func.max(ChangeRow.id)).where(ChangeRow.at <= ends)
    change = connection.execute(last).scalar()
    if change is None:
        raise _before_the_study(connection, written)
    return change


def _change_numbered(connection: Connection, written: str) -> int:
    first, last = (
        connection.execute(select(end(ChangeRow.id))).scalar() or 0 for end in (func.min, func.max)
    )
    number = int(written[1:])
    if number > last:
        raise NotFound(
            "There is no change {moment}; the newest is #{newest}.", moment=written, newest=last
        )
    if number < first:
        raise _before_the_study(connection, written)
    return number


def _before_the_study(connection: Connection, written: str) -> NotFound:
    begins = connection.execute(select(func.min(ChangeRow.at))).scalar() or now()
    return NotFound(
        "The study begins {begins}, and {moment} is before that. Codes may have been made earlier, "
        "but how the codebook stood then is not kept.",
        begins=datetime.fromisoformat(begins).astimezone().strftime("%Y-%m-%d %H:%M"),
        moment=written,
    )


def _bounds(written: str) -> tuple[str, str]:
    """Begin and end in UTC, as changes are dated; of a time, both are the same."""
    try:
        if len(written) == len("2026-03-01"):
            day = date.fromisoformat(written)
            begins, ends = (datetime.combine(day, end) for end in (time.min, time.max))
            return _in_utc(begins), _in_utc(ends)
        moment = _in_utc(datetime.fromisoformat(written))
    except ValueError as error:
        raise NotFound(
            '"{moment}" is no day (2026-03-01), time, change (#123) or snapshot of the study.',
            moment=written,
        ) from error
    return moment, moment


def _in_utc(moment: datetime) -> str:
    try:
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        moment = moment.replace(tzinfo=UTC)  # at either end of the calendar: a day is no matter
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def rows_at(connection: Connection, row_class: type[Row], change_id: int) -> dict[int, Image]:
    """The rows of a table as they were right after a change, by id.

    What came in a batch is found by its rows as they are, and is not part of an older moment than
    its batch only where the history names it: codes and themes never come in batches.
    """
    table = table_of(row_class)
    first = (
        select(func.min(ChangedRow.id))
        .where(ChangedRow.table == table.name, ChangedRow.change_id > change_id)
        .group_by(ChangedRow.row_id)
    )
    rows = {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
    statement = select(ChangedRow.row_id, ChangedRow.before).where(ChangedRow.id.in_(first))
    for row_id, before in connection.execute(statement):
        if before is None:
            rows.pop(row_id, None)
        else:
            rows[row_id] = from_json(before)
    return rows


def codebook_at(connection: Connection, change_id: int) -> Codebook:
    """The codebook as it was right after a change."""
    themes = rows_at(connection, ThemeRow, change_id)
    codes = rows_at(connection, CodeRow, change_id)
    places = _places(connection, rows_at(connection, CodeAnchorRow, change_id))
    title, language = connection.execute(select(StudyRow.title, StudyRow.language)).one()
    within: dict[int, list[Code]] = defaultdict(list)
    for code in _in_order(codes):
        within[code["theme_id"]].append(_code(code, codes, places))
    return Codebook(
        title=title,
        language=language,
        themes=tuple(
            Theme(
                name=theme["name"],
                definition=theme["definition"],
                residual=theme["residual"],
                ungrouped=bool(theme.get("ungrouped", False)),
                codes=tuple(within[theme["id"]]),
            )
            for theme in _in_order(themes)
        ),
        exclusive=tuple(_exclusive(connection, change_id, codes)),
    )


def _in_order(rows: Mapping[int, Image]) -> list[Image]:
    return sorted(rows.values(), key=lambda row: (row["position"], row["id"]))


def _code(row: Image, codes: Mapping[int, Image], places: Mapping[tuple[int, str], str]) -> Code:
    parent = codes.get(row["parent_id"] or 0)
    return Code(
        id=row["ident"],
        parent=None if parent is None else parent["ident"],
        born=places.get((row["id"], "born"), ""),
        example_at=places.get((row["id"], "example"), ""),
        **{name: row[name] for name in codebooks.PLAIN},
    )


def _places(connection: Connection, anchors: Mapping[int, Image]) -> dict[tuple[int, str], str]:
    names = dict(connection.execute(select(TranscriptRow.id, TranscriptRow.name)).all())
    return {
        (row["code_id"], row["role"]): str(
            Place(names[row["transcript_id"]], Span(row["start"], row["end"]))
        )
        for row in anchors.values()
        if row["transcript_id"] in names
    }


def _exclusive(
    connection: Connection, change_id: int, codes: Mapping[int, Image]
) -> Iterator[ExclusiveSet]:
    members = rows_at(connection, ExclusiveMemberRow, change_id)
    for group in _in_order(rows_at(connection, ExclusiveSetRow, change_id)):
        held = [m["code_id"] for _, m in sorted(members.items()) if m["set_id"] == group["id"]]
        idents = tuple(codes[code]["ident"] for code in held if code in codes)
        if len(set(idents)) > 1:
            yield ExclusiveSet(name=group["name"], codes=idents)


# Snapshots


def add_snapshot(change: Change, name: str, change_id: int) -> None:
    """Give a moment a name; another moment may not have it already."""
    taken = select(SnapshotRow.id).where(SnapshotRow.name == name)
    if change.connection.execute(taken).first() is not None:
        raise InvalidData("There is a snapshot «{name}» already; choose another name.", name=name)
    change.insert(SnapshotRow, name=name, change_id=change_id, at=change.at)


def snapshots(connection: Connection) -> list[tuple[str, int, str]]:
    """(name, change, when it was named), in the order of the moments."""
    statement = select(SnapshotRow.name, SnapshotRow.change_id, SnapshotRow.at).order_by(
        SnapshotRow.change_id, SnapshotRow.id
    )
    return [(name, change, at) for name, change, at in connection.execute(statement)]
