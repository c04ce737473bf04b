"""Asking how many say what, and opening a number to the passages behind it."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.export import wording
from qualcode.locale import LANGUAGES
from qualcode.model.questions import Question, Quote, Row, Table
from qualcode.model.saturation import SaturationStep
from qualcode.model.views import Excerpt
from qualcode.store import codebooks
from qualcode.store.excerpts import Excerpts
from qualcode.store.study import Study
from qualcode.tally import answering, breakdowns, evidence
from qualcode.tally import saturation as saturating


def tally(study: Study, question: Question) -> Table:
    """The answer to a question, as of this moment. WrongQuestion if it has no meaning here."""
    with study.read() as connection:
        return answering.answer(connection, question)


def quotes_behind(
    study: Study, question: Question, row: Row, column: str | None = None
) -> list[Quote]:
    """The passages behind one number of a table: those of `row`, in one column or in all.

    They are the merged segments of DESIGN 5.5, in the order of interviews and places.
    """
    with study.read() as connection:
        return evidence.quotes(connection, question, row, column)


def saturation(study: Study) -> list[SaturationStep]:
    """How many new codes each interview brought, in the order in which they were coded. Counted are
    the codes that were made of what was read."""
    with study.read() as connection:
        return saturating.saturation(connection)


def new_codes(study: Study, transcript_id: int) -> list[Excerpt]:
    """The passages of an interview whose codes are new in it, code by code: first the code that
    comes first in the text."""
    with study.read() as connection:
        codes = saturating.new_in(connection, transcript_id)
        found = [
            excerpt
            for excerpt in Excerpts().of(connection, codes)
            if excerpt.transcript_id == transcript_id
        ]
    first: dict[int, int] = {}
    for place, excerpt in enumerate(found):
        first.setdefault(excerpt.code_id, place)
    return sorted(found, key=lambda excerpt: first[excerpt.code_id])


def breakdown_names(study: Study) -> list[str]:
    """What a tally can be broken down by: kinds of units, attributes, and `interview`."""
    with study.read() as connection:
        return breakdowns.names(connection)


def counting_units(study: Study) -> list[str]:
    """What can be counted: segments, words, turns, informants, interviews, and kinds of units."""
    with study.read() as connection:
        return breakdowns.countable(connection)


def in_words(study: Study, question: Question, language: str) -> tuple[str, str]:
    """What a table counts, and by what it is broken down (empty if by nothing): two sentences
    without which no number is shown."""
    with study.read() as connection:
        labels = {c.code.id: c.label for c in codebooks.read_codes(connection)}
    return (
        wording.describe(question, language, labels),
        wording.breakdown(question, language),
    )


def named(word: str, known: Sequence[str]) -> str:
    """The kind or attribute that a person means: `sentre`, `centres` and `centre` are one.

    A word that means none of those known is given back, for the tally to refuse.
    """
    for name in known:
        forms = (f(name, language) for language in LANGUAGES for f in _FORMS)
        if word.casefold() in {name.casefold(), *forms}:
            return name
    return word


_FORMS = (wording.singular, wording.plural)


def how_many(number: int, kind: str, language: str) -> str:
    """`35 sentre`, `1 intervju`."""
    form = wording.singular if number == 1 else wording.plural
    return f"{number} {form(kind, language)}"
