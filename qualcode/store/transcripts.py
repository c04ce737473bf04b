"""Transcripts in the study: taking them in, and opening one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select

from qualcode.errors import InvalidData, NotFound, at
from qualcode.model.studies import InterviewRow
from qualcode.model.text import count_words, sha256
from qualcode.model.transcripts import Transcript, Turn
from qualcode.store.journal import Change, new_guid
from qualcode.store.loading import Loader
from qualcode.store.setup import unit_ids
from qualcode.store.tables import (
    InformantRow,
    InformantUnitRow,
    RevisionRow,
    SourceFileRow,
    SpeakerRow,
    TranscriptRow,
    TurnRow,
)

Speakers = Mapping[str, Sequence[InterviewRow]]
"""The rows of interviews.csv by file; a row for one respondent may name `answers.csv#12`."""


class Shelf:
    """Takes transcripts in, some at a time, so that memory stays flat."""

    TABLES = (
        SourceFileRow,
        TranscriptRow,
        RevisionRow,
        InformantRow,
        InformantUnitRow,
        SpeakerRow,
        TurnRow,
    )
    HELD = 2_000_000
    """How many characters are held before they are written."""

    def __init__(self, change: Change, speakers: Speakers, table: str = "interviews.csv") -> None:
        """`table` names the file that `speakers` come from, in messages."""
        self._change = change
        self._loader = Loader(change, *self.TABLES)
        self._speakers = speakers
        self._table = table
        self._units = unit_ids(change.connection)
        self._held = 0

    def take(self, file_name: str, content: bytes, transcripts: Iterable[Transcript]) -> int:
        """Take in one file with the transcripts that it holds; returns how many words they have."""
        source_id = self._loader.add(
            SourceFileRow, sha256=sha256(content), name=file_name, content=content
        )
        self._held += len(content)
        words = sum(self._take_one(source_id, transcript) for transcript in transcripts)
        if self._held > self.HELD:
            self.flush()
        return words

    def learn_units(self) -> None:
        """Look again which units the study has."""
        self._units = unit_ids(self._change.connection)

    def flush(self) -> None:
        self._loader.flush()
        self._held = 0

    def _take_one(self, source_id: int, transcript: Transcript) -> int:
        rows = self._rows_for(transcript.name)
        first = rows[0] if rows else InterviewRow(file=transcript.name)
        transcript_id = self._loader.add(
            TranscriptRow,
            guid=new_guid(),
            name=transcript.name,
            kind=first.kind or transcript.kind,
            source_file_id=source_id,
            mode=first.mode,
            date=first.date,
            remarks="\n".join(transcript.remarks),
            details=json.dumps(first.details, ensure_ascii=False),
        )
        words = count_words(transcript.text)
        revision_id = self._loader.add(
            RevisionRow,
            transcript_id=transcript_id,
            number=1,
            sha256=sha256(transcript.text.encode()),
            length=len(transcript.text),
            words=words,
            said=_words_said(transcript),
            text=transcript.text,
        )
        speakers = self._take_speakers(transcript_id, transcript, rows)
        self._loader.add_tuples(
            TurnRow,
            [
                (revision_id, number, speakers[t.speaker], t.start, t.body, t.end)
                for number, t in enumerate(transcript.turns, 1)
            ],
        )
        self._held += len(transcript.text)
        return words

    def _rows_for(self, name: str) -> Sequence[InterviewRow]:
        return self._speakers.get(name) or self._speakers.get(name.partition("#")[0]) or ()

    def _take_speakers(
        self, transcript_id: int, transcript: Transcript, rows: Sequence[InterviewRow]
    ) -> dict[str, int]:
        """One row per label; labels that the same row of interviews.csv covers share one
        informant: a joint answer."""
        interviewers = {t.speaker for t in transcript.turns if t.interviewer}
        by_label = {row.speaker: row for row in rows}
        self._refuse_unknown_labels(transcript, by_label)
        shared: dict[int, int] = {}
        ids = {}
        labels = dict.fromkeys(t.speaker for t in transcript.turns)
        for label in labels or [""]:
            row = by_label.get(label, by_label.get(""))
            asks = row.role == "interviewer" if label in by_label and row else False
            if asks or (label in interviewers and label not in by_label):
                informant_id = None
            elif row is not None:
                if row.line not in shared:
                    shared[row.line] = self._informant(row, transcript)
                informant_id = shared[row.line]
            else:
                informant_id = self._informant(InterviewRow(file=""), transcript)
            ids[label] = self._loader.add(
                SpeakerRow,
                transcript_id=transcript_id,
                label=label,
                interviewer=informant_id is None,
                informant_id=informant_id,
            )
        return ids

    def _informant(self, row: InterviewRow, transcript: Transcript) -> int:
        informant_id = self._loader.add(InformantRow, guid=new_guid(), role=row.role)
        for unit in dict.fromkeys((*row.units, *transcript.units)):
            if unit not in self._units:
                place = at(self._table, row.line, *unit) if unit in row.units else transcript.name
                raise InvalidData(
                    "{place}: there is no such {kind} in the study.", place=place, kind=unit[0]
                )
            self._loader.add(InformantUnitRow, informant_id=informant_id, unit_id=self._units[unit])
        return informant_id

    def _refuse_unknown_labels(
        self, transcript: Transcript, rows: Mapping[str, InterviewRow]
    ) -> None:
        spoken = {t.speaker for t in transcript.turns}
        for label, row in rows.items():
            if label and spoken and label not in spoken:
                raise InvalidData(
                    "{place}: nobody speaks under that label in {interview}; it has {known}.",
                    place=at(self._table, row.line, "speaker", label),
                    interview=transcript.name,
                    known=", ".join(sorted(spoken)),
                )


def _words_said(transcript: Transcript) -> int:
    """The words of the informants: those of their turns, labels left out; of all the text
    where there are no turns."""
    if not transcript.turns:
        return count_words(transcript.text)
    return count_words(
        "\n".join(transcript.text[t.body : t.end] for t in transcript.turns if not t.interviewer)
    )


def known_files(connection: Connection) -> dict[str, str]:
    """The files that are in the study: hash of the content to name."""
    return dict(connection.execute(select(SourceFileRow.sha256, SourceFileRow.name)).all())


def transcript_ids(connection: Connection) -> dict[str, int]:
    statement = select(TranscriptRow.name, TranscriptRow.id).order_by(TranscriptRow.id)
    return dict(connection.execute(statement).all())


def name_of(connection: Connection, transcript_id: int) -> str:
    """What an interview is called; empty if it is not in the study."""
    statement = select(TranscriptRow.name).where(TranscriptRow.id == transcript_id)
    return connection.execute(statement).scalar() or ""


def lengths(connection: Connection) -> dict[int, int]:
    """Code points in the newest text of each transcript."""
    statement = select(RevisionRow.transcript_id, RevisionRow.length).order_by(RevisionRow.number)
    return dict(connection.execute(statement).all())


# Built once: an export asks for thousands of texts, somebody who codes for a length with every
# coding, and building costs as much as running.
_NEWEST = (
    select()
    .select_from(RevisionRow)
    .where(RevisionRow.transcript_id == bindparam("transcript"))
    .order_by(RevisionRow.number.desc())
    .limit(1)
)
_TEXT = _NEWEST.add_columns(RevisionRow.id, RevisionRow.text)
_LENGTH = _NEWEST.add_columns(RevisionRow.length)
_TURNS = (
    select(SpeakerRow.label, TurnRow.start, TurnRow.body, TurnRow.end, SpeakerRow.interviewer)
    .join(SpeakerRow, SpeakerRow.id == TurnRow.speaker_id)
    .where(TurnRow.revision_id == bindparam("revision"))
    .order_by(TurnRow.start)
)


def text_of(connection: Connection, transcript_id: int) -> tuple[int, str]:
    """(revision id, text) of the newest revision."""
    row = connection.execute(_TEXT, {"transcript": transcript_id}).first()
    if row is None:
        raise _no_such(transcript_id)
    return row.id, row.text


def length_of(connection: Connection, transcript_id: int) -> int:
    """Code points in the newest text of a transcript."""
    found = connection.execute(_LENGTH, {"transcript": transcript_id}).scalar()
    if found is None:
        raise _no_such(transcript_id)
    return int(found)


def _no_such(transcript_id: int) -> NotFound:
    return NotFound(
        "There is no transcript with the id {transcript_id} in the study.",
        transcript_id=transcript_id,
    )


def turns_of(connection: Connection, revision_id: int) -> tuple[Turn, ...]:
    return tuple(Turn(*row) for row in connection.execute(_TURNS, {"revision": revision_id}))
