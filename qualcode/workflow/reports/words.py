"""How reports say things: states, verdicts, dates, places, lists; in the words of the method that
the study follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.export.wording import capital, long_date
from qualcode.locale import known, translator
from qualcode.model.codebook import Code
from qualcode.model.concepts import QuotedPassage
from qualcode.model.ladder import CodeStanding
from qualcode.model.ladder_counts import Period
from qualcode.model.lives import Fate
from qualcode.model.method import Terms, Test
from qualcode.model.places import Place
from qualcode.model.reports import Column, Kind
from qualcode.model.spans import Span
from qualcode.model.views import Excerpt
from qualcode.workflow.testing import words_of_method

OWN_TERMS = ("codes", "close", "closely", "some_groups")
"""What the method is told with besides what its screens need."""


class Words:
    """The texts of reports in one language. Each may use the words of the method as blanks."""

    def __init__(self, language: str, terms: Terms) -> None:
        t = translator(language)
        self._t = t
        self.language = known(language)
        self.terms = terms
        self._method = words_of_method(terms, self.language) | {
            name: t(f"reports.terms.{terms}.{name}") for name in OWN_TERMS
        }

    def t(self, key: str, **blanks: object) -> str:
        return self._t(key, **self._method | blanks)

    def counted(self, key: str, n: int, **blanks: object) -> str:
        """The form of a text for so many."""
        return self._t(key, n, **self._method | {"n": n} | blanks)

    def capital(self, key: str, **blanks: object) -> str:
        """A text that begins a sentence or stands over something."""
        return capital(self.t(key, **blanks))

    def column(
        self, key: str, width: int = 12, kind: Kind = "text", *, aside: bool = False
    ) -> Column:
        return Column(key, self.capital(f"reports.columns.{key}"), width, kind, aside)

    # Lists and quotes

    def listed(self, parts: Iterable[str]) -> str:
        """`a, b og c`."""
        *others, last = [*parts] or [""]
        if not others:
            return last
        return f"{', '.join(others)} {self.t('reports.and')} {last}"

    def quoted(self, words: str) -> str:
        return self.t("reports.quoted", words=words)

    def all_quoted(self, labels: Iterable[str]) -> str:
        return self.listed(map(self.quoted, labels))

    # Dates, in UTC: a report is the same wherever it is made

    def date(self, at: str, *, with_year: bool = True) -> str:
        """`5. mars 2026`."""
        return long_date(at, self.language, with_year=with_year)

    def period(self, when: Period) -> str:
        """`5. mars 2026`, `fra 5. mars til 20. april 2026`; empty if there was no time."""
        if when is None:
            return ""
        first, last = when
        if first[:10] == last[:10]:
            return self.t("reports.on_day", date=self.date(first))
        begins = self.date(first, with_year=first[:4] != last[:4])
        return self.t("reports.period", first=begins, last=self.date(last))

    # The ladder

    def kind(self, code: Code) -> str:
        """What a code was made of; of a deductive one, its layer."""
        return self.origin(code.origin)

    def origin(self, origin: str) -> str:
        if origin == "empirical":
            return self._method["close"]
        return self.t(f"export.origin.{origin}")

    def state(self, state: str) -> str:
        return self.t(f"reports.state.{state}")

    def concept_state(self, state: str) -> str:
        return self.t(f"reports.concept_state.{state}")

    def verdict(self, test: Test) -> str:
        return self.t(f"reports.verdict.{test.verdict}")

    def answers(self, test: Test) -> str:
        """`K1 nei · K2 hva som ble sagt eller gjort`."""
        told = (f"{key} {self.t(f'method.answers.{a}')}" for key, a in test.answers.items())
        return " · ".join(told)

    def tested(self, tests: Sequence[Test], current: Sequence[Test]) -> str:
        """Who has given which verdict on a thing as it is now, and when."""
        if current:
            return "; ".join(self.given(test) for test in current)
        if tests:
            return self.t("reports.changed_since", day=tests[-1].at[:10])
        return self.t("reports.untested")

    def code_tested(self, standing: CodeStanding) -> str:
        """The same for a code; one that is not given any more is told as it was tested last."""
        if not standing.code.code.given and standing.tests:
            newest = {test.tester: test for test in standing.tests}
            return "; ".join(map(self.given, newest.values()))
        return self.tested(standing.tests, standing.current)

    def given(self, test: Test) -> str:
        """`bestått, Siv 2026-03-05`."""
        return f"{self.verdict(test)}, {test.tester} {test.at[:10]}"

    def disagreement(self, standing: CodeStanding) -> str:
        """`testerne er uenige: Siv bestått, Jonas underkjent`."""
        told = (f"{test.tester} {self.verdict(test)}" for test in standing.current)
        return self.t("reports.disagree", who=self.listed(told))

    def fates(self, fates: Iterable[Fate], labels: dict[int, str]) -> str:
        """`erstattet av «X» og «Y» (grunn)`."""
        told: dict[tuple[str, str], list[str]] = {}
        for fate in fates:
            into = told.setdefault((fate.kind, fate.reason), [])
            into += [labels[fate.into]] if fate.into in labels else []
        return "; ".join(
            self.t(f"reports.became.{kind}", into=self.all_quoted(into)) + _bracketed(reason)
            for (kind, reason), into in told.items()
        )

    # Places

    def respondent(self, excerpt: Excerpt) -> str:
        """Who says it: units and role."""
        return ", ".join(filter(None, (*excerpt.units, excerpt.role)))

    def place(self, excerpt: Excerpt) -> str:
        """`S01_fjordvik.txt, replikk 4`."""
        if excerpt.turn is None:
            return excerpt.interview
        return self.t("reports.turn", interview=excerpt.interview, turn=excerpt.turn)

    def source(self, excerpt: Excerpt) -> str:
        """`S01 Fjordvik, leder · S01_fjordvik.txt, replikk 4`."""
        return " · ".join(filter(None, (self.respondent(excerpt), self.place(excerpt))))


def _bracketed(reason: str) -> str:
    return f" ({reason})" if reason else ""


def where(interview: str, span: Span) -> str:
    """The way back to the place, as files write it: `S01_fjordvik.txt:120-162`."""
    return str(Place(interview, span))


def where_quoted(passage: QuotedPassage) -> str:
    return where(passage.name, passage.span)


def together(*parts: str) -> str:
    """What there is of some remarks."""
    return "; ".join(filter(None, parts))
