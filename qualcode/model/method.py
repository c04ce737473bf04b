"""Stepwise-deductive induction: what is asked of a code, a theme and a concept, and what follows.

Upward one works by induction, from passages to codes to themes to concepts; downward each step is
tested. A verdict is always a person's. What the program knows is only which answers a verdict of
`passed` needs, and whether a thing is still as it was when it was tested.

The tests are those of Tjora's method as they are commonly taught (kodetest, grupperingstest,
konsepttest); their wording is each team's own to check and to change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from qualcode.errors import InvalidData
from qualcode.model.codebook import Code

TestKind = Literal["code", "grouping", "concept"]
TEST_KINDS: tuple[TestKind, ...] = ("code", "grouping", "concept")

Terms = Literal["2012", "2017"]
"""The words of the method: *tekstnær koding* and *kategori*, or *empirinær koding* and
*kodegruppe* (2017 and later)."""
TERMS: tuple[Terms, ...] = ("2012", "2017")

Verdict = Literal["passed", "failed", "back", "replaced"]
"""`back` sends a concept to the themes again; `replaced` says that an established one will do."""
VERDICTS: Mapping[TestKind, tuple[Verdict, ...]] = {
    "code": ("passed", "failed"),
    "grouping": ("passed", "failed"),
    "concept": ("passed", "back", "replaced"),
}

State = Literal["draft", "passed", "failed", "retest"]
"""What a theme or a concept has come to; `retest` is what was tested and has changed since."""
CodeState = Literal[
    "in_use", "draft", "passed", "failed", "retest", "replaced", "merged", "split", "retired"
]
"""What a code has come to. A deductive code is `in_use`: the code test has no say on it."""
ConceptState = Literal["candidate", "passed", "back", "replaced", "retest", "dropped"]
CODE_STATES: tuple[CodeState, ...] = (
    *("in_use", "draft", "passed", "failed", "retest"),
    *("replaced", "merged", "split", "retired"),
)
LETS_PASS: frozenset[CodeState] = frozenset({"passed", "in_use"})
"""What may be placed in a theme without a reason."""

Answers = Mapping[str, str]
"""Answers by question: `{"K1": "no", "K2": "content"}`."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of a test. `needed` is the answer without which nothing has passed; None where
    the question only makes one look."""

    key: str
    answers: tuple[str, ...]
    needed: str | None


def _yes(key: str, needed: str | None = "yes") -> Ask:
    return Ask(key, ("yes", "no"), needed)


TESTS: Mapping[TestKind, tuple[Ask, ...]] = {
    "code": (
        Ask("K1", ("no", "yes"), "no"),
        Ask("K2", ("content", "topic"), "content"),
        _yes("K3"),
    ),
    "grouping": (_yes("G1"), _yes("G2"), _yes("G3"), _yes("G4", None)),
    "concept": (_yes("C1"), _yes("C2"), _yes("C3")),
}
ASKED: tuple[str, ...] = tuple(ask.key for asks in TESTS.values() for ask in asks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A person's verdict; `subject` is the row of the code, theme or concept.

    `seen` is what was tested, as it was: label, texts, passages or members. `asked` are the
    questions as they were worded then. `at` is ISO 8601 in UTC.
    """

    __test__ = False  # For pytest: this is no test of the program.

    id: int
    kind: TestKind
    subject: int
    tester: str
    at: str
    answers: Answers
    verdict: Verdict
    comment: str = ""
    digest: str = ""
    seen: Mapping[str, Any]
    asked: Mapping[str, str]


def check(kind: TestKind, answers: Answers, verdict: Verdict) -> None:
    """Refuse answers that the test does not know, and a pass that its answers do not bear."""
    asks = {ask.key: ask for ask in TESTS[kind]}
    for key, answer in answers.items():
        if key not in asks or answer not in asks[key].answers:
            raise InvalidData(
                '"{answer}" is no answer to {question} of this test.', answer=answer, question=key
            )
    if verdict not in VERDICTS[kind]:
        raise InvalidData('"{verdict}" is no verdict of this test.', verdict=verdict)
    if not answers:
        raise InvalidData("A verdict needs an answer to one of the questions at least.")
    if verdict == "passed" and (against := stands_against(kind, answers)):
        raise InvalidData(
            "This cannot pass as it was answered: {question}. Change the answer, or let it fail.",
            question=", ".join(against),
        )


def stands_against(kind: TestKind, answers: Answers) -> list[str]:
    """The questions whose answers, or want of one, stand against a pass."""
    return [a.key for a in TESTS[kind] if a.needed and answers.get(a.key) != a.needed]


def decided(kind: TestKind, answers: Answers) -> str | None:
    """The first question that was answered so that nothing more need be asked: it failed there."""
    for ask in TESTS[kind]:
        given = answers.get(ask.key)
        if ask.needed and given is not None and given != ask.needed:
            return ask.key
    return None


def digest(seen: Mapping[str, Any]) -> str:
    """Sixteen hexadecimal digits that are the same as long as what was tested is."""
    told = json.dumps(seen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def standing(tests: Iterable[Test], now: str) -> list[Test]:
    """The newest verdict of each tester on the thing as it is now, in the order they were given."""
    newest: dict[str, Test] = {}
    for test in sorted(tests, key=lambda test: test.id):
        if test.digest == now:
            newest.pop(test.tester, None)
            newest[test.tester] = test
    return list(newest.values())


def state_of(tests: Sequence[Test], now: str) -> State:
    """What a theme or a concept has come to, or a code that is not given up: passed if everybody
    who has tested it as it is now lets it pass."""
    current = standing(tests, now)
    if not current:
        return "retest" if tests else "draft"
    return "passed" if all(test.verdict == "passed" for test in current) else "failed"


def state_of_code(code: Code, tests: Sequence[Test], now: str) -> CodeState:
    """What a code has come to, as `CODE_STATES` has it."""
    if code.state != "active":
        return code.state
    return "in_use" if code.deductive else state_of(tests, now)


def state_of_concept(dropped: bool, tests: Sequence[Test], now: str) -> ConceptState:
    """What a concept has come to; who sent it back last counts against who let it pass."""
    if dropped:
        return "dropped"
    current = standing(tests, now)
    if not current:
        return "retest" if tests else "candidate"
    against = [test.verdict for test in current if test.verdict != "passed"]
    return ("back" if against[-1] == "back" else "replaced") if against else "passed"


def disagreed(tests: Iterable[Test], now: str) -> bool:
    """Whether testers differ on the thing as it is now. That is shown, never averaged."""
    return len({test.verdict for test in standing(tests, now)}) > 1


def refuse_unknown_question(key: str) -> None:
    """InvalidData where no test has a question of that key."""
    if key not in ASKED:
        raise InvalidData(
            'There is no question "{key}" in the tests; there are {known}.',
            key=key,
            known=", ".join(ASKED),
        )
