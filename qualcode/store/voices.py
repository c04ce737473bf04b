"""Who is heard in a span: worked out once, when a coding is made."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    Connection,
    Integer,
    ScalarSelect,
    bindparam,
    insert,
    select,
)

from qualcode.store.journal import Change, table_of
from qualcode.store.tables import RevisionRow, SpeakerRow, TurnRow, VoiceMemberRow, VoiceRow


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks where in one transcript: turns in order, with the informant of each.

    An interviewer's turn has informant 0. A text without turns has `alone`, who gives all of
    it. `length` is that of the text in code points.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    informants: Sequence[int]
    alone: int | None
    length: int

    def members(self, start: int, end: int) -> str | None:
        """The informants whose turns the span touches, as a voice names them; None: nobody."""
        if self.alone is not None:
            return str(self.alone)
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        if first >= last:
            return None
        if last - first == 1:
            heard = self.informants[first]
            return str(heard) if heard else ""
        return ",".join(map(str, sorted(set(self.informants[first:last]) - {0})))


def _newest(transcript_id: int | BindParameter[int]) -> ScalarSelect[int]:
    return (
        select(RevisionRow.id)
        .where(RevisionRow.transcript_id == transcript_id)
        .order_by(RevisionRow.number.desc())
        .limit(1)
        .scalar_subquery()
    )


def speech_of(connection: Connection, transcript_id: int, length: int) -> Speech:
    """Who speaks where in the newest revision of a transcript."""
    turns = connection.execute(
        select(TurnRow.start, TurnRow.end, SpeakerRow.informant_id)
        .join(SpeakerRow, SpeakerRow.id == TurnRow.speaker_id)
        .where(TurnRow.revision_id == _newest(transcript_id))
        .order_by(TurnRow.start)
    ).all()
    alone = None
    if not turns:
        alone = connection.execute(
            select(SpeakerRow.informant_id).where(SpeakerRow.transcript_id == transcript_id)
        ).scalar()
    starts, ends, informants = zip(*turns, strict=True) if turns else ((), (), ())
    return Speech(starts, ends, [i or 0 for i in informants], alone, length)


# Built once: while somebody codes, building a statement costs as much as running it.
_TOUCHED = (
    select(SpeakerRow.informant_id)
    .join(TurnRow, TurnRow.speaker_id == SpeakerRow.id)
    .where(
        TurnRow.revision_id == _newest(bindparam("transcript", type_=Integer)),
        TurnRow.start < bindparam("last"),
        TurnRow.end > bindparam("first"),
    )
)
_VOICE = select(VoiceRow.id).where(VoiceRow.members == bindparam("members"))


def members_at(connection: Connection, transcript_id: int, start: int, end: int) -> str | None:
    """As `Speech.members`, for one span: only the turns that it touches are read."""
    values = {"transcript": transcript_id, "first": start, "last": end}
    informants = set(connection.execute(_TOUCHED, values).scalars())
    if informants:
        return ",".join(map(str, sorted(i for i in informants if i is not None)))
    has_turns = select(TurnRow.id).where(TurnRow.revision_id == _newest(transcript_id)).limit(1)
    if connection.execute(has_turns).first() is not None:
        return None
    alone = select(SpeakerRow.informant_id).where(SpeakerRow.transcript_id == transcript_id)
    found = connection.execute(alone).scalar()
    return None if found is None else str(found)


class Voices:
    """Voices by their members; a new set is made known the first time it is heard.

    Sets are written beside the history, not in it: one that a coding made known must not go
    when that coding is taken back, since others may use it by then.
    """

    def __init__(self, change: Change) -> None:
        self._connection = change.connection
        self._ids: dict[str, int] = {}

    def id_of(self, members: str | None) -> int | None:
        if members is None:
            return None
        if members not in self._ids:
            self._ids[members] = self._find(members) or self._make(members)
        return self._ids[members]

    def _find(self, members: str) -> int | None:
        return self._connection.execute(_VOICE, {"members": members}).scalar()

    def _make(self, members: str) -> int:
        result = self._connection.execute(insert(table_of(VoiceRow)).values(members=members))
        key = result.inserted_primary_key
        assert key is not None
        for informant in members.split(",") if members else ():
            self._connection.execute(
                insert(table_of(VoiceMemberRow)).values(
                    voice_id=key[0], informant_id=int(informant)
                )
            )
        return int(key[0])
