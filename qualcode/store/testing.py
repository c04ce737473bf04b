"""Tests in the study: verdicts are added, never changed; and a team's wording of what is asked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from qualcode.errors import NotFound
from qualcode.model.method import Answers, Terms, Test, TestKind, Verdict
from qualcode.store.journal import Change, new_guid
from qualcode.store.setup import Signed, sign
from qualcode.store.tables import CoderRow, StudyRow, TestRow, WordingRow

_COLUMN: Mapping[TestKind, Any] = {
    "code": TestRow.code_id,
    "grouping": TestRow.theme_id,
    "concept": TestRow.concept_id,
}


def add(
    change: Change,
    kind: TestKind,
    subject: int,
    answers: Answers,
    verdict: Verdict,
    *,
    comment: str,
    digest: str,
    seen: Mapping[str, Any],
    asked: Mapping[str, str],
    by: Signed | None = None,
) -> int:
    """Keep a verdict on a thing, with what the tester saw and was asked."""
    coder, at = sign(change, by)
    subjects = {column.key: None for column in _COLUMN.values()}
    return change.insert(
        TestRow,
        guid=new_guid(),
        kind=kind,
        **{**subjects, _COLUMN[kind].key: subject},
        coder_id=coder,
        at=at,
        answers=_json(answers),
        verdict=verdict,
        comment=comment,
        digest=digest,
        seen=_json(seen),
        asked=_json(asked),
    )


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _reading(kind: TestKind) -> Select[Any]:
    column = _COLUMN[kind]
    return (
        select(
            TestRow.id,
            column.label("subject"),
            CoderRow.name.label("tester"),
            TestRow.at,
            TestRow.answers,
            TestRow.verdict,
            TestRow.comment,
            TestRow.digest,
            TestRow.seen,
            TestRow.asked,
        )
        .join(CoderRow, CoderRow.id == TestRow.coder_id)
        .where(TestRow.kind == kind)
        .order_by(TestRow.id)
    )


# Built once: at a board, building a statement costs as much as running it.
_TESTS: Mapping[TestKind, Select[Any]] = {kind: _reading(kind) for kind in _COLUMN}
_TESTS_OF: Mapping[TestKind, Select[Any]] = {
    kind: statement.where(_COLUMN[kind].in_(bindparam("rows", expanding=True)))
    for kind, statement in _TESTS.items()
}


def read(
    connection: Connection, kind: TestKind, subjects: Collection[int] | None = None
) -> dict[int, list[Test]]:
    """Tests by the row of what was tested, in the order in which they were made."""
    if subjects is None:
        rows = connection.execute(_TESTS[kind])
    else:
        rows = connection.execute(_TESTS_OF[kind], {"rows": list(subjects)})
    found: dict[int, list[Test]] = defaultdict(list)
    for row in rows:
        held = row._asdict()
        for name in ("answers", "seen", "asked"):
            held[name] = json.loads(held[name])
        found[row.subject].append(Test(kind=kind, **held))
    return dict(found)


# Wording


def terms(connection: Connection) -> Terms:
    found = connection.execute(select(StudyRow.terms)).scalar_one()
    return "2012" if found == "2012" else "2017"


def set_terms(change: Change, terms: Terms) -> None:
    study_id = change.connection.execute(select(func.min(StudyRow.id))).scalar_one()
    change.update(StudyRow, study_id, terms=terms)


def wordings(connection: Connection, language: str) -> dict[str, str]:
    """The questions that the team has worded anew, by key."""
    statement = select(WordingRow.key, WordingRow.words).where(WordingRow.language == language)
    return dict(connection.execute(statement).all())


def set_wording(change: Change, key: str, language: str, words: str) -> None:
    """Keep a wording; an empty one goes back to ours."""
    statement = select(WordingRow.id).where(WordingRow.key == key, WordingRow.language == language)
    row = change.connection.execute(statement).scalar()
    if row is None and not words:
        raise NotFound("The question has our wording already.")
    if row is None:
        change.insert(WordingRow, key=key, language=language, words=words)
    elif words:
        change.update(WordingRow, row, words=words)
    else:
        change.delete(WordingRow, row)
