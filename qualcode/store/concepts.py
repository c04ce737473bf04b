"""EARs and concepts in the study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, and_, func, or_, select

from qualcode.errors import NotFound
from qualcode.model.concepts import Concept, Ear, Evidence, QuotedPassage, Side
from qualcode.store import placements, quoting
from qualcode.store.journal import Change, new_guid
from qualcode.store.passages import Passage
from qualcode.store.setup import Signed, sign
from qualcode.store.tables import (
    CodeRow,
    CoderRow,
    CodingRow,
    ConceptPartRow,
    ConceptRow,
    EarAnchorRow,
    EarRow,
    EvidenceRow,
)

# EARs


def read_ears(connection: Connection) -> list[Ear]:
    """All EARs, in the order in which they came."""
    anchors = _anchors(connection)
    statement = (
        select(
            EarRow.id,
            EarRow.title,
            EarRow.idea,
            EarRow.theory,
            EarRow.stage,
            CoderRow.name.label("coder"),
            EarRow.created_at.label("at"),
        )
        .join(CoderRow, CoderRow.id == EarRow.coder_id)
        .order_by(EarRow.id)
    )
    return [
        Ear(anchors=tuple(anchors.get(row.id, ())), **row._asdict())
        for row in connection.execute(statement)
    ]


def _anchors(connection: Connection) -> dict[int, list[QuotedPassage]]:
    passages = quoting.quoted(connection, EarAnchorRow)
    found: dict[int, list[QuotedPassage]] = defaultdict(list)
    statement = select(EarAnchorRow.id, EarAnchorRow.ear_id).order_by(EarAnchorRow.id)
    for row_id, ear_id in connection.execute(statement):
        found[ear_id].append(passages[row_id])
    return found


def add_ear(
    change: Change,
    title: str,
    idea: str,
    passages: Iterable[Passage],
    *,
    theory: str,
    stage: str,
    by: Signed | None = None,
) -> int:
    coder, at = sign(change, by)
    ear_id = change.insert(
        EarRow,
        guid=new_guid(),
        title=title,
        idea=idea,
        theory=theory,
        stage=stage,
        coder_id=coder,
        created_at=at,
    )
    for passage in passages:
        hang_ear(change, ear_id, passage)
    return ear_id


def hang_ear(change: Change, ear_id: int, passage: Passage) -> None:
    """Let an EAR hang on one more passage."""
    transcript_id, span = passage
    quoting.refuse_beyond(change.connection, transcript_id, span)
    change.insert(
        EarAnchorRow, ear_id=ear_id, transcript_id=transcript_id, start=span.start, end=span.end
    )


def unhang_ear(change: Change, ear_id: int, passage: Passage) -> None:
    """Let an EAR hang on a passage no more."""
    transcript_id, span = passage
    rows = select(EarAnchorRow.id).where(
        EarAnchorRow.ear_id == ear_id,
        EarAnchorRow.transcript_id == transcript_id,
        EarAnchorRow.start == span.start,
        EarAnchorRow.end == span.end,
    )
    change.delete_many(EarAnchorRow, change.connection.execute(rows).scalars().all())


def ears_near(connection: Connection, theme_ids: Collection[int]) -> list[int]:
    """The EARs that hang on a passage which overlaps one of a code of these themes."""
    own = select(CodeRow.id).where(CodeRow.theme_id.in_(theme_ids), CodeRow.state == "active")
    second = [
        code
        for code, themes in placements.second_homes(connection).items()
        if not set(themes).isdisjoint(theme_ids)
    ]
    statement = (
        select(EarAnchorRow.ear_id)
        .join(
            CodingRow,
            and_(
                CodingRow.transcript_id == EarAnchorRow.transcript_id,
                CodingRow.start < EarAnchorRow.end,
                CodingRow.end > EarAnchorRow.start,
            ),
        )
        .where(or_(CodingRow.code_id.in_(own), CodingRow.code_id.in_(second)))
        .distinct()
        .order_by(EarAnchorRow.ear_id)
    )
    return list(connection.execute(statement).scalars())


def remove_ear(change: Change, ear_id: int) -> None:
    """Its place in concepts goes along."""
    for row_class, column in (
        (EarAnchorRow, EarAnchorRow.ear_id),
        (ConceptPartRow, ConceptPartRow.ear_id),
    ):
        rows = select(row_class.id).where(column == ear_id)
        change.delete_many(row_class, change.connection.execute(rows).scalars().all())
    change.delete(EarRow, ear_id)


# Concepts


def read(connection: Connection) -> list[Concept]:
    """All concepts in their order, those that were dropped too."""
    ears = {ear.id: ear for ear in read_ears(connection)}
    parts: dict[int, list[tuple[int | None, int | None, str]]] = defaultdict(list)
    statement = select(
        ConceptPartRow.concept_id,
        ConceptPartRow.theme_id,
        ConceptPartRow.ear_id,
        ConceptPartRow.override,
    ).order_by(ConceptPartRow.id)
    for row in connection.execute(statement):
        parts[row.concept_id].append((row.theme_id, row.ear_id, row.override))
    evidence = _evidence(connection)
    concepts = select(
        ConceptRow.id,
        ConceptRow.name,
        ConceptRow.definition,
        ConceptRow.theory,
        ConceptRow.dropped,
    ).order_by(ConceptRow.position, ConceptRow.id)
    return [
        Concept(
            **row._asdict(),
            themes=tuple(theme for theme, _, _ in parts[row.id] if theme is not None),
            overrides=tuple((t, why) for t, _, why in parts[row.id] if t is not None and why),
            ears=tuple(ears[ear] for _, ear, _ in parts[row.id] if ear is not None),
            evidence=tuple(evidence.get(row.id, ())),
        )
        for row in connection.execute(concepts)
    ]


def _evidence(connection: Connection) -> dict[int, list[Evidence]]:
    passages = quoting.quoted(connection, EvidenceRow)
    statement = (
        select(
            EvidenceRow.concept_id,
            EvidenceRow.id,
            EvidenceRow.side,
            EvidenceRow.note,
            CoderRow.name,
            EvidenceRow.created_at,
        )
        .join(CoderRow, CoderRow.id == EvidenceRow.coder_id)
        .order_by(EvidenceRow.id)
    )
    found: dict[int, list[Evidence]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.concept_id].append(
            Evidence(
                id=row.id,
                side="for" if row.side == "for" else "against",
                passage=passages[row.id],
                note=row.note,
                coder=row.name,
                at=row.created_at,
            )
        )
    return found


def add(change: Change, name: str, definition: str, theory: str) -> int:
    highest = change.connection.execute(select(func.max(ConceptRow.position))).scalar()
    return change.insert(
        ConceptRow,
        guid=new_guid(),
        position=0 if highest is None else highest + 1,
        name=name,
        definition=definition,
        theory=theory,
        dropped="",
    )


def named(connection: Connection, concept_id: int) -> str:
    name = connection.execute(select(ConceptRow.name).where(ConceptRow.id == concept_id)).scalar()
    if name is None:
        raise NotFound("The concept is not there any more: somebody has taken it away.")
    return name


def add_part(
    change: Change,
    concept_id: int,
    *,
    theme_id: int | None = None,
    ear_id: int | None = None,
    override: str = "",
) -> None:
    change.insert(
        ConceptPartRow, concept_id=concept_id, theme_id=theme_id, ear_id=ear_id, override=override
    )


def remove_part(
    change: Change, concept_id: int, *, theme_id: int | None = None, ear_id: int | None = None
) -> None:
    rows = select(ConceptPartRow.id).where(
        ConceptPartRow.concept_id == concept_id,
        ConceptPartRow.theme_id == theme_id,
        ConceptPartRow.ear_id == ear_id,
    )
    change.delete_many(ConceptPartRow, change.connection.execute(rows).scalars().all())


def add_evidence(
    change: Change,
    concept_id: int,
    side: Side,
    passage: Passage,
    note: str,
    by: Signed | None = None,
) -> int:
    coder, at = sign(change, by)
    transcript_id, span = passage
    quoting.refuse_beyond(change.connection, transcript_id, span)
    return change.insert(
        EvidenceRow,
        concept_id=concept_id,
        side=side,
        transcript_id=transcript_id,
        start=span.start,
        end=span.end,
        note=note,
        coder_id=coder,
        created_at=at,
    )
