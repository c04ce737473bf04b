"""The passages of codes with their words, a few codes at a time, as one reads them at a board."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from qualcode.model.spans import Span
from qualcode.model.views import Excerpt
from qualcode.store.tables import (
    CoderRow,
    CodingRow,
    InformantRow,
    InformantUnitRow,
    TranscriptRow,
    TurnRow,
    UnitRow,
    VoiceMemberRow,
    VoiceRow,
)
from qualcode.store.transcripts import text_of
from qualcode.store.voices import members_at

HELD = 2_000_000
"""Characters of texts that are held, so that the next code need not fetch them again."""

NOBODY: tuple[tuple[str, ...], str] = ((), "")

# Built once: a key on the board asks for the passages of a code.
_CODINGS = (
    select(
        CodingRow.code_id,
        CodingRow.transcript_id,
        CodingRow.start,
        CodingRow.end,
        CodingRow.id,
        CodingRow.voice_id,
        CoderRow.name,
    )
    .join(CoderRow, CoderRow.id == CodingRow.coder_id)
    .where(CodingRow.code_id.in_(bindparam("codes", expanding=True)))
    .order_by(
        CodingRow.transcript_id,
        CodingRow.start,
        CodingRow.end,
        CodingRow.code_id,
        CodingRow.id,
    )
)
_ENDS = (
    select(TurnRow.end).where(TurnRow.revision_id == bindparam("revision")).order_by(TurnRow.start)
)


class _Coded(NamedTuple):
    code: int
    transcript: int
    start: int
    end: int
    coding: int
    voice: int | None
    coder: str


class Excerpts:
    """Reads passages; who speaks and the texts are held between one reading and the next."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._heard: dict[int, tuple[tuple[str, ...], str]] = {}
        self._texts: dict[int, tuple[str, Sequence[int]]] = {}
        self._held = 0

    def of(self, connection: Connection, code_rows: Iterable[int]) -> list[Excerpt]:
        """The passages of some codes, interview by interview; each place once for each code."""
        rows = [
            _Coded._make(row) for row in connection.execute(_CODINGS, {"codes": list(code_rows)})
        ]
        if any((row.voice or 0) not in self._heard for row in rows):
            self._know_everybody(connection)
        return [
            self._excerpt(connection, list(group))
            for _, group in groupby(rows, key=lambda r: r[:4])
        ]

    def at(self, connection: Connection, transcript_id: int, span: Span) -> Excerpt:
        """A passage that need have no code, such as that of an EAR."""
        if not self._names:
            self._know_everybody(connection)
        text, ends = self._text(connection, transcript_id)
        turn = bisect_right(ends, span.start) + 1
        members = members_at(connection, transcript_id, span.start, span.end)
        units, role = _who(connection, members or "")
        return Excerpt(
            code_id=0,
            transcript_id=transcript_id,
            interview=self._names.get(transcript_id, ""),
            span=span,
            quote=span.of(text),
            turn=turn if turn <= len(ends) else None,
            units=units,
            role=role,
            coders=(),
            codings=(),
        )

    def _excerpt(self, connection: Connection, made: Sequence[_Coded]) -> Excerpt:
        first = made[0]
        text, ends = self._text(connection, first.transcript)
        turn = bisect_right(ends, first.start) + 1
        units, role = self._heard.get(first.voice or 0, NOBODY)
        return Excerpt(
            code_id=first.code,
            transcript_id=first.transcript,
            interview=self._names.get(first.transcript, ""),
            span=Span(first.start, first.end),
            quote=text[first.start : first.end],
            turn=turn if turn <= len(ends) else None,
            units=units,
            role=role,
            coders=tuple(dict.fromkeys(row.coder for row in made)),
            codings=tuple(row.coding for row in made),
        )

    def _text(self, connection: Connection, transcript_id: int) -> tuple[str, Sequence[int]]:
        if transcript_id not in self._texts:
            if self._held > HELD:
                self._texts.clear()
                self._held = 0
            revision, text = text_of(connection, transcript_id)
            ends = connection.execute(_ENDS, {"revision": revision}).scalars().all()
            self._texts[transcript_id] = text, ends
            self._held += len(text)
        return self._texts[transcript_id]

    def _know_everybody(self, connection: Connection) -> None:
        """Names of interviews, and the units and role of each voice; anew when there is a voice
        that was not heard before."""
        names = select(TranscriptRow.id, TranscriptRow.name)
        self._names = dict(connection.execute(names).all())
        self._heard[0] = NOBODY
        units: dict[int, list[str]] = defaultdict(list)
        roles: dict[int, list[str]] = defaultdict(list)
        statement = (
            select(VoiceRow.id, UnitRow.key, UnitRow.name, InformantRow.role)
            .outerjoin(VoiceMemberRow, VoiceMemberRow.voice_id == VoiceRow.id)
            .outerjoin(InformantRow, InformantRow.id == VoiceMemberRow.informant_id)
            .outerjoin(InformantUnitRow, InformantUnitRow.informant_id == InformantRow.id)
            .outerjoin(UnitRow, UnitRow.id == InformantUnitRow.unit_id)
            .order_by(VoiceRow.id, UnitRow.position)
        )
        for voice, key, name, role in connection.execute(statement):
            units[voice].append(f"{key or ''} {name or ''}".strip())
            roles[voice].append(role or "")
        for voice, labels in units.items():
            said = ", ".join(dict.fromkeys(filter(None, roles[voice])))
            self._heard[voice] = tuple(dict.fromkeys(filter(None, labels))), said


def _who(connection: Connection, members: str) -> tuple[tuple[str, ...], str]:
    """The units and roles of some informants ("3,5"), as `_know_everybody` has those of voices."""
    informants = [int(member) for member in members.split(",") if member]
    statement = (
        select(UnitRow.key, UnitRow.name, InformantRow.role)
        .select_from(InformantRow)
        .outerjoin(InformantUnitRow, InformantUnitRow.informant_id == InformantRow.id)
        .outerjoin(UnitRow, UnitRow.id == InformantUnitRow.unit_id)
        .where(InformantRow.id.in_(informants))
        .order_by(UnitRow.position)
    )
    found = connection.execute(statement).all()
    labels = (f"{row.key or ''} {row.name or ''}".strip() for row in found)
    roles = ", ".join(dict.fromkeys(filter(None, (row.role for row in found))))
    return tuple(dict.fromkeys(filter(None, labels))), roles
