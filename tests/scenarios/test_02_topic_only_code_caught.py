"""Scenario 2: a code that names a topic only is caught at K2, in vivo or not (sdi.md, j.2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InvalidData
from qualcode.model.spans import Span
from qualcode.workflow import coding, importing, testing
from qualcode.workflow.studies import Study, create_study

SAID = "Prosjektmidler gir oss handlingsrom til å prøve ut nye ideer."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = create_study(tmp_path / "s.qualcode", coder="siv")
    (tmp_path / "1.txt").write_text(f"Leder: {SAID}\n", encoding="utf-8")
    importing.import_files(made, [tmp_path / "1.txt"], coder="siv")
    start = 7 + SAID.index("handlingsrom")
    coding.in_vivo(made, "siv", 1, Span(start, start + len("handlingsrom")))
    yield made
    made.close()


def test_in_vivo_does_not_pass_by_itself_if_it_tells_only_the_topic(study: Study) -> None:
    answers = {"K1": "no", "K2": "topic"}

    testing.give_verdict(study, "siv", "code", 1, answers, "failed")

    code = testing.standing_of(study, 1)
    assert (code.state, code.code.code.origin) == ("failed", "in_vivo")


def test_it_passes_as_in_vivo_if_the_coder_says_that_it_tells_what_was_said(study: Study) -> None:
    answers = {"K1": "no", "K2": "content", "K3": "yes"}

    testing.give_verdict(study, "siv", "code", 1, answers, "passed")

    code = testing.standing_of(study, 1)
    assert (code.state, code.code.code.origin) == ("passed", "in_vivo")


def test_the_program_never_decides_for_her(study: Study) -> None:
    # It has no verdict before she gives one, whatever it might think of one word,
    assert testing.standing_of(study, 1).state == "draft"

    # lets her fail what she has answered well,
    testing.give_verdict(
        study, "siv", "code", 1, {"K1": "no", "K2": "content", "K3": "yes"}, "failed"
    )
    assert testing.standing_of(study, 1).state == "failed"

    # and only refuses a pass that her own answers stand against.
    with pytest.raises(InvalidData, match="K2"):
        testing.give_verdict(study, "siv", "code", 1, {"K1": "no", "K2": "topic"}, "passed")


def test_a_second_tester_adds_a_verdict_and_takes_none_away(study: Study) -> None:
    passed = {"K1": "no", "K2": "content", "K3": "yes"}
    testing.give_verdict(study, "siv", "code", 1, passed, "passed")
    testing.give_verdict(study, "jonas", "code", 1, {"K1": "no", "K2": "topic"}, "failed")

    code = testing.standing_of(study, 1)
    assert [(t.tester, t.verdict) for t in code.current] == [("siv", "passed"), ("jonas", "failed")]
    assert code.disagreed
    assert code.state == "failed"
