"""Scenario 1: a code for sorting is caught (sdi.md, j.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model.spans import Span
from qualcode.workflow import coding, importing, splitting, testing, tracing
from qualcode.workflow.studies import Study, create_study

SAID = "Til innføring er ikke prosjektarbeid egnet, for et prosjekt er tidsbegrenset."
BETTER = "Prosjekt er for tidsbegrenset til å innføre"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = create_study(tmp_path / "s.qualcode", coder="siv")
    (tmp_path / "9.txt").write_text(f"Leder: {SAID}\n", encoding="utf-8")
    importing.import_files(made, [tmp_path / "9.txt"], coder="siv")
    coding.create_and_apply(made, "siv", 1, Span(7, 7 + len(SAID)), "Implementering")
    yield made
    made.close()


def test_a_code_that_could_have_been_made_before_fails_and_its_excerpt_gets_a_better_one(
    study: Study,
) -> None:
    # When the coder answers that it could have been made before anybody had coded …
    testing.give_verdict(study, "siv", "code", 1, {"K1": "yes"}, "failed")

    # … it has failed, and waits to be coded anew, before what nobody has tested.
    ladder = testing.ladder(study)
    assert ladder.codes[0].state == "failed"
    assert [s.code.id for s in testing.queue(ladder, "siv")] == [1]

    # When the excerpt is coded anew, the new code hangs together with the one that failed.
    better = splitting.replace_code(study, "siv", 1, BETTER, reason="et emne")

    failed, new = testing.ladder(study).codes
    assert (failed.state, new.state) == ("replaced", "draft")
    assert [(fate.into, fate.reason) for fate in failed.fates] == [(better, "et emne")]
    (row,) = tracing.trail(study)
    assert row.excerpt.quote == SAID
    assert row.code.code.label == BETTER
    assert row.first is not None
    assert row.first.label == "Implementering"


def test_the_log_still_has_the_failed_test_with_its_label_and_passage(study: Study) -> None:
    testing.give_verdict(study, "siv", "code", 1, {"K1": "yes"}, "failed", comment="sto i guiden")
    splitting.replace_code(study, "siv", 1, BETTER)

    (test,) = testing.standing_of(study, 1).tests
    assert test.seen["label"] == "Implementering"
    assert test.seen["passages"] == [["9.txt", 7, 7 + len(SAID)]]
    assert (test.verdict, test.comment, test.tester) == ("failed", "sto i guiden", "siv")
    assert any(step.field == "became" for step in tracing.life_of_code(study, 1))
