"""Searching the interviews, and giving what was found codes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Literal

from qualcode.errors import Conflict, NotFound
from qualcode.language import lemmas
from qualcode.locale import translator
from qualcode.model.queries import Query, parse
from qualcode.model.searching import Found, Hit
from qualcode.model.spans import Span
from qualcode.model.views import OpenTranscript
from qualcode.store import passages, recoding, transcripts
from qualcode.store import search as store
from qualcode.store.passages import Passage
from qualcode.store.study import Study
from qualcode.workflow.coding import new_code, open_transcript, work_out_sentences

Whole = Literal["hit", "sentence", "turn"]
"""What of a hit is coded."""


def search(
    study: Study,
    query: str,
    *,
    transcript_id: int | None = None,
    limit: int = 200,
    language: str | None = None,
) -> Found:
    """The first `limit` places that fit a query (`qualcode.model.queries`), in one interview or
    in all, in the order of the study.

    The newest texts are searched, without the labels of speakers. `language` is that of the note;
    else it is the study's. Raises InvalidData where the query asks for nothing. Slow the first
    time that forms of words are asked for (spaCy).
    """
    asked, note = _with_forms(study, parse(query), transcript_id, language or study.language)
    with study.read() as connection:
        found = tuple(islice(store.hits(connection, asked, transcript_id), limit + 1))
    return Found(hits=found[:limit], more=len(found) > limit, note=note)


def _with_forms(
    study: Study, query: Query, transcript_id: int | None, spoken: str
) -> tuple[Query, str]:
    """The query with the forms of the words whose lemma it asks for, or a note that there are none
    to be had."""
    if not query.lemmas:
        return query, ""
    with study.read() as connection:
        types = store.types(connection, transcript_id)
    forms = lemmas.forms_of(query.lemmas, types, study.language)
    if forms is None:
        words = ", ".join(sorted(query.lemmas))
        note = translator(spoken)("search_cli.no_lemmas", words=words, language=study.language)
        return query.without_lemmas(), note
    return query.with_forms(forms), ""


def transcript_named(study: Study, name: str) -> int:
    """The id of the interview that a person means: `01.txt`, or `01` for short."""
    with study.read() as connection:
        known = transcripts.transcript_ids(connection)
    wanted = name.casefold()
    begun = [one for one in known if one.casefold().startswith(wanted)]
    meant = [one for one in begun if wanted in (one.casefold(), Path(one).stem.casefold())] or begun
    if name in known or len(meant) == 1:
        return known[name if name in known else meant[0]]
    if meant:
        raise NotFound(
            '"{name}" may be {interviews}; write more of the name.',
            name=name,
            interviews=", ".join(meant[:5]),
        )
    raise NotFound('There is no interview "{name}" in the study; open it to see them.', name=name)


@dataclass(frozen=True, slots=True)
class HitsCoded:
    """The codes that hits were given, how many codings that made, and the change to undo it."""

    codes: tuple[int, ...]
    codings: int
    change_id: int


def code_hits(
    study: Study,
    coder: str,
    hits: Sequence[Hit],
    code_rows: Sequence[int],
    *,
    new: str = "",
    whole: Whole = "sentence",
) -> HitsCoded:
    """Give hits one code or several, and one that is made there and then, as one change.

    `whole` says what is coded: the very hit, or the sentences or the turn that it stands in; of a
    hit outside the turns, its sentences. Codes that the coder gave the very passage before are
    passed over; if that holds for all, Conflict is raised. Slow where the sentences of an
    interview are not known yet (spaCy).
    """
    places = list(dict.fromkeys(_passages(study, hits, whole)))
    with study.change(coder, "code search hits") as change:
        codes = [*code_rows, *([new_code(study, change, new)] if new else ())]
        names = recoding.labels(change.connection, codes, to_give=True)
        made = passages.code_all(change, places, codes)
        change.summary = f"{', '.join(names)} ({made})"
    return HitsCoded(tuple(codes), made, change.id)


def _passages(study: Study, hits: Sequence[Hit], whole: Whole) -> Iterator[Passage]:
    """What is to be coded, interview by interview."""
    by_interview: dict[int, list[Hit]] = {}
    for hit in hits:
        by_interview.setdefault(hit.transcript_id, []).append(hit)
    for transcript_id, found in by_interview.items():
        transcript = open_transcript(study, transcript_id)
        for hit in found:
            if hit.span.of(transcript.text) != hit.said:
                raise Conflict(
                    "The text of {interview} has changed since; search again.",
                    interview=hit.interview,
                )
        for span in _widened(study, transcript, [hit.span for hit in found], whole):
            yield transcript_id, span


def _widened(
    study: Study, transcript: OpenTranscript, spans: Sequence[Span], whole: Whole
) -> Sequence[Span]:
    if whole == "hit":
        return spans
    turns = [Span(t.body, t.end) for t in transcript.turns if whole == "turn" and t.body < t.end]
    around = [_touched(turns, span) for span in spans]
    if all(around):
        sentences: Sequence[Span] = ()
    else:
        sentences = work_out_sentences(study, transcript).sentences
    return [
        turn or _touched(sentences, span) or span for turn, span in zip(around, spans, strict=True)
    ]


def _touched(pieces: Sequence[Span], span: Span) -> Span | None:
    """From the first piece that the span touches to the last; the pieces are in order."""
    first = bisect_right(pieces, span.start, key=attrgetter("end"))
    last = bisect_left(pieces, span.end, key=attrgetter("start"))
    return Span(pieces[first].start, pieces[last - 1].end) if first < last else None
