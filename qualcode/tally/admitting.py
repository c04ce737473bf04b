"""Which codings the coder rule admits: the source that every count reads.

For `any`, `adjudicated` and one coder by name these are rows of the codings table. For `all`
they are worked out first, into a table of this connection only, so that all counts read the
same columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
    true,
    union,
)

from qualcode.errors import Phrase, WrongQuestion
from qualcode.model.spans import Span, intersect, merge
from qualcode.store.tables import CoderRow, CodingRow, ReadingRow
from qualcode.store.transcripts import lengths
from qualcode.store.voices import Speech, speech_of
from qualcode.tally.people import People


@dataclass(frozen=True)
class Source:
    """A table with `code_id`, `transcript_id`, `start`, `end`, `voice_id` and `stance`, and
    which of its rows count. `voices` says who is heard in each voice."""

    table: FromClause
    admitted: ColumnElement[bool]
    voices: dict[int, frozenset[int]]
    notes: tuple[str, ...] = ()


def source_of(connection: Connection, people: People, rule: str) -> Source:
    """The codings that a coder rule admits. WrongQuestion for a coder who is not known."""
    codings = CodingRow.__table__
    voices = dict(people.voices)
    if rule == "any":
        return Source(codings, true(), voices)
    if rule == "all":
        return _agreed(connection, voices)
    judges = select(CoderRow.id)
    if rule == "adjudicated":
        judges = judges.where(CoderRow.adjudicates.is_(True))
    else:
        judges = judges.where(CoderRow.name == rule)
    ids = connection.execute(judges).scalars().all()
    if not ids:
        _refuse_coder(connection, rule)
    return Source(codings, codings.c.coder_id.in_(ids), voices)


def _refuse_coder(connection: Connection, rule: str) -> None:
    known = ", ".join(connection.execute(select(CoderRow.name).order_by(CoderRow.id)).scalars())
    known = known or Phrase("none")
    if rule == "adjudicated":
        raise WrongQuestion(
            "No coder of this study adjudicates; mark one in study.yaml "
            "(coders: [{name: …, adjudicates: true}]), or choose another coder rule."
        )
    raise WrongQuestion(
        'There is no coder "{rule}"; choose any, all, adjudicated, or one of: {known}.',
        rule=rule,
        known=known,
    )


def _agreed(connection: Connection, voices: dict[int, frozenset[int]]) -> Source:
    """What every coder of a transcript gave the code, in a temporary table.

    The coders of a transcript are those who coded anything in it, or marked anything as read.
    """
    table = Table(
        "agreed",
        MetaData(),
        Column("code_id", Integer),
        Column("transcript_id", Integer),
        Column("start", Integer),
        Column("end", Integer),
        Column("voice_id", Integer),
        Column("stance", String),
        prefixes=["TEMPORARY"],
    )
    table.drop(connection, checkfirst=True)
    table.create(connection)
    rows = list(_agreed_rows(connection, _Heard(connection, voices)))
    if rows:
        connection.execute(insert(table), rows)
    return Source(table, true(), voices)


class _Heard:
    """Voices of spans that nobody coded as such, by the turns that they touch."""

    def __init__(self, connection: Connection, voices: dict[int, frozenset[int]]) -> None:
        self._connection = connection
        self._lengths = lengths(connection)
        self._voices = voices
        self._ids = {members: voice for voice, members in voices.items()}
        self._speech: dict[int, Speech] = {}

    def voice(self, transcript: int, span: Span) -> int | None:
        if transcript not in self._speech:
            length = self._lengths[transcript]
            self._speech = {transcript: speech_of(self._connection, transcript, length)}
        named = self._speech[transcript].members(span.start, span.end)
        if named is None:
            return None
        members = frozenset(int(i) for i in named.split(",") if i)
        if members not in self._ids:
            # Below zero: known to this tally only, and never an id of the study.
            self._ids[members] = -1 - len(self._ids)
            self._voices[self._ids[members]] = members
        return self._ids[members]


_ByCoder = dict[int, list[tuple[Span, str | None]]]


def _agreed_rows(connection: Connection, heard: _Heard) -> Iterator[dict[str, object]]:
    coders = _coders_of(connection)
    for transcript, code, by_coder in _codings(connection):
        if len(by_coder) < coders[transcript]:
            continue
        for span in _common([merge(s for s, _ in spans) for spans in by_coder.values()]):
            for part, stance in _parts(span, by_coder):
                yield {
                    "code_id": code,
                    "transcript_id": transcript,
                    "start": part.start,
                    "end": part.end,
                    "voice_id": heard.voice(transcript, part),
                    "stance": stance,
                }


def _coders_of(connection: Connection) -> dict[int, int]:
    """How many coders each transcript has."""
    both = union(
        select(CodingRow.transcript_id, CodingRow.coder_id).distinct(),
        select(ReadingRow.transcript_id, ReadingRow.coder_id),
    ).subquery()
    statement = select(both.c.transcript_id, func.count()).group_by(both.c.transcript_id)
    return dict(connection.execute(statement).all())


def _codings(connection: Connection) -> Iterator[tuple[int, int, _ByCoder]]:
    """(transcript, code, its spans with their stances by coder)."""
    statement = select(
        CodingRow.transcript_id,
        CodingRow.code_id,
        CodingRow.coder_id,
        CodingRow.start,
        CodingRow.end,
        CodingRow.stance,
    ).order_by(CodingRow.transcript_id, CodingRow.code_id)
    current: tuple[int, int] | None = None
    by_coder: _ByCoder = defaultdict(list)
    for transcript, code, coder, start, end, stance in connection.execute(statement):
        if current is not None and current != (transcript, code):
            yield (*current, by_coder)
            by_coder = defaultdict(list)
        current = (transcript, code)
        by_coder[coder].append((Span(start, end), stance))
    if current is not None:
        yield (*current, by_coder)


def _common(sides: Sequence[Sequence[Span]]) -> Sequence[Span]:
    return reduce(intersect, sides)


def _parts(span: Span, by_coder: _ByCoder) -> Iterable[tuple[Span, str | None]]:
    """The codings behind an agreed span, as far as they lie in it, each with its own stance.

    Those of any one coder cover the span, so merging the parts gives it back.
    """
    return dict.fromkeys(
        (part, stance)
        for spans in by_coder.values()
        for coded, stance in spans
        if (part := coded.clip(span)) is not None
    )
