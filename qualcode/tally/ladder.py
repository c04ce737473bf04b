"""How much work there is on the ladder: codes made, failed, replaced, grouped; tests, concepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import Connection, Select, func, select

from qualcode.model.codebook import DEDUCTIVE
from qualcode.model.ladder import CodeStanding, ConceptStanding, Ladder, ThemeStanding
from qualcode.model.ladder_counts import (
    CodingCounts,
    LadderCounts,
    Override,
    Period,
    TestCounts,
)
from qualcode.model.method import CodeState, Test
from qualcode.model.views import StudyTheme
from qualcode.store import births, changelog, concepts, past, questions
from qualcode.store.tables import (
    CodeRow,
    CoderRow,
    CodingRow,
    ResearchQuestionRow,
    TranscriptRow,
)

Asked = TypeVarTuple("Asked")


def count(connection: Connection, found: Ladder) -> LadderCounts:
    """All counts of one moment; what each says stands in `LadderCounts`."""
    codes = found.by_code()
    made = [standing for standing in found.codes if is_made(standing)]
    given = [standing for standing in made if standing.code.code.given]
    themes = [theme for theme in found.themes if is_grown(theme, codes)]
    homes = {theme.theme.id: theme.theme for theme in found.themes}
    ears = concepts.read_ears(connection)
    asked = questions.read(connection)
    evidence = Counter(e.side for c in found.concepts for e in c.concept.evidence)
    own = [question.id for question in asked if question.kind == "question"]
    return LadderCounts(
        interviews=_one(connection, select(func.count()).select_from(TranscriptRow)),
        coding=_codings(connection),
        codes=len(made),
        in_vivo=sum(standing.code.code.origin == "in_vivo" for standing in made),
        deductive=len(found.codes) - len(made),
        states=Counter[str](standing.state for standing in made),
        renamed=_renamed(connection, made),
        parted=sum(bool(standing.fates) for standing in given),
        tests={
            "code": _tests(standing.tests for standing in made),
            "grouping": _tests(t.tests for t in found.themes if not is_sorted(t, codes)),
            "concept": _tests(standing.tests for standing in found.concepts),
        },
        failed=Counter[str](s.state for s in made if any(t.verdict == "failed" for t in s.tests)),
        disagreed=sum(standing.disagreed for standing in made),
        places=Counter[tuple[str, str]]((s.state, place(homes[s.code.theme_id])) for s in given),
        second_homes=sum(_second(theme, codes) for theme in found.themes),
        themes=Counter[str](theme.state for theme in themes),
        overrides=tuple(overrides(found)),
        ears=len(ears),
        anchors=sum(len(ear.anchors) for ear in ears),
        concepts=Counter[str](standing.state for standing in found.concepts),
        evidence_for=evidence["for"],
        evidence_against=evidence["against"],
        questions=len(own),
        wordings=_wordings(connection, own),
        expectations=len(asked) - len(own),
        moments=len(past.snapshots(connection)),
    )


def is_made(standing: CodeStanding) -> bool:
    """Whether a code was made of what was read."""
    return not standing.code.code.deductive


def is_grown(theme: ThemeStanding, codes: Mapping[int, CodeStanding]) -> bool:
    """Whether a theme has a code that was made of what was read, and is given."""
    return theme.theme.real and any(is_made(codes[row]) for row in theme.codes)


def is_sorted(theme: ThemeStanding, codes: Mapping[int, CodeStanding]) -> bool:
    """Whether a theme has codes, and all of them stood before anybody had read."""
    return bool(theme.codes) and not any(is_made(codes[row]) for row in theme.codes)


def place(theme: StudyTheme) -> str:
    """Where a code stands that has this theme: `grouped`, `residual` or `waiting`."""
    return "grouped" if theme.real else "residual" if theme.residual else "waiting"


def overrides(found: Ladder) -> Iterator[Override]:
    """What stands where it does against a test: codes in themes, then themes in concepts."""
    codes = found.by_code()
    names = {theme.theme.id: theme.theme.name for theme in found.themes}
    for theme in found.themes:
        for row in theme.codes:
            if row in theme.overrides and is_made(codes[row]):
                reason = (theme.reasons or {}).get(row, "")
                yield Override(what=codes[row].code.label, place=theme.theme.name, reason=reason)
    for standing in found.concepts:
        yield from _of_concept(standing, names)


def _of_concept(standing: ConceptStanding, names: Mapping[int, str]) -> Iterator[Override]:
    for row, reason in standing.concept.overrides:
        yield Override(what=names[row], place=standing.concept.name, reason=reason)


def _second(theme: ThemeStanding, codes: Mapping[int, CodeStanding]) -> int:
    """How many codes that were made of what was read stand here as in a second theme."""
    return sum(is_made(codes[r]) and codes[r].code.theme_id != theme.theme.id for r in theme.codes)


def _tests(tests: Iterable[Sequence[Test]]) -> TestCounts:
    by_subject = [made for made in tests if made]
    everything = [test for made in by_subject for test in made]
    return TestCounts(
        verdicts=len(everything),
        tested=len(by_subject),
        testers=tuple(sorted({test.tester for test in everything})),
        when=_period(test.at for test in everything),
    )


def _period(times: Iterable[Any]) -> Period:
    known = sorted(filter(None, times))
    return (known[0], known[-1]) if known else None


def _codings(connection: Connection) -> CodingCounts:
    transcript, start, end = CodingRow.transcript_id, CodingRow.start, CodingRow.end
    places = _of_made(select(transcript, start, end).distinct()).subquery()
    pairs = _of_made(select(transcript, start, end, CodingRow.code_id).distinct()).subquery()
    times = _of_made(select(func.min(CodingRow.created_at), func.max(CodingRow.created_at)))
    coders = _of_made(select(CoderRow.name).distinct())
    coders = coders.join(CoderRow, CoderRow.id == CodingRow.coder_id)
    return CodingCounts(
        interviews=_one(connection, _of_made(select(func.count(transcript.distinct())))),
        passages=_one(connection, select(func.count()).select_from(places)),
        pairs=_one(connection, select(func.count()).select_from(pairs)),
        coders=tuple(sorted(connection.execute(coders).scalars())),
        when=_period(connection.execute(times).one()),
    )


def _of_made(statement: Select[*Asked]) -> Select[*Asked]:
    return (
        statement.select_from(CodingRow)
        .join(CodeRow, CodeRow.id == CodingRow.code_id)
        .where(CodeRow.origin.not_in(sorted(DEDUCTIVE)))
    )


def _one(connection: Connection, statement: Select[int]) -> int:
    return int(connection.execute(statement).scalar_one())


def _renamed(connection: Connection, made: Sequence[CodeStanding]) -> int:
    names = births.names(connection)
    return sum(
        any(name != standing.code.label for name in _names(standing, names)) for standing in made
    )


def _names(standing: CodeStanding, names: Mapping[int, str]) -> Iterator[str]:
    yield names.get(standing.code.id, standing.code.label)
    yield from (str(test.seen.get("label", "")) for test in standing.tests)


def _wordings(connection: Connection, rows: Collection[int]) -> int:
    """How often these questions were worded, of what was not taken back."""
    standing = changelog.standing(connection, 0, changelog.newest(connection))
    steps = changelog.steps(connection, ResearchQuestionRow, standing)
    return len(rows) + sum(s.field == "words" for row in rows for s in steps.get(row, ()))


STATES: tuple[CodeState, ...] = (
    *("passed", "failed", "retest", "draft"),
    *("replaced", "merged", "split", "retired"),
)
"""What a code that was made of what was read may come to, in the order of telling."""
