"""What counting stands on: people, codes, admitted codings and facts, each read once.

A workbook asks many questions of the same moment under the same coder rule; they share one ground.
"""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from qualcode.errors import WrongQuestion
from qualcode.model.questions import SPEECH_COUNTS, Question
from qualcode.tally.admitting import Source, source_of
from qualcode.tally.codes import Codes, RowSpec, read_codes, rows_of
from qualcode.tally.counting import SpeakerCounter, UnitCounter
from qualcode.tally.facts import Facts, read_facts
from qualcode.tally.people import People, read_people
from qualcode.tally.scope import Scope, scope_of


class Ground:
    """One moment of a study, under one coder rule; read as far as it is asked for."""

    def __init__(self, connection: Connection, coder: str) -> None:
        self.connection = connection
        self.coder = coder

    @cached_property
    def people(self) -> People:
        return read_people(self.connection)

    @cached_property
    def codes(self) -> Codes:
        return read_codes(self.connection)

    @cached_property
    def source(self) -> Source:
        return source_of(self.connection, self.people, self.coder)

    @cached_property
    def facts(self) -> Facts:
        return read_facts(self.connection, self.source, self.people.question_voice)

    def check(self, question: Question) -> None:
        """WrongQuestion for what cannot be counted here."""
        if question.count not in SPEECH_COUNTS and question.count not in self.people.kinds:
            known = ", ".join((*SPEECH_COUNTS, *self.people.kinds))
            raise WrongQuestion(
                '"{count}" cannot be counted; choose one of: {known}.',
                count=question.count,
                known=known,
            )
        if question.base == "mentions" and not question.base_code:
            raise WrongQuestion("The base “those who mention …” needs a code.")

    def rows(self, question: Question) -> list[RowSpec]:
        return rows_of(self.codes, question)

    def scope(self, question: Question) -> Scope:
        return scope_of(self.people, question)

    def counter(self, question: Question) -> UnitCounter | SpeakerCounter:
        kind = UnitCounter if question.counts_units else SpeakerCounter
        return kind(self.scope(question), self.facts, self.codes, question)

    def unit_counter(self, question: Question) -> UnitCounter:
        """For questions that are known to count units."""
        return UnitCounter(self.scope(question), self.facts, self.codes, question)
