"""Searching the newest texts of a study: the index names the texts, the texts have the places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter, itemgetter

from sqlalchemy import Connection, func, select

from qualcode.errors import NotFound
from qualcode.model.queries import Finder, Query, Stretch, folded_words
from qualcode.model.searching import Hit
from qualcode.model.spans import Span
from qualcode.model.transcripts import Turn
from qualcode.store import word_index
from qualcode.store.tables import RevisionRow, TranscriptRow
from qualcode.store.transcripts import text_of, turns_of

CONTEXT = 80
"""How many characters are shown before a hit, and after it, within its turn."""

_BLANKS = re.compile(r"\s+")
_CUT_FIRST = re.compile(r"\A\S*\s(?=.)", re.DOTALL)
_CUT_LAST = re.compile(r"(?<=.)\s\S*\Z", re.DOTALL)
"""What is left of a word that was cut, where other words are shown."""


def hits(connection: Connection, query: Query, transcript_id: int | None = None) -> Iterator[Hit]:
    """All places that fit, in the order of the study; texts are read as they are asked for.

    What is said is searched, and what stands outside the turns; speaker labels are not.
    """
    finder = Finder(query)
    for row_id, name in _transcripts(connection, query, transcript_id):
        page = _Page(connection, row_id, name)
        yield from map(page.hit, finder.find(page.text, page.stretches))


class _Page:
    """One interview that is searched; who speaks where is read only if something is found."""

    def __init__(self, connection: Connection, row_id: int, name: str) -> None:
        self._connection = connection
        self._row_id, self._name = row_id, name
        self._revision_id, self.text = text_of(connection, row_id)

    @cached_property
    def _turns(self) -> Sequence[Turn]:
        return turns_of(self._connection, self._revision_id)

    @cached_property
    def _stretches(self) -> Sequence[Stretch]:
        found, position = [], 0
        for turn in self._turns:
            found += [(position, turn.start), (max(position, turn.body), turn.end)]
            position = max(position, turn.end)
        return [*found, (position, len(self.text))]

    def stretches(self) -> Sequence[Stretch]:
        """What is said in each turn, and the text between the turns."""
        return self._stretches

    def hit(self, span: Span) -> Hit:
        after = bisect_right(self._stretches, span.start, key=itemgetter(0))
        start, end = self._stretches[after - 1]
        number, turn = self._turn(span)
        return Hit(
            transcript_id=self._row_id,
            interview=self._name,
            span=span,
            said=span.of(self.text),
            before=_before(self.text, start, span.start),
            after=_after(self.text, span.end, end),
            turn=number,
            speaker=turn.speaker if turn else "",
            interviewer=turn.interviewer if turn else False,
        )

    def _turn(self, span: Span) -> tuple[int, Turn | None]:
        """The turn with its number; 0 and None outside of turns."""
        number = bisect_right(self._turns, span.start, key=attrgetter("body"))
        turn = self._turns[number - 1] if number else None
        return (number, turn) if turn and span.start < turn.end else (0, None)


def _before(text: str, start: int, end: int) -> str:
    """What stands before `end`, back to `start` at most."""
    if end - start <= CONTEXT:
        return _flat(text[start:end])
    return _flat(_CUT_FIRST.sub("", text[end - CONTEXT : end]))


def _after(text: str, start: int, end: int) -> str:
    if end - start <= CONTEXT:
        return _flat(text[start:end])
    return _flat(_CUT_LAST.sub("", text[start : start + CONTEXT]))


def _flat(text: str) -> str:
    """On one line; a blank at either end stays."""
    return _BLANKS.sub(" ", text)


def types(connection: Connection, transcript_id: int | None = None) -> set[str]:
    """All different words, folded, of the study or of one transcript."""
    if transcript_id is not None:
        return set(folded_words(text_of(connection, transcript_id)[1]).split())
    known = word_index.types(connection)
    if known is not None:
        return known
    texts = connection.execute(select(RevisionRow.text)).scalars()
    return {word for text in texts for word in folded_words(text).split()}


def _transcripts(
    connection: Connection, query: Query, transcript_id: int | None
) -> Sequence[tuple[int, str]]:
    """The transcripts that may fit, in the order of the study."""
    newest = func.max(RevisionRow.id)
    statement = (
        select(TranscriptRow.id, TranscriptRow.name, newest)
        .join(RevisionRow, RevisionRow.transcript_id == TranscriptRow.id)
        .group_by(TranscriptRow.id)
        .order_by(TranscriptRow.id)
    )
    if transcript_id is not None:
        row = connection.execute(statement.where(TranscriptRow.id == transcript_id)).first()
        if row is None:
            raise NotFound("The interview is not in the study any more.")
        return [(row[0], row[1])]
    may_fit = word_index.revisions(connection, query)
    rows = connection.execute(statement)
    return [(i, name) for i, name, revision in rows if may_fit is None or revision in may_fit]
