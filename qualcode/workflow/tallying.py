"""Asking how many say what, and opening a number to the passages behind it."""

from __future__ import annotations

from qualcode.model.questions import Question, Quote, Row, Table
from qualcode.store.study import Study
from qualcode.tally import answering, breakdowns, evidence


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


def breakdown_names(study: Study) -> list[str]:
    """What a tally can be broken down by: kinds of units, attributes, and `interview`."""
    with study.read() as connection:
        return breakdowns.names(connection)


def counting_units(study: Study) -> list[str]:
    """What can be counted: segments, words, turns, informants, interviews, and kinds of units."""
    with study.read() as connection:
        return breakdowns.countable(connection)
