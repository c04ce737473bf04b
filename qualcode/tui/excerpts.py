"""Excerpts of codes, as the list of passages shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.model.concepts import QuotedPassage
from qualcode.model.questions import Quote
from qualcode.model.views import Excerpt, StudyCode


def quotes_of(excerpts: Iterable[Excerpt], codes: Mapping[int, StudyCode]) -> list[Quote]:
    """Excerpts as passages to list; `codes` are the codes by row."""
    return [
        Quote(
            transcript_id=found.transcript_id,
            transcript=found.interview,
            start=found.span.start,
            end=found.span.end,
            text=found.quote,
            turn=found.turn,
            units=found.units,
            role=found.role,
            theme=codes[found.code_id].theme,
            code=codes[found.code_id].label,
            coders=found.coders,
            codings=found.codings,
        )
        for found in excerpts
        if found.code_id in codes
    ]


def quote_of(
    passage: QuotedPassage, said: Excerpt, about: str, note: str = "", by: str = ""
) -> Quote:
    """A passage that hangs on something else than a code; `said` knows who says it, and `about` is
    told in the place of the code."""
    return Quote(
        transcript_id=passage.transcript_id,
        transcript=passage.name,
        start=passage.span.start,
        end=passage.span.end,
        text=passage.quote,
        turn=said.turn,
        units=said.units,
        role=said.role,
        theme="",
        code=about,
        coders=(by,) if by else (),
        memos=(note,) if note else (),
    )
